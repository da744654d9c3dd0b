package dev.raglan.internal.chat;

import dev.raglan.internal.message.ItemParts;
import dev.raglan.internal.message.MessageParts;
import dev.raglan.internal.message.Messages;
import dev.raglan.internal.message.Roles;
import dev.raglan.internal.message.ToolCalls;
import dev.raglan.internal.read.Limits;
import dev.raglan.internal.read.Shape;
import dev.raglan.model.Completion;
import dev.raglan.model.Extraction;
import dev.raglan.model.Extraction.Failure;
import dev.raglan.model.Message;
import dev.raglan.model.Message.Attachment;
import dev.raglan.model.Message.Part;
import dev.raglan.model.ToolCall;
import dev.raglan.spi.ChunkReader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the events of OpenAI's Responses and of its Realtime API: each response that an event holds
 * whole or, if the stream breaks off before, what the deltas amount to. Reads the events of
 * transcriptions, of pictures and of Mistral's conversations too.
 */
final class ResponseEvents implements ChunkReader {

  private static final String PICTURE = "image_generation.";
  private static final String EDITED = "image_edit.";

  private final Shapes shapes;
  private final List<Completion> ended = new ArrayList<>();
  private GrowingCompletion growing = new GrowingCompletion();
  private @Nullable Failure failure;

  /** The model of a session, whose responses do not name it. */
  private @Nullable String model;

  ResponseEvents(Shapes shapes) {
    this.shapes = shapes;
  }

  static boolean isEvent(Shape shape) {
    String type = shape.text("type");
    return type != null
        && (type.startsWith("response.")
            || type.startsWith("transcript.text.")
            || type.startsWith("conversation.response.")
            || type.startsWith(PICTURE)
            || type.startsWith(EDITED)
            || isOfSession(type));
  }

  /** Sessions of the Realtime API begin with events that tell of no response. */
  private static boolean isOfSession(String type) {
    return type.startsWith("session.")
        || type.startsWith("conversation.item.")
        || type.startsWith("input_audio_buffer.")
        || type.equals("conversation.created")
        || type.equals("rate_limits.updated");
  }

  @Override
  public void add(Object chunk) {
    Shape event = shapes.of(chunk);
    String type = event.text("type");
    if ("error".equals(type)) {
      failure = FailureReader.of(event);
    }
    switch (type == null ? "" : type) {
      case "session.created", "session.updated" -> {
        Shape session = event.at("session");
        model = session == null ? model : session.text("model");
      }
      case "response.created", "response.in_progress", "response.queued" ->
          about(event.at("response"));
      case "response.output_text.delta",
          "response.refusal.delta",
          "response.text.delta",
          "response.audio_transcript.delta",
          "response.output_audio_transcript.delta" ->
          item(event).text(event.text("delta"));
      case "conversation.response.started" ->
          growing.about(event.text("conversation_id"), null, null);
      case "message.output.delta" -> {
        growing.about(null, event.text("model"), null);
        item(event).content(event.at("content"));
      }
      case "function.call.delta" ->
          item(event)
              .calls()
              .piece(0L, event.text("tool_call_id"), event.text("name"), event.get("arguments"));
      case "conversation.response.done" -> growing.about(null, null, UsageReader.stated(event));
      case "transcript.text.delta" -> growing.choice(0).parts().text(event.text("delta"));
      case "transcript.text.done" -> transcribed(event);
      case "image_generation.completed", "image_edit.completed" -> painted(event);
      case "response.output_text.annotation.added" -> item(event).cite(event.at("annotation"));
      case "response.reasoning_summary_text.delta" -> summary(event);
      case "response.reasoning_text.delta" -> item(event).reasoning(event.text("delta"));
      case "response.output_item.added" -> beginItem(event.at("item"), item(event));
      case "response.mcp_call_arguments.delta" ->
          call(item(event)).piece(0L, null, null, event.text("delta"));
      case "response.function_call_arguments.delta", "response.custom_tool_call_input.delta" ->
          item(event).calls().piece(0L, null, null, event.text("delta"));
      case "response.output_item.done" -> endItem(event.at("item"), item(event));
      case "response.completed", "response.incomplete", "response.failed", "response.done" ->
          end(event.at("response"));
      default -> {}
    }
  }

  private void transcribed(Shape event) {
    MessageParts parts = growing.choice(0).parts();
    if (parts.isEmpty()) {
      parts.text(event.text("text"));
    }
    growing.about(null, null, UsageReader.stated(event));
  }

  private void painted(Shape event) {
    Attachment image = ImageAnswers.painted(event);
    if (image != null) {
      growing.choice(0).parts().attach(List.of(image));
    }
    growing.about(null, null, UsageReader.stated(event));
  }

  /** Returns the parts of the item that an event tells of. */
  private MessageParts item(Shape event) {
    boolean isParagraph = event.has("summary_index");
    return growing
        .choice(0)
        .parts()
        .block(event.count("output_index"), isParagraph ? Messages.PARAGRAPHS : Messages.PIECES);
  }

  private void about(@Nullable Shape response) {
    if (response != null) {
      growing.about(response.text("id"), response.text("model"), null);
    }
  }

  /** A summary of reasoning may have several paragraphs. */
  private void summary(Shape event) {
    Long paragraph = event.count("summary_index");
    MessageParts item = item(event);
    MessageParts parts = paragraph == null ? item : item.block(paragraph, Messages.PIECES);
    parts.reasoning(event.text("delta"));
  }

  private static void beginItem(@Nullable Shape begun, MessageParts item) {
    boolean isOfProvider = begun != null && isCallOfProvider(begun);
    ToolCall call =
        begun != null && (isOfProvider || begun.has("call_id")) ? ToolCalls.one(begun) : null;
    if (call != null) {
      (isOfProvider ? call(item) : item.calls()).piece(0L, call.id(), call.name(), null);
    }
  }

  private static boolean isCallOfProvider(Shape item) {
    return "mcp_call".equals(item.text("type"));
  }

  /** A call by the provider stands before what the tool answered, which is of the same item. */
  private static ToolCalls call(MessageParts item) {
    return item.block(0L, Messages.PIECES).calls();
  }

  /** The end of an item holds all of it: a call that has grown, or what no delta told. */
  private static void endItem(@Nullable Shape ended, MessageParts item) {
    if (ended == null) {
      return;
    }
    if (isCallOfProvider(ended)) {
      List<Part> parts = ItemParts.of("mcp_call", ended);
      if (parts.get(0) instanceof ToolCall call) {
        call(item).settle(call);
        Message answer = new Message(Roles.TOOL, null, parts.subList(1, parts.size()));
        item.block(1L, Messages.PIECES).add(answer);
      }
      return;
    }
    ToolCall call = ended.has("call_id") ? ToolCalls.one(ended) : null;
    if (call != null) {
      item.calls().settle(call);
    } else if (item.isEmpty()) {
      Messages.of(ended, Messages.PIECES).forEach(item::add);
    } else {
      item.encrypted(ended.get("encrypted_content"));
      ended.list(Limits.PARTS, "content").forEach(item::citeBesideText);
    }
  }

  /** A response that leaves its output out is completed by what the deltas amount to. */
  private void end(@Nullable Shape response) {
    Failure told = response == null ? null : FailureReader.of(response);
    failure = told == null ? failure : told;
    Completion whole = response == null ? null : Completions.of(response);
    if (whole == null) {
      return;
    }
    boolean saysNothing = whole.messages().stream().allMatch(each -> each.parts().isEmpty());
    if (saysNothing && !growing.isEmpty()) {
      growing.about(whole.responseId(), whole.model(), whole.usage());
      whole.finishReasons().forEach(growing.choice(0)::finished);
      Completion grown = growing.completion();
      whole = grown == null ? whole : grown;
    }
    ended.add(whole);
    growing = new GrowingCompletion();
  }

  @Override
  public Extraction result() {
    List<Completion> all = new ArrayList<>(ended);
    Completion open = growing.completion();
    if (open != null) {
      all.add(open);
    }
    Completion merged = Completions.merged(all.stream().map(this::named).toList());
    Extraction read = merged == null ? Extraction.NONE : Extraction.of(merged);
    return read.with(failure);
  }

  private Completion named(Completion answer) {
    return answer.model() != null || model == null
        ? answer
        : new Completion(
            answer.responseId(),
            model,
            answer.messages(),
            answer.finishReasons(),
            answer.usage(),
            answer.calls(),
            answer.messagesLeftOut());
  }
}

package dev.raglan.internal.message;

import dev.raglan.internal.read.Limits;
import dev.raglan.internal.read.ListElements;
import dev.raglan.internal.read.Shape;
import dev.raglan.model.Message.Attachment;
import dev.raglan.model.Message.ToolResult;
import dev.raglan.model.ToolCall;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A reader of the forms in which providers write the parts of a message. What it reads goes into
 * one {@link MessageParts}.
 */
final class PartReader {

  /** Of Gemini and of Bedrock: parts whose only name is their type. */
  private static final List<String> NAMED =
      List.of(
          "executable_code",
          "code_execution_result",
          "search_result",
          "cache_point",
          "guard_content");

  /** The thoughts of Gemini before a part, encrypted. */
  private static final String SIGNATURE = "thought_signature";

  private final MessageParts into;

  PartReader(MessageParts into) {
    this.into = into;
  }

  /**
   * Adds everything that a message, or a part of one, holds.
   *
   * @param piece true for a part: its tool calls may continue those of earlier parts
   */
  void read(Shape message, boolean piece) {
    Shape said = message.at("content", "text", "parts", "contents");
    content(said);
    if (said == null || isEmptyText(said)) {
      into.text(message.text("refusal"));
    }
    reasonedBeside(message);
    into.citeBesideText(message);
    Shape ofProvider = message.at("provider_specific_fields"); // Of LiteLLM
    if (ofProvider != null) {
      for (Shape each : ofProvider.list(Limits.PARTS, "citations")) {
        into.cite(each);
      }
      for (Shape each : ofProvider.list(Limits.PARTS, "thought_signatures")) {
        into.encrypted(each.value());
      }
    }
    signedCalls(message);
    audio(message.at("audio"));
    images(message);
    executed(message);
    if (piece) {
      into.calls().readPieces(message);
    } else {
      into.calls().read(message);
    }
  }

  /** An answer that is spoken has its words beside its sound. */
  private void audio(@Nullable Shape audio) {
    if (audio == null || audio.isText()) {
      return;
    }
    into.text(audio.text("transcript"));
    String data = audio.text("data");
    String id = audio.text("id");
    if (data != null && !data.isEmpty()) {
      into.sound(data);
    } else if (id != null && !audio.has("transcript") && !audio.has("type")) {
      into.part(new Attachment("audio", id, null, null)); // Of an earlier answer.
    }
  }

  /** OpenRouter has the images that a model made beside the content, Ollama those it is shown. */
  private void images(Shape message) {
    for (Shape each : message.list(Limits.PARTS, "images")) {
      String data = each.asText();
      String type = data == null ? each.text("type") : null;
      Attachment image =
          data != null
              ? Attachments.inline("image", data, null)
              : type == null ? null : Attachments.of(type, each);
      if (image != null) {
        into.part(image);
      }
    }
  }

  /** Groq has the calls of its own tools, and their answers, beside the content. */
  private void executed(Shape message) {
    for (Shape each : message.list(Limits.PARTS, "executed_tools")) {
      into.part(ItemParts.json("executed_tool", each));
    }
  }

  private static boolean isEmptyText(Shape content) {
    String only = content.asText();
    return only != null && only.isEmpty();
  }

  /** The same reasoning may be there twice: as a text, and as a list of details. */
  private void reasonedBeside(Shape message) {
    String stated = message.text("reasoning_content", "reasoning", "thinking", "tool_plan");
    boolean isStated = stated != null && !stated.isEmpty();
    into.reasoning(stated);
    for (Shape each : message.list(Limits.PARTS, "reasoning_details", "thinking_blocks")) {
      if (!isStated) {
        into.reasoning(each.text("text", "summary", "thinking"));
      }
      into.encrypted(encrypted(each));
    }
  }

  /** Gemini has in the form of OpenAI what it thought before a call in the call. */
  private void signedCalls(Shape message) {
    for (Shape call : message.list(Limits.PARTS, "tool_calls")) {
      Shape extra = call.at("extra_content");
      Shape ofGoogle = extra == null ? null : extra.at("google");
      into.encrypted(ofGoogle == null ? null : ofGoogle.get(SIGNATURE));
    }
  }

  /**
   * Returns what came encrypted of reasoning: where it is disclosed too, its signature.
   *
   * @return base64 or bytes; null for none
   */
  static @Nullable Object encrypted(Shape thought) {
    return thought.get("data", "encrypted_content", "redacted_content", "signature");
  }

  /** Adds content of any form: a text, one part, or a list of parts. */
  void content(@Nullable Shape said) {
    if (said == null) {
      return;
    }
    if (ListElements.isList(said.value())) {
      said.elements(Limits.PARTS).forEach(this::part);
      into.leaveOut(Math.max(0, ListElements.size(said.value()) - Limits.PARTS));
    } else {
      part(said);
    }
  }

  /** OpenAI's assistants have the text as a value that is annotated. */
  private static @Nullable String textOf(Shape part) {
    Shape annotated = part.at("text");
    return annotated == null || annotated.isText()
        ? part.text("text", "content")
        : annotated.text("value");
  }

  private void text(Shape part) {
    into.text(textOf(part)).citeBesideText(part);
    Shape annotated = part.at("text");
    if (annotated != null && !annotated.isText()) {
      into.citeBesideText(annotated);
    }
  }

  /** Adds one part of a message. */
  void part(Shape part) {
    String only = part.asText();
    if (only != null) {
      into.text(only);
      return;
    }
    String stated = part.text("type", "kind"); // The latter of agents that speak A2A.
    String type = stated == null ? "" : stated.toLowerCase(Locale.ROOT); // A name of an enum too.
    switch (type) {
      case "text", "input_text", "output_text", "summary_text", "text_delta" -> text(part);
      case "thinking",
          "redacted_thinking",
          "reasoning_text",
          "reasoning",
          "thought",
          "thought_summary",
          "thought_signature" ->
          thought(part);
      case "audio", "output_audio" -> spoken(type, part);
      case "refusal" -> into.text(part.text("refusal"));
      case "tool_use",
          "server_tool_use",
          "mcp_tool_use",
          "tool_call",
          "tool-call",
          "function_call" ->
          callOr(ToolCalls.one(part), type, part);
      case "tool_result", "tool-result", "tool_call_response", "function_result" ->
          into.answer(ToolAnswers.read(part));
      case "" -> untyped(part);
      default -> typed(type, stated == null ? type : stated, part);
    }
  }

  /** The Realtime API has the words of a spoken part in it; others have its sound alone. */
  private void spoken(String type, Shape part) {
    if (part.has("transcript")) {
      audio(part);
    } else {
      typed(type, type, part);
    }
  }

  /** Adds reasoning, encrypted too: a text, or a list of parts that have one. */
  private void thought(Shape part) {
    disclosed(part);
    into.encryptedThought(encrypted(part));
  }

  private void disclosed(Shape part) {
    Shape thoughts = part.at("thinking", "text", "content", "summary");
    if (thoughts == null || !ListElements.isList(thoughts.value())) {
      into.thought(thoughts == null ? null : disclosedText(thoughts));
      return;
    }
    for (Shape each : thoughts.elements(Limits.PARTS)) {
      into.thought(disclosedText(each));
    }
  }

  private static @Nullable String disclosedText(Shape thought) {
    return thought.isText() ? thought.asText() : thought.text("text");
  }

  private void callOr(@Nullable ToolCall call, String type, Shape part) {
    into.part(call == null ? ItemParts.json(type, part) : call);
  }

  /** A part whose only name says what it is, as Gemini and Bedrock have them. */
  private void untyped(Shape part) {
    Shape call = part.at("function_call", "tool_use");
    Shape result = part.at("function_response", "tool_result");
    Shape thoughts = part.at("reasoning_content");
    Attachment attachment = Attachments.untyped(part);
    String text = part.text("text", "content");
    Shape parts = part.at("parts");
    Shape cited = part.at("citations_content");
    Shape guarded = part.at("guard_content");
    Shape guardedText = guarded == null ? null : guarded.at("text");
    Object signature = part.get(SIGNATURE);
    boolean isThought = text != null && Boolean.TRUE.equals(part.get("thought"));
    if (text == null) {
      into.encryptedThought(signature);
    } else if (!isThought) {
      into.encryptedBefore(signature);
    }
    if (guardedText != null) {
      text(guardedText);
    } else if (cited != null) {
      content(cited.at("content"));
      into.citeBesideText(cited);
    } else if (parts != null && isList(parts)) {
      content(parts);
    } else if (call != null) {
      callOr(ToolCalls.one(call), "tool_call", part);
    } else if (result != null) {
      into.answer(ToolAnswers.read(result));
    } else if (thoughts != null) {
      Shape nested = thoughts.at("reasoning_text");
      thought(nested == null ? thoughts : nested);
    } else if (attachment != null) {
      into.part(attachment);
    } else if (text != null) {
      if (isThought) {
        into.thought(text);
        into.encryptedThought(signature);
      } else {
        into.text(text).citeBesideText(part);
      }
    } else if (part.value() instanceof byte[] bytes) {
      into.part(new Attachment("file", null, null, (long) bytes.length));
    } else if (part.has("name") && part.has("arguments", "input", "args")) {
      callOr(ToolCalls.one(part), "tool_call", part); // Of an application's own types.
    } else if (signature == null) {
      other(part);
    }
  }

  /** Adds a part as JSON; one that cannot be read is counted. */
  private void other(Shape part) {
    if (ToolCalls.json(part.value()) == null) {
      into.leaveOut(1);
    } else {
      into.part(ItemParts.json(nameOf(part), part));
    }
  }

  private static String nameOf(Shape part) {
    for (String each : NAMED) {
      if (part.has(each)) {
        return each;
      }
    }
    return "json";
  }

  private void typed(String type, String stated, Shape part) {
    Shape source = part.at("source");
    if (type.equals("document") && source != null && isTextSource(source)) {
      MessageParts document = new MessageParts("\n").content(source.at("data", "content"));
      into.add(document.message(Roles.USER, null, null));
      return;
    }
    Shape found = type.equals("document") && source == null ? part.at("document") : null;
    if (found != null && !found.isText()) { // Of Cohere, in which a tool answers.
      Shape data = found.at("data", "text");
      into.text(ToolCalls.json((data == null ? found : data).value()));
      return;
    }
    Attachment attachment = Attachments.of(type, part);
    if (attachment != null) {
      into.part(attachment);
    } else if (type.endsWith("_tool_result")) {
      Shape answer = part.at("content");
      String json = answer == null ? null : ToolCalls.json(answer.value());
      into.part(new ToolResult(part.text("tool_use_id"), json, ToolAnswers.isError(part)));
    } else {
      into.part(ItemParts.json(stated, part));
    }
  }

  /** Anthropic's documents may be plain text, or a list of parts. */
  private static boolean isTextSource(Shape source) {
    String type = source.text("type");
    return "text".equals(type) || "content".equals(type);
  }

  private static boolean isList(Shape value) {
    return ListElements.isList(value.value());
  }
}

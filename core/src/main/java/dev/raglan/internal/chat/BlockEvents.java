package dev.raglan.internal.chat;

import dev.raglan.internal.message.MessageParts;
import dev.raglan.internal.message.Messages;
import dev.raglan.internal.read.Shape;
import dev.raglan.model.Extraction;
import dev.raglan.spi.ChunkReader;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads events that tell of a message block by block: those of Anthropic's Messages, of Cohere's
 * chats and of Bedrock's Converse. Each start of a message begins a response.
 */
final class BlockEvents implements ChunkReader {

  /** Members of events of which a stream of Bedrock's has one at its beginning. */
  private static final String[] BEGINNINGS = {
    "message_start", "content_block_start", "content_block_delta"
  };

  private static final Set<String> TYPES =
      Set.of(
          "message_start",
          "content_block_start",
          "content_block_delta",
          "content_block_stop",
          "message_delta",
          "message_stop",
          // Of Cohere
          "message-start",
          "content-start",
          "content-delta",
          "tool-plan-delta",
          "tool-call-start",
          "tool-call-delta",
          "message-end");

  /** The events of Bedrock's Converse, each of which is a member of its name. */
  private static final String[] OF_CONVERSE = {
    "message_start",
    "content_block_start",
    "content_block_delta",
    "content_block_stop",
    "message_stop",
    "metadata"
  };

  /** The name of the kind of event in Cohere's first API. */
  private static final String FIRST_API = "event_type";

  private static final String INDEX = "content_block_index";

  private final GrowingCompletion growing = new GrowingCompletion();
  private final Shapes shapes;

  BlockEvents(Shapes shapes) {
    this.shapes = shapes;
  }

  static boolean isEvent(Shape shape) {
    String type = shape.text("type");
    return type == null ? isOfConverse(shape) || isOfFirstApi(shape) : TYPES.contains(type);
  }

  /** Converse's stream begins with the start of a message, or of a block if that was passed. */
  private static boolean isOfConverse(Shape shape) {
    Shape first = shape.at(BEGINNINGS);
    return first != null && first.has("role", INDEX);
  }

  private static boolean isOfFirstApi(Shape shape) {
    return shape.get("is_finished") instanceof Boolean && shape.text(FIRST_API) != null;
  }

  @Override
  public void add(Object chunk) {
    Shape event = shapes.of(chunk);
    String type = event.text("type");
    if (type == null) {
      if (isOfFirstApi(event)) {
        addOfFirstApi(event);
      } else {
        addOfConverse(event);
      }
      return;
    }
    switch (type) {
      case "message_start" -> begin(event.at("message"));
      case "content_block_start" -> beginBlock(event.count("index"), event.at("content_block"));
      case "content_block_delta" -> continueBlock(event.count("index"), event.at("delta"));
      case "message_delta" -> end(event);
      case "error" -> growing.failed(FailureReader.of(event));
      default -> addOfCohere(type, event);
    }
  }

  /** The last event holds the whole response; its text has come before. */
  private void addOfFirstApi(Shape event) {
    String kind = event.text(FIRST_API);
    if ("text-generation".equals(kind)) {
      parts().text(event.text("text"));
    } else if ("tool-calls-generation".equals(kind)) {
      parts().read(event);
    } else if ("citation-generation".equals(kind)) {
      parts().citeOfResponse(event);
    } else if ("stream-end".equals(kind)) {
      Shape whole = event.at("response");
      growing.choice(0).finished(event.text(Completions.FINISH));
      growing.failed(FailureReader.of(event));
      if (whole != null) {
        growing.about(whole.text(Completions.ID), null, UsageReader.stated(whole));
        if (parts().isEmpty()) {
          parts().read(whole);
        }
        parts().citeOfResponse(whole);
      }
    }
  }

  private void addOfCohere(String type, Shape event) {
    Shape delta = event.at("delta");
    Shape message = delta == null ? null : delta.at("message");
    switch (type) {
      case "message-start" -> {
        growing.begin();
        growing.about(event.text("id"), null, null);
      }
      case "content-start", "content-delta" ->
          continueBlock(event.count("index"), message == null ? null : message.at("content"));
      case "tool-plan-delta" ->
          parts().reasoning(message == null ? null : message.text("tool_plan"));
      case "tool-call-start", "tool-call-delta" ->
          call(event.count("index"), message == null ? null : message.at("tool_calls"));
      case "citation-start" -> parts().cite(message == null ? null : message.at("citations"));
      case "message-end" -> {
        growing.choice(0).finished(delta == null ? null : delta.text(Completions.FINISH));
        growing.about(null, null, UsageReader.stated(event));
        growing.failed(delta == null ? null : FailureReader.of(delta));
      }
      default -> {}
    }
  }

  private void call(@Nullable Long index, @Nullable Shape call) {
    Shape function = call == null ? null : call.at("function");
    if (call != null && function != null) {
      parts()
          .calls()
          .piece(index, call.text("id"), function.text("name"), function.get("arguments"));
    }
  }

  private void addOfConverse(Shape event) {
    for (String name : OF_CONVERSE) {
      Shape told = event.at(name);
      if (told != null) {
        addOfConverse(name, told);
        return;
      }
    }
    growing.failed(FailureReader.of(event));
  }

  private void addOfConverse(String name, Shape told) {
    switch (name) {
      case "message_start" -> growing.begin();
      case "content_block_start" -> beginCall(told.count(INDEX), told.at("start"));
      case "content_block_delta" -> continueBlock(told.count(INDEX), told.at("delta"));
      case "message_stop" -> growing.choice(0).finished(told.text(Completions.FINISH));
      case "metadata" -> growing.about(null, null, UsageReader.stated(told));
      default -> {}
    }
  }

  private void beginCall(@Nullable Long index, @Nullable Shape start) {
    Shape call = start == null ? null : start.at("tool_use");
    if (call != null) {
      block(index).calls().piece(0L, call.text("tool_use_id"), call.text("name"), null);
    }
  }

  private void begin(@Nullable Shape message) {
    growing.begin();
    if (message != null) {
      growing.about(message.text("id"), message.text("model"), UsageReader.stated(message));
      Shape content = message.at("content");
      if (content != null) {
        parts().content(content);
      }
    }
  }

  private MessageParts parts() {
    return growing.choice(0).parts();
  }

  private MessageParts block(@Nullable Long index) {
    return parts().block(index, Messages.PIECES);
  }

  /** A call's input is there from the start, or comes in pieces after an empty one. */
  private void beginBlock(@Nullable Long index, @Nullable Shape begun) {
    if (begun == null) {
      return;
    }
    MessageParts block = block(index);
    String name = begun.text("name");
    String type = begun.text("type");
    if (name == null || type == null || !type.endsWith("tool_use")) {
      block.part(begun);
    } else {
      block.calls().piece(0L, begun.text("id"), name, null);
      block.calls().orElse(0L, begun.get("input"));
    }
  }

  private void continueBlock(@Nullable Long index, @Nullable Shape delta) {
    if (delta == null) {
      return;
    }
    MessageParts block = block(index);
    block.text(delta.text("text")).reasoning(delta.text("thinking"));
    block.cite(delta.at("citation"));
    Shape thought = delta.at("reasoning_content");
    block.reasoning(thought == null ? null : thought.text("text"));
    block.encrypted(delta.get("signature"));
    block.encrypted(thought == null ? null : thought.get("redacted_content", "signature"));
    Shape call = delta.at("tool_use");
    String json = call == null ? delta.text("partial_json") : call.text("input");
    if (json != null) {
      block.calls().piece(0L, null, null, json);
    }
  }

  private void end(Shape event) {
    Shape delta = event.at("delta");
    growing.choice(0).finished(delta == null ? null : delta.text("stop_reason"));
    growing.about(null, null, UsageReader.stated(event));
  }

  @Override
  public Extraction result() {
    return growing.result();
  }
}

package dev.raglan.internal.chat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.raglan.internal.message.MessageParts;
import dev.raglan.internal.message.ToolCalls;
import dev.raglan.internal.read.JsonLines;
import dev.raglan.internal.read.Limits;
import dev.raglan.internal.read.Shape;
import dev.raglan.model.Extraction;
import dev.raglan.model.Usage;
import dev.raglan.spi.ChunkReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the events of Bedrock's agents and flows: texts as bytes with what they cite, and traces
 * that tell what the model took; chunks of any model as bytes.
 */
final class AgentEvents implements ChunkReader {

  /** The parts of a trace in which an agent calls its model. */
  private static final List<String> STEPS =
      List.of(
          "pre_processing_trace",
          "orchestration_trace",
          "post_processing_trace",
          "routing_classifier_trace");

  private final GrowingCompletion growing = new GrowingCompletion();
  private final Shapes shapes;
  private @Nullable Usage usage;
  private @Nullable ChunkReader ofModel;

  AgentEvents(Shapes shapes) {
    this.shapes = shapes;
  }

  static boolean isEvent(Shape shape) {
    Shape chunk = shape.at("chunk");
    if (chunk != null) {
      return !chunk.isText() && chunk.has("bytes");
    }
    Shape trace = shape.at("trace");
    if (trace != null) {
      return !trace.isText() && trace.has("trace") && trace.has("agent_id", "session_id");
    }
    Shape output = shape.at("flow_output_event");
    return output != null && output.has("content");
  }

  @Override
  public void add(Object chunk) {
    Shape event = shapes.of(chunk);
    growing.failed(FailureReader.of(event));
    Shape said = event.at("chunk");
    Shape trace = event.at("trace");
    if (said != null) {
      said(said);
    } else if (trace != null) {
      traced(trace.at("trace"));
    } else {
      returned(event.at("return_control"));
      flowed(event.at("flow_output_event"));
      Shape end = event.at("flow_completion_event");
      if (end != null) {
        growing.choice(0).finished(end.text("completion_reason"));
      }
    }
  }

  private MessageParts parts() {
    return growing.choice(0).parts();
  }

  /** Reads a chunk; the bytes of InvokeModel's, which has the same form, are in the model's own. */
  private void said(Shape chunk) {
    String text = text(chunk.get("bytes"));
    JsonNode tree = text != null && text.startsWith("{") ? JsonLines.tree(text) : null;
    if (ofModel == null && tree != null) {
      ofModel = shapes.chunks(shapes.of(tree));
    }
    if (ofModel != null && tree != null) {
      ofModel.add(tree);
      return;
    }
    parts().text(text);
    Shape attribution = chunk.at("attribution");
    if (attribution != null) {
      parts().citeBesideText(attribution);
    }
  }

  /** Returns the text of bytes, which are base64 on the wire. */
  private static @Nullable String text(@Nullable Object bytes) {
    if (bytes instanceof byte[] raw) {
      return new String(raw, StandardCharsets.UTF_8);
    }
    if (!(bytes instanceof CharSequence text)) {
      return null;
    }
    try {
      byte[] decoded = Base64.getDecoder().decode(text.toString());
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(decoded)).toString();
    } catch (IllegalArgumentException | CharacterCodingException plain) {
      return text.toString();
    }
  }

  private void traced(@Nullable Shape trace) {
    if (trace == null) {
      return;
    }
    growing.failed(FailureReader.of(trace));
    for (String name : STEPS) {
      Shape step = trace.at(name);
      if (step != null) {
        step(step);
      }
    }
  }

  private void step(Shape step) {
    Shape asked = step.at("model_invocation_input");
    Shape answered = step.at("model_invocation_output");
    Shape metadata = answered == null ? null : answered.at("metadata");
    Usage taken = metadata == null ? null : UsageReader.stated(metadata);
    usage = UsageReader.sum(usage, taken);
    growing.about(
        null, asked == null ? null : asked.text("foundation_model"), taken == null ? null : usage);
    Shape rationale = step.at("rationale");
    if (rationale != null) {
      parts().reasoning(rationale.text("text"));
    }
  }

  /** The application is to call a function, or an operation of an API. */
  private void returned(@Nullable Shape control) {
    if (control == null) {
      return;
    }
    for (Shape each : control.list(Limits.PARTS, "invocation_inputs")) {
      Shape input = each.at("function_invocation_input", "api_invocation_input");
      String name = input == null ? null : input.text("function", "api_path");
      if (input != null && name != null) {
        ToolCalls calls = parts().calls();
        calls.piece(null, null, name, null);
        calls.orElse(null, input.get("parameters"));
      }
    }
  }

  private void flowed(@Nullable Shape output) {
    Shape content = output == null ? null : output.at("content");
    if (content != null) {
      Shape document = content.at("document");
      parts().content(document == null ? content : document);
    }
  }

  @Override
  public Extraction result() {
    return ofModel == null ? growing.result() : ofModel.result().with(growing.failure());
  }
}

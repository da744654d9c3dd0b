package dev.raglan.render;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Writes texts as the messages of OpenTelemetry's GenAI conventions. */
final class MessageJson {

  private static final JsonFactory JSON = new JsonFactory();

  private MessageJson() {}

  /** One message of one text part, as an array. */
  static String messages(String role, String text, @Nullable String finishReason) {
    return write(
        out -> {
          out.writeStartArray();
          out.writeStartObject();
          out.writeStringField("role", role);
          out.writeArrayFieldStart("parts");
          writePart(out, text);
          out.writeEndArray();
          if (finishReason != null) {
            out.writeStringField("finish_reason", finishReason);
          }
          out.writeEndObject();
          out.writeEndArray();
        });
  }

  /** A text part. */
  static String textPart(String text) {
    return write(out -> writePart(out, text));
  }

  private static void writePart(JsonGenerator out, String text) throws IOException {
    out.writeStartObject();
    out.writeStringField("type", "text");
    out.writeStringField("content", text);
    out.writeEndObject();
  }

  private interface Body {
    void writeTo(JsonGenerator out) throws IOException;
  }

  private static String write(Body body) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(text)) {
      body.writeTo(out);
    } catch (IOException impossible) {
      throw new UncheckedIOException("a StringWriter does not fail", impossible);
    }
    return text.toString();
  }
}

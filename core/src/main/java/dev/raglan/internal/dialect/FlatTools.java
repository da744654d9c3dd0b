package dev.raglan.internal.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.raglan.annotation.Field;
import dev.raglan.internal.render.JsonTree;
import dev.raglan.internal.render.NumberedSink;
import dev.raglan.internal.render.Rendering;
import dev.raglan.semconv.OpenInference;

/** Writes the tools offered to a model as one attribute each; the first are kept. */
final class FlatTools {

  /** Past these, tools would take the room of messages. */
  static final int MOST_TOOLS = 16;

  private FlatTools() {}

  static void write(Rendering rendering, NumberedSink sink) {
    JsonNode tools = JsonTree.of(rendering.text(Field.TOOLS));
    if (tools == null) {
      return;
    }
    if (tools.isObject()) {
      sink.put(OpenInference.toolSchema(0), tools.toString());
      return;
    }
    int count = 0;
    int number = 0;
    for (JsonNode tool : tools) {
      if (tool.isObject()) {
        count++;
        if (number < MOST_TOOLS && sink.room() > 0) {
          sink.put(OpenInference.toolSchema(number++), tool.toString());
        }
      }
    }
    rendering.leftOut().tools(count - number);
  }
}

package dev.raglan.internal.dialect;

import dev.raglan.annotation.Field;
import dev.raglan.semconv.OpenInference;
import dev.raglan.spi.NumberedSink;
import dev.raglan.spi.RenderedCall;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Writes the tools offered to a model as one attribute each; the first are kept. */
final class FlatTools {

  /** Past these, tools would take the room of messages. */
  static final int MOST_TOOLS = 16;

  private FlatTools() {}

  static void write(RenderedCall call, NumberedSink sink) {
    String bound = call.text(Field.TOOLS);
    if (bound == null) {
      return;
    }
    Object tools = call.writer().parse(bound);
    int count = 0;
    int number = 0;
    for (Object tool : tools instanceof Collection<?> all ? all : List.of(tools)) {
      if (tool instanceof Map) {
        count++;
        if (number < MOST_TOOLS && sink.room() > 0) {
          sink.put(OpenInference.toolSchema(number++), call.writer().json(tool));
        }
      }
    }
    call.leftOut().tools(count - number);
  }
}

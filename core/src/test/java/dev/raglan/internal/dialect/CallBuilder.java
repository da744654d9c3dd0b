package dev.raglan.internal.dialect;

import dev.raglan.annotation.Field;
import dev.raglan.internal.capture.Arguments;
import dev.raglan.internal.capture.Bindings;
import dev.raglan.internal.capture.Captured;
import dev.raglan.internal.capture.Extracted;
import dev.raglan.internal.json.NamedValues;
import dev.raglan.model.Cost;
import dev.raglan.model.Extraction;
import dev.raglan.model.SpanType;
import dev.raglan.spi.SpanDescription;
import dev.raglan.spi.StreamSummary;
import java.util.LinkedHashMap;
import java.util.Map;

/** Builds what was gathered from a call. */
public final class CallBuilder {

  private final SpanDescription step;
  private final Map<String, Object> arguments = new LinkedHashMap<>();
  private final Bindings bindings = new Bindings();
  private Object output;
  private StreamSummary stream;
  private Extraction readInput = Extraction.NONE;
  private Extraction readOutput = Extraction.NONE;
  private Cost cost;

  private CallBuilder(SpanDescription step) {
    this.step = step;
  }

  public static CallBuilder of(SpanDescription step) {
    return new CallBuilder(step);
  }

  public static CallBuilder of(SpanType type) {
    return new CallBuilder(SpanDescription.of("Acme.run", type));
  }

  public CallBuilder argument(String name, Object value) {
    arguments.put(name, value);
    return this;
  }

  public CallBuilder output(Object value) {
    output = value;
    return this;
  }

  public CallBuilder bind(Field field, Object value) {
    bindings.put(field, value);
    return this;
  }

  public CallBuilder bind(String attribute, Object value) {
    bindings.put(attribute, value);
    return this;
  }

  CallBuilder stream(StreamSummary summary) {
    stream = summary;
    return this;
  }

  public CallBuilder read(Extraction input, Extraction result) {
    readInput = input;
    readOutput = result;
    return this;
  }

  CallBuilder cost(Cost value) {
    cost = value;
    return this;
  }

  public Captured build() {
    Arguments captured =
        arguments.isEmpty()
            ? null
            : new Arguments(
                NamedValues.Names.of(arguments.keySet().toArray(new String[0])),
                arguments.values().toArray());
    return new Captured(
        step, captured, output, bindings, stream, new Extracted(readInput, readOutput, cost));
  }
}

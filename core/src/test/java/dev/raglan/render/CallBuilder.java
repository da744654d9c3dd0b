package dev.raglan.render;

import dev.raglan.annotation.Field;
import dev.raglan.capture.Arguments;
import dev.raglan.capture.Bindings;
import dev.raglan.capture.Captured;
import dev.raglan.capture.Extracted;
import dev.raglan.capture.Step;
import dev.raglan.capture.StreamSummary;
import dev.raglan.json.NamedValues;
import dev.raglan.model.Cost;
import dev.raglan.model.Extraction;
import dev.raglan.model.SpanType;
import java.util.LinkedHashMap;
import java.util.Map;

/** Builds what was gathered from a call. */
final class CallBuilder {

  private final Step step;
  private final Map<String, Object> arguments = new LinkedHashMap<>();
  private final Bindings bindings = new Bindings();
  private Object output;
  private StreamSummary stream;
  private Extraction readInput = Extraction.NONE;
  private Extraction readOutput = Extraction.NONE;
  private Cost cost;

  private CallBuilder(Step step) {
    this.step = step;
  }

  static CallBuilder of(Step step) {
    return new CallBuilder(step);
  }

  static CallBuilder of(SpanType type) {
    return new CallBuilder(Step.of("Acme.run", type));
  }

  CallBuilder argument(String name, Object value) {
    arguments.put(name, value);
    return this;
  }

  CallBuilder output(Object value) {
    output = value;
    return this;
  }

  CallBuilder bind(Field field, Object value) {
    bindings.put(field, value);
    return this;
  }

  CallBuilder bind(String attribute, Object value) {
    bindings.put(attribute, value);
    return this;
  }

  CallBuilder stream(StreamSummary summary) {
    stream = summary;
    return this;
  }

  CallBuilder read(Extraction input, Extraction result) {
    readInput = input;
    readOutput = result;
    return this;
  }

  CallBuilder cost(Cost value) {
    cost = value;
    return this;
  }

  Captured build() {
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

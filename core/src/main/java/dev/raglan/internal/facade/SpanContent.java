package dev.raglan.internal.facade;

import dev.raglan.annotation.Field;
import dev.raglan.internal.capture.Arguments;
import dev.raglan.internal.capture.Bindings;
import dev.raglan.internal.capture.Captured;
import dev.raglan.internal.capture.Extracted;
import dev.raglan.internal.json.NamedValues;
import dev.raglan.internal.record.ValueReader;
import dev.raglan.model.CapturePolicy;
import dev.raglan.model.Extraction;
import dev.raglan.spi.SpanDescription;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was said of a step's content, fit to be rendered later. What the policy does not capture is
 * not kept, but what is read out of it besides messages is. Not thread-safe.
 */
final class SpanContent {

  private static final NamedValues.Names INPUT = NamedValues.Names.of("input");
  private static final Set<Field> OF_OUTPUT =
      EnumSet.of(
          Field.RESPONSE,
          Field.EXPECTED_RESPONSE,
          Field.FUNCTION_CALL_RESPONSE,
          Field.TOOL_CALLS,
          Field.DOCUMENTS);

  private final CapturePolicy policy;
  private final ValueReader values;
  private final Bindings bindings = new Bindings();
  private @Nullable Object input;
  private @Nullable Object output;
  private Extraction fromInput = Extraction.NONE;
  private Extraction fromOutput = Extraction.NONE;

  SpanContent(CapturePolicy policy, ValueReader values) {
    this.policy = policy;
    this.values = values;
  }

  void field(Field field, Object value) {
    boolean captured = OF_OUTPUT.contains(field) ? policy.output() : policy.input();
    if (captured || !field.isContent()) {
      bindings.put(field, values.hold(value));
    }
    if (field == Field.PROMPT) {
      fromInput = read(value, captured);
    } else if (field == Field.RESPONSE || field == Field.DOCUMENTS) {
      fromOutput = read(value, captured);
    }
  }

  void input(Object value) {
    input = policy.input() ? values.hold(value) : null;
  }

  void output(Object value) {
    output = policy.output() ? values.hold(value) : null;
    if (bindings.get(Field.RESPONSE) == null && bindings.get(Field.DOCUMENTS) == null) {
      fromOutput = read(value, policy.output());
    }
  }

  void addTags(Collection<String> tags) {
    Set<Object> all = new LinkedHashSet<>();
    if (bindings.get(Field.TAGS) instanceof Collection<?> there) {
      all.addAll(there);
    }
    all.addAll(tags);
    bindings.put(Field.TAGS, List.copyOf(all));
  }

  private Extraction read(Object value, boolean captured) {
    Extraction read = values.read(value);
    return captured ? read : read.withoutContent();
  }

  boolean hasOutput() {
    return output != null || bindings.get(Field.RESPONSE) != null;
  }

  Bindings bindings() {
    return bindings;
  }

  /** What is to be rendered. */
  Captured captured(SpanDescription step) {
    Arguments arguments = input == null ? null : new Arguments(INPUT, new Object[] {input});
    Extracted extracted = new Extracted(fromInput, fromOutput, null);
    return new Captured(step, arguments, output, bindings, null, extracted);
  }
}

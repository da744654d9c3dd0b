package dev.raglan.internal.facade;

import dev.raglan.annotation.Field;
import dev.raglan.internal.capture.Arguments;
import dev.raglan.internal.capture.Bindings;
import dev.raglan.internal.capture.Captured;
import dev.raglan.internal.capture.ContentGate;
import dev.raglan.internal.capture.Extracted;
import dev.raglan.internal.capture.ValueReader;
import dev.raglan.internal.json.NamedValues;
import dev.raglan.internal.read.Extractors;
import dev.raglan.internal.read.StreamAccumulator;
import dev.raglan.internal.record.EnclosingGeneration;
import dev.raglan.model.Extraction;
import dev.raglan.model.SpanType;
import dev.raglan.semconv.Tags;
import dev.raglan.spi.SpanDescription;
import dev.raglan.spi.StreamSummary;
import io.opentelemetry.context.Context;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The content of a span as snapshots, to be rendered later. Content that the policy does not
 * capture is not kept; usage and the like that is read out of it is. Not thread-safe.
 */
final class SpanContent {

  private static final NamedValues.Names INPUT = NamedValues.Names.of("input");
  private final ContentGate gate;
  private final ValueReader values;
  private final Bindings bindings = new Bindings();
  private @Nullable Object input;
  private @Nullable Object output;
  private Extraction fromInput = Extraction.NONE;
  private Extraction fromOutput = Extraction.NONE;
  private @Nullable StreamSummary summary;

  SpanContent(ContentGate gate, ValueReader values) {
    this.gate = gate;
    this.values = values;
  }

  ContentGate gate() {
    return gate;
  }

  void field(Field field, Object value) {
    boolean captured = gate.captures(field);
    Object before = bindings.get(field);
    Object merged = before == null ? value : MergedMaps.of(field, before, value);
    bindings.put(field, gate.kept(field, merged, captured, values));
    if (field == Field.PROMPT) {
      fromInput = read(value, captured);
    } else if (field == Field.RESPONSE || field == Field.DOCUMENTS) {
      fromOutput = read(value, captured);
    }
  }

  void input(Object value) {
    input = gate.input() ? gate.content(value, values) : null;
  }

  void output(Object value) {
    output = gate.output() ? gate.content(value, values) : null;
    if (bindings.get(Field.RESPONSE) == null && bindings.get(Field.DOCUMENTS) == null) {
      fromOutput = read(value, gate.output());
    }
  }

  /** Adds a streamed result, of which the content counts unless an output was set. */
  void streamed(StreamAccumulator streamed) {
    summary = streamed.summary();
    if (!hasOutput()) {
      output = gate.content(streamed.content(), values);
      if (bindings.get(Field.DOCUMENTS) == null) {
        fromOutput = gate.admitted(streamed.read(), gate.output());
      }
    }
  }

  void addTags(Collection<String> tags) {
    List<String> there =
        bindings.get(Field.TAGS) instanceof Collection<?> all
            ? all.stream().map(String::valueOf).toList()
            : List.of();
    bindings.put(Field.TAGS, Tags.union(there, tags));
  }

  private Extraction read(Object value, boolean captured) {
    return gate.admitted(values.read(value), captured);
  }

  boolean hasOutput() {
    return output != null || bindings.get(Field.RESPONSE) != null;
  }

  Bindings bindings() {
    return bindings;
  }

  /** Returns the captured values of a span with these constants. */
  Captured captured(SpanDescription description) {
    Arguments arguments = input == null ? null : new Arguments(INPUT, new Object[] {input});
    Extraction found = Extractors.withTexts(fromOutput, output, description.type());
    Extracted extracted = new Extracted(fromInput, found, null);
    return new Captured(description, arguments, output, bindings, summary, extracted);
  }

  /** Returns the captured values of a generation that ends, with what was spent below it. */
  Captured ended(SpanDescription description, @Nullable EnclosingGeneration own) {
    Captured all = captured(description);
    return own == null
        ? all
        : new Captured(
            description,
            all.arguments(),
            all.output(),
            bindings,
            summary,
            own.close(all.extracted(), bindings, description));
  }

  /** Returns the context of the span, to which model calls below a generation report. */
  Context contextOf(SpanDescription description, Context context) {
    return description.type() == SpanType.GENERATION
        ? EnclosingGeneration.begin(context, values::read)
        : context;
  }
}

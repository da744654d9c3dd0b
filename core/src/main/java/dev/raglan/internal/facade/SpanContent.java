package dev.raglan.internal.facade;

import dev.raglan.annotation.Field;
import dev.raglan.internal.capture.Arguments;
import dev.raglan.internal.capture.Bindings;
import dev.raglan.internal.capture.Captured;
import dev.raglan.internal.capture.ContentGate;
import dev.raglan.internal.capture.Extracted;
import dev.raglan.internal.capture.RequestBindings;
import dev.raglan.internal.capture.UnreadValues;
import dev.raglan.internal.capture.ValueReader;
import dev.raglan.internal.context.BoundContext;
import dev.raglan.internal.json.NamedValues;
import dev.raglan.internal.read.Extractors;
import dev.raglan.internal.read.StreamAccumulator;
import dev.raglan.internal.record.EnclosingGeneration;
import dev.raglan.model.CaptureMode;
import dev.raglan.model.Extraction;
import dev.raglan.model.SpanType;
import dev.raglan.semconv.Tags;
import dev.raglan.spi.SpanDescription;
import dev.raglan.spi.StreamSummary;
import io.opentelemetry.context.Context;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The content of a span as snapshots, to be rendered later. Content that the policy does not
 * capture is not kept; usage and the like that is read out of it is. Not thread-safe.
 */
final class SpanContent {

  private static final NamedValues.Names INPUT = NamedValues.Names.of("input");
  private final ContentGate gate;
  private final ValueReader values;
  private final Extractors extractors;
  private Bindings bindings = Bindings.NONE; // Others when the first value is bound.
  private boolean areShared; // The bindings are those of a description too.
  private @Nullable Object input;
  private @Nullable Object output;
  private Extraction fromInput = Extraction.NONE;
  private Extraction fromOutput = Extraction.NONE;
  private Map<String, Object> settings = Map.of();
  private @Nullable Object unreadInput;
  private @Nullable Object unreadOutput;
  private @Nullable StreamSummary summary;

  SpanContent(ContentGate gate, ValueReader values, Extractors extractors) {
    this.gate = gate;
    this.extractors = extractors;
    this.values = values;
  }

  ContentGate gate() {
    return gate;
  }

  /**
   * Sets fields, the first ones.
   *
   * @param given the fields of a description, which are kept as they are unless one has to change
   */
  void fields(Bindings given) {
    bindings = given;
    areShared = true;
    given.forEachField(this::given);
  }

  private void given(Field field, Object value) {
    boolean captured = gate.captures(field);
    Object kept = gate.kept(field, value, captured, values);
    if (kept != value || field == Field.CUSTOM_ATTRIBUTES) {
      changeable().remove(field);
      bind(field, kept);
    }
    read(field, value, kept, captured);
  }

  void field(Field field, Object value) {
    boolean captured = gate.captures(field);
    Object before = bindings.get(field);
    Object merged = before == null ? value : MergedMaps.of(field, before, value);
    Object kept = gate.kept(field, merged, captured, values);
    bind(field, kept);
    read(field, value, kept, captured);
  }

  private void read(Field field, Object value, @Nullable Object kept, boolean captured) {
    if (field == Field.PROMPT) {
      unreadInput = later(value, kept);
      fromInput = unreadInput == null ? read(value, captured) : Extraction.NONE;
      settings = unreadInput == null ? held(extractors.settings(value)) : Map.of();
    } else if (field == Field.RESPONSE || field == Field.DOCUMENTS) {
      readOutput(value, kept, captured);
    }
  }

  /** Returns settings as they are now: the request that they are of may change. */
  private Map<String, Object> held(Map<String, Object> settings) {
    Map<String, Object> held = new LinkedHashMap<>(settings);
    held.replaceAll((name, value) -> values.hold(value));
    held.values().removeIf(Objects::isNull);
    return held;
  }

  private Bindings bound(Map<String, Object> asked, SpanDescription description) {
    return RequestBindings.with(asked, bindings, description.generation(), gate, values);
  }

  private void readOutput(Object value, @Nullable Object kept, boolean captured) {
    unreadOutput = later(value, kept);
    fromOutput = unreadOutput == null ? read(value, captured) : Extraction.NONE;
  }

  /** Returns the value as it can be read once the span has ended; null if it is to be read now. */
  private @Nullable Object later(Object value, @Nullable Object kept) {
    return gate.mode() == CaptureMode.FULL ? extractors.later(value, kept) : null;
  }

  void input(Object value) {
    input = gate.input() ? gate.content(value, values) : null;
  }

  void output(Object value) {
    output = gate.output() ? gate.content(value, values) : null;
    if (bindings.get(Field.RESPONSE) == null && bindings.get(Field.DOCUMENTS) == null) {
      readOutput(value, output, gate.output());
    }
  }

  /**
   * Adds a streamed result, of which the content counts unless an output was set.
   *
   * @param later true if nothing asks for it before the span has ended
   */
  void streamed(StreamAccumulator streamed, boolean later) {
    summary = streamed.summary();
    if (hasOutput()) {
      return;
    }
    boolean isLate = later && streamed.isUnread() && gate.mode() == CaptureMode.FULL;
    if (isLate && bindings.get(Field.DOCUMENTS) == null) {
      unreadOutput = streamed;
    } else {
      output = gate.content(streamed.content(), values);
      if (bindings.get(Field.DOCUMENTS) == null) {
        fromOutput = gate.admitted(streamed.read(), gate.output());
      }
    }
  }

  void addTags(Collection<String> tags) {
    Object before = bindings.get(Field.TAGS);
    if (!(before instanceof Collection<?> all && all.size() >= Tags.MOST)) {
      bind(Field.TAGS, Tags.union(BoundContext.texts(before), tags));
    }
  }

  private void bind(Field field, @Nullable Object value) {
    if (value != null) {
      changeable().put(field, value);
    }
  }

  /** Returns the bindings to be changed: they may be nobody's, or another's too. */
  private Bindings changeable() {
    if (areShared) {
      bindings = bindings.copy();
      areShared = false;
    } else if (bindings == Bindings.NONE) {
      bindings = new Bindings();
    }
    return bindings;
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
    return captured(description, null);
  }

  private Captured captured(SpanDescription description, @Nullable EnclosingGeneration own) {
    Arguments arguments = input == null ? null : new Arguments(INPUT, new Object[] {input});
    Extraction found = Extractors.ofResult(fromOutput, output, description.type());
    Extracted extracted = Extracted.of(fromInput, found);
    boolean isRead = unreadInput == null && unreadOutput == null;
    UnaryOperator<Extraction> below = own == null ? UnaryOperator.identity() : own.closeUnread();
    return new Captured(
        description,
        arguments,
        output,
        bound(settings, description),
        summary,
        own == null ? extracted : own.marked(extracted),
        isRead ? null : new UnreadValues(this::read, unreadInput, unreadOutput, below));
  }

  private Captured read(Captured captured, @Nullable Object asked, @Nullable Object answered) {
    Captured all = captured;
    Extracted read = captured.extracted();
    Bindings bound = captured.bindings();
    if (asked != null) {
      read = read.withInput(read(asked, true));
      bound = bound(extractors.settings(asked), captured.description());
    }
    if (answered instanceof StreamAccumulator streamed) {
      all = all.withOutput(gate.content(streamed.content(), values));
      read = read.withOutput(found(captured, streamed.read(), all.output(), gate.output()));
    } else if (answered != null) {
      read = read.withOutput(found(captured, values.read(answered), answered, true));
    }
    return all.with(bound, read);
  }

  private Extraction found(
      Captured captured, Extraction read, @Nullable Object value, boolean allowed) {
    Extraction admitted = gate.admitted(read, allowed);
    return Extractors.ofResult(admitted, value, captured.description().type());
  }

  /** Returns the captured values of a span that ends, with what was spent below a generation. */
  Captured ended(SpanDescription description, @Nullable EnclosingGeneration own) {
    boolean isRead = unreadInput == null && unreadOutput == null;
    if (own == null || !isRead && !own.reports()) {
      return captured(description, own);
    }
    Captured all = captured(description).read();
    Bindings bound = all.bindings();
    return all.with(bound, own.close(all.extracted(), bound, description));
  }

  /** Returns the context of the span, to which model calls below a generation report. */
  Context contextOf(SpanDescription description, Context context) {
    return description.type() == SpanType.GENERATION
        ? EnclosingGeneration.begin(context, values::read)
        : context;
  }
}

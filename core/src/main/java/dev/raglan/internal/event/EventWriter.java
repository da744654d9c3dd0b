package dev.raglan.internal.event;

import dev.raglan.annotation.Field;
import dev.raglan.internal.capture.Arguments;
import dev.raglan.internal.capture.Bindings;
import dev.raglan.internal.capture.Captured;
import dev.raglan.internal.capture.ContentGate;
import dev.raglan.internal.capture.Extracted;
import dev.raglan.internal.capture.ValueReader;
import dev.raglan.internal.context.CaptureDecisions;
import dev.raglan.internal.context.SpanClock;
import dev.raglan.internal.json.NamedValues;
import dev.raglan.internal.record.SpanSink;
import dev.raglan.internal.record.ValueText;
import dev.raglan.internal.render.Renderer;
import dev.raglan.model.CaptureMode;
import dev.raglan.model.CapturePolicy;
import dev.raglan.model.SpanType;
import dev.raglan.semconv.RaglanAttributes;
import dev.raglan.spi.SpanDescription;
import dev.raglan.trace.SpanUpdate;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadableSpan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes RAG events on spans: as attributes of Raglan's own, as OpenTelemetry events, and in the
 * configured dialects. Content that the policy does not capture is left out. Thread-safe.
 */
public final class EventWriter {

  private static final NamedValues.Names INPUT = NamedValues.Names.of("input");

  private final Renderer renderer;
  private final CapturePolicy policy;
  private final CaptureDecisions decisions;
  private final ValueReader reader;
  private final ValueText values;

  /**
   * Creates a writer that leaves out what the policy does not capture.
   *
   * @param decisions decide which part of an event is kept
   * @param reader reads values, of which a part is kept
   */
  public EventWriter(
      Renderer renderer,
      CapturePolicy policy,
      CaptureDecisions decisions,
      ValueReader reader,
      ValueText values) {
    this.renderer = renderer;
    this.policy = policy;
    this.decisions = decisions;
    this.reader = reader;
    this.values = values;
  }

  /** An event with its values as they were when it was logged. */
  record Frozen(
      EventDraft draft,
      ContentGate gate,
      SpanDescription description,
      @Nullable Object input,
      @Nullable Object output,
      String data) {}

  /** Returns the highest number of documents of an event that are written. */
  int limit() {
    return values.json().limits().maxItems();
  }

  Frozen freeze(EventDraft draft, EventOptions options, CaptureMode mode) {
    ContentGate gate = ContentGate.of(policy, mode, draft.type.spanType());
    return new Frozen(
        draft,
        gate,
        descriptionOf(draft, options),
        input(draft.input, gate),
        output(draft.output, gate),
        metadata(draft, options, gate));
  }

  /**
   * Returns the mode of what is logged on the span of another call.
   *
   * @param at the context of the span, which knows its mode after the end too; null for the current
   *     one
   */
  CaptureMode modeOn(Span span, @Nullable Context at) {
    Context current = Context.current();
    return decisions.inherited(decisions.decideOn(span, at == null ? current : at), current);
  }

  /** Decides on what is logged in a span of its own. */
  CaptureMode modeOf(SpanDescription description) {
    return decisions.mode(description, null, null, Context.current());
  }

  @Nullable Object input(@Nullable Object value, ContentGate gate) {
    return gate.input() ? content(value, gate) : null;
  }

  @Nullable Object output(@Nullable Object value, ContentGate gate) {
    return gate.output() ? content(value, gate) : null;
  }

  /** Returns the part of a value that may be recorded, as it is now; null for null. */
  @Nullable Object content(@Nullable Object value, ContentGate gate) {
    boolean whole = gate.mode() == CaptureMode.FULL;
    return values.frozen(whole ? value : gate.content(value, reader));
  }

  /** Returns the part of the content of a change that may be recorded, by its names. */
  Map<String, Object> content(SpanUpdate update, CaptureMode mode) {
    ContentGate gate = gate(mode);
    Map<String, Object> kept = new LinkedHashMap<>();
    putContent("input", input(update.input(), gate), kept);
    putContent("output", output(update.output(), gate), kept);
    update
        .fields()
        .forEach(
            (field, value) -> {
              Object said = gate.kept(field, value, gate.captures(field), reader);
              putContent(field.name().toLowerCase(Locale.ROOT), values.frozen(said), kept);
            });
    return kept;
  }

  private static void putContent(String name, @Nullable Object value, Map<String, Object> kept) {
    if (value != null) {
      kept.put(name, value);
    }
  }

  ContentGate gate(CaptureMode mode) {
    return ContentGate.of(policy, mode, SpanType.SPAN);
  }

  SpanDescription descriptionOf(EventDraft draft, EventOptions options) {
    String name = options.name() == null ? null : values.text(options.name());
    String fallback = draft.type.id();
    return new SpanDescription(
        name == null ? fallback : name,
        draft.type.spanType(),
        null,
        null,
        draft.type,
        name,
        List.of());
  }

  private String metadata(EventDraft draft, EventOptions options, ContentGate gate) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    if (gate.input()) {
      all.putAll(draft.data);
    }
    all.putAll(options.metadata());
    all.replaceAll((key, value) -> gate.attribute(value));
    if (!gate.mode().keepsText()) {
      all.values().removeIf(Objects::isNull);
    }
    return all.isEmpty() ? "" : values.json().json(all);
  }

  /**
   * Writes the event on its span.
   *
   * @param context the context of the span, which may have a clock
   */
  void write(Frozen event, Span span, Context context) {
    if (hasNoOtherType(span)) {
      span.setAllAttributes(renderer.render(event.description()));
    }
    renderer.render(captured(event), new SpanSink(span));
    put(RaglanAttributes.EVENT_TYPE, event.draft().type.id(), span);
    put(RaglanAttributes.EVENT_NAME, event.description().eventName(), span);
    put(RaglanAttributes.EVENT_INPUT, values.text(event.input()), span);
    put(RaglanAttributes.EVENT_OUTPUT, values.text(event.output()), span);
    put(RaglanAttributes.EVENT_METADATA, event.data(), span);
    SpanClock.addEvent(span, event.description().name(), logged(event), context);
  }

  /** Returns true if the event may set the type of the span. */
  private static boolean hasNoOtherType(Span span) {
    String type =
        span instanceof ReadableSpan readable
            ? readable.getAttribute(RaglanAttributes.SPAN_TYPE)
            : null;
    return type == null || type.equals(SpanType.SPAN.id());
  }

  private Attributes logged(Frozen event) {
    AttributesBuilder logged = Attributes.builder();
    logged.put(RaglanAttributes.EVENT_TYPE, event.draft().type.id());
    put(RaglanAttributes.LOGGED_INPUT, values.text(event.input()), logged);
    put(RaglanAttributes.LOGGED_OUTPUT, values.text(event.output()), logged);
    put(RaglanAttributes.LOGGED_EVENT_DATA, event.data(), logged);
    return logged.build();
  }

  private Captured captured(Frozen event) {
    EventDraft draft = event.draft();
    Bindings bindings = new Bindings();
    draft.fields.forEach(
        (field, value) -> {
          ContentGate gate = event.gate();
          if (gate.admits(field, gate.captures(field))) {
            boolean whole = gate.mode() == CaptureMode.FULL && field != Field.MODEL_OPTIONS;
            Object kept = whole ? value : gate.kept(field, value, gate.captures(field), reader);
            bindings.put(field, values.frozen(kept));
          }
        });
    Extracted extracted =
        new Extracted(
            event.gate().admitted(draft.fromInput, event.gate().input()),
            event.gate().admitted(draft.fromOutput, event.gate().output()),
            null);
    return new Captured(
        event.description(), arguments(event.input()), event.output(), bindings, null, extracted);
  }

  /** Writes a trace's input and output on its topmost span. */
  public void writeTrace(@Nullable Object input, @Nullable Object output, Span root) {
    put(RaglanAttributes.TRACE_INPUT, values.text(input), root);
    put(RaglanAttributes.TRACE_OUTPUT, values.text(output), root);
    SpanDescription description = SpanDescription.of("trace", SpanType.SPAN);
    Captured captured =
        new Captured(description, arguments(input), output, new Bindings(), null, Extracted.NONE);
    renderer.render(captured, new SpanSink(root));
  }

  void writeTraceMetadata(@Nullable Object metadata, ContentGate gate, Span root) {
    put(RaglanAttributes.TRACE_METADATA, values.text(gate.attribute(metadata)), root);
  }

  private static @Nullable Arguments arguments(@Nullable Object input) {
    return input == null ? null : new Arguments(INPUT, new Object[] {input});
  }

  private static void put(AttributeKey<String> key, @Nullable String value, Span span) {
    if (value != null && !value.isEmpty()) {
      span.setAttribute(key, value);
    }
  }

  private static void put(
      AttributeKey<String> key, @Nullable String value, AttributesBuilder attributes) {
    if (value != null && !value.isEmpty()) {
      attributes.put(key, value);
    }
  }
}

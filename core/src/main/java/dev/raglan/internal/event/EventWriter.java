package dev.raglan.internal.event;

import dev.raglan.internal.capture.Arguments;
import dev.raglan.internal.capture.Bindings;
import dev.raglan.internal.capture.Captured;
import dev.raglan.internal.capture.ContentGate;
import dev.raglan.internal.capture.Extracted;
import dev.raglan.internal.json.NamedValues;
import dev.raglan.internal.record.SpanSink;
import dev.raglan.internal.record.ValueText;
import dev.raglan.internal.render.Renderer;
import dev.raglan.model.CapturePolicy;
import dev.raglan.model.SpanType;
import dev.raglan.semconv.RaglanAttributes;
import dev.raglan.spi.SpanDescription;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.trace.ReadableSpan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes RAG events on spans: as attributes of Raglan's own, as OpenTelemetry events, and in the
 * configured dialects. Content that the policy does not capture is left out. Thread-safe.
 */
public final class EventWriter {

  private static final NamedValues.Names INPUT = NamedValues.Names.of("input");

  private final Renderer renderer;
  private final CapturePolicy policy;
  private final ValueText values;

  /** Creates a writer that leaves out what the policy does not capture. */
  public EventWriter(Renderer renderer, CapturePolicy policy, ValueText values) {
    this.renderer = renderer;
    this.policy = policy;
    this.values = values;
  }

  /** An event with its values as they were when it was logged. */
  record Frozen(
      EventDraft draft,
      SpanDescription description,
      @Nullable Object input,
      @Nullable Object output,
      String data) {}

  /** Returns the highest number of documents of an event that are written. */
  int limit() {
    return values.json().limits().maxItems();
  }

  Frozen freeze(EventDraft draft, EventOptions options) {
    return new Frozen(
        draft,
        descriptionOf(draft, options),
        input(draft.input),
        output(draft.output),
        metadata(draft, options));
  }

  @Nullable Object input(@Nullable Object value) {
    return policy.input() ? values.frozen(value) : null;
  }

  @Nullable Object output(@Nullable Object value) {
    return policy.output() ? values.frozen(value) : null;
  }

  private SpanDescription descriptionOf(EventDraft draft, EventOptions options) {
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

  private String metadata(EventDraft draft, EventOptions options) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    if (policy.input()) {
      all.putAll(draft.data);
    }
    all.putAll(options.metadata());
    return all.isEmpty() ? "" : values.json().json(all);
  }

  /** Writes the event on its span. */
  void write(Frozen event, Span span) {
    if (hasNoOtherType(span)) {
      span.setAllAttributes(renderer.render(event.description()));
    }
    renderer.render(captured(event), new SpanSink(span));
    put(RaglanAttributes.EVENT_TYPE, event.draft().type.id(), span);
    put(RaglanAttributes.EVENT_NAME, event.description().eventName(), span);
    put(RaglanAttributes.EVENT_INPUT, values.text(event.input()), span);
    put(RaglanAttributes.EVENT_OUTPUT, values.text(event.output()), span);
    put(RaglanAttributes.EVENT_METADATA, event.data(), span);
    span.addEvent(event.description().name(), logged(event));
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
          if (ContentGate.admits(field, ContentGate.captures(policy, field))) {
            bindings.put(field, values.frozen(value));
          }
        });
    Extracted extracted =
        new Extracted(
            ContentGate.admitted(draft.fromInput, policy.input()),
            ContentGate.admitted(draft.fromOutput, policy.output()),
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

  void writeTraceMetadata(@Nullable Object metadata, Span root) {
    put(RaglanAttributes.TRACE_METADATA, values.text(metadata), root);
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

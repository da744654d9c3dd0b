package dev.raglan.internal.event;

import dev.raglan.internal.record.SpanRecorder;
import dev.raglan.internal.record.ValueText;
import dev.raglan.internal.render.Renderer;
import dev.raglan.internal.safe.OwnWork;
import dev.raglan.model.CaptureMode;
import dev.raglan.model.SpanType;
import dev.raglan.semconv.ChangeAttributes;
import dev.raglan.semconv.RaglanAttributes;
import dev.raglan.spi.SpanDescription;
import dev.raglan.trace.SpanUpdate;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Records changes of spans that have ended: as small spans of their own in the same trace, which a
 * service turns into a change of what it has. Thread-safe; never throws.
 */
public final class ChangeRecorder {

  private static final SpanDescription DESCRIPTION = SpanDescription.of("update", SpanType.SPAN);

  private final BooleanSupplier enabled;
  private final SpanRecorder spans;
  private final ValueText values;
  private final EventWriter events;
  private final Attributes constants;

  /**
   * Creates a recorder of changes.
   *
   * @param enabled returns whether anything is recorded, asked at each call
   * @param events decides which part of a change is kept
   */
  public ChangeRecorder(
      BooleanSupplier enabled,
      SpanRecorder spans,
      Renderer renderer,
      ValueText values,
      EventWriter events) {
    this.enabled = enabled;
    this.spans = spans;
    this.values = values;
    this.events = events;
    this.constants = renderer.render(DESCRIPTION);
  }

  /**
   * Changes a span, or its trace, that ended in this process.
   *
   * @param at the context of the span
   * @param trace true to change the trace
   */
  public void change(Span changed, Context at, boolean trace, SpanUpdate update) {
    SpanContext ended = changed.getSpanContext();
    Attributes target =
        target(trace ? "trace" : "span", ended.getTraceId(), trace ? null : ended.getSpanId());
    record(target, Context.root().with(Span.wrap(ended)), () -> events.modeOn(changed, at), update);
  }

  /**
   * Changes a trace.
   *
   * @throws IllegalArgumentException if the id is not 32 hexadecimal digits
   */
  public void changeTrace(String traceId, SpanUpdate update) {
    changeRemote("trace", FeedbackTarget.trace(traceId), update);
  }

  /**
   * Changes a span.
   *
   * @throws IllegalArgumentException if the ids are not 32 and 16 hexadecimal digits
   */
  public void changeSpan(String traceId, String spanId, SpanUpdate update) {
    changeRemote("span", FeedbackTarget.span(traceId, spanId), update);
  }

  /**
   * Changes the call that has this id of the application's own.
   *
   * @throws IllegalArgumentException if the id is blank
   */
  public void changeReference(String referenceId, SpanUpdate update) {
    FeedbackTarget target = FeedbackTarget.reference(referenceId);
    Attributes attributes =
        Attributes.of(
            ChangeAttributes.TARGET,
            "reference",
            ChangeAttributes.REFERENCE_ID,
            values.json().text(String.valueOf(target.referenceId())));
    record(attributes, Context.root(), this::mode, update);
  }

  private void changeRemote(String kind, FeedbackTarget target, SpanUpdate update) {
    SpanContext remote = target.remote();
    if (remote != null) {
      Attributes attributes = target(kind, remote.getTraceId(), target.spanId());
      record(attributes, Context.root().with(Span.wrap(remote)), this::mode, update);
    }
  }

  private static Attributes target(String kind, String traceId, @Nullable String spanId) {
    AttributesBuilder target = Attributes.builder();
    target.put(ChangeAttributes.TARGET, kind);
    target.put(ChangeAttributes.TRACE_ID, traceId);
    put(ChangeAttributes.SPAN_ID, spanId, target);
    return target.build();
  }

  /** Decides on a change of what is not at hand. */
  private CaptureMode mode() {
    return events.modeOf(DESCRIPTION);
  }

  private void record(
      Attributes target, Context parent, Supplier<CaptureMode> mode, SpanUpdate update) {
    if (enabled.getAsBoolean()) {
      OwnWork.runFirst(
          "recording a change",
          () -> {
            Attributes written = written(update, mode.get());
            Attributes all = constants.toBuilder().putAll(target).putAll(written).build();
            spans.start(DESCRIPTION.name(), SpanKind.INTERNAL, parent, all).end();
          });
    }
  }

  private Attributes written(SpanUpdate update, CaptureMode mode) {
    AttributesBuilder all = Attributes.builder();
    if (mode != CaptureMode.FULL) {
      all.put(RaglanAttributes.CAPTURE_MODE, mode.id());
    }
    put(ChangeAttributes.NAME, values.text(update.name()), all);
    put(ChangeAttributes.STATUS, values.text(update.status()), all);
    List<String> tags =
        update.tags().stream()
            .limit(values.json().limits().maxItems())
            .map(tag -> values.json().text(tag))
            .toList();
    if (!tags.isEmpty()) {
      all.put(ChangeAttributes.TAGS, tags);
    }
    Map<String, Object> attributes = new LinkedHashMap<>(update.attributes());
    attributes.values().removeIf(value -> events.gate(mode).attribute(value) == null);
    if (!attributes.isEmpty()) {
      all.put(ChangeAttributes.ATTRIBUTES, values.json().json(attributes));
    }
    Map<String, Object> content = events.content(update, mode);
    if (!content.isEmpty()) {
      all.put(ChangeAttributes.CONTENT, values.json().json(content));
    }
    return all.build();
  }

  private static void put(
      AttributeKey<String> key, @Nullable String value, AttributesBuilder attributes) {
    if (value != null) {
      attributes.put(key, value);
    }
  }
}

package dev.raglan.internal.facade;

import dev.raglan.annotation.Field;
import dev.raglan.internal.capture.ContentGate;
import dev.raglan.internal.context.BoundContext;
import dev.raglan.internal.context.LocalTrace;
import dev.raglan.internal.read.StreamAccumulator;
import dev.raglan.internal.record.Outcome;
import dev.raglan.internal.record.SpanSink;
import dev.raglan.internal.safe.Safe;
import dev.raglan.model.SpanType;
import dev.raglan.model.Status;
import dev.raglan.semconv.RaglanAttributes;
import dev.raglan.spi.SpanDescription;
import dev.raglan.trace.SpanUpdate;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadableSpan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A span that something else started, such as an annotated method: what is set is written at once,
 * and it is not ended here. For a span that does not record, this does nothing. Thread-safe.
 */
record ForeignSpan(SpanOpener opener, Span span, Context context) implements StartedSpan {

  private void write(Runnable action) {
    if (span.isRecording()) {
      Safe.run("writing on a span", action::run);
    }
  }

  private void writeContent(Consumer<SpanContent> content) {
    write(
        () -> {
          SpanContent written = opener.newContent(gate());
          content.accept(written);
          opener.recorder().write(written.captured(description()), span);
        });
  }

  /** Returns the constants of the span: its own type, if it is one of Raglan's. */
  private SpanDescription description() {
    String id = attribute(RaglanAttributes.SPAN_TYPE);
    SpanType type = id == null ? SpanType.SPAN : SpanType.ofId(id);
    return SpanDescription.of("", type == null ? SpanType.CUSTOM : type);
  }

  private @Nullable String attribute(AttributeKey<String> key) {
    return span instanceof ReadableSpan readable ? readable.getAttribute(key) : null;
  }

  /** Returns the reference id that was written on the span; null if none was. */
  @Override
  public @Nullable String referenceId() {
    return attribute(RaglanAttributes.REFERENCE_ID);
  }

  @Override
  public void field(Field field, Object value) {
    LocalTrace trace = LocalTrace.of(context);
    if (trace != null && trace.root() == span && BoundContext.has(field)) {
      Safe.run("handing a field down", () -> opener.handDown(trace, field, value));
    }
    Object merged =
        field == Field.CUSTOM_ATTRIBUTES
            ? opener.mergedWith(attribute(RaglanAttributes.CUSTOM_ATTRIBUTES), value)
            : value;
    writeContent(content -> content.field(field, merged));
  }

  @Override
  public void tags(List<String> tags) {
    field(Field.TAGS, opener.renderer().names(tags));
  }

  @Override
  public void attribute(String key, Object value) {
    write(
        () -> {
          Object kept = gate().attribute(value);
          if (kept != null) {
            opener.renderer().renderAttribute(key, kept, span::setAttribute);
          }
        });
  }

  @Override
  public <T> void attribute(AttributeKey<T> key, T value) {
    write(
        () -> {
          if (gate().attribute(value) != null) {
            opener.renderer().renderAttribute(key, value, new SpanSink(span));
          }
        });
  }

  @Override
  public void input(Object value) {
    writeContent(content -> content.input(value));
  }

  @Override
  public void output(Object value) {
    writeContent(content -> content.output(value));
  }

  @Override
  public void status(StatusText text) {
    write(
        () ->
            opener
                .renderer()
                .renderAttribute(RaglanAttributes.STATUS, text.text(), new SpanSink(span)));
    if (text.status() == Status.FAILURE) {
      write(() -> span.setStatus(StatusCode.ERROR));
    }
  }

  @Override
  public void name(String name) {
    write(() -> span.updateName(opener.renderer().name(name)));
  }

  @Override
  public void exception(Throwable thrown) {
    write(() -> opener.recorder().recordFailure(span, thrown, gate().errors()));
  }

  @Override
  public void become(SpanType type) {
    if (description().type() == SpanType.SPAN) {
      write(() -> span.setAllAttributes(opener.renderer().render(description().as(type))));
    }
  }

  /** Does nothing: the span is ended by its own code. */
  @Override
  public void endTime(Instant end) {}

  /** Does nothing: the span is ended by its own code. */
  @Override
  public void duration(Duration duration) {}

  /** Does nothing: the span is ended by its own code. */
  @Override
  public void end(@Nullable Instant at) {}

  /** Does nothing: the span is ended by its own code. */
  @Override
  public void complete(
      @Nullable StreamAccumulator streamed, @Nullable Object result, Outcome outcome) {}

  @Override
  public boolean changeEnded(SpanUpdate update) {
    boolean ended = span instanceof ReadableSpan readable && readable.hasEnded();
    if (ended) {
      LocalTrace trace = LocalTrace.of(context);
      String spanId = span.getSpanContext().getSpanId();
      boolean topmost = trace != null && trace.root().getSpanContext().getSpanId().equals(spanId);
      opener.changeEnded(span, context, topmost, update);
    }
    return ended;
  }

  @Override
  public ContentGate gate() {
    return opener.gateOf(span, description().type(), context);
  }

  @Override
  public boolean readsStreams() {
    return false;
  }
}

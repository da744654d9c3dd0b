package dev.raglan.internal.facade;

import dev.raglan.annotation.Field;
import dev.raglan.internal.record.Outcome;
import dev.raglan.internal.record.SpanSink;
import dev.raglan.internal.safe.Safe;
import dev.raglan.model.SpanType;
import dev.raglan.model.Status;
import dev.raglan.semconv.RaglanAttributes;
import dev.raglan.spi.SpanDescription;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadableSpan;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A span that somebody else started: what is said of it is written at once, and it is not ended.
 * For a span that does not record, this does nothing. Thread-safe.
 */
record ForeignSpan(SpanOpener opener, Span span, Context context) implements SpanHandle {

  private void write(Runnable action) {
    if (span.isRecording()) {
      Safe.run("writing on a span", action::run);
    }
  }

  private void writeContent(Consumer<SpanContent> content) {
    write(
        () -> {
          SpanContent written = opener.newContent();
          content.accept(written);
          opener.renderer().render(written.captured(step()), new SpanSink(span));
        });
  }

  /** The span's own type, if it is one of Raglan's. */
  private SpanDescription step() {
    String type =
        span instanceof ReadableSpan readable
            ? readable.getAttribute(RaglanAttributes.SPAN_TYPE)
            : null;
    SpanType known =
        type == null
            ? SpanType.SPAN
            : Safe.orElse(() -> SpanType.valueOf(type.toUpperCase(Locale.ROOT)), SpanType.CUSTOM);
    return SpanDescription.of("", known);
  }

  /** The reference id that was written on the span; null if none was. */
  @Override
  public @Nullable String referenceId() {
    return span instanceof ReadableSpan readable
        ? readable.getAttribute(RaglanAttributes.REFERENCE_ID)
        : null;
  }

  @Override
  public void field(Field field, Object value) {
    writeContent(content -> content.field(field, value));
  }

  @Override
  public void attribute(String key, Object value) {
    write(() -> opener.renderer().renderAttribute(key, value, span::setAttribute));
  }

  @Override
  public <T> void attribute(AttributeKey<T> key, T value) {
    write(() -> opener.renderer().renderAttribute(key, value, new SpanSink(span)));
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
  public void tags(Collection<String> tags) {
    writeContent(content -> content.field(Field.TAGS, List.copyOf(tags)));
  }

  @Override
  public void status(StatusText word) {
    attribute(RaglanAttributes.STATUS, word.text());
    if (word.status() == Status.FAILURE) {
      write(() -> span.setStatus(StatusCode.ERROR));
    }
  }

  @Override
  public void name(String name) {
    write(() -> span.updateName(name));
  }

  @Override
  public void exception(Throwable thrown) {
    write(() -> opener.recorder().recordFailure(span, thrown));
  }

  /** Does nothing: who started the span ends it. */
  @Override
  public void endTime(Instant end) {}

  /** Does nothing: who started the span ends it. */
  @Override
  public void duration(Duration duration) {}

  /** Does nothing: who started the span ends it. */
  @Override
  public void end(@Nullable Instant at) {}

  /** Does nothing: who started the span ends it. */
  @Override
  public void complete(@Nullable Object result, Outcome outcome) {}
}

package dev.raglan.internal.record;

import dev.raglan.internal.redact.ForeignTexts;
import dev.raglan.internal.safe.Safe;
import dev.raglan.internal.span.DelegatingSpan;
import dev.raglan.internal.span.ForwardingReadableSpan;
import dev.raglan.semconv.ErrorAttributes;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The span of an SDK that the application owns, as the code below sees it. The events, links and
 * keys that this writes are redacted on the way, for an SDK lets nobody change them later. Values
 * of attributes, the name and the status are redacted as the span ends.
 */
final class GuardedSpan extends ForwardingReadableSpan implements ReadWriteSpan, DelegatingSpan {

  private static final String EXCEPTION = "exception";

  private final Span span;
  private final ForeignTexts texts;

  private GuardedSpan(Span span, ForeignTexts texts) {
    super((ReadableSpan) span);
    this.span = span;
    this.texts = texts;
  }

  /** Returns the span as others may see it: itself if nothing is redacted on it. */
  static Span of(Span span, ForeignTexts texts) {
    return texts.areIdle() || !(span instanceof ReadWriteSpan) || !span.isRecording()
        ? span
        : new GuardedSpan(span, texts);
  }

  @Override
  public Span delegate() {
    return span;
  }

  @Override
  public <T> Span setAttribute(AttributeKey<T> key, @Nullable T value) {
    span.setAttribute(texts.key(key), value);
    return this;
  }

  @Override
  public Span addEvent(String name, Attributes attributes) {
    span.addEvent(texts.text(name), texts.attributes(attributes));
    return this;
  }

  @Override
  public Span addEvent(String name, Attributes attributes, long timestamp, TimeUnit unit) {
    span.addEvent(texts.text(name), texts.attributes(attributes), timestamp, unit);
    return this;
  }

  @Override
  public Span setStatus(StatusCode code, String description) {
    span.setStatus(code, description);
    return this;
  }

  @Override
  public Span recordException(Throwable exception, Attributes attributes) {
    AttributesBuilder event = Attributes.builder();
    event.put(ErrorAttributes.EXCEPTION_TYPE, exception.getClass().getName());
    event.put(ErrorAttributes.EXCEPTION_MESSAGE, Safe.orNull(exception::getMessage));
    event.put(ErrorAttributes.EXCEPTION_STACKTRACE, Safe.orNull(() -> stack(exception)));
    return addEvent(EXCEPTION, event.putAll(attributes).build());
  }

  private static String stack(Throwable exception) {
    StringWriter stack = new StringWriter();
    exception.printStackTrace(new PrintWriter(stack));
    return stack.toString();
  }

  @Override
  public Span addLink(SpanContext target, Attributes attributes) {
    span.addLink(texts.context(target), texts.attributes(attributes));
    return this;
  }

  @Override
  public Span updateName(String name) {
    span.updateName(name);
    return this;
  }

  @Override
  public void end() {
    span.end();
  }

  @Override
  public void end(long timestamp, TimeUnit unit) {
    span.end(timestamp, unit);
  }

  @Override
  public SpanContext getSpanContext() {
    return span.getSpanContext();
  }

  @Override
  public boolean isRecording() {
    return span.isRecording();
  }

  @Override
  public String toString() {
    return span.toString();
  }
}

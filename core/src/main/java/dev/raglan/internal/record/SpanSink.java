package dev.raglan.internal.record;

import dev.raglan.semconv.Tags;
import dev.raglan.spi.AttributeSink;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.trace.ReadableSpan;

/**
 * Writes attributes on an open span; tags are added to those that it has.
 *
 * @param span the span
 */
public record SpanSink(Span span) implements AttributeSink {

  @Override
  public <T> void put(AttributeKey<T> key, T value) {
    boolean unites = Tags.isKey(key) && span instanceof ReadableSpan;
    T there = unites ? ((ReadableSpan) span).getAttribute(key) : null;
    span.setAttribute(key, Tags.written(key, there, value));
  }
}

package dev.raglan.internal.record;

import dev.raglan.internal.render.TagUnion;
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
  @SuppressWarnings("unchecked") // Only lists of strings are united.
  public <T> void put(AttributeKey<T> key, T value) {
    if (TagUnion.unites(key) && span instanceof ReadableSpan readable) {
      span.setAttribute(key, (T) TagUnion.of(readable.getAttribute(key), value));
    } else {
      span.setAttribute(key, value);
    }
  }
}

package dev.raglan.internal.record;

import dev.raglan.spi.AttributeSink;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributeType;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.trace.ReadableSpan;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes on a span that is open; tags are added to those that are there.
 *
 * @param span the span
 */
public record SpanSink(Span span) implements AttributeSink {

  @Override
  public <T> void put(AttributeKey<T> key, T value) {
    span.setAttribute(key, isTags(key) ? withThoseThere(key, value) : value);
  }

  private static boolean isTags(AttributeKey<?> key) {
    return key.getType() == AttributeType.STRING_ARRAY && key.getKey().endsWith("tags");
  }

  @SuppressWarnings("unchecked") // The key is one of a list of strings.
  private <T> T withThoseThere(AttributeKey<T> key, T added) {
    if (!(span instanceof ReadableSpan readable)
        || !(readable.getAttribute(key) instanceof Collection<?> there)) {
      return added;
    }
    Set<Object> all = new LinkedHashSet<>(there);
    all.addAll((Collection<?>) added);
    return (T) List.copyOf(all);
  }
}

package dev.raglan.internal.render;

import dev.raglan.internal.safe.WeakIdentityMap;
import dev.raglan.spi.AttributeSink;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Attributes that are kept beside a span, as far as they were rendered before it ended: Raglan's
 * span processor takes them at the end, where there is one. Thread-safe.
 */
public final class WrittenContent implements AttributeSink {

  private static final WeakIdentityMap<Object, WrittenContent> BY_SPAN = new WeakIdentityMap<>();

  private final Map<AttributeKey<?>, Object> attributes = new HashMap<>();

  private WrittenContent() {}

  /** Returns that of a span, to add to; it is forgotten with the span. */
  public static WrittenContent of(Object span) {
    return BY_SPAN.getOrCreate(span, WrittenContent::new);
  }

  /** Takes that of a span that has ended; null for none. */
  public static @Nullable Attributes take(Object span) {
    WrittenContent written = BY_SPAN.remove(span);
    return written == null ? null : written.attributes();
  }

  private synchronized Attributes attributes() {
    AttributesBuilder all = Attributes.builder();
    attributes.forEach((key, value) -> put(key, value, all));
    return all.build();
  }

  @SuppressWarnings("unchecked") // The value was put under the key.
  private static void put(AttributeKey<?> key, Object value, AttributesBuilder all) {
    all.put((AttributeKey<Object>) key, value);
  }

  @Override
  public synchronized <T> void put(AttributeKey<T> key, T value) {
    attributes.put(key, value);
  }

  /** Returns a sink of attributes that are older than those that are here. */
  AttributeSink older() {
    return new AttributeSink() {
      @Override
      public <T> void put(AttributeKey<T> key, T value) {
        putOlder(key, value);
      }
    };
  }

  private synchronized void putOlder(AttributeKey<?> key, Object value) {
    attributes.putIfAbsent(key, value);
  }
}

package dev.raglan.spi;

import io.opentelemetry.api.common.AttributeKey;
import org.jspecify.annotations.Nullable;

/** Where a dialect writes attributes to: a span that is about to end, or attributes being built. */
@FunctionalInterface
public interface AttributeSink {

  /** Writes an attribute; one that was written before is replaced. */
  <T> void put(AttributeKey<T> key, T value);

  /** Writes an attribute if there is a value for it. */
  default <T> void putIfPresent(AttributeKey<T> key, @Nullable T value) {
    if (value != null) {
      put(key, value);
    }
  }
}

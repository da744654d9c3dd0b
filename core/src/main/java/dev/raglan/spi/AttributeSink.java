package dev.raglan.spi;

import io.opentelemetry.api.common.AttributeKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A receiver of attributes: a span that is about to end, or attributes being built. */
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

  /** Writes a list unless it is empty. */
  default <T> void putIfNotEmpty(AttributeKey<List<T>> key, List<T> values) {
    if (!values.isEmpty()) {
      put(key, values);
    }
  }
}

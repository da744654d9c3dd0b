package dev.raglan.spi;

import io.opentelemetry.api.common.AttributeKey;

/**
 * Takes attributes with a number in their key, as many as the span has room for.
 *
 * <p>A span keeps a limited number of attributes, and drops those that come last. So lists come
 * after everything else, and only so much of them is written that nothing is dropped. Used by one
 * thread.
 */
public interface NumberedSink extends AttributeSink {

  /** Returns the number of attributes that may still be written; not negative. */
  int room();

  /** Writes the attribute if there is room, else ignores it. */
  @Override
  <T> void put(AttributeKey<T> key, T value);
}

package dev.raglan.internal.render;

import dev.raglan.spi.AttributeSink;
import io.opentelemetry.api.common.AttributeKey;

/** Counts the attributes that pass by. Used by one thread. */
final class CountingSink implements AttributeSink {

  private final AttributeSink sink;
  private int count;

  CountingSink(AttributeSink sink) {
    this.sink = sink;
  }

  @Override
  public <T> void put(AttributeKey<T> key, T value) {
    count++;
    sink.put(key, value);
  }

  /** Returns the number of attributes written; one that was written twice counts twice. */
  int count() {
    return count;
  }
}

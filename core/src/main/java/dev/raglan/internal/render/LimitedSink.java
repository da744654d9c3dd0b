package dev.raglan.internal.render;

import dev.raglan.spi.AttributeSink;
import dev.raglan.spi.NumberedSink;
import io.opentelemetry.api.common.AttributeKey;

/** Writes as many attributes as a span has room for. */
final class LimitedSink implements NumberedSink {

  /**
   * Room for attributes that are not written with the call's content: the constants of the span,
   * the trace context, the outcome, and the truncation counts.
   */
  private static final int RESERVED = 40;

  private final AttributeSink sink;
  private int room;

  /**
   * @param limit the number of attributes that the span keeps
   * @param written the number of attributes that are written already
   */
  LimitedSink(AttributeSink sink, int limit, int written) {
    this.sink = sink;
    this.room = Math.max(0, limit - RESERVED - written);
  }

  @Override
  public int room() {
    return room;
  }

  @Override
  public <T> void put(AttributeKey<T> key, T value) {
    if (room > 0) {
      room--;
      sink.put(key, value);
    }
  }
}

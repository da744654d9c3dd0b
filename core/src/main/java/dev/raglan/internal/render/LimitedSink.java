package dev.raglan.internal.render;

import dev.raglan.spi.AttributeSink;
import dev.raglan.spi.NumberedSink;
import io.opentelemetry.api.common.AttributeKey;

/** Writes as many attributes as a span has room for. */
final class LimitedSink implements NumberedSink {

  /** The number of attributes that a span keeps by OpenTelemetry's default. */
  static final int SPAN_LIMIT = 128;

  /**
   * Room for attributes that are not written with the call's content: the constants of the span,
   * the trace context, the outcome, and the truncation counts.
   */
  private static final int RESERVED = 40;

  private final AttributeSink sink;
  private int room;

  /**
   * @param written the number of attributes that are written already
   */
  LimitedSink(AttributeSink sink, int written) {
    this.sink = sink;
    this.room = Math.max(0, SPAN_LIMIT - RESERVED - written);
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

package dev.raglan.internal.render;

import dev.raglan.spi.AttributeSink;
import io.opentelemetry.api.common.AttributeKey;

/**
 * Where attributes with a number in their key are written, as many as the span has room for.
 *
 * <p>OpenTelemetry drops a span's attributes past the 128th, and it drops whichever come last. So
 * these come last, and only so many that none is dropped. Used by one thread.
 */
public final class NumberedSink implements AttributeSink {

  /** How many attributes a span keeps by OpenTelemetry's default. */
  public static final int SPAN_LIMIT = 128;

  /**
   * Room for what is not written with the call's content: the constants of the step, what the trace
   * has in common, the outcome, and what was left out.
   */
  static final int RESERVED = 40;

  private final AttributeSink sink;
  private int room;

  NumberedSink(AttributeSink sink, int written) {
    this.sink = sink;
    this.room = Math.max(0, SPAN_LIMIT - RESERVED - written);
  }

  /** How many more attributes may be written. */
  public int room() {
    return room;
  }

  /** Writes the attribute if there is room. */
  @Override
  public <T> void put(AttributeKey<T> key, T value) {
    if (room > 0) {
      room--;
      sink.put(key, value);
    }
  }
}

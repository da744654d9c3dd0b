package dev.raglan.internal.span;

import io.opentelemetry.api.trace.Span;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The end of a {@link LeanSpan} with an object that its processors are to have. */
public final class SpanEnd {

  private SpanEnd() {}

  /**
   * Ends the span; its processors can take the object while they are told of that, unless somebody
   * else ends the span first.
   *
   * @param at when the span ends; null for now
   * @return false if the span is another one, and was not ended
   */
  public static boolean with(@Nullable Object content, Span span, @Nullable Instant at) {
    if (!(span instanceof LeanSpan lean)) {
      return false;
    }
    long time = at == null ? 0 : TimeUnit.SECONDS.toNanos(at.getEpochSecond()) + at.getNano();
    lean.endWith(content, time);
    return true;
  }

  /** Takes the object that a span was ended with; null for none. */
  public static @Nullable Object take(Object span) {
    return span instanceof LeanSpan lean ? lean.take() : null;
  }
}

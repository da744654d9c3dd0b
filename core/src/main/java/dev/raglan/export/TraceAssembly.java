package dev.raglan.export;

import dev.raglan.internal.service.AssemblyBounds;
import java.time.Duration;

/**
 * The bounds within which a target keeps spans until their trace has finished. Immutable.
 *
 * <p>A trace is sent as soon as its topmost span in this process has ended. Spans that end later
 * are sent after it. A trace to which no span was added for the longest time is sent as it is.
 *
 * @param maxBytes the most memory of all kept spans, as estimated, in bytes; 64 KiB to 4 GiB
 * @param maxSpans the most spans of one trace; 1 to 1,000,000
 * @param maxAge the longest time without a new span of the trace; 1 second to 1 day
 * @param overflow the spans to leave out beyond that
 */
public record TraceAssembly(long maxBytes, int maxSpans, Duration maxAge, TraceOverflow overflow) {

  private static final long LEAST_BYTES = 64L << 10;
  private static final long MOST_BYTES = 4L << 30;
  private static final int MOST_SPANS = 1_000_000;
  private static final Duration LEAST_AGE = Duration.ofSeconds(1);
  private static final Duration MOST_AGE = Duration.ofDays(1);

  /**
   * 32 MiB or an eighth of the heap, whichever is less, 10,000 spans a trace, 5 minutes, the newest
   * are left out.
   */
  public static final TraceAssembly DEFAULT =
      new TraceAssembly(
          DeliverySettings.ofHeap(32L << 20),
          10_000,
          Duration.ofMinutes(5),
          TraceOverflow.DROP_NEWEST);

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public TraceAssembly {
    if (maxBytes < LEAST_BYTES || maxBytes > MOST_BYTES) {
      throw new IllegalArgumentException("maxBytes must be from 64 KiB to 4 GiB: " + maxBytes);
    }
    if (maxSpans < 1 || maxSpans > MOST_SPANS) {
      throw new IllegalArgumentException("maxSpans must be from 1 to 1,000,000: " + maxSpans);
    }
    if (maxAge.compareTo(LEAST_AGE) < 0 || maxAge.compareTo(MOST_AGE) > 0) {
      throw new IllegalArgumentException("maxAge must be from 1 second to 1 day: " + maxAge);
    }
  }

  static AssemblyBounds bounds(TraceAssembly of) {
    return new AssemblyBounds(
        of.maxBytes, of.maxSpans, of.maxAge, of.overflow == TraceOverflow.DROP_OLDEST);
  }

  /** Returns these bounds with another memory. */
  public TraceAssembly withMaxBytes(long bytes) {
    return new TraceAssembly(bytes, maxSpans, maxAge, overflow);
  }

  /** Returns these bounds with another number of spans. */
  public TraceAssembly withMaxSpans(int spans) {
    return new TraceAssembly(maxBytes, spans, maxAge, overflow);
  }

  /** Returns these bounds with another age. */
  public TraceAssembly withMaxAge(Duration age) {
    return new TraceAssembly(maxBytes, maxSpans, age, overflow);
  }

  /** Returns these bounds with another overflow. */
  public TraceAssembly withOverflow(TraceOverflow newOverflow) {
    return new TraceAssembly(maxBytes, maxSpans, maxAge, newOverflow);
  }
}

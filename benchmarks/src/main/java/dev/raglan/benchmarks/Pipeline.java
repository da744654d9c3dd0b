package dev.raglan.benchmarks;

import io.opentelemetry.api.trace.Tracer;

/**
 * A way to nowhere that spans take, the same for all cases that are compared.
 *
 * <p>Its worker rests while calls are measured, and takes everything out of the queue between two
 * rounds of calls, outside of the measured time. A caller would otherwise outrun it (rendering
 * takes longer than calling), the queue would be full, and what was measured would be the dropping
 * of spans, which is cheaper than keeping them. What the worker pays is a matter of other
 * benchmarks.
 */
public interface Pipeline {

  /** The number of calls in a round; each makes at most one span. */
  int CALLS = 1_024;

  /** The number of spans that may wait: no case makes so many in a round. */
  int ROOM = 32 * CALLS;

  /** Returns the tracer of spans by hand. */
  Tracer tracer();

  /** Returns the target that the spans go to. */
  Nowhere target();

  /**
   * Waits until every span that has ended is with the target.
   *
   * @throws IllegalStateException if one was lost
   */
  void drain();

  /**
   * Drains after a round.
   *
   * @return how many spans the round made
   * @throws IllegalStateException unless every call of it, or none, made a span that arrived
   */
  default long finishRound() {
    drain();
    long spans = target().take();
    if (spans % CALLS != 0) {
      throw new IllegalStateException(
          "A round should bring a multiple of %d spans, not %d".formatted(CALLS, spans));
    }
    return spans;
  }
}

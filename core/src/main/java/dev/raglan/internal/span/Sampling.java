package dev.raglan.internal.span;

import io.opentelemetry.sdk.trace.samplers.Sampler;

/**
 * A sampler, and the answers that are known of it in advance.
 *
 * @param sampler decides of the spans of which it is not known
 * @param isKnown true if a span whose parent is valid is sampled if that is, and one without a
 *     parent by the number that its trace's id ends with
 * @param bound the bound of the numbers that are sampled
 */
record Sampling(Sampler sampler, boolean isKnown, long bound) {

  /** Returns the sampling of which nothing is known. */
  static Sampling by(Sampler sampler) {
    return new Sampling(sampler, false, 0);
  }

  /**
   * Returns the sampling that follows a span's parent, and takes a share of the traces.
   *
   * @param ratio the share, from 0 to 1
   */
  static Sampling parentBased(double ratio) {
    return new Sampling(Sampler.parentBased(roots(ratio)), true, bound(ratio));
  }

  /** Returns the sampler of spans without a parent, of which a share is taken. */
  static Sampler roots(double ratio) {
    return ratio >= 1 ? Sampler.alwaysOn() : Sampler.traceIdRatioBased(ratio);
  }

  private static long bound(double ratio) {
    if (ratio >= 1) {
      return Long.MAX_VALUE;
    }
    return ratio <= 0 ? Long.MIN_VALUE : (long) (ratio * Long.MAX_VALUE);
  }

  /**
   * Returns true if a trace is sampled, as the sampler of such shares decides; asked only if the
   * sampling is known.
   *
   * @param idEnd the number that its id ends with, not zero
   */
  boolean takes(long idEnd) {
    return bound == Long.MAX_VALUE || Math.abs(idEnd) < bound;
  }
}

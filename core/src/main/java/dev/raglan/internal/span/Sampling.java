package dev.raglan.internal.span;

import io.opentelemetry.sdk.trace.samplers.Sampler;

/**
 * A sampler, and the answers that are known of it in advance.
 *
 * @param sampler decides of the spans of which it is not known
 * @param followsParent true if a span whose parent is valid is sampled if that is
 * @param takesRoots true if all spans without a parent are sampled
 */
record Sampling(Sampler sampler, boolean followsParent, boolean takesRoots) {

  /** Returns the sampling of which nothing is known. */
  static Sampling by(Sampler sampler) {
    return new Sampling(sampler, false, false);
  }

  /**
   * Returns the sampling that follows a span's parent, and asks the sampler about spans without a
   * parent.
   */
  static Sampling parentBased(Sampler roots) {
    return new Sampling(Sampler.parentBased(roots), true, roots == Sampler.alwaysOn());
  }
}

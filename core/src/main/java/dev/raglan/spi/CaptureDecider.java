package dev.raglan.spi;

import dev.raglan.model.CaptureMode;
import org.jspecify.annotations.Nullable;

/**
 * Decides how much of a call is kept, before anything of it is read.
 *
 * <p>It is asked on the caller's thread, once for each span of Raglan's, and must answer from
 * memory. What runs below the call keeps no more than the call does. Thread-safe.
 */
@FunctionalInterface
public interface CaptureDecider {

  /**
   * Decides.
   *
   * @return the mode; null to leave it to the call above, and without one to the configuration. If
   *     this throws, the call is kept as {@link CaptureMode#STRUCTURE}, and that is logged once
   */
  @Nullable CaptureMode decide(CaptureRequest request);

  /** Returns a decider that asks both: the answer that keeps less counts. */
  default CaptureDecider and(CaptureDecider other) {
    return request -> {
      CaptureMode own = decide(request);
      CaptureMode others = other.decide(request);
      if (own == null || others == null) {
        return own == null ? others : own;
      }
      return own.stricter(others);
    };
  }
}

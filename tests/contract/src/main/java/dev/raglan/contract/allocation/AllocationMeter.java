package dev.raglan.contract.allocation;

import com.sun.management.ThreadMXBean;
import dev.raglan.Raglan;
import dev.raglan.export.DeliverySettings;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.Callable;

/**
 * Measures what calls allocate on their caller's thread, in a virtual machine that {@link
 * AllocationFigures} started for that.
 *
 * <p>In bytes and not in time, as bytes are the same on a busy machine.
 */
public final class AllocationMeter {

  /** The number of spans that may wait for delivery, in {@link #patient()} and its like. */
  public static final int ROOM = 16_384;

  private static final int CALLS = 1_000;
  private static final int WARM_UPS = 10;
  private static final int ROUNDS = 10;
  private static final Duration LONG = Duration.ofMinutes(1);

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final Raglan raglan;
  private final AllocationTarget target;

  /**
   * @param raglan what traces; its delivery has {@link #ROOM} for the spans of a round
   * @param target its only target
   */
  public AllocationMeter(Raglan raglan, AllocationTarget target) {
    this.raglan = raglan;
    this.target = target;
  }

  /** Delivery that begins when it is told to, with room for a round: no call pays for it. */
  public static DeliverySettings patient() {
    return DeliverySettings.builder()
        .maxQueueSpans(ROOM)
        .maxQueueBytes(64L << 30)
        .batchSize(ROOM)
        .interval(Duration.ofHours(1))
        .build();
  }

  /**
   * Measures a case, and prints it for {@link AllocationFigures} to read.
   *
   * @throws IllegalStateException if the calls do not bring what the case claims
   */
  public void measure(AllocationCase measured, Callable<?> call) throws Exception {
    for (int i = 0; i < WARM_UPS; i++) {
      round(measured, call);
    }
    // What happens once in a while, such as a table that grows, is no part of a call.
    long least = Long.MAX_VALUE;
    for (int i = 0; i < ROUNDS; i++) {
      least = Math.min(least, round(measured, call));
    }
    System.out.println(AllocationFigures.line(measured, least / CALLS));
  }

  private long round(AllocationCase measured, Callable<?> call) throws Exception {
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < CALLS; i++) {
      call.call();
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    if (!raglan.flush(LONG).complete()) {
      throw new IllegalStateException("Spans were lost: " + raglan.delivery());
    }
    measured.claim().prove(CALLS, target);
    return allocated;
  }
}

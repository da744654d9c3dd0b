package dev.raglan.internal.transport;

import dev.raglan.internal.transport.SendResult.Kind;
import dev.raglan.internal.transport.Settlement.Loss;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The attempts to deliver the parts of a batch to one target: failed requests are repeated with
 * growing, random pauses, refused large ones are halved. Used by one thread.
 */
public final class RetryLoop {

  /** Size from which a refusal without a reason is taken for one of the size. */
  static final long LARGE = 512L << 10;

  /** The most that receivers accept unless configured, less a margin. */
  private static final long USUAL_LIMIT = (4L << 20) - (64L << 10);

  /**
   * The size to which refusals reduce requests. One that is refused for its size and has no more is
   * dropped: a receiver that takes less has another reason, and would be asked once for each span.
   */
  private static final long LEAST_LIMIT = 16L << 10;

  /** The requests after which a target that has refused a size is tried with more. */
  private static final int TRIAL = 64;

  private static final int LATEST_TRIAL = 4_096;

  private final long attemptNanos;
  private final Backoff backoff;
  private long most;
  private long maxBytes;
  private int trialAfter = TRIAL;
  private int largeAccepted;
  private boolean trying;

  /**
   * Creates the loop of one target.
   *
   * @param attemptNanos the longest time of one attempt
   * @param maxBytes the largest request, before compression
   */
  public RetryLoop(long attemptNanos, long maxBytes) {
    this(attemptNanos, maxBytes, System::nanoTime, Math::random);
  }

  RetryLoop(long attemptNanos, long maxBytes, LongSupplier clock, DoubleSupplier random) {
    this.attemptNanos = attemptNanos;
    this.most = maxBytes;
    this.maxBytes = maxBytes;
    this.backoff = new Backoff(clock, random);
  }

  /**
   * Returns the size of the largest request to send, before compression. Refusals reduce it; it
   * grows again while the target accepts requests of it, since a refusal may have had another
   * cause, such as a quota.
   */
  public long maxBytes() {
    return maxBytes;
  }

  /** Sends the parts in order until all are settled, or time is up. */
  public void run(Collection<? extends Part> parts, Settlement settlement) {
    Deque<Part> left = new ArrayDeque<>(parts);
    @Nullable SendResult last = null;
    boolean failed = false;
    while (!left.isEmpty() && !settlement.isAbandoned()) {
      if (settlement.isPostponed(failed) || !pause(settlement)) {
        give(left, settlement, last);
        return;
      }
      Part part = left.remove();
      SendResult result = part.send(Math.max(1, Math.min(attemptNanos, settlement.nanosLeft())));
      last = moreTelling(last, result);
      failed |= result.isToBeRepeated();
      settle(part, result, left, settlement);
    }
  }

  /** Returns the later result, unless it says only that the rest of the time was too short. */
  private static SendResult moreTelling(@Nullable SendResult before, SendResult result) {
    if (before == null || before.kind() == Kind.ACCEPTED || result.kind() != Kind.TIMEOUT) {
      return result;
    }
    return before;
  }

  private void settle(Part part, SendResult result, Deque<Part> left, Settlement settlement) {
    switch (result.kind()) {
      case ACCEPTED -> {
        backoff.succeeded();
        grow(part.bytes());
        accept(part, result, settlement);
      }
      case TOO_LARGE -> {
        List<? extends Part> halves = halvesAbove(LEAST_LIMIT, part);
        if (halves.isEmpty()) {
          drop(part, result, settlement);
        } else {
          reduce(part.bytes() / 2);
          putFirst(halves, left);
        }
      }
      case REFUSED, NOT_TAKEN -> drop(part, result, settlement);
      case UNEXPLAINED_REFUSAL -> {
        List<? extends Part> halves = halvesAbove(LARGE, part);
        if (halves.isEmpty()) {
          drop(part, result, settlement);
        } else {
          putFirst(halves, left);
        }
      }
      case RETRY -> repeat(List.of(part), result, left, settlement);
      case TIMEOUT -> repeat(withinUsualLimit(part), result, left, settlement);
      case UNEXPLAINED_FAILURE -> {
        List<? extends Part> halves = halvesAbove(LARGE, part);
        repeat(halves.isEmpty() ? List.of(part) : halves, result, left, settlement);
      }
    }
  }

  private void reduce(long bytes) {
    if (bytes < maxBytes && maxBytes > LEAST_LIMIT) {
      maxBytes = Math.max(bytes, LEAST_LIMIT);
    }
    if (trying) {
      trialAfter = Math.min(LATEST_TRIAL, 2 * trialAfter);
      trying = false;
    }
    largeAccepted = 0;
  }

  private void grow(long accepted) {
    if (maxBytes < most && accepted > maxBytes / 2 && ++largeAccepted >= trialAfter) {
      maxBytes = maxBytes > most / 2 ? most : 2 * maxBytes;
      largeAccepted = 0;
      trying = true;
    }
  }

  private void repeat(
      List<? extends Part> parts, SendResult result, Deque<Part> left, Settlement settlement) {
    backoff.failed(result.retryAfterNanos());
    putFirst(parts, left);
    settlement.failing(cause(result));
  }

  /**
   * Returns parts that any receiver accepts: one that refuses the size of a gRPC message may stop
   * reading it without an answer.
   */
  private List<Part> withinUsualLimit(Part part) {
    List<? extends Part> halves = part.bytes() > USUAL_LIMIT ? part.halves() : List.of();
    if (halves.isEmpty()) {
      return List.of(part);
    }
    most = Math.min(most, USUAL_LIMIT);
    maxBytes = Math.min(maxBytes, most);
    List<Part> parts = new ArrayList<>();
    halves.forEach(half -> parts.addAll(withinUsualLimit(half)));
    return parts;
  }

  private static List<? extends Part> halvesAbove(long least, Part part) {
    return part.bytes() < least ? List.of() : part.halves();
  }

  private static void putFirst(List<? extends Part> parts, Deque<Part> left) {
    for (int i = parts.size() - 1; i >= 0; i--) {
      left.addFirst(parts.get(i));
    }
  }

  private static void accept(Part part, SendResult result, Settlement settlement) {
    int rejected = (int) Math.min(Math.max(0, result.rejected()), part.spans());
    settlement.exported(part.spans() - rejected);
    if (rejected > 0) {
      settlement.dropped(rejected, Loss.REJECTED, cause(result));
    } else if (result.cause() != null) {
      settlement.failing(cause(result));
    }
  }

  private static void drop(Part part, SendResult result, Settlement settlement) {
    settlement.dropped(part.spans(), result.loss(), cause(result));
  }

  private static FailureCause cause(SendResult result) {
    FailureCause cause = result.cause();
    return cause == null ? FailureCause.of("no reason given") : cause;
  }

  private static void give(Deque<Part> left, Settlement settlement, @Nullable SendResult last) {
    SendResult why =
        last == null || last.kind() == Kind.ACCEPTED || last.kind() == Kind.TOO_LARGE
            ? untried(settlement.nanosLeft() > 0)
            : last;
    left.forEach(part -> settlement.unsent(part, why.loss(), cause(why)));
  }

  private static SendResult untried(boolean inTime) {
    return inTime
        ? SendResult.failed(Kind.RETRY, FailureCause.of("not sent, since earlier spans wait"))
        : SendResult.failed(Kind.TIMEOUT, FailureCause.of("no time left for the request"));
  }

  /** Waits until the target may be tried; returns false if time is up before. */
  private boolean pause(Settlement settlement) {
    long wait = backoff.nanosLeft();
    while (wait > 0 && !settlement.isAbandoned()) {
      long left = settlement.nanosLeft();
      if (left <= 0 || settlement.isPostponed(false)) {
        return false;
      }
      LockSupport.parkNanos(this, Math.min(wait, left));
      // An interrupt that abandons the batch is seen in the settlement; others do not count.
      clearInterrupt();
      wait = backoff.nanosLeft();
    }
    return settlement.nanosLeft() > 0;
  }

  @SuppressWarnings("ResultOfMethodCallIgnored")
  private static void clearInterrupt() {
    Thread.interrupted();
  }
}

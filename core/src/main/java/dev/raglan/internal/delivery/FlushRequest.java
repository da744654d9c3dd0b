package dev.raglan.internal.delivery;

import dev.raglan.export.DropReason;
import dev.raglan.internal.transport.FailureCause;
import io.opentelemetry.sdk.common.CompletableResultCode;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A request to deliver the spans ended so far, passed through every target's backlog. */
final class FlushRequest {

  private final long upTo;
  private final AtomicInteger missing;
  private final AtomicBoolean failed = new AtomicBoolean();
  private final CompletableFuture<Boolean> done = new CompletableFuture<>();

  /**
   * @param upTo the number of the last span to deliver
   * @param targets the number of targets that will answer
   */
  FlushRequest(long upTo, int targets) {
    this.upTo = upTo;
    this.missing = new AtomicInteger(targets);
    if (targets == 0) {
      done.complete(true);
    }
  }

  long upTo() {
    return upTo;
  }

  boolean isDone() {
    return done.isDone();
  }

  /** Returns the part of one target; it waits until nothing is in the target's spool. */
  Work work(@Nullable TargetSpool spool) {
    return new OfTarget(this, spool);
  }

  void whenDone(Runnable action) {
    done.whenComplete((passed, never) -> action.run());
  }

  /**
   * Waits for all targets.
   *
   * @return true if all of them flushed in time
   */
  boolean await(long nanos) {
    try {
      return done.get(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (TimeoutException | ExecutionException e) {
      return false;
    } finally {
      done.complete(false);
    }
  }

  /** Completes the request; targets that reach it later do nothing. */
  void finish(boolean passed) {
    done.complete(passed);
  }

  boolean passed() {
    return done.getNow(false);
  }

  private void answered(boolean flushed) {
    if (!flushed) {
      failed.set(true);
    }
    if (missing.decrementAndGet() == 0) {
      done.complete(!failed.get());
    }
  }

  private static final class OfTarget implements Work {

    private final FlushRequest request;
    private final @Nullable TargetSpool spool;
    private volatile boolean postponed;
    private final AtomicBoolean finished = new AtomicBoolean();

    OfTarget(FlushRequest request, @Nullable TargetSpool spool) {
      this.request = request;
      this.spool = spool;
    }

    @Override
    public CompletableResultCode start(GuardedExporter exporter, long deadline) {
      if (request.isDone() || !isSpoolEmpty(deadline)) {
        return CompletableResultCode.ofFailure();
      }
      return exporter.flush();
    }

    private boolean isSpoolEmpty(long deadline) {
      return spool == null || spool.awaitEmpty(deadline, () -> !postponed && !request.isDone());
    }

    @Override
    public void postpone() {
      postponed = true;
    }

    @Override
    public void finish(@Nullable DropReason failure, @Nullable FailureCause cause) {
      if (finished.compareAndSet(false, true)) {
        request.answered(failure == null);
      }
    }

    @Override
    public void release() {}
  }
}

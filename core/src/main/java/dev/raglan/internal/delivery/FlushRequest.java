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
  private final boolean last;
  private final AtomicInteger missing;
  private final AtomicBoolean failed = new AtomicBoolean();
  private final CompletableFuture<Boolean> done = new CompletableFuture<>();

  /**
   * @param upTo the number of the last span to deliver
   * @param targets the number of targets that will answer
   * @param last true if the targets are closed afterwards
   */
  FlushRequest(long upTo, int targets, boolean last) {
    this.upTo = upTo;
    this.last = last;
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

  /**
   * Returns the part of one target.
   *
   * @param spool the part waits until nothing is in it; null if there is none
   */
  Work work(TargetCounts counts, @Nullable TargetSpool spool) {
    return new OfTarget(this, counts, spool);
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
    private final TargetCounts counts;
    private final @Nullable TargetSpool spool;
    private final SpanAccount account;
    private final AtomicBoolean finished = new AtomicBoolean();

    OfTarget(FlushRequest request, TargetCounts counts, @Nullable TargetSpool spool) {
      this.request = request;
      this.counts = counts;
      this.spool = spool;
      this.account = new SpanAccount(counts, 0, spool);
    }

    @Override
    public CompletableResultCode start(GuardedExporter exporter, long deadline) {
      if (request.isDone()) {
        return CompletableResultCode.ofFailure();
      }
      if (exporter.settles()) {
        account.begin(deadline);
        exporter.resume(request.last, account);
        account.end();
      }
      boolean flushed = counts.kept() == 0 && isSpoolEmpty(deadline);
      return flushed ? exporter.flush() : CompletableResultCode.ofFailure();
    }

    private boolean isSpoolEmpty(long deadline) {
      return spool == null
          || spool.awaitEmpty(deadline, () -> !account.isPostponed() && !request.isDone());
    }

    @Override
    public void postpone() {
      account.postpone();
    }

    @Override
    public void finish(@Nullable DropReason failure, @Nullable FailureCause cause) {
      account.finish(failure, cause);
      if (finished.compareAndSet(false, true)) {
        request.answered(failure == null);
      }
    }

    @Override
    public void release() {}
  }
}

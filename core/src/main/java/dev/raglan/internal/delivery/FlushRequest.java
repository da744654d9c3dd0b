package dev.raglan.internal.delivery;

import dev.raglan.export.DropReason;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The wish that what has ended so far be delivered. It goes through every target's backlog. */
final class FlushRequest {

  private final long upTo;
  private final AtomicInteger missing;
  private final AtomicBoolean failed = new AtomicBoolean();
  private final CompletableFuture<Boolean> done = new CompletableFuture<>();

  /**
   * @param upTo the number of the last span that is meant
   * @param targets how many will answer
   */
  FlushRequest(long upTo, int targets) {
    this.upTo = upTo;
    this.missing = new AtomicInteger(targets);
    if (targets == 0 || upTo == 0) {
      done.complete(true);
    }
  }

  long upTo() {
    return upTo;
  }

  boolean isDone() {
    return done.isDone();
  }

  /** What one target is to do. */
  Work work() {
    return new OfTarget(this);
  }

  void whenDone(Runnable action) {
    done.whenComplete((passed, never) -> action.run());
  }

  /**
   * Waits for all targets.
   *
   * @return whether all of them were reached in time, and flushed
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

  /** Ends it: targets that come to it later do nothing. */
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
    private final AtomicBoolean finished = new AtomicBoolean();

    OfTarget(FlushRequest request) {
      this.request = request;
    }

    @Override
    public CompletableResultCode start(SpanExporter exporter) {
      return request.isDone() ? CompletableResultCode.ofFailure() : exporter.flush();
    }

    @Override
    public void finish(@Nullable DropReason failure) {
      if (finished.compareAndSet(false, true)) {
        request.answered(failure == null);
      }
    }

    @Override
    public void letGo() {}
  }
}

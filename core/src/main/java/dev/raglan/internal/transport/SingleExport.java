package dev.raglan.internal.transport;

import io.opentelemetry.sdk.common.CompletableResultCode;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The settlement of an export outside of delivery. Thread-safe. */
public final class SingleExport implements Settlement {

  private final long deadline;
  private final AtomicReference<@Nullable FailureCause> failure = new AtomicReference<>();

  private SingleExport(long deadline) {
    this.deadline = deadline;
  }

  /** Runs an export within the time; fails with the first cause of a loss. */
  public static CompletableResultCode run(Duration timeout, Consumer<Settlement> export) {
    SingleExport settlement = new SingleExport(System.nanoTime() + timeout.toNanos());
    export.accept(settlement);
    FailureCause cause = settlement.failure.get();
    return cause == null
        ? CompletableResultCode.ofSuccess()
        : CompletableResultCode.ofExceptionalFailure(new IllegalStateException(cause.toString()));
  }

  @Override
  public void exported(int spans) {}

  @Override
  public void dropped(int spans, Loss reason, FailureCause cause) {
    if (reason != Loss.NOT_TAKEN) {
      failure.compareAndSet(null, cause);
    }
  }

  @Override
  public boolean keeping(int spans) {
    return true;
  }

  @Override
  public void failing(FailureCause cause) {}

  @Override
  public long nanosLeft() {
    return deadline - System.nanoTime();
  }

  @Override
  public boolean isAbandoned() {
    return false;
  }
}

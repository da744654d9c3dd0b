package dev.raglan.internal.transport;

import io.opentelemetry.sdk.common.CompletableResultCode;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The settlement of an export outside of delivery, which fails if any span is dropped. */
public final class DirectSettlement implements Settlement {

  private final long deadline;
  private final AtomicReference<@Nullable FailureCause> failure = new AtomicReference<>();

  /** Creates a settlement of that time from now on. */
  public DirectSettlement(Duration time) {
    this.deadline = System.nanoTime() + time.toNanos();
  }

  @Override
  public void exported(int spans) {}

  @Override
  public void dropped(int spans, Loss reason, FailureCause cause) {
    failure.compareAndSet(null, cause);
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

  /** Returns the result, with the cause of the first loss. */
  public CompletableResultCode result() {
    FailureCause cause = failure.get();
    return cause == null
        ? CompletableResultCode.ofSuccess()
        : CompletableResultCode.ofExceptionalFailure(new IllegalStateException(cause.toString()));
  }
}

package dev.raglan.internal.transport;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Call;
import org.jspecify.annotations.Nullable;

/** A switch that ends an exchange, from any thread. Thread-safe. */
public final class CallAbort {

  private final CountDownLatch aborted = new CountDownLatch(1);
  private final AtomicReference<@Nullable Call> current = new AtomicReference<>();

  /** Creates a switch that is off. */
  public CallAbort() {}

  /** Ends the exchange now, or before it begins. Idempotent. */
  public void abort() {
    aborted.countDown();
    Call call = current.get();
    if (call != null) {
      call.cancel();
    }
  }

  /** Returns true once {@link #abort()} was called. */
  public boolean isAborted() {
    return aborted.getCount() == 0;
  }

  void begin(Call call) {
    current.set(call);
    if (isAborted()) {
      call.cancel();
    }
  }

  /** Waits; returns true at once if the exchange is ended. */
  boolean await(long nanos) {
    try {
      return aborted.await(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}

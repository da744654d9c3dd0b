package dev.raglan.internal.delivery;

import dev.raglan.internal.safe.Safe;
import io.opentelemetry.sdk.common.CompletableResultCode;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The closing of one exporter, which may take its time, or never return. */
final class ExporterShutdown {

  private final CompletableFuture<Boolean> done = new CompletableFuture<>();
  private final GuardedExporter exporter;

  private ExporterShutdown(GuardedExporter exporter) {
    this.exporter = exporter;
  }

  /** Begins, on a thread of its own. */
  static ExporterShutdown start(GuardedExporter exporter) {
    ExporterShutdown shutdown = new ExporterShutdown(exporter);
    try {
      WorkerThread.daemon("raglan-close-" + exporter.name(), shutdown::run).start();
    } catch (Throwable thrown) {
      Safe.log("closing an exporter", thrown);
      shutdown.done.complete(false);
    }
    return shutdown;
  }

  private void run() {
    CompletableResultCode result = exporter.shutdown();
    result.whenComplete(() -> done.complete(result.isSuccess()));
  }

  /**
   * Waits.
   *
   * @return whether it is closed, without a failure
   */
  boolean await(long nanos) {
    try {
      return done.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (TimeoutException | ExecutionException e) {
      return false;
    }
  }
}

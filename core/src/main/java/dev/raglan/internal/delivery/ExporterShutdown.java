package dev.raglan.internal.delivery;

import dev.raglan.internal.safe.Safe;
import io.opentelemetry.sdk.common.CompletableResultCode;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The shutdown of one exporter, on a thread of its own since it may never return. */
final class ExporterShutdown {

  private final CompletableFuture<Boolean> done = new CompletableFuture<>();
  private final GuardedExporter exporter;

  private ExporterShutdown(GuardedExporter exporter) {
    this.exporter = exporter;
  }

  /** Starts the shutdown. */
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
   * Waits for the end of the shutdown.
   *
   * @return true if the exporter was closed without failure
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

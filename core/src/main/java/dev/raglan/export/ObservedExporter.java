package dev.raglan.export;

import dev.raglan.internal.ThrottledLog;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * A target's exporter that counts what became of its spans, and from which nothing is thrown:
 * whatever the target's own exporter throws, Errors included, is a failed export. Thread-safe.
 */
public final class ObservedExporter implements SpanExporter {

  private static final ThrottledLog LOG = ThrottledLog.of(ObservedExporter.class);

  private final String name;
  private final SpanExporter exporter;
  private final AtomicLong exported = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();

  /**
   * What became of spans.
   *
   * @param exported spans that the target took
   * @param failed spans that it did not take
   */
  public record Counts(long exported, long failed) {}

  ObservedExporter(String name, SpanExporter exporter) {
    this.name = name;
    this.exporter = exporter;
  }

  /**
   * Opens the target and observes its exporter.
   *
   * @throws IllegalStateException if the target cannot work here
   */
  public static ObservedExporter open(ExportTarget target) {
    return new ObservedExporter(target.name(), target.open());
  }

  /** The target's name. */
  public String name() {
    return name;
  }

  /** What became of the spans so far; spans still under way are in neither number. */
  public Counts stats() {
    return new Counts(exported.get(), failed.get());
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    int count = spans.size();
    CompletableResultCode result = new CompletableResultCode();
    CompletableResultCode inner = guarded("an export to ", () -> exporter.export(spans));
    inner.whenComplete(
        () -> {
          // Counted before the result says so: who waits for it then reads the right numbers.
          if (inner.isSuccess()) {
            exported.addAndGet(count);
            result.succeed();
          } else {
            failed.addAndGet(count);
            result.fail();
          }
        });
    return result;
  }

  @Override
  public CompletableResultCode flush() {
    return guarded("a flush of ", exporter::flush);
  }

  @Override
  public CompletableResultCode shutdown() {
    return guarded("the shutdown of ", exporter::shutdown);
  }

  private CompletableResultCode guarded(String what, Supplier<CompletableResultCode> call) {
    try {
      return Objects.requireNonNull(call.get(), "result");
    } catch (Throwable thrown) {
      LOG.warn(what + name + " failed", thrown);
      return CompletableResultCode.ofFailure();
    }
  }

  /** The target's name; never the exporter's own description, which may hold a secret. */
  @Override
  public String toString() {
    return "ObservedExporter{" + name + "}";
  }
}

package dev.raglan.internal.delivery;

import dev.raglan.internal.safe.ThrottledLog;
import dev.raglan.internal.transport.BatchExporter;
import dev.raglan.internal.transport.Piece;
import dev.raglan.internal.transport.ResendingExporter;
import dev.raglan.internal.transport.Settlement;
import dev.raglan.spi.ExportTarget;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * An exporter that turns whatever the target's own exporter throws, Errors included, into a failed
 * result. As thread-safe as the target's own.
 */
final class GuardedExporter implements SpanExporter {

  private static final ThrottledLog LOG = ThrottledLog.of(GuardedExporter.class);

  private final String name;
  private final SpanExporter exporter;
  private final TargetDialects dialects;

  GuardedExporter(String name, SpanExporter exporter) {
    this(name, exporter, TargetDialects.ALL);
  }

  private GuardedExporter(String name, SpanExporter exporter, TargetDialects dialects) {
    this.name = name;
    this.exporter = exporter;
    this.dialects = dialects;
  }

  /**
   * Opens the target and guards its exporter.
   *
   * @throws IllegalStateException if the target cannot work here
   */
  static GuardedExporter open(ExportTarget target) {
    SpanExporter opened = target.open();
    TargetDialects chosen =
        readsContent(opened) ? TargetDialects.ALL : TargetDialects.of(target.dialects());
    return new GuardedExporter(target.name(), opened, chosen);
  }

  /** Returns the target's name. */
  String name() {
    return name;
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    return guarded("an export to ", () -> exporter.export(dialects.select(spans)));
  }

  /** Returns true if the exporter settles spans part by part. */
  boolean settles() {
    return exporter instanceof BatchExporter;
  }

  /** Returns true if the exporter reads what is kept beside spans. */
  boolean readsContent() {
    return readsContent(exporter);
  }

  /** Such an exporter reads attributes in whichever dialect they are, and sends none. */
  private static boolean readsContent(SpanExporter exporter) {
    return exporter instanceof BatchExporter own && own.readsContent();
  }

  /** Exports through a {@link BatchExporter}, which settles the spans before this returns. */
  void export(List<SpanData> spans, Settlement settlement) {
    guarded(
        "an export to ",
        () -> {
          ((BatchExporter) exporter).export(List.copyOf(dialects.select(spans)), settlement);
          return CompletableResultCode.ofSuccess();
        });
  }

  /** Exports what a {@link BatchExporter} has kept, if its time has come. */
  void resume(boolean last, Settlement settlement) {
    guarded(
        "an export to ",
        () -> {
          ((BatchExporter) exporter).resume(last, settlement);
          return CompletableResultCode.ofSuccess();
        });
  }

  /** Returns true if the exporter's requests can be kept and sent later. */
  boolean resends() {
    return exporter instanceof ResendingExporter;
  }

  private ResendingExporter resending() {
    return (ResendingExporter) exporter;
  }

  String encoding() {
    return resending().encoding();
  }

  long maxBytes() {
    return resending().maxBytes();
  }

  /** Sends kept pieces, which the exporter settles before this returns. */
  void resend(List<Piece> pieces, Settlement settlement) {
    guarded(
        "an export to ",
        () -> {
          resending().resend(pieces, settlement);
          return CompletableResultCode.ofSuccess();
        });
  }

  /** Cancels the requests of an export under way, if the exporter can. */
  void cancel() {
    if (resends()) {
      guarded(
          "cancelling an export to ",
          () -> {
            resending().cancel();
            return CompletableResultCode.ofSuccess();
          });
    }
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

  /** Returns the target's name; the exporter's own description may hold a secret. */
  @Override
  public String toString() {
    return "GuardedExporter{" + name + "}";
  }
}

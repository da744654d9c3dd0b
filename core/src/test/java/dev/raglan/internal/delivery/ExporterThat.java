package dev.raglan.internal.delivery;

import dev.raglan.spi.ExportTarget;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.function.Supplier;

/** A target that takes everything and shuts down as it is told. */
record ExporterThat(Supplier<CompletableResultCode> shuttingDown)
    implements ExportTarget, SpanExporter {

  static ExportTarget shutsDown(Supplier<CompletableResultCode> shuttingDown) {
    return new ExporterThat(shuttingDown);
  }

  @Override
  public String name() {
    return "scripted";
  }

  @Override
  public SpanExporter open() {
    return this;
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public CompletableResultCode flush() {
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public CompletableResultCode shutdown() {
    return shuttingDown.get();
  }
}

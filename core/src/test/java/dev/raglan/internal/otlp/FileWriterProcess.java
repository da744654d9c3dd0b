package dev.raglan.internal.otlp;

import dev.raglan.export.OtlpJsonFile;
import dev.raglan.internal.delivery.Spans;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.nio.file.Path;
import java.util.List;

/** A program that writes spans to a file that another process writes to. */
final class FileWriterProcess {

  static final int SPANS = 300;

  private FileWriterProcess() {}

  public static void main(String[] arguments) {
    SpanExporter exporter =
        OtlpJsonFile.builder(Path.of(arguments[0])).maxSize(40_000).maxFiles(100).build().open();
    for (int i = 0; i < SPANS; i++) {
      if (!exporter.export(List.of(Spans.root("there").build())).isSuccess()) {
        System.exit(1);
      }
    }
    exporter.shutdown();
  }
}

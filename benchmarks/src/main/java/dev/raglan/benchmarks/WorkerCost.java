package dev.raglan.benchmarks;

import dev.raglan.export.Otlp;
import dev.raglan.export.OtlpCompression;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;



/**
 * What it costs to render, encode and send a span, off its caller's thread, beside what
 * OpenTelemetry's {@code BatchSpanProcessor} takes to encode and send the same attributes.
 *
 * <p>Both send over HTTP to a sink in another JVM, in batches of the same size and with the same
 * compression. What counts is the time that the pipeline's threads had a core. Rounds of the two
 * alternate, and the median counts.
 */
public final class WorkerCost {

  private static final int WARM_UPS = 3;
  private static final int ROUNDS = 7;

  private final WorkerCostSearch search = new WorkerCostSearch();
  private final List<SpanData> spans = WorkerCostCollected.ofRaglan(search);
  private final List<MarkFigure> figures = new ArrayList<>();
  private final String address;

  private WorkerCost(String address) {
    this.address = address;
  }

  /**
   * Measures, and writes the figures.
   *
   * @param args the file to write to
   */
  public static void main(String[] args) throws IOException {
    try (WorkerCostSinkProcess sink = WorkerCostSinkProcess.start()) {
      WorkerCost cost = new WorkerCost(sink.address());
      cost.checkThatBothExportTheSame();
      cost.measure("Gzip", OtlpCompression.GZIP);
      cost.measure("Plain", OtlpCompression.NONE);
      MarkFigures.write(Path.of(args[0]), cost.figures);
    }
  }

  private void checkThatBothExportTheSame() {
    List<SpanData> byHand = WorkerCostCollected.ofBatchProcessor(spans);
    if (!comparable(byHand).equals(comparable(spans)) || spans.size() != WorkerCostSearch.QUERIES) {
      throw new IllegalStateException("other spans: " + byHand.get(0) + " than " + spans.get(0));
    }
    System.out.println("Each span: " + spans.get(0).getAttributes());
  }

  private static List<List<Object>> comparable(List<SpanData> spans) {
    return spans.stream().map(WorkerCostCollected::comparable).toList();
  }

  private void measure(String name, OtlpCompression compression) {
    List<WorkerCostRound> raglan = new ArrayList<>();
    List<WorkerCostRound> batchProcessor = new ArrayList<>();
    for (int i = 0; i < WARM_UPS + ROUNDS; i++) {
      raglan.add(round("raglan" + name, () -> raglan(compression)));
      batchProcessor.add(round("batchProcessor" + name, () -> batchProcessor(compression)));
    }
    add("raglan" + name, raglan.subList(WARM_UPS, raglan.size()));
    add("batchProcessor" + name, batchProcessor.subList(WARM_UPS, batchProcessor.size()));
  }

  private static WorkerCostRound round(String name, Supplier<WorkerCostPipeline> pipeline) {
    WorkerCostRound round = WorkerCostRound.of(pipeline);
    System.out.printf("%s: %.0f ns a span (%s)%n", name, round.nanos(), round.threads());
    return round;
  }

  private WorkerCostPipeline raglan(OtlpCompression compression) {
    Otlp otlp = Otlp.builder().endpoint(address).compression(compression).build();
    return new WorkerCostRaglan(search, otlp);
  }

  private WorkerCostPipeline batchProcessor(OtlpCompression compression) {
    return new WorkerCostBatchProcessor(
        spans,
        OtlpHttpSpanExporter.builder()
            .setEndpoint(address)
            .setCompression(compression.id())
            .build());
  }

  private void add(String name, List<WorkerCostRound> rounds) {
    double nanos = MarkMedian.of(rounds, WorkerCostRound::nanos);
    double bytes = MarkMedian.of(rounds, WorkerCostRound::bytes);
    figures.add(new MarkFigure("WorkerCost." + name, nanos, "ns/op", bytes));
    figures.add(MarkFigure.of("WorkerCost." + name + "ACore", 1e9 / nanos, "spans/s"));
  }
}

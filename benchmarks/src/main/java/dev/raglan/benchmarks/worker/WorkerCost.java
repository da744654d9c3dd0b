package dev.raglan.benchmarks.worker;

import dev.raglan.benchmarks.report.Figure;
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
 * Measures what it costs to render, encode and send a span, off its caller's thread, beside what
 * OpenTelemetry's {@code BatchSpanProcessor} takes to encode and send the same attributes.
 *
 * <p>Both send over HTTP to a sink in another virtual machine, in batches of the same size and with
 * the same compression. What counts is the time that the pipeline's threads had a core. Rounds of
 * the two alternate, and the median counts.
 */
public final class WorkerCost {

  private static final int WARM_UPS = 3;
  private static final int ROUNDS = 7;

  private final ProseSearch search = new ProseSearch();
  private final List<SpanData> spans = Kept.of(kept -> new RaglanPipeline(search, kept));
  private final List<Figure> figures = new ArrayList<>();
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
    try (Sink sink = Sink.start()) {
      WorkerCost cost = new WorkerCost(sink.address());
      cost.checkThatBothExportTheSame();
      cost.measure("Gzip", OtlpCompression.GZIP);
      cost.measure("Plain", OtlpCompression.NONE);
      Figure.write(Path.of(args[0]), cost.figures);
    }
  }

  private void checkThatBothExportTheSame() {
    List<SpanData> byHand = Kept.of(kept -> new BatchProcessorPipeline(spans, kept));
    if (!comparable(byHand).equals(comparable(spans)) || spans.size() != ProseSearch.QUERIES) {
      throw new IllegalStateException("other spans: " + byHand.get(0) + " than " + spans.get(0));
    }
    System.out.println("Each span: " + spans.get(0).getAttributes());
  }

  private static List<List<Object>> comparable(List<SpanData> spans) {
    return spans.stream().map(WorkerCost::comparable).toList();
  }

  /** Returns what both pipelines have in common of a span; the rest is times and identifiers. */
  private static List<Object> comparable(SpanData span) {
    return List.of(
        span.getName(),
        span.getKind(),
        span.getStatus().getStatusCode(),
        span.getAttributes().asMap(),
        span.getEvents(),
        span.getResource());
  }

  private void measure(String name, OtlpCompression compression) {
    List<WorkerRound> raglan = new ArrayList<>();
    List<WorkerRound> batchProcessor = new ArrayList<>();
    for (int i = 0; i < WARM_UPS + ROUNDS; i++) {
      raglan.add(round("raglan" + name, () -> raglan(compression)));
      batchProcessor.add(round("batchProcessor" + name, () -> batchProcessor(compression)));
    }
    add("raglan" + name, raglan.subList(WARM_UPS, raglan.size()));
    add("batchProcessor" + name, batchProcessor.subList(WARM_UPS, batchProcessor.size()));
  }

  private static WorkerRound round(String name, Supplier<WorkerPipeline> pipeline) {
    WorkerRound round = WorkerRound.of(pipeline);
    System.out.printf("%s: %.0f ns a span (%s)%n", name, round.nanos(), round.threads());
    return round;
  }

  private WorkerPipeline raglan(OtlpCompression compression) {
    Otlp otlp = Otlp.builder().endpoint(address).compression(compression).build();
    return new RaglanPipeline(search, otlp);
  }

  private WorkerPipeline batchProcessor(OtlpCompression compression) {
    return new BatchProcessorPipeline(
        spans,
        OtlpHttpSpanExporter.builder()
            .setEndpoint(address)
            .setCompression(compression.id())
            .build());
  }

  private void add(String name, List<WorkerRound> rounds) {
    double nanos = Figure.median(rounds, WorkerRound::nanos);
    double bytes = Figure.median(rounds, WorkerRound::bytes);
    figures.add(new Figure("WorkerCost." + name, nanos, "ns/op", Double.NaN, Double.NaN, bytes));
    figures.add(Figure.of("WorkerCost." + name + "ACore", 1e9 / nanos, "spans/s"));
  }
}

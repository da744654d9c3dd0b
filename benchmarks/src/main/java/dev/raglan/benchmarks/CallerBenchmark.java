package dev.raglan.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.raglan.export.ExportTarget;
import dev.raglan.trace.Raglan;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What a call costs on its caller's thread, with a pipeline of Raglan's own. */
@State(org.openjdk.jmh.annotations.Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CallerBenchmark {

  private static final String QUERY = "What is a raglan sleeve?";
  private static final int TOP_K = 5;

  private final Search search = new Search();
  private final ObjectMapper mapper = new ObjectMapper();

  @SuppressWarnings("NullAway.Init")
  private Raglan raglan;

  @SuppressWarnings("NullAway.Init")
  private Tracer tracer;

  /** A target that takes spans to nowhere, so that the caller alone is measured. */
  private record Nowhere() implements ExportTarget, SpanExporter {

    @Override
    public String name() {
      return "nowhere";
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
      return CompletableResultCode.ofSuccess();
    }
  }

  /** Opens tracing. */
  @Setup
  public void open() {
    raglan = Raglan.builder().exportTo(new Nowhere()).buildGlobal();
    tracer = raglan.openTelemetry().getTracer("by hand");
  }

  /** Closes it, and says what became of the spans. */
  @TearDown
  public void close() {
    System.out.println(raglan.delivery());
    raglan.close();
  }

  /** The call alone. */
  @Benchmark
  public List<Doc> plain() {
    return search.plain(QUERY, TOP_K);
  }

  /** A span by hand with two attributes. */
  @Benchmark
  public List<Doc> byHandWithTwoAttributes() {
    Span span = tracer.spanBuilder("search").startSpan();
    try (Scope scope = span.makeCurrent()) {
      List<Doc> found = search.plain(QUERY, TOP_K);
      span.setAttribute("query.length", QUERY.length());
      span.setAttribute("found", found.size());
      return found;
    } finally {
      span.end();
    }
  }

  /** A span by hand with input and output as JSON. */
  @Benchmark
  public List<Doc> byHandWithJson() throws JsonProcessingException {
    Span span = tracer.spanBuilder("search").startSpan();
    try (Scope scope = span.makeCurrent()) {
      span.setAttribute(
          "input.value", mapper.writeValueAsString(Map.of("query", QUERY, "topK", TOP_K)));
      List<Doc> found = search.plain(QUERY, TOP_K);
      span.setAttribute("output.value", mapper.writeValueAsString(found));
      return found;
    } finally {
      span.end();
    }
  }

  /** Annotated and woven; neither input nor output captured. */
  @Benchmark
  public List<Doc> wovenWithoutContent() {
    return search.withoutContent(QUERY, TOP_K);
  }

  /** Annotated and woven; immutable values captured, rendered on the worker. */
  @Benchmark
  public List<Doc> wovenImmutable() {
    return search.immutable(QUERY, TOP_K);
  }

  /** Annotated and woven; a mutable result captured, rendered on return. */
  @Benchmark
  public List<Doc> wovenMutable() {
    return search.mutable(QUERY, TOP_K);
  }
}

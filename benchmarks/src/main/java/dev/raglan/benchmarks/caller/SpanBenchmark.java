package dev.raglan.benchmarks.caller;

import dev.raglan.benchmarks.OwnPipeline;
import dev.raglan.benchmarks.Proof;
import dev.raglan.benchmarks.Rounds;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * The cost of a span of Raglan's own SDK beside one of OpenTelemetry's: each is started, made
 * current and ended into a queue.
 */
public class SpanBenchmark extends Rounds {

  @SuppressWarnings("NullAway.Init")
  private Tracer own;

  @SuppressWarnings("NullAway.Init")
  private Tracer sdk;

  /** Proves that each case makes a span. */
  @Setup
  public void prove(OwnPipeline pipeline) {
    own = pipeline.raglan().openTelemetry().getTracer("dev.raglan");
    sdk = pipeline.tracer();
    Proof proof = new Proof(pipeline);
    proof.shows(() -> bare(own));
    proof.shows(() -> bare(sdk));
    proof.shows(() -> withAttributes(own), "one", "two");
    proof.shows(() -> withAttributes(sdk), "one", "two");
  }

  private static @Nullable Object bare(Tracer tracer) {
    Span span = tracer.spanBuilder("name").startSpan();
    try (Scope scope = span.makeCurrent()) {
      return null;
    } finally {
      span.end();
    }
  }

  private static @Nullable Object withAttributes(Tracer tracer) {
    Span span = tracer.spanBuilder("name").startSpan();
    try (Scope scope = span.makeCurrent()) {
      span.setAttribute("first", "one");
      span.setAttribute("second", "two");
      return null;
    } finally {
      span.end();
    }
  }

  private static @Nullable Object nested(Tracer tracer) {
    Span span = tracer.spanBuilder("name").startSpan();
    try (Scope scope = span.makeCurrent()) {
      return bare(tracer);
    } finally {
      span.end();
    }
  }

  /** A span of Raglan's own SDK. */
  @Benchmark
  public void own(Blackhole hole) {
    round(hole, () -> bare(own));
  }

  /** A span of OpenTelemetry's SDK. */
  @Benchmark
  public void sdk(Blackhole hole) {
    round(hole, () -> bare(sdk));
  }

  /** A span of Raglan's own SDK with another one in it. */
  @Benchmark
  public void ownNested(Blackhole hole) {
    round(hole, () -> nested(own));
  }

  /** A span of OpenTelemetry's SDK with another one in it. */
  @Benchmark
  public void sdkNested(Blackhole hole) {
    round(hole, () -> nested(sdk));
  }

  /** A span of Raglan's own SDK with two attributes. */
  @Benchmark
  public void ownWithAttributes(Blackhole hole) {
    round(hole, () -> withAttributes(own));
  }

  /** A span of OpenTelemetry's SDK with two attributes. */
  @Benchmark
  public void sdkWithAttributes(Blackhole hole) {
    round(hole, () -> withAttributes(sdk));
  }
}

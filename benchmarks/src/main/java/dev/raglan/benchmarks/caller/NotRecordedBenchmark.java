package dev.raglan.benchmarks.caller;

import static dev.raglan.benchmarks.caller.Search.QUERY;
import static dev.raglan.benchmarks.caller.Search.TOP_K;

import dev.raglan.Raglan;
import dev.raglan.benchmarks.Doc;
import dev.raglan.benchmarks.Nowhere;
import dev.raglan.benchmarks.OwnPipeline;
import dev.raglan.benchmarks.SpansByHand;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The cost of a woven call of which nothing is recorded. */
@State(Scope.Benchmark)
@Fork(
    value = 3,
    jvmArgsAppend = {"-Xms1g", "-Xmx1g"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class NotRecordedBenchmark {

  private final Search search = new Search();

  /** Tracing that is disabled. */
  @State(Scope.Benchmark)
  public static class Disabled {

    private final Raglan raglan = Raglan.builder().enabled(false).buildGlobal();

    /** Closes it, if there was nothing to deliver. */
    @TearDown
    public void close() {
      if (Raglan.global() != raglan || raglan.delivery().produced() != 0) {
        throw new IllegalStateException("It was not the disabled tracing that was measured");
      }
      raglan.close();
    }
  }

  /** Tracing that samples no trace. */
  @State(Scope.Benchmark)
  public static class Unsampled {

    private final Nowhere target = new Nowhere();

    private final Raglan raglan = Raglan.builder().samplingRatio(0).exportTo(target).buildGlobal();

    private final SpansByHand sdk =
        new SpansByHand(target, OwnPipeline.patient(), Sampler.traceIdRatioBased(0));

    private final ByHand spans = new ByHand(sdk.tracer());

    /** Checks that it is what woven methods use. */
    @Setup
    public void check() {
      if (Raglan.global() != raglan) {
        throw new IllegalStateException("Another tracing would be measured");
      }
    }

    /** Closes it, if nothing was recorded. */
    @TearDown
    public void close() {
      OwnPipeline.drain(raglan);
      if (Raglan.global() != raglan || target.take() != 0) {
        throw new IllegalStateException("It was not unsampled tracing that was measured");
      }
      raglan.close();
      sdk.close();
    }
  }

  /** The call alone. */
  @Benchmark
  public List<Doc> plain() {
    return search.plain(QUERY, TOP_K);
  }

  /** Woven with advice that only proceeds. */
  @Benchmark
  public List<Doc> joinPointAlone() {
    return search.joinPointAlone(QUERY, TOP_K);
  }

  /** Annotated and woven, with tracing disabled. */
  @Benchmark
  public List<Doc> disabled(Disabled disabled) {
    return search.immutable(QUERY, TOP_K);
  }

  /** A span by hand with two attributes, not sampled. */
  @Benchmark
  public List<Doc> byHandUnsampled(Unsampled unsampled) {
    return unsampled.spans.withTwoAttributes(QUERY, TOP_K);
  }

  /** Annotated and woven, not sampled; input and output would be captured. */
  @Benchmark
  public List<Doc> unsampled(Unsampled unsampled) {
    return search.immutable(QUERY, TOP_K);
  }
}

package dev.raglan.benchmarks;

import dev.raglan.Raglan;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import static dev.raglan.benchmarks.Search.QUERY;
import static dev.raglan.benchmarks.Search.TOP_K;




/** What a call costs whose trace is not recorded. */
@State(Scope.Benchmark)
@Fork(jvmArgsAppend = {"-Xms1g", "-Xmx1g"})
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class UnsampledBenchmark {

  private final Search search = new Search();
  private final Nowhere target = new Nowhere();

  @SuppressWarnings("NullAway.Init")
  private Raglan raglan;

  @SuppressWarnings("NullAway.Init")
  private ByHand spans;

  /** Opens tracing that records no trace, also for woven methods. */
  @Setup
  public void open() {
    raglan = Raglan.builder().samplingRatio(0).exportTo(target).buildGlobal();
    spans = new ByHand(raglan.openTelemetry().getTracer("by hand"));
  }

  /** Closes it, if nothing was recorded. */
  @TearDown
  public void close() {
    OwnPipeline.drain(raglan);
    if (Raglan.global() != raglan || target.take() != 0) {
      throw new IllegalStateException("It was not unsampled tracing that was measured");
    }
    raglan.close();
  }

  /** A span by hand, with two attributes. */
  @Benchmark
  public List<Doc> byHand() {
    return spans.withTwoAttributes(QUERY, TOP_K);
  }

  /** Annotated and woven; input and output would be captured. */
  @Benchmark
  public List<Doc> traced() {
    return search.immutable(QUERY, TOP_K);
  }
}

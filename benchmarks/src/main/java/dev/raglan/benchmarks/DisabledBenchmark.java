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




/** What a woven call costs once tracing is disabled. */
@State(Scope.Benchmark)
@Fork(jvmArgsAppend = {"-Xms1g", "-Xmx1g"})
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DisabledBenchmark {

  private final Search search = new Search();

  @SuppressWarnings("NullAway.Init")
  private Raglan raglan;

  /** Disables tracing. */
  @Setup
  public void open() {
    raglan = Raglan.builder().enabled(false).buildGlobal();
  }

  /** Closes it, if there was nothing to deliver. */
  @TearDown
  public void close() {
    if (Raglan.global() != raglan || raglan.delivery().produced() != 0) {
      throw new IllegalStateException("It was not the disabled tracing that was measured");
    }
    raglan.close();
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

  /** Annotated and woven. */
  @Benchmark
  public List<Doc> disabled() {
    return search.immutable(QUERY, TOP_K);
  }
}

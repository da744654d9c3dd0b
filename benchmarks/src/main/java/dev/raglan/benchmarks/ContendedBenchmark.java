package dev.raglan.benchmarks;

import static dev.raglan.benchmarks.Search.QUERY;
import static dev.raglan.benchmarks.Search.TOP_K;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * How many calls one caller makes, and two at once that have the pipeline in common. Two cores have
 * nothing left for anything else: what two callers by hand reach is as much as the machine gives.
 */
@State(Scope.Benchmark)
@Fork(jvmArgsAppend = {"-Xms1g", "-Xmx1g"})
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@OperationsPerInvocation(Pipeline.CALLS)
public class ContendedBenchmark {

  private final Search search = new Search();

  @SuppressWarnings("NullAway.Init")
  private ByHand byHand;

  /** Proves that each case does what it claims. */
  @Setup
  public void prove(OwnPipeline pipeline) {
    byHand = new ByHand(pipeline.tracer());
    Proof proof = new Proof(pipeline);
    proof.hasAttributes(2, () -> byHand.withTwoAttributes(QUERY, TOP_K));
    proof.hasContent(Search.CONTENT, () -> byHand.withJson(QUERY, TOP_K));
    proof.hasAttributes(2, () -> search.withoutContent(QUERY, TOP_K));
    proof.hasContent(Search.CONTENT, () -> search.immutable(QUERY, TOP_K));
  }

  /** A span by hand with two attributes. One caller. */
  @Benchmark
  public int byHandWithTwoAttributes() {
    return callsByHandWithTwoAttributes();
  }

  /** A span by hand with two attributes. Two callers at once. */
  @Benchmark
  @OperationsPerInvocation(2 * Pipeline.CALLS)
  public int byHandWithTwoAttributesByTwo(Companion companion) {
    return companion.both(this::callsByHandWithTwoAttributes);
  }

  private int callsByHandWithTwoAttributes() {
    int found = 0;
    for (int i = 0; i < Pipeline.CALLS; i++) {
      found += byHand.withTwoAttributes(QUERY, TOP_K).size();
    }
    return found;
  }

  /** A span by hand with input and output as JSON. One caller. */
  @Benchmark
  public int byHandWithJson() {
    return callsByHandWithJson();
  }

  /** A span by hand with input and output as JSON. Two callers at once. */
  @Benchmark
  @OperationsPerInvocation(2 * Pipeline.CALLS)
  public int byHandWithJsonByTwo(Companion companion) {
    return companion.both(this::callsByHandWithJson);
  }

  private int callsByHandWithJson() {
    int found = 0;
    for (int i = 0; i < Pipeline.CALLS; i++) {
      found += byHand.withJson(QUERY, TOP_K).size();
    }
    return found;
  }

  /** Annotated and woven; neither input nor output captured. One caller. */
  @Benchmark
  public int withoutContent() {
    return callsWithoutContent();
  }

  /** Annotated and woven; neither input nor output captured. Two callers at once. */
  @Benchmark
  @OperationsPerInvocation(2 * Pipeline.CALLS)
  public int withoutContentByTwo(Companion companion) {
    return companion.both(this::callsWithoutContent);
  }

  private int callsWithoutContent() {
    int found = 0;
    for (int i = 0; i < Pipeline.CALLS; i++) {
      found += search.withoutContent(QUERY, TOP_K).size();
    }
    return found;
  }

  /** Annotated and woven; immutable values captured. One caller. */
  @Benchmark
  public int immutable() {
    return callsImmutable();
  }

  /** Annotated and woven; immutable values captured. Two callers at once. */
  @Benchmark
  @OperationsPerInvocation(2 * Pipeline.CALLS)
  public int immutableByTwo(Companion companion) {
    return companion.both(this::callsImmutable);
  }

  private int callsImmutable() {
    int found = 0;
    for (int i = 0; i < Pipeline.CALLS; i++) {
      found += search.immutable(QUERY, TOP_K).size();
    }
    return found;
  }
}

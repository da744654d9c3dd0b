package dev.raglan.benchmarks.growth;

import dev.raglan.Raglan;
import dev.raglan.RaglanBuilder;
import dev.raglan.annotation.Traced;
import dev.raglan.benchmarks.Nowhere;
import dev.raglan.benchmarks.OwnPipeline;
import dev.raglan.export.TraceLog;
import dev.raglan.trace.ActiveGeneration;
import dev.raglan.trace.ActiveSpan;
import dev.raglan.trace.ActiveTrace;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The growth of a cost with the size of the work: each case in four sizes, of which the table takes
 * the exponent. What the worker does is part of it.
 */
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xms1g", "-Xmx1g"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class GrowthBenchmark {

  /** Tracing with a pipeline of its own. */
  @State(Scope.Benchmark)
  public abstract static class Tracing {

    private final Nowhere nowhere = new Nowhere();

    @SuppressWarnings("NullAway.Init")
    Raglan raglan;

    /** Returns how tracing is set up. */
    RaglanBuilder builder() {
      return Raglan.builder().exportTo(nowhere);
    }

    /** Opens tracing, also for woven methods. */
    @Setup
    public void open() {
      raglan = builder().buildGlobal();
    }

    /** Closes tracing. */
    @TearDown
    public void close() {
      OwnPipeline.report(raglan.delivery());
      raglan.close();
    }
  }

  /** Traced frames that an exception passes. */
  public static class Frames extends Tracing {

    /** The number of frames. */
    @Param({"10", "20", "40", "80"})
    public int size;

    @Traced("descend")
    int descend(int frames) {
      return frames == 1 ? fail() : descend(frames - 1);
    }

    private static int fail() {
      throw new IllegalStateException("the deepest frame fails");
    }
  }

  /** One exception through the traced frames; every one of them records it. */
  @Benchmark
  public Object frames(Frames frames) {
    try {
      return frames.descend(frames.size);
    } catch (IllegalStateException expected) {
      OwnPipeline.drain(frames.raglan);
      return expected;
    }
  }

  /** Traces that are open at once, with a log of trees as the target. */
  public static class Trees extends Tracing {

    private static final int CHILDREN = 3;

    /** The number of traces. */
    @Param({"64", "256", "300", "1024"})
    public int size;

    private final StringBuilder log = new StringBuilder();

    @Override
    RaglanBuilder builder() {
      return Raglan.builder().exportTo(TraceLog.to(log));
    }

    ActiveTrace openWithChildren() {
      ActiveTrace trace = raglan.trace("question").root().startDetached();
      for (int i = 0; i < CHILDREN; i++) {
        trace.span("child").startDetached().end();
      }
      return trace;
    }

    /** Returns how many trees of the log have all of their spans, and empties the log. */
    long takeWhole() {
      long whole = 0;
      for (String tree : log.toString().split("(?m)^trace ", -1)) {
        boolean broken = tree.contains("incomplete") || tree.contains("continued");
        if (!broken && tree.split("child", -1).length == CHILDREN + 1) {
          whole++;
        }
      }
      log.setLength(0);
      return whole;
    }
  }

  /** The trees that the log showed whole. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class WholeTrees {

    /** Their number in the last operation. */
    public long whole;
  }

  /** Traces of four spans each that are open at once and then end. */
  @Benchmark
  public void treesInFlight(Trees trees, WholeTrees counter) {
    List<ActiveTrace> open = new ArrayList<>();
    for (int i = 0; i < trees.size; i++) {
      open.add(trees.openWithChildren());
    }
    OwnPipeline.drain(trees.raglan);
    open.forEach(ActiveTrace::end);
    OwnPipeline.drain(trees.raglan);
    counter.whole = trees.takeWhole();
  }

  /** Tags that a span is given. */
  public static class Tags extends Tracing {

    /** The number of tags. */
    @Param({"250", "500", "1000", "2000"})
    public int size;
  }

  /** A span that is given its tags one by one. */
  @Benchmark
  public void tagsOneByOne(Tags tags) {
    try (ActiveSpan span = tags.raglan.span("step").startDetached()) {
      for (int i = 0; i < tags.size; i++) {
        span.tags("tag-" + i);
      }
    }
    OwnPipeline.drain(tags.raglan);
  }

  /** A prompt whose tokens nobody reports. */
  public static class Prompt extends Tracing {

    /** The number of its characters. */
    @Param({"8000", "16000", "32000", "64000"})
    public int size;

    private String text = "";

    @Override
    RaglanBuilder builder() {
      text =
          new Random(42)
              .ints(size, '\u4e00', '\u5a00')
              .mapToObj(Character::toString)
              .collect(Collectors.joining());
      return super.builder().estimateTokens(true);
    }
  }

  /** A generation whose tokens are estimated from a text without blanks, in Chinese characters. */
  @Benchmark
  public void tokenEstimate(Prompt prompt) {
    try (ActiveGeneration generation =
        prompt.raglan.generation("chat").model("gpt-4o").prompt(prompt.text).startDetached()) {
      generation.response("yes");
    }
    OwnPipeline.drain(prompt.raglan);
  }

  /** A bean that is proxied, of a class with traced methods. */
  @Benchmark
  public Object methodsOfAClass(ManyMethods bean) {
    return bean.create();
  }
}

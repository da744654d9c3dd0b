package dev.raglan.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import static dev.raglan.benchmarks.Mark.Bound.atLeast;
import static dev.raglan.benchmarks.Mark.Bound.atMost;
import static dev.raglan.benchmarks.Mark.Bound.atMostMore;




/** The marks that Raglan is to reach. */
final class Marks {

  private Marks() {}

  static List<Mark> all() {
    List<Mark> marks = new ArrayList<>();
    Stream.of(woven(), proxied(), mutable(), unsampled(), worker(), startUp(), memory())
        .forEach(marks::addAll);
    return List.copyOf(marks);
  }

  private static List<Mark> woven() {
    String content = "CallerBenchmark.withoutContent";
    String immutable = "CallerBenchmark.immutable";
    String two = "CallerBenchmark.byHandWithTwoAttributes";
    String json = "CallerBenchmark.byHandWithJson";
    return List.of(
        Mark.score(content, two, atMost(1.15)),
        Mark.bytes(content, two, atMostMore(64)),
        Mark.score(immutable, json, atMost(0.15)),
        Mark.bytes(immutable, json, atMost(0.30)));
  }

  private static List<Mark> proxied() {
    String content = "SpringBenchmark.withoutContent";
    String immutable = "SpringBenchmark.immutable";
    String json = "SpringBenchmark.byHandWithJson";
    return List.of(
        Mark.score(content, "SpringBenchmark.byHandWithTwoAttributes", atMost(1.5)),
        Mark.score(content, "SpringBenchmark.withSpan", atMost(0.55)),
        Mark.score(immutable, json, atMost(0.20)),
        Mark.bytes(immutable, json, atMost(0.30)));
  }

  private static List<Mark> mutable() {
    String beans = "MutableBenchmark.beans";
    String json = "MutableBenchmark.byHandWithJson";
    String result100k = "LargeResultBenchmark.result100k";
    return List.of(
        Mark.score(beans, json, atMost(1)),
        Mark.bytes(beans, json, atMost(1)),
        Mark.score(
            "AppOwnedSdkBenchmark.immutable", "AppOwnedSdkBenchmark.byHandWithJson", atMost(1)),
        Mark.score(result100k, "LargeResultBenchmark.result16k", atMost(1.2)));
  }

  private static List<Mark> unsampled() {
    String disabled = "DisabledBenchmark.disabled";
    String twoThreads = "Contended.twoThreads*";
    return List.of(
        Mark.score("UnsampledBenchmark.traced", "UnsampledBenchmark.byHand", atMost(1.15)),
        Mark.score(disabled, "DisabledBenchmark.plain", atMostMore(10)),
        Mark.bytes(disabled, "DisabledBenchmark.joinPointAlone", atMost(1)),
        Mark.score(twoThreads, "Contended.oneThread*", atLeast(1.7)));
  }

  private static List<Mark> worker() {
    return List.of(
        Mark.score("WorkerCost.raglanGzip", "WorkerCost.batchProcessorGzip", atMost(1.3)),
        Mark.score("WorkerCost.raglanPlain", "WorkerCost.batchProcessorPlain", atMost(1.3)));
  }

  /**
   * Cold and warm, by the time that passed and by the time that the thread had a core; {@link
   * StartUp} says why the baseline is an advisor that does nothing.
   */
  private static List<Mark> startUp() {
    return Stream.of("cold", "coldCore", "warm", "warmCore")
        .map("StartUp."::concat)
        .map(
            start ->
                Mark.score(start + "WithRaglanAndAdvisor", start + "WithAdvisor", atMost(1.05)))
        .toList();
  }

  private static List<Mark> memory() {
    return List.of(Mark.score("FullQueue.of*", "FullQueue.cap", atMost(1.1)));
  }
}

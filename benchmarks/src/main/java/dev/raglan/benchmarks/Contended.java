package dev.raglan.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutionException;
import static dev.raglan.benchmarks.Search.QUERY;
import static dev.raglan.benchmarks.Search.TOP_K;




/**
 * How many calls one thread makes, and two at once that have the pipeline in common.
 *
 * <p>No JMH benchmark: its threads would have rounds of their own, and while one's is measured the
 * other would drain the queue. Here rounds of one thread and of two take turns, two set out at the
 * same moment or the round does not count, and the queue is drained between rounds. Two cores have
 * nothing left for anything else: what two threads by hand reach is as much as the machine gives.
 */
public final class Contended {

  private static final int WARM_UP = 400;
  private static final int ROUNDS = 1_000;

  private final OwnPipeline pipeline = new OwnPipeline();
  private final List<MarkFigure> figures = new ArrayList<>();

  private Contended() {}

  /**
   * Measures, and writes the figures.
   *
   * @param args the file to write to
   */
  public static void main(String[] args) throws Exception {
    Contended contended = new Contended();
    contended.measure();
    MarkFigures.write(Path.of(args[0]), contended.figures);
  }

  private void measure() throws IOException, ExecutionException, InterruptedException {
    pipeline.open();
    ByHand byHand = new ByHand(pipeline.tracer());
    Search search = new Search();
    measure(
        "byHandTwoAttributes",
        "byHandTwoAttributesByTwo",
        () -> byHand.withTwoAttributes(QUERY, TOP_K));
    measure("byHandJson", "byHandJsonByTwo", () -> byHand.withJson(QUERY, TOP_K));
    measure(
        "oneThreadWithoutContent",
        "twoThreadsWithoutContent",
        () -> search.withoutContent(QUERY, TOP_K));
    measure("oneThreadImmutable", "twoThreadsImmutable", () -> search.immutable(QUERY, TOP_K));
    pipeline.close();
  }

  private void measure(String one, String two, Runnable call)
      throws ExecutionException, InterruptedException {
    List<Double> byOne = new ArrayList<>();
    List<Double> byTwo = new ArrayList<>();
    try (ContendedThreads single = new ContendedThreads(1);
        ContendedThreads pair = new ContendedThreads(2)) {
      for (int i = 0; i < WARM_UP + ROUNDS; i++) {
        boolean counts = i >= WARM_UP;
        round(single, call, counts ? byOne : new ArrayList<>());
        round(pair, call, counts ? byTwo : new ArrayList<>());
      }
    }
    figures.add(figure(one, byOne));
    figures.add(figure(two, byTwo));
  }

  private void round(ContendedThreads threads, Runnable call, List<Double> rates)
      throws ExecutionException, InterruptedException {
    OptionalDouble rate = threads.round(call);
    rate.ifPresent(rates::add);
    pipeline.finishRound();
  }

  private static MarkFigure figure(String name, List<Double> rates) {
    double median = MarkMedian.of(rates, Double::doubleValue);
    System.out.printf("%s: %.0f calls/ms in %d rounds%n", name, median, rates.size());
    return MarkFigure.of("Contended." + name, median, "ops/ms");
  }
}

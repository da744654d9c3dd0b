package dev.raglan.benchmarks.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.ToDoubleFunction;

/**
 * A measured number, as JMH's JSON results have it.
 *
 * @param name class, method and parameters, such as {@code GrowthBenchmark.tags[size=100]}
 * @param score the number
 * @param unit its unit, such as {@code ns/op}
 * @param core the time that the calling thread had a core, in nanoseconds an operation; NaN if not
 *     measured
 * @param bytes what the calling thread allocated, in bytes an operation; NaN if not measured
 * @param allBytes what all threads allocated, in bytes an operation; NaN if not measured
 */
public record Figure(
    String name, double score, String unit, double core, double bytes, double allBytes) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CORE = "caller.core.norm";
  private static final String BYTES = "caller.alloc.norm";
  private static final String ALL_BYTES = "gc.alloc.rate.norm";

  /** Returns a figure that is nothing but its score. */
  public static Figure of(String name, double score, String unit) {
    return new Figure(name, score, unit, Double.NaN, Double.NaN, Double.NaN);
  }

  /** Returns the middle one of several measurements; of an even number, the larger of the two. */
  public static <T> double median(Collection<T> measured, ToDoubleFunction<T> number) {
    double[] sorted = measured.stream().mapToDouble(number).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  /** Writes figures in JMH's form. */
  public static void write(Path file, List<Figure> figures) throws IOException {
    ArrayNode runs = JSON.createArrayNode();
    figures.forEach(figure -> figure.put(runs.addObject()));
    Files.createDirectories(file.toAbsolutePath().getParent());
    JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), runs);
  }

  private void put(ObjectNode run) {
    run.put("benchmark", name);
    put(run.putObject("primaryMetric"), score, unit);
    ObjectNode others = run.putObject("secondaryMetrics");
    putIfKnown(others, CORE, core, "ns/op");
    putIfKnown(others, BYTES, bytes, "B/op");
    putIfKnown(others, ALL_BYTES, allBytes, "B/op");
  }

  private static void putIfKnown(ObjectNode metrics, String name, double score, String unit) {
    if (!Double.isNaN(score)) {
      put(metrics.putObject(name), score, unit);
    }
  }

  private static void put(ObjectNode metric, double score, String unit) {
    metric.put("score", score).put("scoreUnit", unit);
  }

  /** Reads the figures of a file. */
  static List<Figure> read(Path file) throws IOException {
    List<Figure> figures = new ArrayList<>();
    for (JsonNode run : JSON.readTree(file.toFile())) {
      JsonNode others = run.path("secondaryMetrics");
      figures.add(of(run, run.get("primaryMetric"), others));
      others.properties().stream()
          .filter(each -> !each.getKey().contains("."))
          .map(each -> counter(name(run), each.getKey(), each.getValue()))
          .forEach(figures::add);
    }
    return figures;
  }

  private static Figure of(JsonNode run, JsonNode metric, JsonNode others) {
    return new Figure(
        name(run),
        score(metric),
        metric.get("scoreUnit").asText(),
        score(others.path(CORE)),
        score(others.path(BYTES)),
        score(others.path(ALL_BYTES)));
  }

  private static double score(JsonNode metric) {
    return metric.path("score").asDouble(Double.NaN);
  }

  /**
   * Returns a benchmark's own counter, of which JMH's score is the sum: the mean of an iteration.
   */
  private static Figure counter(String name, String counter, JsonNode metric) {
    double sum = 0;
    int iterations = 0;
    for (JsonNode fork : metric.path("rawData")) {
      for (JsonNode iteration : fork) {
        sum += iteration.asDouble();
        iterations++;
      }
    }
    return of(name.replaceFirst("(\\[|$)", ":" + counter + "$1"), sum / iterations, "");
  }

  private static String name(JsonNode run) {
    String name = run.get("benchmark").asText();
    StringJoiner parameters = new StringJoiner(",", "[", "]").setEmptyValue("");
    run.path("params")
        .properties()
        .forEach(each -> parameters.add(each.getKey() + "=" + each.getValue().asText()));
    return name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1) + parameters;
  }
}

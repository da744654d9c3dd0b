package dev.raglan.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;



/** Reads and writes figures as JMH does, in JSON. */
final class MarkFigures {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PACKAGE = MarkFigures.class.getPackageName() + ".";
  private static final String ALLOCATED = "gc.alloc.rate.norm";
  private static final String ALLOCATED_BY_CALLER = "caller.alloc.norm";

  private MarkFigures() {}

  /** What the files hold; one that does not exist holds nothing. */
  static List<MarkFigure> read(List<Path> files) throws IOException {
    List<MarkFigure> figures = new ArrayList<>();
    for (Path file : files) {
      if (Files.exists(file)) {
        JSON.readTree(file.toFile()).forEach(each -> figures.add(figure(each)));
      }
    }
    return figures;
  }

  private static MarkFigure figure(JsonNode run) {
    JsonNode score = run.get("primaryMetric");
    JsonNode others = run.path("secondaryMetrics");
    JsonNode allocated =
        others.path(others.has(ALLOCATED_BY_CALLER) ? ALLOCATED_BY_CALLER : ALLOCATED);
    return new MarkFigure(
        name(run),
        score.get("score").asDouble(),
        score.get("scoreUnit").asText(),
        allocated.path("score").asDouble(Double.NaN));
  }

  private static String name(JsonNode run) {
    String name = run.get("benchmark").asText();
    StringBuilder text =
        new StringBuilder(name.startsWith(PACKAGE) ? name.substring(PACKAGE.length()) : name);
    run.path("params")
        .properties()
        .forEach(
            each ->
                text.append('[')
                    .append(each.getKey())
                    .append('=')
                    .append(each.getValue().asText())
                    .append(']'));
    return text.toString();
  }

  static void write(Path file, List<MarkFigure> figures) throws IOException {
    ArrayNode runs = JSON.createArrayNode();
    figures.forEach(figure -> put(runs.addObject(), figure));
    Files.createDirectories(file.toAbsolutePath().getParent());
    JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), runs);
  }

  private static void put(ObjectNode run, MarkFigure figure) {
    run.put("benchmark", PACKAGE + figure.name());
    put(run.putObject("primaryMetric"), figure.score(), figure.unit());
    ObjectNode others = run.putObject("secondaryMetrics");
    if (!Double.isNaN(figure.bytes())) {
      put(others.putObject(ALLOCATED), figure.bytes(), "B/op");
    }
  }

  private static void put(ObjectNode metric, double score, String unit) {
    metric.put("score", score).put("scoreUnit", unit);
  }
}

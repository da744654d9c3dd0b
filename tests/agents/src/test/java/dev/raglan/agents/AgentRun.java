package dev.raglan.agents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One run of the application in a JVM of its own.
 *
 * @param output what it wrote to the console
 * @param own the spans that Raglan's own target got
 * @param agents the spans that OpenTelemetry's agent exported
 */
record AgentRun(String output, List<Exported> own, List<Exported> agents) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long LONGEST_MINUTES = 4;

  /**
   * A span as it was exported.
   *
   * @param parent the id of its parent; empty for none
   * @param scope the name of what recorded it
   */
  record Exported(
      String trace, String id, String parent, String name, String scope, String attributes) {}

  /**
   * Runs it.
   *
   * @param agent the name of the agent's jar; null for none
   * @param properties the application's properties, as {@code --name=value}
   */
  static AgentRun of(Path directory, @Nullable String agent, String... properties)
      throws IOException, InterruptedException {
    Path file = directory.resolve("spans.jsonl");
    Path log = directory.resolve("output.txt");
    Path errors = directory.resolve("errors.txt");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    if (agent != null) {
      command.add("-javaagent:" + new File("target/agents/" + agent + ".jar").getAbsolutePath());
      command.addAll(
          List.of("-Dotel.traces.exporter=logging-otlp", "-Dotel.metrics.exporter=none"));
      command.addAll(List.of("-Dotel.logs.exporter=none", "-Delastic.apm.disable_send=true"));
      command.addAll(List.of("-Ddd.writer.type=LoggingWriter", "-Ddd.remote_config.enabled=false"));
      command.addAll(List.of("-Ddd.instrumentation.telemetry.enabled=false"));
    }
    command.addAll(List.of("-cp", classPath(), Application.class.getName()));
    command.add("--raglan.export.file.path=" + file);
    command.add("--raglan.export.log.enabled=true");
    command.addAll(List.of(properties));
    // An agent's long lines in the one do not fall apart by the application's in the other.
    Process process =
        new ProcessBuilder(command)
            .redirectError(errors.toFile())
            .redirectOutput(log.toFile())
            .start();
    if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IllegalStateException(
          "the application does not end:\n" + Files.readString(log) + Files.readString(errors));
    }
    String output = Files.readString(log) + Files.readString(errors);
    String exported = Files.exists(file) ? Files.readString(file) : "";
    return new AgentRun(output, spans(exported), spans(output));
  }

  private static String classPath() {
    String ofSurefire = System.getProperty("surefire.test.class.path");
    return ofSurefire == null ? System.getProperty("java.class.path") : ofSurefire;
  }

  /** Reads the lines that have OTLP in JSON at their end. */
  private static List<Exported> spans(String lines) throws IOException {
    List<Exported> all = new ArrayList<>();
    for (String line : lines.split("\n")) {
      int begin = line.indexOf('{');
      if (begin < 0 || !line.contains("\"scopeSpans\"")) {
        continue;
      }
      JsonNode read = JSON.readTree(line.substring(begin));
      for (JsonNode scope : read.findValues("scopeSpans")) {
        scope.forEach(each -> add(each, all));
      }
    }
    return all;
  }

  private static void add(JsonNode scope, List<Exported> all) {
    String name = scope.at("/scope/name").asText();
    for (JsonNode span : scope.path("spans")) {
      all.add(
          new Exported(
              span.path("traceId").asText(),
              span.path("spanId").asText(),
              span.path("parentSpanId").asText(),
              span.path("name").asText(),
              name,
              span.path("attributes").toString()));
    }
  }

  /** Returns the only span of the name. */
  static Exported span(List<Exported> all, String name) {
    List<Exported> found = all.stream().filter(each -> each.name().equals(name)).toList();
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " spans are named " + name + " among " + all);
    }
    return found.get(0);
  }
}

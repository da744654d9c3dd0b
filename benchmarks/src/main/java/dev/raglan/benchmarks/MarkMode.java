package dev.raglan.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.StringJoiner;
import java.util.TreeSet;



/** Says how JMH measured, by its own account. */
final class MarkMode {

  private MarkMode() {}

  /** Each way that occurs in the file; nothing if there is no such file. */
  static String of(Path jmhResult) throws IOException {
    if (!Files.exists(jmhResult)) {
      return "";
    }
    TreeSet<String> modes = new TreeSet<>();
    new ObjectMapper().readTree(jmhResult.toFile()).forEach(run -> modes.add(mode(run)));
    StringJoiner text = new StringJoiner("; ", "JMH: ", "");
    modes.forEach(text::add);
    return text.toString();
  }

  private static String mode(JsonNode run) {
    return "%s, threads %s, forks %s, warm-ups %s × %s, iterations %s × %s"
        .formatted(
            run.path("mode").asText(),
            run.path("threads").asText(),
            run.path("forks").asText(),
            run.path("warmupIterations").asText(),
            run.path("warmupTime").asText(),
            run.path("measurementIterations").asText(),
            run.path("measurementTime").asText());
  }
}

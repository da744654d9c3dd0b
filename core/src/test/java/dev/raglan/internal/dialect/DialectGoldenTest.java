package dev.raglan.internal.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.raglan.internal.capture.Captured;
import dev.raglan.model.CaptureLimits;
import dev.raglan.model.SpanType;
import dev.raglan.spi.Dialect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares what each dialect writes of each call with a golden file, whole.
 *
 * <p>The files are {@code src/test/resources/golden/<dialect>/<call>.json}. After an intended
 * change they are rewritten by running this test with {@code -Draglan.golden=write}; look at the
 * difference before committing it.
 */
class DialectGoldenTest {

  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final boolean WRITE = "write".equals(System.getProperty("raglan.golden"));
  private static final Map<String, Captured> CALLS = Calls.all();

  static Stream<Arguments> goldenFiles() {
    return Rendered.dialects().stream()
        .flatMap(
            dialect -> CALLS.keySet().stream().map(call -> Arguments.of(dialect.name(), call)));
  }

  @ParameterizedTest(name = "{0}/{1}")
  @MethodSource("goldenFiles")
  void writesWhatTheGoldenFileShows(String dialectName, String call) throws IOException {
    Dialect dialect =
        Rendered.dialects().stream()
            .filter(each -> each.name().equals(dialectName))
            .findFirst()
            .orElseThrow();
    String actual =
        Rendered.pretty(Rendered.of(CALLS.get(call), List.of(dialect), CaptureLimits.DEFAULT));
    Path file = GOLDEN.resolve(dialectName).resolve(call + ".json");
    if (WRITE) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, actual);
    }
    assertThat(file).exists();
    String golden = Files.readString(file);
    assertThat(difference(golden, actual))
        .as("%s: - the file, + the dialect; rewrite it with -Draglan.golden=write", file)
        .isEmpty();
    assertThat(actual).isEqualTo(golden);
  }

  /** The lines that are in one alone; a comma at the end does not count. */
  private static String difference(String golden, String actual) {
    List<String> missing = lines(golden);
    missing.removeAll(lines(actual));
    List<String> added = lines(actual);
    added.removeAll(lines(golden));
    StringBuilder difference = new StringBuilder();
    missing.forEach(line -> difference.append("\n- ").append(line));
    added.forEach(line -> difference.append("\n+ ").append(line));
    return difference.toString();
  }

  private static List<String> lines(String text) {
    return text.lines()
        .map(line -> line.endsWith(",") ? line.substring(0, line.length() - 1) : line)
        .collect(Collectors.toCollection(ArrayList::new));
  }

  @Test
  void everySpanTypeHasAGoldenFile() {
    List<String> types =
        Arrays.stream(SpanType.values()).map(type -> type.name().toLowerCase(Locale.ROOT)).toList();
    assertThat(CALLS.keySet()).containsAll(types);
  }

  @Test
  void everyGoldenFileHasACall() throws IOException {
    assumeFalse(WRITE, "the files are being written");
    try (Stream<Path> files = Files.walk(GOLDEN)) {
      List<String> names =
          files
              .filter(Files::isRegularFile)
              .map(file -> file.getFileName().toString().replace(".json", ""))
              .distinct()
              .toList();
      assertThat(names).containsExactlyInAnyOrderElementsOf(CALLS.keySet());
    }
  }
}

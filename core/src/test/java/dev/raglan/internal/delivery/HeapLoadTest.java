package dev.raglan.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An application lives on in a heap of 64 MB before a backend that hangs, whatever it traces. A few
 * loads in every run; {@code -Pfuzz} tries all.
 */
class HeapLoadTest {

  static List<HeapLoad> loads() {
    return Long.getLong("raglan.fuzz.seconds", 0) > 0
        ? List.of(HeapLoad.values())
        : List.of(
            HeapLoad.DATA_URIS,
            HeapLoad.ON_SPANS_OF_RAGLAN,
            HeapLoad.RAG_EVENTS,
            HeapLoad.TRACES_WITHOUT_END);
  }

  @ParameterizedTest
  @MethodSource("loads")
  void leavesTheApplicationAlive(HeapLoad load) throws Exception {
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                HeapLoad.class.getName(),
                load.name())
            .redirectErrorStream(true)
            .start();
    String output = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(java.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(output).contains("alive").doesNotContain("OutOfMemoryError");
    assertThat(java.exitValue()).as(output).isZero();
  }
}

package dev.raglan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.export.OtlpJsonFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A program that ends without closing its tracing. */
class CloseAtExitTest {

  private static final int SPANS = 10;

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("spans.jsonl");
  }

  private Process start(String end, boolean closeAtExit) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Program.class.getName(),
            end,
            file().toString(),
            String.valueOf(closeAtExit))
        .redirectErrorStream(true)
        .start();
  }

  private long exported() throws IOException {
    return Files.exists(file()) ? Files.readString(file()).split("\"spanId\"", -1).length - 1 : 0;
  }

  @ParameterizedTest
  @ValueSource(strings = {"return", "exit", "term"})
  void deliversWhatEndedLast(String end) throws Exception {
    Process program = start(end, true);
    BufferedReader output = program.inputReader(StandardCharsets.UTF_8);
    assertThat(output.readLine()).isEqualTo("ended " + SPANS);
    if (end.equals("term")) {
      program.destroy();
    }

    assertThat(program.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(exported()).isEqualTo(SPANS);
  }

  @Test
  void leavesThatToTheApplicationWhereItIsOff() throws Exception {
    Process program = start("return", false);

    assertThat(program.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(exported()).isZero();
  }

  /** Ends its spans, and itself in one of three ways. */
  static final class Program {

    private Program() {}

    public static void main(String[] arguments) throws InterruptedException {
      Raglan raglan =
          Raglan.builder()
              .exportTo(OtlpJsonFile.at(Path.of(arguments[1])))
              .closeAtExit(Boolean.parseBoolean(arguments[2]))
              .build();
      for (int i = 0; i < SPANS; i++) {
        raglan.span("span " + i, () -> {});
      }
      System.out.println("ended " + SPANS);
      switch (arguments[0]) {
        case "exit" -> System.exit(3);
        case "term" -> Thread.sleep(60_000);
        default -> {}
      }
    }
  }
}

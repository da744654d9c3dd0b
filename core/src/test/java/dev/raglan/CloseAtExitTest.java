package dev.raglan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.export.OtlpJsonFile;
import dev.raglan.spi.ExportTarget;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A program that ends without closing its tracing. */
class CloseAtExitTest {

  private static final int SPANS = 10;

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("spans.jsonl");
  }

  private Process start(String end, String form) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Program.class.getName(),
            end,
            form,
            file().toString())
        .redirectErrorStream(true)
        .start();
  }

  private long exported() throws IOException {
    return Files.exists(file()) ? Files.readString(file()).split("\"spanId\"", -1).length - 1 : 0;
  }

  @ParameterizedTest
  @CsvSource({
    "return, open",
    "exit, open",
    "term, open",
    "throw, open",
    "return, try",
    "exit, try",
    "term, try",
    "throw, try",
    "term, hangs"
  })
  void deliversWhatEndedLast(String end, String form) throws Exception {
    Process program = start(end, form);
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
    Process program = start("return", "off");

    assertThat(program.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(exported()).isZero();
  }

  /** A target that takes spans and never says what became of them. */
  private record Hanging() implements ExportTarget {

    @Override
    public String name() {
      return "hanging";
    }

    @Override
    public SpanExporter open() {
      return new SpanExporter() {
        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
          return new CompletableResultCode().join(1, TimeUnit.HOURS);
        }

        @Override
        public CompletableResultCode flush() {
          return new CompletableResultCode();
        }

        @Override
        public CompletableResultCode shutdown() {
          return new CompletableResultCode().join(1, TimeUnit.HOURS);
        }
      };
    }
  }

  /** Ends its spans, and itself in one of four ways. */
  static final class Program {

    private Program() {}

    public static void main(String[] arguments) throws InterruptedException {
      String end = arguments[0];
      String form = arguments[1];
      RaglanBuilder builder =
          Raglan.builder()
              .exportTo(OtlpJsonFile.at(Path.of(arguments[2])))
              .closeAtExit(!form.equals("off"));
      if (form.equals("hangs")) {
        builder.exportTo(new Hanging());
      }
      if (form.equals("try")) {
        try (Raglan raglan = builder.build()) {
          work(raglan, end);
        }
      } else {
        work(builder.build(), end);
      }
    }

    private static void work(Raglan raglan, String end) throws InterruptedException {
      for (int i = 0; i < SPANS; i++) {
        raglan.span("span " + i, () -> {});
      }
      System.out.println("ended " + SPANS);
      switch (end) {
        case "exit" -> System.exit(3);
        case "term" -> Thread.sleep(60_000);
        case "throw" -> throw new IllegalStateException("the program's own");
        default -> {}
      }
    }
  }
}

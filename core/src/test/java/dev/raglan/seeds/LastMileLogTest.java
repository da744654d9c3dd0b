package dev.raglan.seeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.raglan.trace.ActiveTrace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** LastMile's page "Tracing SDK": {@code log(data)}. */
class LastMileLogTest {

  @RegisterExtension final Spans spans = new Spans();

  private final Logger standard = (Logger) LoggerFactory.getLogger("dev.raglan.log");
  private final Logger own = (Logger) LoggerFactory.getLogger("dev.raglan.seeds.own");
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  @BeforeEach
  void listen() {
    lines.start();
    for (Logger logger : List.of(standard, own)) {
      logger.setLevel(Level.INFO);
      logger.setAdditive(false);
      logger.addAppender(lines);
    }
  }

  @AfterEach
  void leave() {
    standard.detachAppender(lines);
    own.detachAppender(lines);
  }

  @Test
  void writesALineBesideTheTrace() {
    String ids;
    try (ActiveTrace trace = spans.raglan.trace("t").start()) {
      spans.raglan.log(Map.of("k", 1));
      ids = "trace_id=" + trace.traceId() + " span_id=" + trace.spanId();
    }

    assertThat(lines.list).hasSize(1);
    assertThat(lines.list.get(0).getLoggerName()).isEqualTo("dev.raglan.log");
    assertThat(lines.list.get(0).getFormattedMessage()).isEqualTo(ids + " {\"k\":1}");
    assertThat(spans.ended("t").getEvents()).isEmpty();
  }

  @Test
  void writesTheLineToTheLoggerThatIsGiven() {
    spans.raglan.log("hello", own);

    assertThat(lines.list).hasSize(1);
    assertThat(lines.list.get(0).getLoggerName()).isEqualTo("dev.raglan.seeds.own");
    assertThat(lines.list.get(0).getFormattedMessage()).isEqualTo("hello");
  }

  @Test
  void appendsTheLineToTheFileThatIsGiven(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("data.log");
    String ids;
    try (ActiveTrace trace = spans.raglan.trace("t").start()) {
      spans.raglan.log(Map.of("k", 1), file);
      ids = "trace_id=" + trace.traceId() + " span_id=" + trace.spanId();
    }
    spans.raglan.log("two\nlines, api_key=sk-abcdefghijklmnopqrstuvwxyz123456", file);

    assertThat(Files.readAllLines(file))
        .satisfiesExactly(
            line -> assertThat(line).matches("\\S+Z " + ids + " \\{\"k\":1}"),
            line -> assertThat(line).contains("two\\nlines").doesNotContain("sk-abc"));
    assertThat(lines.list).isEmpty();
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void aFileThatCannotBeWrittenHarmsNobody(@TempDir Path directory) {
    spans.raglan.log("lost", directory);
    spans.raglan.log("lost", directory.resolve("missing").resolve("data.log"));

    assertThat(directory).isEmptyDirectory();
    assertThatIllegalArgumentException().isThrownBy(() -> spans.raglan.log("lost", (Path) null));
  }
}

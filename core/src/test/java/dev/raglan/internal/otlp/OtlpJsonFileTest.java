package dev.raglan.internal.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.raglan.export.OtlpJsonFile;
import dev.raglan.internal.delivery.RichSpan;
import dev.raglan.internal.delivery.Spans;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtlpJsonFileTest {

  @TempDir Path directory;
  private Path path;

  @BeforeEach
  void name() {
    path = directory.resolve("logs/spans.jsonl");
  }

  @Test
  void writesALineABatchWhichProtobufReads() {
    SpanExporter exporter = OtlpJsonFile.at(path).open();

    assertSuccess(exporter.export(List.of(RichSpan.data())));
    assertSuccess(exporter.export(List.of()));
    assertSuccess(exporter.export(List.of(Spans.root("a").build(), Spans.root("b").build())));

    assertThat(OtlpJsonLines.read(path)).hasSize(2).first().isEqualTo(RichSpan.request());
    assertThat(names(path)).containsExactly("RagService.ask — “é🦉”", "a", "b");
  }

  @Test
  void hasWrittenWhenExportReturns() {
    SpanExporter exporter = OtlpJsonFile.at(path).open();

    export(exporter, "a");
    assertThat(names(path)).containsExactly("a");

    assertSuccess(exporter.flush());
    assertThat(names(path)).containsExactly("a");
  }

  @Test
  void appendsToAFileThatExists() {
    export(OtlpJsonFile.at(path).open(), "a");
    export(OtlpJsonFile.at(path).open(), "b");

    assertThat(names(path)).containsExactly("a", "b");
  }

  @Test
  void endsALineThatACrashHasTorn() throws IOException {
    Files.createDirectories(path.getParent());
    Files.writeString(path, "{\"resourceSpans\":[{\"re");

    export(OtlpJsonFile.at(path).open(), "a");

    List<String> lines = Files.readAllLines(path);
    assertThat(lines).hasSize(2).first().isEqualTo("{\"resourceSpans\":[{\"re");
    assertThat(OtlpJsonLines.parse(lines.get(1)).getResourceSpansCount()).isOne();
  }

  @Test
  void putsAFullFileAsideAndKeepsSoMany() throws IOException {
    SpanExporter exporter =
        OtlpJsonFile.builder(path).maxSize(2 * lineLength()).maxFiles(3).build().open();

    IntStream.rangeClosed(1, 7).forEach(i -> export(exporter, "s" + i));

    assertThat(names(path)).containsExactly("s7");
    assertThat(names(numbered(1))).containsExactly("s5", "s6");
    assertThat(names(numbered(2))).containsExactly("s3", "s4");
    assertThat(files()).hasSize(3);
  }

  @Test
  void countsWhatWasThereTowardsTheSize() {
    OtlpJsonFile file = OtlpJsonFile.builder(path).maxSize(2 * lineLength()).build();

    export(file.open(), "s1");
    SpanExporter again = file.open();
    export(again, "s2");
    export(again, "s3");

    assertThat(names(path)).containsExactly("s3");
    assertThat(names(numbered(1))).containsExactly("s1", "s2");
  }

  @Test
  void startsAnewWhenItMayKeepOneFileOnly() throws IOException {
    SpanExporter exporter = OtlpJsonFile.builder(path).maxSize(1).maxFiles(1).build().open();

    export(exporter, "a");
    export(exporter, "b");

    assertThat(names(path)).containsExactly("b");
    assertThat(files()).hasSize(1);
  }

  @Test
  void givesALongLineAFileOfItsOwn() throws IOException {
    SpanExporter exporter = OtlpJsonFile.builder(path).maxSize(1).build().open();

    export(exporter, "a");
    export(exporter, "b");

    assertThat(names(numbered(1))).containsExactly("a");
    assertThat(names(path)).containsExactly("b");
  }

  @Test
  void failsAnExportThatCannotBeWrittenAndTriesAgain() throws IOException {
    SpanExporter exporter = OtlpJsonFile.at(path).open();
    Files.delete(path);
    Files.delete(path.getParent());
    Files.createFile(path.getParent());

    assertThat(exporter.export(batch("lost")).isSuccess()).isFalse();

    Files.delete(path.getParent());
    export(exporter, "kept");
    assertThat(names(path)).containsExactly("kept");
  }

  @Test
  void writesANewFileWhenTheOldOneWasTakenAway() throws IOException {
    SpanExporter exporter = OtlpJsonFile.at(path).open();
    export(exporter, "a");
    Files.move(path, numbered(7));

    export(exporter, "b");

    assertThat(names(path)).containsExactly("b");
  }

  @Test
  void failsAnExportToAFullDisk() {
    Path full = Path.of("/dev/full");
    assumeThat(full).exists();
    SpanExporter exporter = OtlpJsonFile.at(full).open();

    assertThat(exporter.export(batch("a")).isSuccess()).isFalse();
    assertThat(exporter.export(batch("b")).isSuccess()).isFalse();
  }

  @Test
  void writesOnAnInterruptedThread() {
    SpanExporter exporter = OtlpJsonFile.at(path).open();

    Thread.currentThread().interrupt();
    try {
      export(exporter, "a");
      export(exporter, "b");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }

    assertThat(names(path)).containsExactly("a", "b");
  }

  @Test
  void failsExportsAfterShutdown() {
    SpanExporter exporter = OtlpJsonFile.at(path).open();

    assertSuccess(exporter.shutdown());
    assertSuccess(exporter.shutdown());

    assertThat(exporter.export(batch("a")).isSuccess()).isFalse();
    assertThat(path).isEmptyFile();
  }

  @Test
  void keepsLinesWholeWhenManyThreadsWrite() throws Exception {
    SpanExporter exporter = OtlpJsonFile.builder(path).maxSize(20_000).maxFiles(50).build().open();
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 8; t++) {
      String name = "t" + t;
      threads.add(new Thread(() -> IntStream.range(0, 50).forEach(i -> export(exporter, name))));
    }

    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(files().stream().flatMap(file -> names(file).stream())).hasSize(400);
  }

  @Test
  void refusesADirectory() {
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> OtlpJsonFile.at(directory).open())
        .withMessageContaining("it is a directory");
  }

  @Test
  void refusesAPathThatCannotBeCreated() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));

    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> OtlpJsonFile.at(file.resolve("spans.jsonl")).open())
        .withMessageContaining("spans cannot be written to " + file)
        .withCauseInstanceOf(IOException.class);
  }

  @Test
  void refusesLimitsThatAreNotPositive() {
    assertThatIllegalArgumentException().isThrownBy(() -> OtlpJsonFile.builder(path).maxSize(0));
    assertThatIllegalArgumentException().isThrownBy(() -> OtlpJsonFile.builder(path).maxFiles(0));
  }

  private static void export(SpanExporter exporter, String name) {
    assertSuccess(exporter.export(batch(name)));
  }

  private static void assertSuccess(CompletableResultCode result) {
    assertThat(result.isSuccess()).isTrue();
  }

  private static List<SpanData> batch(String name) {
    return List.of(Spans.root(name).build());
  }

  private static long lineLength() {
    try {
      return OtlpJson.line(batch("s1")).length;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Path numbered(int number) {
    return path.resolveSibling("spans.jsonl." + number);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(path.getParent())) {
      return files.toList();
    }
  }

  private static List<String> names(Path file) {
    return OtlpJsonLines.read(file).stream()
        .flatMap(request -> request.getResourceSpansList().stream())
        .flatMap(resource -> resource.getScopeSpansList().stream())
        .flatMap(scope -> scope.getSpansList().stream())
        .map(span -> span.getName())
        .toList();
  }
}

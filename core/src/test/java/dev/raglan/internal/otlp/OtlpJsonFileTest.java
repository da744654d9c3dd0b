package dev.raglan.internal.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.raglan.export.DeliveryStats;
import dev.raglan.export.DropReason;
import dev.raglan.export.OtlpJsonFile;
import dev.raglan.internal.delivery.RichSpan;
import dev.raglan.internal.delivery.Spans;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
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
    Files.delete(path.resolveSibling(".spans.jsonl.lock"));
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
  void followsTheNameWhenAnotherFileIsPutThere() throws IOException {
    SpanExporter exporter = OtlpJsonFile.at(path).open();
    export(exporter, "a");
    Files.move(path, numbered(7));
    Files.createFile(path);

    export(exporter, "b");

    assertThat(names(numbered(7))).containsExactly("a");
    assertThat(names(path)).containsExactly("b");
  }

  @Test
  void goesOnAfterTheFileWasCopiedAndTruncated() throws IOException {
    SpanExporter exporter = OtlpJsonFile.at(path).open();
    export(exporter, "a");
    Files.write(path, new byte[0]);

    export(exporter, "b");

    assertThat(names(path)).containsExactly("b");
  }

  @Test
  void writesLinesOfAtMostAMegabyte() throws IOException {
    SpanExporter exporter = OtlpJsonFile.at(path).open();
    List<SpanData> spans =
        IntStream.range(0, 100)
            .<SpanData>mapToObj(
                i ->
                    Spans.root("s" + i)
                        .setAttributes(Attributes.builder().put("text", "字".repeat(20_000)).build())
                        .build())
            .toList();

    assertSuccess(exporter.export(spans));

    assertThat(names(path)).hasSize(100);
    assertThat(Files.readAllLines(path))
        .hasSizeGreaterThan(5)
        .allSatisfy(
            line ->
                assertThat(line.getBytes(StandardCharsets.UTF_8).length)
                    .isLessThanOrEqualTo(1_000_000));
  }

  @Test
  void cutsTheLongestTextsOfASpanThatALineHasNoRoomFor() throws IOException {
    SpanExporter exporter = OtlpJsonFile.at(path).open();
    Attributes long3 =
        Attributes.builder()
            .put("short", "kept")
            .put("escaped", "\"\n\u0001".repeat(500_000))
            .put("wide", "字🦉".repeat(500_000))
            .put("list", "kept", "x".repeat(2_000_000), "y")
            .put("numbers", new long[100_000])
            .put("few", 1L, 2L)
            .build();
    SpanData span =
        Spans.root("n".repeat(3_000_000))
            .setAttributes(long3)
            .setTotalAttributeCount(6)
            .setStatus(StatusData.create(StatusCode.ERROR, "s".repeat(3_000_000)))
            .setEvents(List.of(EventData.create(1, "exception", long3)))
            .setTotalRecordedEvents(1)
            .setLinks(List.of(LinkData.create(Spans.root("a").build().getSpanContext(), long3)))
            .setTotalRecordedLinks(1)
            .build();

    assertSuccess(exporter.export(List.of(Spans.root("a").build(), span, Spans.root("b").build())));

    assertThat(Files.readAllLines(path))
        .hasSize(3)
        .allSatisfy(line -> assertThat(bytes(line)).isLessThanOrEqualTo(1_000_000))
        .anySatisfy(line -> assertThat(bytes(line)).isGreaterThan(990_000));
    String text = Files.readString(path);
    assertThat(text).contains("\"kept\"", " chars]\"", "\"few\"").doesNotContain("\"numbers\"");
    Span written = OtlpJsonLines.read(path).get(1).getResourceSpans(0).getScopeSpans(0).getSpans(0);
    assertThat(written.getDroppedAttributesCount()).isOne();
    assertThat(written.getName()).startsWith("nnn").endsWith(" chars]");
    assertThat(written.getStatus().getMessage()).endsWith(" chars]");
  }

  @Test
  void dropsASpanThatALineHasNoRoomForWithoutItsTexts() throws IOException {
    AttributesBuilder many = Attributes.builder();
    IntStream.range(0, 100_000).forEach(i -> many.put("attribute" + i, i));
    SpanData span = Spans.root("many").setAttributes(many.build()).build();

    SpanExporter exporter = OtlpJsonFile.at(path).open();
    CompletableResultCode result = exporter.export(List.of(span, Spans.root("b").build()));

    assertThat(result.isSuccess()).isFalse();
    assertThat(result.getFailureThrowable()).hasMessageContaining("longer than a line");
    assertThat(names(path)).containsExactly("b");
  }

  @Test
  void forgetsTheFilesThatItHasClosed() {
    int before = AppendLock.known();

    for (int i = 0; i < 1_000; i++) {
      SpanExporter exporter = OtlpJsonFile.at(directory.resolve("spans-" + i + ".jsonl")).open();
      export(exporter, "a");
      exporter.shutdown();
    }

    await()
        .untilAsserted(
            () -> {
              System.gc();
              assertThat(AppendLock.known()).isLessThan(before + 100);
            });
  }

  private static int bytes(String line) {
    return line.getBytes(StandardCharsets.UTF_8).length;
  }

  @Test
  void sharesAFileWithAnotherProcess() throws Exception {
    SpanExporter exporter = OtlpJsonFile.builder(path).maxSize(40_000).maxFiles(100).build().open();
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                FileWriterProcess.class.getName(),
                path.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("other.log").toFile())
            .start();

    for (int i = 0; i < 300 || other.isAlive(); i++) {
      export(exporter, "here");
    }

    assertThat(other.waitFor()).isZero();
    List<String> names = files().stream().flatMap(file -> names(file).stream()).toList();
    assertThat(names).filteredOn("there"::equals).hasSize(FileWriterProcess.SPANS);
    assertThat(files()).allSatisfy(file -> assertThat(Files.size(file)).isLessThan(41_000));
  }

  @Test
  void isReadableByItsOwnerAlone() throws IOException {
    OtlpJsonFile.at(path).open();

    assertThat(mode(path)).isEqualTo("rw-------");
  }

  @Test
  void keepsItsModeWhenItIsPutAside() throws IOException {
    SpanExporter exporter = OtlpJsonFile.builder(path).maxSize(1).maxFiles(2).build().open();
    export(exporter, "a");
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r-----"));

    export(exporter, "b");

    assertThat(mode(path)).isEqualTo("rw-r-----");
    assertThat(mode(numbered(1))).isEqualTo("rw-r-----");
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void refusesALink() throws IOException {
    Path real = Files.createFile(directory.resolve("real"));
    Path link = Files.createSymbolicLink(directory.resolve("link"), real);

    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> OtlpJsonFile.at(link).open())
        .withMessageContaining("symbolic link");
    assertThat(real).isEmptyFile();
  }

  @Test
  void refusesAPipeWithoutWaitingForAReader() throws Exception {
    Path pipe = directory.resolve("pipe");
    assumeThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> OtlpJsonFile.at(pipe).open())
        .withMessageContaining("pipe");
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
  void countsTheLinesThatADiskHasRoomFor() throws Exception {
    try (SmallDisk disk = new SmallDisk(directory)) {
      Path file = disk.root.resolve("spans.jsonl");
      try (Delivered delivered =
          Delivered.to(List.of(OtlpJsonFile.at(file)), Delivered.within(Duration.ofSeconds(20)))) {
        for (int i = 1; i <= 30; i++) {
          delivered.end(large(i));
        }

        DeliveryStats full = delivered.flush();
        assertThat(full.exported()).isPositive().isEqualTo(names(file).size());
        assertThat(full.dropped(DropReason.EXPORT_FAILED)).isEqualTo(30 - full.exported());

        Files.write(file, new byte[0]);
        delivered.end(large(31));
        assertThat(delivered.flush().exported()).isEqualTo(full.exported() + 1);
        assertThat(names(file)).hasSize(1);
        assertThat(delivered.log()).contains("cannot write to " + file, "spans dropped");
      }
    }
  }

  private static SpanData large(int id) {
    return Spans.span(Spans.TRACE, id, "large", 0, 1)
        .setAttributes(Attributes.builder().put("input.value", "x".repeat(100_000)).build())
        .build();
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
  void refusesLimitsOutOfBounds() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OtlpJsonFile.builder(path).maxSize(Long.MAX_VALUE))
        .withMessage("maxSize must be between 1 and 1099511627776 but is 9223372036854775807");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OtlpJsonFile.builder(path).maxFiles(Integer.MAX_VALUE))
        .withMessage("maxFiles must be between 1 and 10000 but is 2147483647");
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
    return OtlpJsonLines.write(batch("s1")).length;
  }

  private Path numbered(int number) {
    return path.resolveSibling("spans.jsonl." + number);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(path.getParent())) {
      return files.filter(file -> !file.toString().endsWith(".lock")).toList();
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

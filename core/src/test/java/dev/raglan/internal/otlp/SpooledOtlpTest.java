package dev.raglan.internal.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.raglan.export.DeliverySettings;
import dev.raglan.export.DeliveryStats;
import dev.raglan.export.DropReason;
import dev.raglan.export.FlushResult;
import dev.raglan.export.Otlp;
import dev.raglan.export.OtlpProtocol;
import dev.raglan.internal.delivery.Spans;
import dev.raglan.internal.transport.RefusedPort;
import dev.raglan.spi.ExportTarget;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Protocol;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Spans that wait on disk while their receiver is down. */
class SpooledOtlpTest {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final MockWebServer server = new MockWebServer();
  private final List<Long> received = new CopyOnWriteArrayList<>();
  private volatile Function<RecordedRequest, MockResponse> answer = this::accept;

  @TempDir Path temporary;

  @BeforeEach
  void start() throws IOException {
    server.setProtocols(List.of(Protocol.HTTP_1_1));
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return answer.apply(request);
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private MockResponse accept(RecordedRequest request) {
    try {
      ExportTraceServiceRequest content =
          ExportTraceServiceRequest.parseFrom(request.getBody().toByteArray());
      content
          .getResourceSpansList()
          .forEach(
              resource ->
                  resource
                      .getScopeSpansList()
                      .forEach(
                          scope ->
                              scope
                                  .getSpansList()
                                  .forEach(span -> received.add(number(span.getSpanId())))));
      return new MockResponse.Builder().code(200).build();
    } catch (IOException e) {
      return new MockResponse.Builder().code(400).build();
    }
  }

  private static long number(com.google.protobuf.ByteString spanId) {
    return spanId.asReadOnlyByteBuffer().getLong();
  }

  private static MockResponse down(RecordedRequest request) {
    return new MockResponse.Builder().code(503).build();
  }

  private Path directory() {
    return temporary.resolve("spool");
  }

  private DeliverySettings.Builder spooling() {
    return DeliverySettings.builder()
        .interval(Duration.ofMillis(10))
        .batchSize(10)
        .spoolDirectory(directory());
  }

  private Otlp.Builder otlp() {
    return Otlp.builder().endpoint(server.url("/v1/traces").toString());
  }

  private static void end(Delivered delivered, long from, long to) {
    LongStream.rangeClosed(from, to)
        .forEach(i -> delivered.end(Spans.span(Spans.TRACE, i, "span", 0, 1).build()));
  }

  private static void assertAccounted(DeliveryStats stats) {
    assertThat(stats.produced())
        .isEqualTo(stats.exported() + stats.dropped() + stats.queued() + stats.spooled());
  }

  private static List<Long> numbers(long from, long to) {
    return LongStream.rangeClosed(from, to).boxed().toList();
  }

  @Test
  void sendsInOrderWhenTheReceiverIsBack() {
    answer = SpooledOtlpTest::down;
    try (Delivered delivered = Delivered.to(otlp(), spooling().build())) {
      end(delivered, 1, 500);
      await().atMost(PATIENCE).until(() -> delivered.stats().spooled() == 500);
      assertAccounted(delivered.stats());

      answer = this::accept;
      end(delivered, 501, 600);

      await().atMost(PATIENCE).until(() -> delivered.stats().exported() == 600);
      assertAccounted(delivered.stats());
      assertThat(delivered.stats().spooled()).isZero();
      assertThat(received).containsExactlyElementsOf(numbers(1, 600));
      assertThat(segments()).isEmpty();
    }
  }

  @Test
  void waitsInAFlushForWhatIsSpooled() {
    answer = SpooledOtlpTest::down;
    try (Delivered delivered = Delivered.to(otlp(), spooling().build())) {
      end(delivered, 1, 20);
      FlushResult failed = delivered.flush(Duration.ofMillis(200));
      assertThat(failed.complete()).isFalse();
      await().atMost(PATIENCE).until(() -> delivered.stats().spooled() == 20);

      answer = this::accept;

      FlushResult result = delivered.flush(PATIENCE);
      assertThat(result.exported()).isEqualTo(20);
      assertThat(result.left()).isZero();
      assertThat(result.complete()).isTrue();
    }
  }

  @Test
  void keepsInTimeWhatADeadReceiverDoesNotTakeAtTheEnd() throws IOException {
    String endpoint;
    try (ServerSocket hung = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      endpoint = "http://localhost:" + hung.getLocalPort();
      DeliverySettings settings = spooling().timeout(Duration.ofMinutes(10)).build();
      Delivered delivered = Delivered.to(Otlp.builder().endpoint(endpoint), settings);
      end(delivered, 1, 3_000);
      long begun = System.nanoTime();

      FlushResult result = delivered.shutdown(Duration.ofSeconds(3));

      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofMinutes(1));
      assertThat(result.failed()).isZero();
      assertThat(result.left()).isEqualTo(3_000);
      assertThat(delivered.stats().spooled()).isEqualTo(3_000);
      assertAccounted(delivered.stats());
    }

    try (Delivered next = Delivered.to(otlp(), spooling().build())) {
      await().atMost(PATIENCE).until(() -> received.size() >= 3_000);
      assertThat(next.stats().produced()).isEqualTo(3_000);
      assertThat(next.flush(PATIENCE).complete()).isTrue();
      assertAccounted(next.stats());
    }
    assertThat(received).containsExactlyElementsOf(numbers(1, 3_000));
  }

  @Test
  void relievesTheQueueOfAHungReceiver() throws IOException {
    try (ServerSocket hung = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Delivered delivered =
            Delivered.to(
                Otlp.builder().endpoint("http://localhost:" + hung.getLocalPort()),
                spooling().maxQueueSpans(1_000).timeout(Duration.ofMinutes(10)).build())) {
      end(delivered, 1, 900);

      await().atMost(PATIENCE).until(() -> delivered.stats().spooled() == 900);

      end(delivered, 901, 1_800);
      await().atMost(PATIENCE).until(() -> delivered.stats().spooled() == 1_800);
      assertThat(delivered.stats().dropped()).isZero();
    }
  }

  @Test
  void spoolsOnlyForTheTargetThatIsDown() throws IOException {
    try (RefusedPort closed = new RefusedPort()) {
      List<ExportTarget> targets =
          List.of(otlp().build(), Otlp.to("http://localhost:" + closed.number()));
      try (Delivered delivered = Delivered.to(targets, spooling().build())) {
        end(delivered, 1, 100);

        await().atMost(PATIENCE).until(() -> delivered.stats().targets().get(1).spooled() == 100);
        await().atMost(PATIENCE).until(() -> delivered.stats().targets().get(0).exported() == 100);
        assertThat(delivered.stats().targets().get(0).spooled()).isZero();
        assertAccounted(delivered.stats());
      }
    }
    assertThat(received).containsExactlyElementsOf(numbers(1, 100));
  }

  @Test
  void dropsWhatTheReceiverRefuses() {
    answer = SpooledOtlpTest::down;
    try (Delivered delivered = Delivered.to(otlp(), spooling().build())) {
      end(delivered, 1, 100);
      await().atMost(PATIENCE).until(() -> delivered.stats().spooled() == 100);

      answer = request -> new MockResponse.Builder().code(400).build();

      await().atMost(PATIENCE).until(() -> delivered.stats().dropped() == 100);
      assertThat(delivered.stats().dropped(DropReason.REJECTED)).isEqualTo(100);
      assertAccounted(delivered.stats());
      assertThat(segments()).isEmpty();
    }
  }

  @Test
  void halvesWhatIsTooLargeForTheReceiverThatIsBack() {
    answer = SpooledOtlpTest::down;
    try (Delivered delivered = Delivered.to(otlp(), spooling().build())) {
      for (long i = 1; i <= 200; i++) {
        delivered.end(Spans.span(Spans.TRACE, i, "漢".repeat(8_000), 0, 1).build());
      }
      await().atMost(PATIENCE).until(() -> delivered.stats().spooled() == 200);

      answer =
          request ->
              request.getBodySize() > 100_000
                  ? new MockResponse.Builder().code(413).build()
                  : accept(request);

      await().atMost(PATIENCE).until(() -> delivered.stats().exported() == 200);
      assertThat(received).containsExactlyElementsOf(numbers(1, 200));
    }
  }

  @ParameterizedTest
  @EnumSource(value = OtlpProtocol.class, names = "GRPC", mode = EnumSource.Mode.EXCLUDE)
  void joinsWhatItSends(OtlpProtocol protocol) throws Exception {
    answer = SpooledOtlpTest::down;
    try (Delivered delivered = Delivered.to(otlp().protocol(protocol), spooling().build())) {
      end(delivered, 1, 100);
      await().atMost(PATIENCE).until(() -> delivered.stats().spooled() == 100);
      CopyOnWriteArrayList<String> bodies = new CopyOnWriteArrayList<>();
      answer =
          request -> {
            bodies.add(request.getBody().string(StandardCharsets.UTF_8));
            return new MockResponse.Builder().code(200).build();
          };

      await().atMost(PATIENCE).until(() -> delivered.stats().exported() == 100);
      assertThat(bodies).hasSizeLessThan(5);
      if (protocol == OtlpProtocol.HTTP_JSON) {
        assertThat(bodies).allSatisfy(body -> OtlpJsonLines.parse(body));
      }
    }
  }

  @Test
  void fallsBackToDroppingWhenTheDiskFails() throws IOException {
    answer = SpooledOtlpTest::down;
    try (Delivered delivered = Delivered.to(otlp(), spooling().build())) {
      try (Stream<Path> owners = Files.list(directory())) {
        // A file where the target's directory belongs: nothing can be created below it.
        Files.writeString(owners.findFirst().orElseThrow().resolve("otlp.protobuf"), "");
      }
      end(delivered, 1, 10);

      await().atMost(PATIENCE).until(() -> delivered.stats().dropped() == 10);
      assertAccounted(delivered.stats());
      assertThat(delivered.log()).contains("otlp: the spool failed: ", "10 spans dropped");
    }
  }

  @Test
  void keepsWhatADiskHasRoomForAndGoesOnWhenThereIsMore() throws Exception {
    try (SmallDisk disk = new SmallDisk(temporary)) {
      answer = SpooledOtlpTest::down;
      DeliverySettings settings =
          spooling().spoolDirectory(disk.root.resolve("spool")).batchSize(1).build();
      try (Delivered delivered = Delivered.to(otlp(), settings)) {
        Path filler = disk.fill(100_000);
        for (long i = 1; i <= 100; i++) {
          delivered.end(Spans.span(Spans.TRACE, i, "x".repeat(20_000), 0, 1).build());
        }
        await().atMost(PATIENCE).until(() -> delivered.stats().queued() == 0);
        DeliveryStats full = delivered.stats();
        assertThat(full.spooled()).isPositive();
        assertThat(full.dropped(DropReason.EXPORT_FAILED)).isEqualTo(100 - full.spooled());

        Files.delete(filler);
        end(delivered, 101, 110);
        await().atMost(PATIENCE).until(() -> delivered.stats().spooled() == full.spooled() + 10);

        answer = this::accept;
        await().atMost(PATIENCE).until(() -> delivered.stats().spooled() == 0);
        assertAccounted(delivered.stats());
        assertThat(delivered.stats().exported()).isEqualTo(full.spooled() + 10);
        assertThat(received).hasSize((int) full.spooled() + 10).isSorted().doesNotHaveDuplicates();
        assertThat(delivered.log()).contains("the spool failed: ");
      }
    }
  }

  @Test
  void leavesTheRestToTheNextWhenItIsClosedWhileItSends() {
    answer = SpooledOtlpTest::down;
    try (Delivered delivered = Delivered.to(otlp().maxRequestBytes(1_024), spooling().build())) {
      end(delivered, 1, 200);
      await().atMost(PATIENCE).until(() -> delivered.stats().spooled() == 200);
      answer =
          request -> accept(request).newBuilder().headersDelay(20, TimeUnit.MILLISECONDS).build();
      await().atMost(PATIENCE).until(() -> delivered.stats().exported() > 0);

      delivered.shutdown(Duration.ofMillis(500));

      DeliveryStats closed = delivered.stats();
      assertAccounted(closed);
      assertThat(closed.dropped()).isZero();
      assertThat(delivered.shutdown(Duration.ofSeconds(5)).complete())
          .isEqualTo(closed.spooled() == 0);
    }
    answer = this::accept;
    try (Delivered next = Delivered.to(otlp(), spooling().build())) {
      await().atMost(PATIENCE).until(() -> received.stream().distinct().count() == 200);
      await().atMost(PATIENCE).until(() -> next.stats().spooled() == 0);
      assertAccounted(next.stats());
    }
  }

  @Test
  void goesOnWhenSomebodyHasDeletedItsDirectory() throws IOException {
    answer = SpooledOtlpTest::down;
    try (Delivered delivered = Delivered.to(otlp(), spooling().build())) {
      end(delivered, 1, 10);
      await().atMost(PATIENCE).until(() -> delivered.stats().spooled() == 10);
      try (Stream<Path> all = Files.walk(directory())) {
        for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
      await()
          .atMost(PATIENCE)
          .until(() -> delivered.stats().dropped(DropReason.SPOOL_DAMAGED) == 10);

      end(delivered, 11, 20);
      await().atMost(PATIENCE).until(() -> delivered.stats().spooled() == 10);
      delivered.shutdown(Duration.ofSeconds(2));
      assertAccounted(delivered.stats());
    }
    answer = this::accept;
    try (Delivered next = Delivered.to(otlp(), spooling().build())) {
      await().atMost(PATIENCE).until(() -> received.size() == 10);
      assertThat(received).isEqualTo(numbers(11, 20));
    }
  }

  @Test
  void dropsTheOldestAboveItsBytes() {
    answer = SpooledOtlpTest::down;
    DeliverySettings settings = spooling().spoolMaxBytes(1 << 20).build();
    try (Delivered delivered = Delivered.to(otlp(), settings)) {
      for (long i = 1; i <= 200; i++) {
        delivered.end(Spans.span(Spans.TRACE, i, "x".repeat(20_000), 0, 1).build());
      }
      await().atMost(PATIENCE).until(() -> delivered.stats().queued() == 0);
      DeliveryStats stats = delivered.stats();
      assertThat(stats.dropped(DropReason.SPOOL_FULL)).isPositive();
      assertThat(stats.spooled()).isBetween(30L, 60L);
      assertAccounted(stats);
    }
  }

  @Test
  void dropsWhatIsTooOld() {
    answer = SpooledOtlpTest::down;
    AtomicLong clock = new AtomicLong(System.currentTimeMillis());
    try (Delivered delivered =
        Delivered.to(List.of(otlp().build()), spooling().build(), clock::get)) {
      end(delivered, 1, 10);
      await().atMost(PATIENCE).until(() -> delivered.stats().spooled() == 10);
      clock.addAndGet(TimeUnit.HOURS.toMillis(25));
      end(delivered, 11, 12);

      await()
          .atMost(PATIENCE)
          .until(() -> delivered.stats().dropped(DropReason.SPOOL_EXPIRED) == 10);
      assertAccounted(delivered.stats());
    }
  }

  @Test
  void isRefusedWhereItCannotBe() throws IOException {
    Path file = Files.writeString(temporary.resolve("file"), "");
    assertThatThrownBy(
            () -> Delivered.to(otlp(), spooling().spoolDirectory(file.resolve("sub")).build()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("spans cannot be spooled to")
        .hasMessageContaining("expected a directory that can be written to");
  }

  @Test
  void losesNothingSpooledWhenItIsKilled() throws Exception {
    answer = SpooledOtlpTest::down;
    long told = 0;
    for (int i = 0; i < 3; i++) {
      // Each takes over what those before it have left.
      told = killed(1_000_000L * i, told + 300);
    }
    answer = this::accept;

    try (Delivered next = Delivered.to(otlp(), spooling().build())) {
      assertThat(next.stats().produced()).isGreaterThanOrEqualTo(told);
      await().atMost(PATIENCE).until(() -> next.stats().spooled() == 0);
      DeliveryStats stats = next.stats();
      assertThat(stats.exported()).isGreaterThanOrEqualTo(told);
      assertAccounted(stats);
    }
    assertThat(received).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo((int) told);
    assertThat(segments()).isEmpty();
  }

  /** Runs a process until it has spooled so many spans, kills it, and returns their number. */
  private long killed(long first, long spans) throws Exception {
    Process process = process(first);
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      long told = 0;
      while (told < spans) {
        String line = out.readLine();
        told = line.matches("[0-9]+") ? Long.parseLong(line) : told;
      }
      process.destroyForcibly();
      process.waitFor();
      return told;
    } finally {
      process.destroyForcibly();
    }
  }

  private Process process(long first) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            SpoolingProcess.class.getName(),
            server.url("/v1/traces").toString(),
            directory().toString(),
            Long.toString(first))
        .redirectError(temporary.resolve(first + ".log").toFile())
        .start();
  }

  @Test
  void sharesItsDirectoryWithAProcessThatLives() throws Exception {
    answer = SpooledOtlpTest::down;
    Process other = process(1_000_000);
    try (BufferedReader out =
        new BufferedReader(new InputStreamReader(other.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(out.readLine()).isNotNull();
      try (Delivered delivered = Delivered.to(otlp(), spooling().build())) {
        assertThat(delivered.stats().produced()).isZero();
        end(delivered, 1, 50);
        await().atMost(PATIENCE).until(() -> delivered.stats().spooled() == 50);
        assertThat(delivered.stats().produced()).isEqualTo(50);
      }
      other.destroyForcibly();
      other.waitFor();
    } finally {
      other.destroyForcibly();
    }
    answer = this::accept;
    try (Delivered next = Delivered.to(otlp(), spooling().build())) {
      await().atMost(PATIENCE).until(() -> next.stats().spooled() == 0);
    }
    assertThat(received).doesNotHaveDuplicates().containsAll(numbers(1, 50));
    assertThat(received).anyMatch(number -> number > 1_000_000);
  }

  @Test
  void takesOverWhatAProcessLeavesThatEndsMeanwhile() throws Exception {
    answer = SpooledOtlpTest::down;
    AtomicLong clock = new AtomicLong(System.currentTimeMillis());
    Process other = process(1_000_000);
    try (BufferedReader out =
            new BufferedReader(
                new InputStreamReader(other.getInputStream(), StandardCharsets.UTF_8));
        Delivered delivered =
            Delivered.to(List.of(otlp().build()), spooling().build(), clock::get)) {
      assertThat(out.readLine()).isNotNull();
      end(delivered, 1, 50);
      await().atMost(PATIENCE).until(() -> delivered.stats().spooled() == 50);
      other.destroyForcibly();
      other.waitFor();
      assertThat(delivered.stats().produced()).isEqualTo(50);

      clock.addAndGet(TimeUnit.MINUTES.toMillis(1));
      await().atMost(PATIENCE).until(() -> delivered.stats().produced() > 50);
      assertAccounted(delivered.stats());
      answer = this::accept;

      await().atMost(PATIENCE).until(() -> delivered.stats().spooled() == 0);
      assertAccounted(delivered.stats());
      assertThat(delivered.stats().dropped()).isZero();
      assertThat(received)
          .doesNotHaveDuplicates()
          .containsAll(numbers(1, 50))
          .hasSize((int) delivered.stats().exported());
    } finally {
      other.destroyForcibly();
    }
    assertThat(directory()).isEmptyDirectory();
  }

  private List<Path> segments() {
    try (Stream<Path> all = Files.walk(directory())) {
      return all.filter(each -> each.toString().matches(".*\\.(open|seg)")).toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}

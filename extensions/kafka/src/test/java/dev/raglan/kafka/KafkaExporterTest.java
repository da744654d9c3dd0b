package dev.raglan.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.raglan.internal.transport.BatchExporter;
import dev.raglan.internal.transport.FailureCause;
import dev.raglan.internal.transport.Settlement;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.testing.trace.TestSpanData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The account of spans where no broker answers. */
class KafkaExporterTest {

  private final List<BatchExporter> opened = new ArrayList<>();
  private final List<Socket> bound = new ArrayList<>();

  @AfterEach
  void close() throws IOException {
    opened.forEach(BatchExporter::shutdown);
    for (Socket each : bound) {
      each.close();
    }
    await()
        .atMost(60, TimeUnit.SECONDS)
        .untilAsserted(
            () ->
                assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .noneMatch(name -> name.startsWith("kafka-producer")));
  }

  private BatchExporter open(Kafka.Builder target) {
    BatchExporter exporter = (BatchExporter) target.build().open();
    opened.add(exporter);
    return exporter;
  }

  private static List<SpanData> spans(int count) {
    return IntStream.range(0, count).mapToObj(KafkaExporterTest::span).toList();
  }

  private static SpanData span(int number) {
    String trace = "%032x".formatted(1 + number / 3);
    String id = "%016x".formatted(1 + number);
    return TestSpanData.builder()
        .setName("span " + number)
        .setKind(SpanKind.INTERNAL)
        .setSpanContext(
            SpanContext.create(trace, id, TraceFlags.getSampled(), TraceState.getDefault()))
        .setStartEpochNanos(1)
        .setEndEpochNanos(2)
        .setStatus(StatusData.ok())
        .setHasEnded(true)
        .build();
  }

  /** Returns a port that nobody listens at, nor is given meanwhile. */
  private String closedPort() throws IOException {
    Socket socket = new Socket();
    bound.add(socket);
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    return "127.0.0.1:" + socket.getLocalPort();
  }

  @Test
  void dropsEverySpanOnceWithTheCauseWhereNobodyListens() throws Exception {
    String address = closedPort();
    Account account = new Account(Duration.ofSeconds(5));
    open(Kafka.builder().bootstrapServers(address)).export(spans(100), account);
    assertThat(account.exported).isZero();
    assertThat(account.dropped).isEqualTo(100);
    assertThat(account.losses).containsOnly(Settlement.Loss.FAILED);
    assertThat(account.causes).allMatch(cause -> cause.startsWith("no broker answers: " + address));
    assertThat(account.failing).isNotEmpty();
  }

  @Test
  void dropsEverySpanOnceWhereTheNameDoesNotResolve() {
    Account account = new Account(Duration.ofSeconds(4));
    open(Kafka.builder().bootstrapServers("no-such-host.invalid:9092")).export(spans(9), account);
    assertThat(account.dropped).isEqualTo(9);
    assertThat(account.losses).containsOnly(Settlement.Loss.FAILED);
  }

  @Test
  void keepsTheTimeBesideAServerThatNeverAnswers() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Account account = new Account(Duration.ofSeconds(1));
      open(Kafka.builder().bootstrapServers("127.0.0.1:" + silent.getLocalPort()))
          .export(spans(10), account);
      assertThat(account.dropped).isEqualTo(10);
      // Kafka alone would wait for a minute; a busy machine may take seconds.
      assertThat(account.nanosLeft()).isGreaterThan(-TimeUnit.SECONDS.toNanos(20));
    }
  }

  @Test
  void dropsASpanThatIsTooLargeAndNamesTheSizes() throws Exception {
    SpanData large =
        TestSpanData.builder()
            .setName("x".repeat(4_000))
            .setKind(SpanKind.INTERNAL)
            .setSpanContext(span(0).getSpanContext())
            .setStartEpochNanos(1)
            .setEndEpochNanos(2)
            .setStatus(StatusData.ok())
            .setHasEnded(true)
            .build();
    Account account = new Account(Duration.ofSeconds(30));
    open(Kafka.builder().bootstrapServers(closedPort()).property("max.request.size", "3000"))
        .export(List.of(large), account);
    assertThat(account.dropped).isEqualTo(1);
    assertThat(account.losses).containsExactly(Settlement.Loss.REJECTED);
    assertThat(account.causes.get(0)).matches("a span of 4\\d{3} bytes .* 3000");
  }

  @Test
  void leavesTheRestToWhoeverAbandonsTheBatch() throws Exception {
    Account account = new Account(Duration.ofMinutes(10));
    BatchExporter exporter = open(Kafka.builder().bootstrapServers(closedPort()));
    Thread exporting = new Thread(() -> exporter.export(spans(10), account));
    exporting.start();
    account.awaitFailing();
    account.abandoned = true;
    exporting.interrupt();
    exporting.join(TimeUnit.SECONDS.toMillis(60));
    assertThat(exporting.isAlive()).isFalse();
    assertThat(account.exported + account.dropped).isZero();
  }

  @Test
  void ignoresInterruptsThatAbandonNothing() throws Exception {
    Account account = new Account(Duration.ofSeconds(5));
    BatchExporter exporter = open(Kafka.builder().bootstrapServers(closedPort()));
    Thread exporting = new Thread(() -> exporter.export(spans(10), account));
    exporting.start();
    account.awaitFailing();
    exporting.interrupt();
    exporting.join(TimeUnit.SECONDS.toMillis(60));
    assertThat(account.dropped).isEqualTo(10);
  }

  @Test
  void dropsWhatComesAfterShutdown() throws Exception {
    BatchExporter exporter = open(Kafka.builder().bootstrapServers(closedPort()));
    exporter.shutdown();
    Account account = new Account(Duration.ofSeconds(2));
    exporter.export(spans(4), account);
    assertThat(account.dropped).isEqualTo(4);
    assertThat(account.causes).containsExactly("the exporter is closed");
  }

  @Test
  void failsAsAnExporterOfOpenTelemetrys() throws Exception {
    BatchExporter exporter =
        open(Kafka.builder().bootstrapServers(closedPort()).timeout(Duration.ofSeconds(4)));
    CompletableResultCode result = exporter.export((java.util.Collection<SpanData>) spans(2));
    assertThat(result.isSuccess()).isFalse();
    assertThat(result.getFailureThrowable()).hasMessageStartingWith("no broker answers");
    assertThat(exporter.export((java.util.Collection<SpanData>) spans(0)).isSuccess()).isTrue();
  }

  /** A settlement that remembers. */
  private static final class Account implements Settlement {

    private final long deadline;
    private final List<Loss> losses = new CopyOnWriteArrayList<>();
    private final List<String> causes = new CopyOnWriteArrayList<>();
    private final List<String> failing = new CopyOnWriteArrayList<>();
    private volatile boolean abandoned;
    private int exported;
    private int dropped;

    Account(Duration time) {
      this.deadline = System.nanoTime() + time.toNanos();
    }

    void awaitFailing() {
      await().atMost(60, TimeUnit.SECONDS).until(() -> !failing.isEmpty());
    }

    @Override
    public synchronized void exported(int spans) {
      exported += spans;
    }

    @Override
    public synchronized void dropped(int spans, Loss reason, FailureCause cause) {
      dropped += spans;
      losses.add(reason);
      causes.add(cause.toString());
    }

    @Override
    public boolean keeping(int spans) {
      return true;
    }

    @Override
    public void failing(FailureCause cause) {
      failing.add(cause.toString());
    }

    @Override
    public long nanosLeft() {
      return deadline - System.nanoTime();
    }

    @Override
    public boolean isAbandoned() {
      return abandoned;
    }
  }
}

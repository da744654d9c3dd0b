package dev.raglan.internal.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.raglan.export.DeliverySettings;
import dev.raglan.export.DeliveryStats;
import dev.raglan.export.DropReason;
import dev.raglan.export.Otlp;
import dev.raglan.export.OtlpProtocol;
import dev.raglan.internal.delivery.RichSpan;
import dev.raglan.internal.delivery.Spans;
import dev.raglan.internal.transport.RefusedPort;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Protocol;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import okio.Buffer;
import okio.BufferedSink;
import okio.GzipSink;
import okio.Okio;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OtlpHttpTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

  private final MockWebServer server = new MockWebServer();

  @BeforeEach
  void start() throws IOException {
    server.setProtocols(List.of(Protocol.HTTP_1_1));
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 301, 302, 303, 304, 305, 306, 307, 308, 399})
  void followsNoRedirect(int status) throws Exception {
    try (MockWebServer other = new MockWebServer()) {
      other.start();
      server.enqueue(
          answer(status, "moved").addHeader("location", other.url("/login?k=hunter2")).build());

      Sent sent = send(otlp().header("x-api-key", "hunter2"), TEN_SECONDS);

      assertThat(sent.stats.dropped(DropReason.REJECTED)).isOne();
      assertThat(sent.log)
          .contains("answered " + status, "redirects to http://", "not followed")
          .doesNotContain("hunter2");
      assertThat(other.getRequestCount()).isZero();
      assertThat(server.getRequestCount()).isOne();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 405})
  void namesTheUsualAddress(int status) throws Exception {
    server.enqueue(answer(status, "nothing here").build());

    Sent sent = send(otlp().endpoint(server.url("/otlp").toString()), TEN_SECONDS);

    assertThat(sent.log)
        .contains("/otlp answered " + status, server.url("/v1/traces").toString(), "nothing here");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 408, 415, 422, 500, 501})
  void doesNotRepeatWhatIsRefused(int status) throws Exception {
    server.enqueue(answer(status, "no\r\n\u001b[31m%s{}").build());

    Sent sent = send(otlp(), Duration.ofSeconds(5));

    assertThat(server.getRequestCount()).isOne();
    assertThat(sent.stats.dropped(DropReason.REJECTED)).isOne();
    assertThat(sent.log)
        .contains(
            "otlp: http://", "answered " + status, "no\\r\\n\\u001b[31m%s{}", "; 1 span dropped")
        .hasLineCount(1);
  }

  @Test
  void showsTheServersWordsOnce() throws Exception {
    server.setDispatcher(always(answer(401, "key " + "k".repeat(5_000)).build()));
    try (Delivered delivered = Delivered.to(otlp(), Delivered.within(TEN_SECONDS))) {
      delivered.end(RichSpan.data());
      delivered.flush();
      delivered.end(RichSpan.data());
      delivered.flush();

      assertThat(delivered.log().lines())
          .hasSize(2)
          .allSatisfy(line -> assertThat(line).hasSizeLessThan(1_024))
          .satisfiesExactly(
              first -> assertThat(first).contains("key kkk"),
              last -> assertThat(last).contains("401").doesNotContain("kkk"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 502, 503, 504})
  void repeatsWhatMaySucceedLater(int status) throws Exception {
    server.enqueue(answer(status, "later").build());
    server.enqueue(answer(status, "later").build());
    server.enqueue(ok());

    Sent sent = send(otlp(), Duration.ofSeconds(10));

    assertThat(sent.stats.exported()).isOne();
    assertThat(server.getRequestCount()).isEqualTo(3);
  }

  @Test
  void waitsAsLongAsTheServerAsks() throws Exception {
    long start = System.nanoTime();
    server.enqueue(answer(503, "").addHeader("retry-after", "1").build());
    String date =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(3));
    server.enqueue(answer(503, "").addHeader("retry-after", date).build());
    server.enqueue(ok());

    Sent sent = send(otlp(), Duration.ofSeconds(20));

    assertThat(sent.stats.exported()).isOne();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(1900));
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "-1", "Mon, 1 Foo", "1e9"})
  void takesAMalformedPauseForNone(String pause) throws Exception {
    server.enqueue(answer(503, "").addHeader("retry-after", pause).build());
    server.enqueue(ok());

    assertThat(send(otlp(), Duration.ofSeconds(5)).stats.exported()).isOne();
  }

  @Test
  void keepsTheDeadlineWhenTheServerAsksForAWeek() throws Exception {
    server.enqueue(answer(503, "").addHeader("retry-after", "604800").build());

    Sent sent = send(otlp(), TEN_SECONDS);

    assertThat(sent.stats.dropped(DropReason.EXPORT_FAILED)).isOne();
    assertThat(server.getRequestCount()).isOne();
  }

  @ParameterizedTest
  @CsvSource({
    "text/html, <html>Sign in</html>, text/html",
    "application/json, {}, http/json",
    "application/json, '{\"error\":\"no project\"}', application/json",
    "text/plain, ok, text/plain",
    "application/x-protobuf, not a message, application/x-protobuf",
  })
  void takesNoOtherAnswerForOtlps(String type, String body, String named) throws Exception {
    server.enqueue(answer(200, body).setHeader("content-type", type).build());

    Sent sent = send(otlp(), TEN_SECONDS);

    assertThat(sent.stats.dropped(DropReason.REJECTED)).isOne();
    assertThat(sent.log).contains("answered 200 with", named, body);
  }

  @Test
  void takesTheAnswerOfLangfuse() throws Exception {
    server.enqueue(json("{\"name\":\"otel-ingestion-job\",\"id\":\"1\"}"));

    assertThat(send(otlp(), TEN_SECONDS).stats.exported()).isOne();
  }

  @Test
  void takesAnEmptyObjectForAnAnswerToJson() throws Exception {
    server.enqueue(json("{}"));

    assertThat(send(otlp().protocol(OtlpProtocol.HTTP_JSON), TEN_SECONDS).stats.exported()).isOne();
  }

  @Test
  void countsWhatAPartialSuccessRejected() throws Exception {
    server.enqueue(
        protobuf(
            ExportTraceServiceResponse.newBuilder()
                .setPartialSuccess(
                    ExportTracePartialSuccess.newBuilder()
                        .setRejectedSpans(2)
                        .setErrorMessage("too\nold"))
                .build()));

    Sent sent = send(otlp(), TEN_SECONDS, generations(5, "x"));

    assertThat(sent.stats.exported()).isEqualTo(3);
    assertThat(sent.stats.dropped(DropReason.REJECTED)).isEqualTo(2);
    assertThat(sent.log).containsOnlyOnce("too\\nold");
    assertThat(server.getRequestCount()).isOne();
  }

  @Test
  void countsWhatAPartialSuccessInJsonRejected() throws Exception {
    server.enqueue(json("{\"partialSuccess\":{\"rejectedSpans\":\"2\",\"errorMessage\":\"old\"}}"));

    Sent sent = send(otlp().protocol(OtlpProtocol.HTTP_JSON), TEN_SECONDS, generations(5, "x"));

    assertThat(sent.stats.exported()).isEqualTo(3);
    assertThat(sent.stats.dropped(DropReason.REJECTED)).isEqualTo(2);
  }

  @Test
  void givesUpAnAnswerThatDoesNotEnd() throws Exception {
    server.enqueue(
        answer(200, "x".repeat(1 << 20))
            .setHeader("content-type", "text/html")
            .throttleBody(1_000, 100, TimeUnit.MILLISECONDS)
            .build());

    Sent sent = send(otlp(), SECOND);

    assertThat(sent.stats.dropped(DropReason.EXPORT_TIMEOUT)).isOne();
  }

  @Test
  void readsNoMoreThan4MegabytesOfAnAnswer() throws Exception {
    server.enqueue(new MockResponse.Builder().body(new Buffer().write(new byte[5 << 20])).build());

    Sent sent = send(otlp(), Duration.ofSeconds(5));

    assertThat(sent.stats.dropped(DropReason.REJECTED)).isOne();
    assertThat(sent.log).contains("more than 4 MiB");
  }

  @Test
  void expandsNoBomb() throws Exception {
    Buffer bomb = new Buffer();
    try (BufferedSink gzip = Okio.buffer(new GzipSink(bomb))) {
      for (int i = 0; i < 200; i++) {
        gzip.write(new byte[1 << 20]);
      }
    }
    server.enqueue(
        new MockResponse.Builder().addHeader("content-encoding", "gzip").body(bomb).build());

    Sent sent = send(otlp(), Duration.ofSeconds(5));

    assertThat(sent.log).contains("more than 4 MiB");
  }

  @Test
  void halvesWhatAProxyOf1MegabyteRefuses() throws Exception {
    List<Integer> sizes = new CopyOnWriteArrayList<>();
    List<String> ids = new CopyOnWriteArrayList<>();
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            byte[] body = request.getBody().toByteArray();
            if (body.length > 1_000_000) {
              return answer(413, "too large").build();
            }
            sizes.add(body.length);
            ids.addAll(spanIds(body));
            return ok();
          }
        });

    Sent sent = send(otlp(), Duration.ofSeconds(30), generations(256, "字".repeat(16_000)));

    assertThat(sent.stats.exported()).isEqualTo(256);
    assertThat(ids).hasSize(256).doesNotHaveDuplicates();
    assertThat(sizes).allSatisfy(size -> assertThat(size).isLessThanOrEqualTo(1_000_000));
    assertThat(server.getRequestCount() - sizes.size()).as("refused").isLessThan(8);
  }

  @Test
  void namesTheHostThatRefusesConnections() throws Exception {
    try (RefusedPort port = new RefusedPort()) {
      String host = "localhost:" + port.number();

      Sent sent = send(Otlp.builder().endpoint("http://" + host), SECOND, generations(7, "x"));

      assertThat(sent.stats.dropped(DropReason.EXPORT_FAILED)).isEqualTo(7);
      assertThat(sent.log)
          .contains("otlp: connection refused: " + host + "; 7 spans dropped in the last minute");
    }
  }

  @Test
  void sendsNothingToAHostThatIsNotTheCertificates(@TempDir Path directory) throws Exception {
    HeldCertificate other =
        new HeldCertificate.Builder().addSubjectAlternativeName("other.example").build();
    Path trusted = Files.writeString(directory.resolve("ca.pem"), other.certificatePem());
    try (MockWebServer secure = new MockWebServer()) {
      secure.useHttps(
          new HandshakeCertificates.Builder().heldCertificate(other).build().sslSocketFactory());
      secure.start();
      Otlp.Builder otlp =
          Otlp.builder()
              .endpoint("https://localhost:" + secure.getPort())
              .header("x-api-key", "hunter2")
              .trustedCertificates(trusted);

      Sent sent = send(otlp, SECOND);

      assertThat(sent.stats.dropped(DropReason.EXPORT_FAILED)).isOne();
      assertThat(sent.log)
          .contains("TLS failed: localhost:" + secure.getPort(), "not verified")
          .hasLineCount(1);
      assertThat(secure.getRequestCount()).isZero();
    }
  }

  @Test
  void namesTheHostThatIsUnknown() throws Exception {
    Sent sent = send(Otlp.builder().endpoint("http://no_such_host.invalid:4318"), SECOND);

    assertThat(sent.log).contains("otlp: unknown host: no_such_host.invalid:4318");
  }

  @Test
  void repeatsWhenTheConnectionIsClosedBeforeTheAnswer() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      Thread impolite = new Thread(() -> closeTwiceThenAnswer(socket));
      impolite.start();

      Sent sent =
          send(
              Otlp.builder().endpoint("http://localhost:" + socket.getLocalPort()),
              Duration.ofSeconds(10));

      assertThat(sent.stats.exported()).isOne();
      impolite.join();
    }
  }

  private static void closeTwiceThenAnswer(ServerSocket server) {
    try {
      for (int i = 0; i < 20; i++) {
        try (Socket socket = server.accept()) {
          byte[] read = new byte[64 << 10];
          int length = socket.getInputStream().read(read);
          boolean post = length > 4 && read[0] == 'P' && read[1] == 'O';
          if (i >= 6 && post) {
            socket
                .getOutputStream()
                .write(
                    "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
            return;
          }
        }
      }
    } catch (IOException e) {
      // The test is over.
    }
  }

  @Test
  void isNotHeldUpByATargetThatHangs() throws Exception {
    DeliverySettings settings =
        DeliverySettings.builder()
            .interval(Duration.ofMillis(20))
            .timeout(Duration.ofMinutes(10))
            .build();
    try (ServerSocket deaf = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Delivered delivered =
            Delivered.to(
                List.of(
                    Otlp.to("http://localhost:" + deaf.getLocalPort()),
                    Otlp.to(server.url("/").toString())),
                settings)) {
      server.setDispatcher(always(ok()));
      for (SpanData span : generations(2_000, "x")) {
        delivered.end(span);
      }

      await().until(() -> delivered.stats().targets().get(1).exported() == 2_000);
      assertThat(delivered.stats().targets().get(0).exported()).isZero();
      delivered.shutdown(Duration.ZERO);
    }
  }

  @Test
  void keepsTheDeadlineOfABatch() throws Exception {
    try (ServerSocket deaf = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Sent sent = send(Otlp.builder().endpoint("http://localhost:" + deaf.getLocalPort()), SECOND);

      assertThat(sent.stats.dropped(DropReason.EXPORT_TIMEOUT)).isOne();
    }
  }

  @Test
  void leavesNoThreadOfItsOwnWhenItIsClosed() throws Exception {
    server.setDispatcher(always(ok()));
    Set<Thread> ofOthers = Thread.getAllStackTraces().keySet();

    send(otlp(), TEN_SECONDS);

    await()
        .until(
            () ->
                Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().startsWith("raglan-"))
                    .allMatch(ofOthers::contains));
  }

  private record Sent(DeliveryStats stats, String log) {}

  private static Sent send(Otlp.Builder otlp, Duration timeout) {
    return send(otlp, timeout, List.of(RichSpan.data()));
  }

  private static Sent send(Otlp.Builder otlp, Duration timeout, List<SpanData> spans) {
    try (Delivered delivered = Delivered.to(otlp, Delivered.within(timeout))) {
      spans.forEach(delivered::end);
      DeliveryStats stats = delivered.flush();
      String warnings =
          delivered.log().lines().filter(line -> line.contains("dropped")).findFirst().orElse("");
      return new Sent(stats, warnings);
    }
  }

  private Otlp.Builder otlp() {
    return Otlp.builder().endpoint("http://" + server.getHostName() + ":" + server.getPort());
  }

  private static MockResponse.Builder answer(int status, String body) {
    return new MockResponse.Builder().code(status).body(body);
  }

  private static MockResponse ok() {
    return new MockResponse.Builder().build();
  }

  private static MockResponse json(String body) {
    return answer(200, body).setHeader("content-type", "application/json; charset=utf-8").build();
  }

  private static MockResponse protobuf(ExportTraceServiceResponse response) {
    return new MockResponse.Builder()
        .addHeader("content-type", "application/x-protobuf")
        .body(new Buffer().write(response.toByteArray()))
        .build();
  }

  private static Dispatcher always(MockResponse response) {
    return new Dispatcher() {
      @Override
      public MockResponse dispatch(RecordedRequest request) {
        return response;
      }
    };
  }

  private static List<String> spanIds(byte[] body) {
    try {
      List<String> ids = new ArrayList<>();
      ExportTraceServiceRequest.parseFrom(body)
          .getResourceSpansList()
          .forEach(
              resource ->
                  resource
                      .getScopeSpansList()
                      .forEach(
                          scope ->
                              scope
                                  .getSpansList()
                                  .forEach(
                                      span ->
                                          ids.add(
                                              java.util.HexFormat.of()
                                                  .formatHex(span.getSpanId().toByteArray())))));
      return ids;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<SpanData> generations(int count, String text) {
    return IntStream.range(0, count)
        .<SpanData>mapToObj(
            i ->
                Spans.span(Spans.traceId(i + 1), i + 1, "chat", 0, 1)
                    .setAttributes(Attributes.builder().put("input.value", text).build())
                    .build())
        .toList();
  }
}

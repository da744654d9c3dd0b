package dev.raglan.internal.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.export.DeliveryStats;
import dev.raglan.export.DropReason;
import dev.raglan.export.Otlp;
import dev.raglan.export.OtlpProtocol;
import dev.raglan.internal.delivery.Spans;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Headers;
import okhttp3.Protocol;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers over HTTP/2 as proxies, other servers and broken receivers give them. */
class StrangeGrpcAnswersTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final MockWebServer server = new MockWebServer();

  @BeforeEach
  void start() throws IOException {
    server.setProtocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE));
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  static Stream<Arguments> refused() {
    byte[] huge = new byte[5 << 20];
    return Stream.of(
        Arguments.of(
            "status in the headers", headers("7", "no%20key"), "PERMISSION_DENIED: no key"),
        Arguments.of("status unknown to gRPC", trailers("99", message(0)), "status 99"),
        Arguments.of("negative status", trailers("-1", message(0)), "status -1"),
        Arguments.of("status that is no number", trailers("ok", message(0)), "UNKNOWN"),
        Arguments.of("message that is not encoded", headers("3", "50% of it"), "50% of it"),
        Arguments.of("OK without a message", headers("0", ""), "without an OTLP message"),
        Arguments.of("length of 2 GB", trailers("0", prefix(0, Integer.MAX_VALUE)), "without an"),
        Arguments.of("negative length", trailers("0", prefix(0, -1)), "without an OTLP message"),
        Arguments.of(
            "no gzip", trailers("0", prefix(1, 1).writeByte(7)), "without an OTLP message"),
        Arguments.of("5 MB", trailers("0", prefix(0, huge.length).write(huge)), "more than 4 MiB"),
        Arguments.of("a page", page(200), "not gRPC; it may need protocol http/protobuf"),
        Arguments.of("a page of a proxy", page(403), "answered 403"),
        Arguments.of("redirect", page(308), "answered 308"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void refuses(String name, MockResponse answer, String named) {
    server.setDispatcher(always(answer));

    Sent sent = send();

    assertThat(sent.stats.dropped(DropReason.REJECTED)).isEqualTo(3);
    assertThat(sent.log).contains(named, "; 3 spans dropped");
    assertThat(server.getRequestCount()).isOne();
  }

  /** As the specification of OTLP has it; UNKNOWN and INTERNAL only where the request is large. */
  @ParameterizedTest
  @CsvSource({
    "1, CANCELLED, true",
    "2, UNKNOWN, false",
    "3, INVALID_ARGUMENT, false",
    "4, DEADLINE_EXCEEDED, true",
    "5, NOT_FOUND, false",
    "6, ALREADY_EXISTS, false",
    "7, PERMISSION_DENIED, false",
    "8, RESOURCE_EXHAUSTED, false",
    "9, FAILED_PRECONDITION, false",
    "10, ABORTED, true",
    "11, OUT_OF_RANGE, true",
    "12, UNIMPLEMENTED, false",
    "13, INTERNAL, false",
    "14, UNAVAILABLE, true",
    "15, DATA_LOSS, true",
    "16, UNAUTHENTICATED, false",
  })
  void repeatsAfterEachStatusThatMayPass(String code, String name, boolean repeated) {
    AtomicBoolean answered = new AtomicBoolean();
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return answered.getAndSet(true) ? trailers("0", message(0)) : headers(code, "why");
          }
        });

    Sent sent = send();

    assertThat(sent.stats.exported()).isEqualTo(repeated ? 3 : 0);
    assertThat(sent.stats.dropped(DropReason.REJECTED)).isEqualTo(repeated ? 0 : 3);
    assertThat(server.getRequestCount()).isEqualTo(repeated ? 2 : 1);
    assertThat(sent.log).contains(repeated ? "" : "answered " + name + ": why");
  }

  static Stream<Arguments> partial() {
    return Stream.of(
        Arguments.of(0L, 0),
        Arguments.of(2L, 2),
        Arguments.of(-1L, 0),
        Arguments.of(4L, 3),
        Arguments.of(Long.MAX_VALUE, 3),
        Arguments.of(Long.MIN_VALUE, 0));
  }

  @ParameterizedTest
  @MethodSource("partial")
  void countsNoMoreThanWasSent(long told, int rejected) {
    ExportTraceServiceResponse response =
        ExportTraceServiceResponse.newBuilder()
            .setPartialSuccess(ExportTracePartialSuccess.newBuilder().setRejectedSpans(told))
            .build();
    byte[] bytes = response.toByteArray();
    server.setDispatcher(always(trailers("0", prefix(0, bytes.length).write(bytes))));

    Sent sent = send();

    assertThat(sent.stats.dropped(DropReason.REJECTED)).isEqualTo(rejected);
    assertThat(sent.stats.exported()).isEqualTo(3 - rejected);
  }

  static Stream<Arguments> repeated() {
    return Stream.of(
        Arguments.of(
            "no status",
            new MockResponse.Builder()
                .setHeader("content-type", "application/grpc")
                .body(message(0))
                .build()),
        Arguments.of("502", page(502)),
        Arguments.of("504", page(504)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("repeated")
  void repeatsAfter(String name, MockResponse answer) {
    AtomicBoolean answered = new AtomicBoolean();
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return answered.getAndSet(true) ? trailers("0", message(0)) : answer;
          }
        });

    Sent sent = send();
    assertThat(sent.stats.exported()).as(sent.log).isEqualTo(3);
    assertThat(server.getRequestCount()).isEqualTo(2);
  }

  private record Sent(DeliveryStats stats, String log) {}

  private Sent send() {
    Otlp.Builder otlp =
        Otlp.builder()
            .endpoint("http://" + server.getHostName() + ":" + server.getPort())
            .protocol(OtlpProtocol.GRPC);
    try (Delivered delivered = Delivered.to(otlp, Delivered.within(TIMEOUT))) {
      for (int i = 1; i <= 3; i++) {
        delivered.end(Spans.span(Spans.TRACE, i, "chat", 0, 1).build());
      }
      DeliveryStats stats = delivered.flush();
      return new Sent(stats, delivered.log());
    }
  }

  private static Dispatcher always(MockResponse response) {
    return new Dispatcher() {
      @Override
      public MockResponse dispatch(RecordedRequest request) {
        return response;
      }
    };
  }

  private static MockResponse headers(String status, String message) {
    return new MockResponse.Builder()
        .setHeader("content-type", "application/grpc")
        .setHeader("grpc-status", status)
        .setHeader("grpc-message", message)
        .build();
  }

  private static MockResponse trailers(String status, Buffer body) {
    return new MockResponse.Builder()
        .setHeader("content-type", "application/grpc")
        .body(body)
        .trailers(Headers.of("grpc-status", status))
        .build();
  }

  private static MockResponse page(int status) {
    return new MockResponse.Builder()
        .code(status)
        .setHeader("content-type", "text/html")
        .setHeader("location", "http://localhost:1/other")
        .body("<html>")
        .build();
  }

  /** Returns a whole message of so many zero bytes. */
  private static Buffer message(int length) {
    return prefix(0, length).write(new byte[length]);
  }

  private static Buffer prefix(int compressed, int length) {
    return new Buffer().writeByte(compressed).writeInt(length);
  }
}

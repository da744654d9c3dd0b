package dev.raglan.internal.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.export.DeliveryStats;
import dev.raglan.export.DropReason;
import dev.raglan.export.Otlp;
import dev.raglan.export.OtlpProtocol;
import dev.raglan.internal.delivery.Spans;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are valid HTTP, and some that are not, as servers and proxies give them. */
class StrangeAnswersTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private static final String OK = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n";

  static Stream<Arguments> accepted() {
    return Stream.of(
        Arguments.of("100 first", "HTTP/1.1 100 Continue\r\n\r\n" + OK),
        Arguments.of("103 first", "HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n" + OK),
        Arguments.of("no reason", "HTTP/1.1 200\r\ncontent-length: 0\r\n\r\n"),
        Arguments.of("202", "HTTP/1.1 202 Accepted\r\ncontent-length: 0\r\n\r\n"),
        Arguments.of("204", "HTTP/1.1 204 No Content\r\n\r\n"),
        Arguments.of(
            "trailers",
            "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\ntrailer: x\r\n\r\n"
                + "2\r\n\n\0\r\n0\r\nx: y\r\n\r\n"),
        Arguments.of(
            "empty gzip", "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 0\r\n\r\n"),
        Arguments.of(
            "unreadable length",
            "HTTP/1.1 200 OK\r\ncontent-length: 0, 0\r\nconnection: close\r\n\r\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/x-protobuf",
        "application/x-protobuf; charset=utf-8",
        "Application/Protobuf",
        "application/vnd.google.protobuf",
        "application/octet-stream"
      })
  void readsProtocolBuffersOfEachType(String type) throws Exception {
    String answer =
        "HTTP/1.1 200 OK\r\ncontent-type: " + type + "\r\ncontent-length: 4\r\n\r\n\n\2\b\2";

    Sent sent = send(answer, OtlpProtocol.HTTP_PROTOBUF);

    assertThat(sent.stats.exported()).isOne();
    assertThat(sent.stats.dropped(DropReason.REJECTED)).isEqualTo(2);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("accepted")
  void takes(String name, String answer) throws Exception {
    assertThat(send(answer, OtlpProtocol.HTTP_PROTOBUF).stats.exported()).isEqualTo(3);
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of(
            "101", "HTTP/1.1 101 Switching\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n", "101"),
        Arguments.of("999", "HTTP/1.1 999 No\r\ncontent-length: 0\r\n\r\n", "999"),
        Arguments.of(
            "torn gzip",
            "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 4\r\n\r\n\u001f\u008b\b\0",
            "that cannot be decompressed"),
        Arguments.of(
            "no gzip",
            "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 4\r\n\r\nabcd",
            "that cannot be decompressed"),
        Arguments.of(
            "brotli",
            "HTTP/1.1 200 OK\r\ncontent-encoding: br\r\ncontent-type: application/x-protobuf\r\n"
                + "content-length: 4\r\n\r\n\u008b\1\u0080x",
            "br"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void refuses(String name, String answer, String named) throws Exception {
    Sent sent = send(answer, OtlpProtocol.HTTP_PROTOBUF);

    assertThat(sent.stats.dropped(DropReason.REJECTED)).isEqualTo(3);
    assertThat(sent.requests).isOne();
    assertThat(sent.log).contains(named, "; 3 spans dropped");
  }

  static Stream<Arguments> errors() {
    return Stream.of(
            "{\"error\":\"no project\"}",
            "{\"errors\":[{\"message\":\"no project\"}]}",
            "{\"success\":false}",
            "{\"ok\":false,\"x\":1}",
            "{\"status\":\"error\",\"x\":1}",
            "{\"status\":\"FAILED\"}",
            "{\"status\":401,\"title\":\"Unauthorized\"}",
            "{\"statusCode\":403,\"message\":\"Forbidden\"}",
            "{\"code\":16,\"message\":\"Unauthenticated\",\"details\":[]}",
            "[]",
            "\"ok\"",
            "null",
            "")
        .map(Arguments::of);
  }

  @ParameterizedTest
  @MethodSource("errors")
  void refusesAnErrorInJson(String body) throws Exception {
    for (OtlpProtocol protocol : List.of(OtlpProtocol.HTTP_PROTOBUF, OtlpProtocol.HTTP_JSON)) {
      Sent sent = send(json(body.isEmpty() ? " " : body), protocol);

      assertThat(sent.stats.dropped(DropReason.REJECTED)).as(protocol.id()).isEqualTo(3);
    }
  }

  static Stream<Arguments> partial() {
    return Stream.of(
        Arguments.of("{\"partialSuccess\":{}}", 0),
        Arguments.of("{\"partialSuccess\":null}", 0),
        Arguments.of("{\"partialSuccess\":{\"rejectedSpans\":\"2\"}}", 2),
        Arguments.of("{\"partial_success\":{\"rejected_spans\":2}}", 2),
        Arguments.of("{\"partialSuccess\":{\"rejectedSpans\":-7}}", 0),
        Arguments.of("{\"partialSuccess\":{\"rejectedSpans\":99}}", 3),
        Arguments.of("{\"partialSuccess\":{\"rejectedSpans\":99999999999999999999}}", 3),
        Arguments.of("{\"partialSuccess\":{\"rejectedSpans\":\"99999999999999999999\"}}", 3),
        Arguments.of("{\"partialSuccess\":{\"rejectedSpans\":1.0}}", 1));
  }

  @ParameterizedTest
  @MethodSource("partial")
  void countsNoMoreThanWasSent(String body, int rejected) throws Exception {
    Sent sent = send(json(body), OtlpProtocol.HTTP_JSON);

    assertThat(sent.stats.dropped(DropReason.REJECTED)).isEqualTo(rejected);
    assertThat(sent.stats.exported()).isEqualTo(3 - rejected);
    assertThat(sent.requests).isOne();
  }

  static Stream<Arguments> repeated() {
    return Stream.of(
        Arguments.of("torn body", "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nabc"),
        Arguments.of("torn chunk", "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n9\r\nabc"),
        Arguments.of("no chunk", "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n"),
        Arguments.of("torn header", "HTTP/1.1 200 OK\r\ncontent-le"),
        Arguments.of("no HTTP", "SSH-2.0-OpenSSH_9.6\r\n"),
        Arguments.of("long header", "HTTP/1.1 200 OK\r\nx: " + "y".repeat(1 << 20) + "\r\n\r\n"),
        Arguments.of("nothing", ""));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("repeated")
  void repeatsAfter(String name, String answer) throws Exception {
    try (RawServer server =
            new RawServer(
                (number, out) -> {
                  out.write(RawServer.bytes(number == 0 ? answer : OK));
                  return number > 0;
                });
        Delivered delivered =
            Delivered.to(Otlp.builder().endpoint(server.endpoint()), Delivered.within(TIMEOUT))) {
      spans().forEach(delivered::end);

      assertThat(delivered.flush().exported()).isEqualTo(3);
      assertThat(server.requests).hasValue(2);
    }
  }

  @ParameterizedTest
  @MethodSource("slow")
  void givesUpInTime(String name, String start, String again) throws Exception {
    try (RawServer server =
        new RawServer(
            (number, out) -> {
              out.write(RawServer.bytes(start));
              while (true) {
                out.write(RawServer.bytes(again));
                out.flush();
                Thread.sleep(20);
              }
            })) {
      Sent sent = send(server, OtlpProtocol.HTTP_PROTOBUF, Duration.ofSeconds(1));

      assertThat(sent.stats.dropped(DropReason.EXPORT_TIMEOUT)).isEqualTo(3);
      assertThat(sent.log).contains("no answer in time");
    }
  }

  static Stream<Arguments> slow() {
    return Stream.of(
        Arguments.of("headers", "HTTP/1.1 200 OK\r\nx: ", "y"),
        Arguments.of("status line", "HTTP/1.1 2", "0"),
        Arguments.of("100 without end", "", "HTTP/1.1 100 Continue\r\n\r\n"),
        Arguments.of("body", "HTTP/1.1 200 OK\r\ncontent-length: 9999999\r\n\r\n", "x"),
        Arguments.of(
            "trailers", "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n0\r\n", "x: y\r\n"));
  }

  @Test
  void opensAnotherConnectionWhenTheServerHasClosedItsOwn() throws Exception {
    try (RawServer server =
            new RawServer(
                (number, out) -> {
                  out.write(RawServer.bytes(OK));
                  return false;
                });
        Delivered delivered =
            Delivered.to(Otlp.builder().endpoint(server.endpoint()), Delivered.within(TIMEOUT))) {
      for (int i = 0; i < 5; i++) {
        spans().forEach(delivered::end);
        delivered.flush();
      }

      assertThat(delivered.stats().exported()).isEqualTo(15);
      assertThat(server.requests).hasValue(5);
    }
  }

  private record Sent(DeliveryStats stats, String log, int requests) {}

  private static Sent send(String answer, OtlpProtocol protocol) throws Exception {
    try (RawServer server =
        new RawServer(
            (number, out) -> {
              out.write(RawServer.bytes(answer));
              return !answer.contains("connection: close");
            })) {
      return send(server, protocol, TIMEOUT);
    }
  }

  private static Sent send(RawServer server, OtlpProtocol protocol, Duration timeout) {
    Otlp.Builder otlp = Otlp.builder().endpoint(server.endpoint()).protocol(protocol);
    try (Delivered delivered = Delivered.to(otlp, Delivered.within(timeout))) {
      spans().forEach(delivered::end);
      DeliveryStats stats = delivered.flush();
      return new Sent(stats, delivered.log(), server.requests.get());
    }
  }

  private static String json(String body) {
    return "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  private static List<SpanData> spans() {
    return IntStream.range(0, 3)
        .<SpanData>mapToObj(i -> Spans.span(Spans.traceId(i + 1), i + 1, "chat", 0, 1).build())
        .toList();
  }
}

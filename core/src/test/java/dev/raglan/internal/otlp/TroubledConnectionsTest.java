package dev.raglan.internal.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.raglan.export.DeliveryStats;
import dev.raglan.export.DropReason;
import dev.raglan.export.Otlp;
import dev.raglan.export.OtlpProtocol;
import dev.raglan.internal.delivery.Spans;
import dev.raglan.internal.transport.RefusedPort;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocketFactory;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.Headers;
import okhttp3.Protocol;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import okio.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Connections that end, hang, or are not those they should be. */
class TroubledConnectionsTest {

  private static final Duration SHORT = Duration.ofSeconds(2);
  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir Path directory;

  private record Sent(DeliveryStats stats, String log) {

    /** What the last attempt fails for, or what it waits for when the time is up. */
    private long undelivered() {
      return stats.dropped(DropReason.EXPORT_FAILED) + stats.dropped(DropReason.EXPORT_TIMEOUT);
    }
  }

  private static Sent send(Otlp.Builder otlp, Duration timeout) {
    try (Delivered delivered = Delivered.to(otlp, Delivered.within(timeout))) {
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

  private static Otlp.Builder to(String address, OtlpProtocol protocol) {
    return Otlp.builder().endpoint(address).protocol(protocol);
  }

  private static SSLSocketFactory tls(HeldCertificate own) {
    return new HandshakeCertificates.Builder().heldCertificate(own).build().sslSocketFactory();
  }

  private static HeldCertificate.Builder certificate() {
    return new HeldCertificate.Builder().addSubjectAlternativeName("localhost");
  }

  private Path pem(HeldCertificate certificate) throws IOException {
    return Files.writeString(directory.resolve("ca.pem"), certificate.certificatePem());
  }

  @ParameterizedTest
  @EnumSource
  void endOverTlsWithACertificateThatHasExpired(OtlpProtocol protocol) throws Exception {
    long day = TimeUnit.DAYS.toMillis(1);
    long now = System.currentTimeMillis();
    HeldCertificate authority = new HeldCertificate.Builder().certificateAuthority(0).build();
    HeldCertificate expired =
        certificate().signedBy(authority).validityInterval(now - 2 * day, now - day).build();
    try (MockWebServer server = new MockWebServer()) {
      server.useHttps(tls(expired));
      server.start();

      Sent sent =
          send(
              to("https://localhost:" + server.getPort(), protocol)
                  .trustedCertificates(pem(authority)),
              SHORT);

      assertThat(sent.undelivered()).isEqualTo(3);
      assertThat(sent.log).contains("TLS failed: localhost:" + server.getPort()).hasLineCount(1);
      assertThat(server.getRequestCount()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void endOverTlsWithACertificateOfAnUnknownAuthority(OtlpProtocol protocol) throws Exception {
    try (MockWebServer server = new MockWebServer()) {
      server.useHttps(tls(certificate().build()));
      server.start();

      Sent sent =
          send(
              to("https://localhost:" + server.getPort(), protocol).header("x-api-key", "hunter2"),
              SHORT);

      assertThat(sent.undelivered()).isEqualTo(3);
      assertThat(sent.log).contains("TLS failed: localhost:").doesNotContain("hunter2");
      assertThat(server.getRequestCount()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void endWhereTheServerWantsAClientsCertificate(OtlpProtocol protocol) throws Exception {
    HeldCertificate own = certificate().build();
    try (MockWebServer server = new MockWebServer()) {
      server.useHttps(
          new HandshakeCertificates.Builder()
              .heldCertificate(own)
              .addTrustedCertificate((X509Certificate) certificate().build().certificate())
              .build()
              .sslSocketFactory());
      server.requireClientAuth();
      server.start();

      Sent sent =
          send(
              to("https://localhost:" + server.getPort(), protocol).trustedCertificates(pem(own)),
              SHORT);

      assertThat(sent.undelivered()).isEqualTo(3);
      assertThat(sent.log).contains("localhost:" + server.getPort());
      assertThat(server.getRequestCount()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void endWherePlainHttpIsSpoken(OtlpProtocol protocol) throws Exception {
    String answer = "HTTP/1.1 400 Bad Request\r\nconnection: close\r\n\r\n";
    try (ServerSocket server = serve(answer)) {
      Sent sent = send(to("https://localhost:" + server.getLocalPort(), protocol), SHORT);

      assertThat(sent.undelivered()).isEqualTo(3);
      assertThat(sent.log).contains("TLS failed: localhost:" + server.getLocalPort());
    }
  }

  /** Returns a server that answers whatever comes with the text, and closes. */
  private static ServerSocket serve(String answer) throws IOException {
    ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread =
        new Thread(
            () -> {
              while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                  socket.getInputStream().read(new byte[1_000]);
                  socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
                } catch (IOException e) {
                  // The client has gone.
                }
              }
            });
    thread.setDaemon(true);
    thread.start();
    return server;
  }

  /** The words of Go's server. */
  @ParameterizedTest
  @EnumSource
  void endWhereAServerSaysThatItSpeaksTls(OtlpProtocol protocol) throws Exception {
    String answer =
        "HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n";
    try (ServerSocket server = serve(answer)) {
      Sent sent = send(to("http://localhost:" + server.getLocalPort(), protocol), SHORT);

      assertThat(sent.stats.dropped(DropReason.REJECTED)).isEqualTo(3);
      assertThat(sent.log.toLowerCase(Locale.ROOT)).contains("https");
    }
  }

  @ParameterizedTest
  @EnumSource
  void endWhereTlsIsSpoken(OtlpProtocol protocol) throws Exception {
    try (MockWebServer server = new MockWebServer()) {
      server.useHttps(tls(certificate().build()));
      server.start();

      Sent sent = send(to("http://localhost:" + server.getPort(), protocol), SHORT);

      assertThat(sent.stats.dropped(DropReason.REJECTED)).isEqualTo(3);
      assertThat(sent.log)
          .contains("localhost:" + server.getPort() + " speaks TLS; it may need https");
    }
  }

  @Test
  void overTlsMayLackHttp2WhereGrpcIsWanted() throws Exception {
    HeldCertificate own = certificate().build();
    try (MockWebServer server = new MockWebServer()) {
      server.useHttps(tls(own));
      server.setProtocols(List.of(Protocol.HTTP_1_1));
      server.setDispatcher(always(new MockResponse.Builder().code(404).build()));
      server.start();

      Sent sent =
          send(
              Otlp.builder()
                  .endpoint("https://localhost:" + server.getPort())
                  .protocol(OtlpProtocol.GRPC)
                  .trustedCertificates(pem(own)),
              SHORT);

      assertThat(sent.stats.dropped(DropReason.REJECTED)).isEqualTo(3);
      assertThat(sent.log).contains("not gRPC; it may need protocol http/protobuf");
    }
  }

  static Stream<Arguments> effects() {
    return Stream.of(
            new SocketEffect.CloseSocket(),
            new SocketEffect.CloseSocket(true, false, false),
            new SocketEffect.CloseSocket(false, true, false),
            SocketEffect.ShutdownConnection.INSTANCE,
            new SocketEffect.CloseStream(1),
            new SocketEffect.CloseStream(7),
            new SocketEffect.CloseStream(8),
            new SocketEffect.CloseStream(11))
        .flatMap(
            effect ->
                Stream.of(Protocol.HTTP_1_1, Protocol.H2_PRIOR_KNOWLEDGE)
                    .map(protocol -> Arguments.of(protocol, effect)));
  }

  /** The protocols of OTLP over HTTP use HTTP/1.1 without TLS, and gRPC HTTP/2. */
  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("effects")
  void areOpenedAgainWhereTheyEndBeforeTheAnswer(Protocol protocol, SocketEffect effect)
      throws Exception {
    boolean grpc = protocol == Protocol.H2_PRIOR_KNOWLEDGE;
    AtomicInteger requests = new AtomicInteger();
    try (MockWebServer server = new MockWebServer()) {
      server.setProtocols(List.of(protocol));
      server.setDispatcher(
          new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
              MockResponse.Builder answer =
                  grpc
                      ? new MockResponse.Builder()
                          .setHeader("content-type", "application/grpc")
                          .body(new Buffer().write(new byte[5]))
                          .trailers(Headers.of("grpc-status", "0"))
                      : new MockResponse.Builder();
              return requests.getAndIncrement() == 0
                  ? answer.onResponseStart(effect).build()
                  : answer.build();
            }
          });
      server.start();

      Sent sent =
          send(
              Otlp.builder()
                  .endpoint("http://localhost:" + server.getPort())
                  .protocol(grpc ? OtlpProtocol.GRPC : OtlpProtocol.HTTP_PROTOBUF),
              LONG);

      assertThat(sent.stats.exported()).as(sent.log).isEqualTo(3);
      assertThat(requests.get()).isLessThanOrEqualTo(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void areResetByTheServer(OtlpProtocol protocol) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread resets =
          new Thread(
              () -> {
                while (!server.isClosed()) {
                  try (Socket socket = server.accept()) {
                    socket.setSoLinger(true, 0);
                    socket.getInputStream().read();
                  } catch (IOException e) {
                    return;
                  }
                }
              });
      resets.setDaemon(true);
      resets.start();

      Sent sent = send(to("http://localhost:" + server.getLocalPort(), protocol), SHORT);

      assertThat(sent.undelivered()).isEqualTo(3);
      assertThat(sent.log).contains("localhost:" + server.getLocalPort()).hasLineCount(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void hangWithoutAnAnswer(OtlpProtocol protocol) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Sent sent = send(to("http://localhost:" + server.getLocalPort(), protocol), SHORT);

      assertThat(sent.stats.dropped(DropReason.EXPORT_TIMEOUT)).isEqualTo(3);
      assertThat(sent.log).contains("no answer in time: localhost:" + server.getLocalPort());
    }
  }

  @ParameterizedTest
  @EnumSource
  void mayBeOfIPv6(OtlpProtocol protocol) throws Exception {
    try (MockWebServer server = new MockWebServer()) {
      try {
        server.start(InetAddress.getByName("::1"), 0);
      } catch (IOException e) {
        assumeThat(e).as("no IPv6 here").isNull();
      }
      server.setProtocols(
          List.of(protocol == OtlpProtocol.GRPC ? Protocol.H2_PRIOR_KNOWLEDGE : Protocol.HTTP_1_1));
      server.setDispatcher(always(new MockResponse.Builder().code(401).body("no key").build()));

      Sent sent =
          send(
              Otlp.builder().endpoint("http://[::1]:" + server.getPort()).protocol(protocol),
              SHORT);

      assertThat(sent.stats.dropped(DropReason.REJECTED)).isEqualTo(3);
      assertThat(sent.log).contains("http://[::1]:" + server.getPort(), "401");
    }
  }

  static Stream<Arguments> proxyAnswers() {
    return Stream.of(407, 403, 502, 200)
        .flatMap(status -> Stream.of("http", "https").map(scheme -> Arguments.of(scheme, status)));
  }

  @ParameterizedTest
  @MethodSource("proxyAnswers")
  void endAtAProxyThatRefuses(String scheme, int status) throws Exception {
    try (MockWebServer proxy = new MockWebServer()) {
      proxy.setDispatcher(
          always(
              new MockResponse.Builder()
                  .code(status)
                  .addHeader("content-type", "text/html")
                  .addHeader("proxy-authenticate", "Basic realm=\"office\"")
                  .body("<html>the proxy</html>")
                  .build()));
      proxy.start();

      Sent sent =
          send(
              Otlp.builder()
                  .endpoint(scheme + "://receiver.invalid")
                  .header("x-api-key", "hunter2")
                  .allowPlaintextCredentials(true)
                  .proxy("localhost", proxy.getPort()),
              SHORT);

      assertThat(sent.stats.exported()).isZero();
      assertThat(sent.stats.dropped()).isEqualTo(3);
      assertThat(sent.log).contains("receiver.invalid").doesNotContain("hunter2");
      if (scheme.equals("https")) {
        assertThat(sent.log).contains("through proxy localhost:" + proxy.getPort());
        RecordedRequest request = proxy.takeRequest(1, TimeUnit.SECONDS);
        assertThat(request).isNotNull();
        assertThat(request.getMethod()).isEqualTo("CONNECT");
        assertThat(request.getHeaders().toString()).doesNotContain("hunter2");
      }
    }
  }

  @Test
  void endAtAProxyThatIsNotThere() throws Exception {
    try (RefusedPort port = new RefusedPort()) {
      Otlp.Builder otlp =
          Otlp.builder().endpoint("https://receiver.invalid").proxy("localhost", port.number());

      Sent sent = send(otlp, SHORT);

      assertThat(sent.undelivered()).isEqualTo(3);
      assertThat(sent.log)
          .contains("connection refused: receiver.invalid:443 through proxy localhost:")
          .contains(String.valueOf(port.number()));
    }
  }

  @Test
  void areOfAServerThatSpeaksFirst() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread greets =
          new Thread(
              () -> {
                while (!server.isClosed()) {
                  try (Socket socket = server.accept()) {
                    socket
                        .getOutputStream()
                        .write("220 mail\r\n".getBytes(StandardCharsets.US_ASCII));
                    socket.getInputStream().readAllBytes();
                  } catch (IOException e) {
                    return;
                  }
                }
              });
      greets.setDaemon(true);
      greets.start();

      Sent sent = send(Otlp.builder().endpoint("http://localhost:" + server.getLocalPort()), SHORT);

      assertThat(sent.stats.dropped()).isEqualTo(3);
      assertThat(sent.log).contains("Unexpected status line: 220 mail");
    }
  }

  /** An interrupt ends what waits, such as a connection that is being opened. */
  @ParameterizedTest
  @EnumSource
  void areOpenedAgainAfterAnInterrupt(OtlpProtocol protocol) throws Exception {
    boolean grpc = protocol == OtlpProtocol.GRPC;
    MockResponse.Builder answer = new MockResponse.Builder();
    if (grpc) {
      answer
          .setHeader("content-type", "application/grpc")
          .body(new Buffer().write(new byte[5]))
          .trailers(Headers.of("grpc-status", "0"));
    }
    try (MockWebServer server = new MockWebServer()) {
      server.setProtocols(List.of(grpc ? Protocol.H2_PRIOR_KNOWLEDGE : Protocol.HTTP_1_1));
      server.setDispatcher(always(answer.build()));
      server.start();
      SpanExporter exporter = to("http://localhost:" + server.getPort(), protocol).build().open();

      Thread.currentThread().interrupt();
      CompletableResultCode result =
          exporter.export(List.of(Spans.span(Spans.TRACE, 1, "chat", 0, 1).build()));

      assertThat(result.isSuccess()).isTrue();
      assertThat(Thread.interrupted()).as("ends with the call").isFalse();
      exporter.shutdown();
    }
  }
}

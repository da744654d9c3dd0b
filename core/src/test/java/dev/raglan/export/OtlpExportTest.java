package dev.raglan.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdInputStream;
import dev.raglan.internal.delivery.RichSpan;
import dev.raglan.internal.otlp.OtlpJsonLines;
import dev.raglan.internal.transport.RefusedPort;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Headers;
import okhttp3.Protocol;
import okio.Buffer;
import okio.GzipSource;
import okio.Okio;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OtlpExportTest {

  private final MockWebServer server = new MockWebServer();

  @BeforeEach
  void start() {
    server.setProtocols(List.of(Protocol.HTTP_1_1));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void sendsEveryFieldOverHttpWithGzip() throws Exception {
    RecordedRequest request = export(otlp().compression(OtlpCompression.GZIP), ok());

    assertThat(request.getTarget()).isEqualTo("/v1/traces");
    assertThat(request.getHeaders().get("content-type")).isEqualTo("application/x-protobuf");
    assertThat(request.getHeaders().get("content-encoding")).isEqualTo("gzip");
    assertThat(parse(gunzip(body(request)))).isEqualTo(RichSpan.request());
  }

  @Test
  void sendsEveryFieldOverHttpUncompressed() throws Exception {
    RecordedRequest request = export(otlp().compression(OtlpCompression.NONE), ok());

    assertThat(request.getHeaders().get("content-encoding")).isNull();
    assertThat(parse(body(request))).isEqualTo(RichSpan.request());
  }

  @Test
  void sendsEveryFieldOverHttpWithZstd() throws Exception {
    RecordedRequest request = export(otlp().compression(OtlpCompression.ZSTD), ok());

    assertThat(request.getHeaders().get("content-encoding")).isEqualTo("zstd");
    Buffer plain = new Buffer();
    try (ZstdInputStream in = new ZstdInputStream(body(request).inputStream())) {
      plain.readFrom(in);
    }
    assertThat(parse(plain)).isEqualTo(RichSpan.request());
  }

  @Test
  void sendsEveryFieldOverHttpAsJson() throws Exception {
    RecordedRequest request = export(otlp().protocol(OtlpProtocol.HTTP_JSON), json("{}"));

    assertThat(request.getHeaders().get("content-type")).isEqualTo("application/json");
    assertThat(OtlpJsonLines.parse(body(request).readUtf8())).isEqualTo(RichSpan.request());
  }

  @Test
  void sendsHeadersToThePathItIsGiven() throws Exception {
    server.start();
    RecordedRequest request =
        export(
            otlp()
                .endpoint(server.url("/api/otel?project=p").toString())
                .header("authorization", "Bearer secret"),
            ok());

    assertThat(request.getTarget()).isEqualTo("/api/otel?project=p");
    assertThat(request.getHeaders().get("authorization")).isEqualTo("Bearer secret");
  }

  @Test
  void sendsEveryFieldOverGrpc() throws Exception {
    server.setProtocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE));
    Otlp.Builder grpc =
        otlp()
            .protocol(OtlpProtocol.GRPC)
            .compression(OtlpCompression.NONE)
            .header("x-tenant", "acme");

    RecordedRequest request = export(grpc, grpcOk());

    assertThat(request.getTarget())
        .isEqualTo("/opentelemetry.proto.collector.trace.v1.TraceService/Export");
    assertThat(request.getHeaders().get("x-tenant")).isEqualTo("acme");
    Buffer body = body(request);
    assertThat(body.readByte()).isZero();
    assertThat((long) body.readInt()).isEqualTo(body.size());
    assertThat(parse(body)).isEqualTo(RichSpan.request());
  }

  @Test
  void compressesOverGrpc() throws Exception {
    server.setProtocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE));

    RecordedRequest request =
        export(otlp().protocol(OtlpProtocol.GRPC).compression(OtlpCompression.GZIP), grpcOk());

    Buffer body = body(request);
    assertThat(body.readByte()).isOne();
    body.skip(4);
    assertThat(parse(gunzip(body))).isEqualTo(RichSpan.request());
  }

  @Test
  void failsWhenTheReceiverRefuses() throws Exception {
    server.enqueue(new MockResponse.Builder().code(401).build());
    server.start();

    assertThat(send(otlp().build()).isSuccess()).isFalse();
  }

  @Test
  void opensThoughNobodyListens() throws Exception {
    try (RefusedPort port = new RefusedPort()) {
      Otlp.Builder otlp = Otlp.builder().endpoint("http://localhost:" + port.number());

      assertThat(send(otlp.timeout(Duration.ofMillis(200)).build()).isSuccess()).isFalse();
    }
  }

  private Otlp.Builder otlp() throws Exception {
    if (!server.getStarted()) {
      server.start();
    }
    String origin = "http://" + server.getHostName() + ":" + server.getPort();
    return Otlp.builder().endpoint(origin);
  }

  private RecordedRequest export(Otlp.Builder otlp, MockResponse answer) throws Exception {
    server.enqueue(answer);
    assertThat(send(otlp.build()).isSuccess()).isTrue();
    return server.takeRequest(10, TimeUnit.SECONDS);
  }

  private static CompletableResultCode send(Otlp otlp) {
    SpanExporter exporter = otlp.open();
    try {
      return exporter.export(List.of(RichSpan.data())).join(60, TimeUnit.SECONDS);
    } finally {
      exporter.shutdown().join(60, TimeUnit.SECONDS);
    }
  }

  private static MockResponse ok() {
    return new MockResponse.Builder().build();
  }

  private static MockResponse json(String body) {
    return new MockResponse.Builder()
        .addHeader("content-type", "application/json")
        .body(body)
        .build();
  }

  private static MockResponse grpcOk() {
    return new MockResponse.Builder()
        .addHeader("content-type", "application/grpc")
        .body(new Buffer().write(new byte[5]))
        .trailers(Headers.of("grpc-status", "0"))
        .build();
  }

  private static Buffer body(RecordedRequest request) {
    return new Buffer().write(request.getBody());
  }

  private static Buffer gunzip(Buffer body) throws Exception {
    Buffer plain = new Buffer();
    Okio.buffer(new GzipSource(body)).readAll(plain);
    return plain;
  }

  private static ExportTraceServiceRequest parse(Buffer body) throws Exception {
    return ExportTraceServiceRequest.parseFrom(body.readByteArray());
  }
}

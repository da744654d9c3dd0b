package dev.raglan.internal.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.raglan.export.DeliverySettings;
import dev.raglan.export.DeliveryStats;
import dev.raglan.export.DropReason;
import dev.raglan.export.Otlp;
import dev.raglan.export.OtlpCompression;
import dev.raglan.export.OtlpProtocol;
import dev.raglan.internal.delivery.RichSpan;
import dev.raglan.internal.delivery.Spans;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.File;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OtlpGrpcTest {

  /** Nothing leaves before a flush, which sends it in one batch. */
  private static final DeliverySettings WHOLE =
      DeliverySettings.builder()
          .interval(Duration.ofHours(1))
          .timeout(Duration.ofSeconds(20))
          .maxQueueBytes(1L << 30)
          .build();

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(OtlpCompression.class)
  void sendsEveryField(OtlpCompression compression) throws Exception {
    try (GrpcReceiver receiver = new GrpcReceiver();
        Delivered delivered = Delivered.to(to(receiver).compression(compression), WHOLE)) {
      delivered.end(RichSpan.data());
      DeliveryStats stats = delivered.flush();

      if (compression == OtlpCompression.ZSTD) {
        assertThat(stats.dropped()).as("grpc-java does not know zstd").isOne();
      } else {
        assertThat(stats.exported()).isOne();
        assertThat(receiver.requests).containsExactly(RichSpan.request());
      }
    }
  }

  @Test
  void deliversChinesePromptsWithinTheReceiversLimit() throws Exception {
    try (GrpcReceiver receiver = new GrpcReceiver();
        Delivered delivered = Delivered.to(to(receiver), WHOLE)) {
      generations(256, "字".repeat(16_000)).forEach(delivered::end);

      DeliveryStats stats = delivered.flush();

      assertThat(stats.exported()).isEqualTo(256);
      assertThat(receiver.spans()).hasSize(256).doesNotHaveDuplicates();
      assertThat(receiver.requests)
          .allSatisfy(
              request -> assertThat(request.getSerializedSize()).isLessThanOrEqualTo(4 << 20));
      assertThat(receiver.requests).hasSizeLessThan(20);
    }
  }

  /** The words of grpc-java, grpc-go and grpc-js. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "gRPC message exceeds maximum size 4194304: 5000000",
        "grpc: received message larger than max (5000000 vs. 4194304)",
        "grpc: received message after decompression larger than max 4194304",
        "Received message larger than max (5000000 vs 4194304)",
      })
  void halvesARequestThatTheReceiverHasNoRoomFor(String words) throws Exception {
    try (GrpcReceiver receiver = new GrpcReceiver();
        Delivered delivered = Delivered.to(to(receiver), WHOLE)) {
      receiver.failures.add(exhausted(words));
      generations(4, "x".repeat(20_000)).forEach(delivered::end);

      assertThat(delivered.flush().exported()).isEqualTo(4);
      assertThat(receiver.calls).hasValue(3);
    }
  }

  private static StatusRuntimeException exhausted(String words) {
    return Status.RESOURCE_EXHAUSTED.withDescription(words).asRuntimeException();
  }

  @Test
  void dropsWhatAnExhaustedQuotaRefusesWithoutAPauseInOneRequest() throws Exception {
    try (GrpcReceiver receiver = new GrpcReceiver();
        Delivered delivered = Delivered.to(to(receiver), WHOLE)) {
      receiver.failures.add(exhausted("ingestion quota of the project is used up"));
      generations(200, "x").forEach(delivered::end);

      assertThat(delivered.flush().dropped(DropReason.REJECTED)).isEqualTo(200);
      assertThat(receiver.calls).hasValue(1);
      assertThat(delivered.log()).contains("RESOURCE_EXHAUSTED: ingestion quota");
    }
  }

  @Test
  void asksNotOnceForEachSpanAReceiverThatTakesNone() throws Exception {
    try (GrpcReceiver receiver = new GrpcReceiver();
        Delivered delivered = Delivered.to(to(receiver), WHOLE)) {
      for (int i = 0; i < 1_000; i++) {
        receiver.failures.add(exhausted("message larger than max (9 vs. 0)"));
      }
      generations(200, "x".repeat(500)).forEach(delivered::end);

      assertThat(delivered.flush().dropped(DropReason.REJECTED)).isEqualTo(200);
      assertThat(receiver.calls).hasValueLessThan(40);
    }
  }

  @Test
  void sendsWholeBatchesAgainAfterAQuotaWasExhausted() throws Exception {
    try (GrpcReceiver receiver = new GrpcReceiver();
        Delivered delivered = Delivered.to(to(receiver), WHOLE)) {
      receiver.failures.add(Status.RESOURCE_EXHAUSTED.asRuntimeException());
      generations(4, "x").forEach(delivered::end);
      assertThat(delivered.flush().dropped(DropReason.REJECTED)).isEqualTo(4);

      generations(4, "x").forEach(delivered::end);

      assertThat(delivered.flush().exported()).isEqualTo(4);
      assertThat(receiver.calls).hasValue(2);
    }
  }

  @Test
  void sendsLessWhenTheReceiverReadsNoFurther() throws Exception {
    Duration timeout = Duration.ofSeconds(2);
    try (GrpcReceiver receiver = new GrpcReceiver();
        Delivered delivered =
            Delivered.to(to(receiver).maxRequestBytes(64L << 20).timeout(timeout), WHOLE)) {
      generations(300, "x".repeat(50_000)).forEach(delivered::end);

      DeliveryStats stats = delivered.flush();

      assertThat(stats.exported()).isEqualTo(300);
      assertThat(receiver.spans()).hasSize(300).doesNotHaveDuplicates();
    }
  }

  @Test
  void countsWhatAPartialSuccessRejected() throws Exception {
    try (GrpcReceiver receiver = new GrpcReceiver();
        Delivered delivered = Delivered.to(to(receiver), WHOLE)) {
      receiver.response =
          ExportTraceServiceResponse.newBuilder()
              .setPartialSuccess(
                  ExportTracePartialSuccess.newBuilder()
                      .setRejectedSpans(2)
                      .setErrorMessage("too old"))
              .build();
      generations(5, "x").forEach(delivered::end);

      DeliveryStats stats = delivered.flush();

      assertThat(stats.exported()).isEqualTo(3);
      assertThat(stats.dropped(DropReason.REJECTED)).isEqualTo(2);
      assertThat(receiver.calls).hasValue(1);
    }
  }

  @Test
  void repeatsWhatIsUnavailable() throws Exception {
    try (GrpcReceiver receiver = new GrpcReceiver();
        Delivered delivered = Delivered.to(to(receiver), WHOLE)) {
      receiver.failures.add(Status.UNAVAILABLE.asRuntimeException());
      receiver.failures.add(Status.DEADLINE_EXCEEDED.asRuntimeException());
      generations(5, "x").forEach(delivered::end);

      DeliveryStats stats = delivered.flush();

      assertThat(stats.exported()).isEqualTo(5);
      assertThat(receiver.calls).hasValue(3);
    }
  }

  @Test
  void doesNotRepeatWhatIsNotAuthorized() throws Exception {
    try (GrpcReceiver receiver = new GrpcReceiver();
        Delivered delivered = Delivered.to(to(receiver), WHOLE)) {
      receiver.failures.add(
          Status.UNAUTHENTICATED.withDescription("no key\r\nforged").asRuntimeException());
      delivered.end(RichSpan.data());

      DeliveryStats stats = delivered.flush();

      assertThat(stats.dropped(DropReason.REJECTED)).isOne();
      assertThat(receiver.calls).hasValue(1);
      assertThat(delivered.log())
          .contains("UNAUTHENTICATED: no key\\r\\nforged")
          .doesNotContain("\r");
    }
  }

  @Test
  void waitsAsTheReceiverAsksFor() throws Exception {
    try (GrpcReceiver receiver = new GrpcReceiver();
        Delivered delivered = Delivered.to(to(receiver), WHOLE)) {
      receiver.failures.add(exhausted());
      delivered.end(RichSpan.data());
      long start = System.nanoTime();

      DeliveryStats stats = delivered.flush();

      assertThat(stats.exported()).isOne();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(1));
    }
  }

  /** RESOURCE_EXHAUSTED with a {@code google.rpc.RetryInfo} of one second. */
  private static StatusRuntimeException exhausted() {
    Metadata trailers = new Metadata();
    com.google.rpc.Status status =
        com.google.rpc.Status.newBuilder()
            .setCode(Status.Code.RESOURCE_EXHAUSTED.value())
            .addDetails(
                com.google.protobuf.Any.pack(
                    com.google.rpc.RetryInfo.newBuilder()
                        .setRetryDelay(com.google.protobuf.Duration.newBuilder().setSeconds(1))
                        .build()))
            .build();
    trailers.put(
        Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER),
        status.toByteArray());
    return Status.RESOURCE_EXHAUSTED.asRuntimeException(trailers);
  }

  @Test
  void goesOnWhenTheReceiverRestarts() throws Exception {
    GrpcReceiver first = new GrpcReceiver();
    try (Delivered delivered = Delivered.to(to(first), WHOLE)) {
      delivered.end(RichSpan.data());
      assertThat(delivered.flush().exported()).isOne();

      first.stop();
      delivered.end(RichSpan.data());
      try (GrpcReceiver second = new GrpcReceiver(first.port(), null, null)) {
        assertThat(delivered.flush().exported()).isEqualTo(2);
        assertThat(second.requests).hasSize(1);
      }
    }
  }

  @Test
  void trustsTheAuthorityItIsGiven() throws Exception {
    HeldCertificate certificate =
        new HeldCertificate.Builder().addSubjectAlternativeName("localhost").build();
    File chain = file("chain.pem", certificate.certificatePem());
    File key = file("key.pem", certificate.privateKeyPkcs8Pem());
    try (GrpcReceiver receiver = new GrpcReceiver(0, chain, key)) {
      String endpoint = "https://localhost:" + receiver.port();
      Otlp.Builder trusting =
          Otlp.builder()
              .endpoint(endpoint)
              .protocol(OtlpProtocol.GRPC)
              .trustedCertificates(chain.toPath());
      try (Delivered delivered = Delivered.to(trusting, WHOLE)) {
        delivered.end(RichSpan.data());
        assertThat(delivered.flush().exported()).isOne();
      }
      Otlp.Builder other = Otlp.builder().endpoint(endpoint).protocol(OtlpProtocol.GRPC);
      try (Delivered delivered = Delivered.to(other, Delivered.within(Duration.ofSeconds(1)))) {
        delivered.end(RichSpan.data());
        assertThat(delivered.flush().dropped()).isOne();
        assertThat(delivered.log()).contains("TLS failed: localhost:" + receiver.port());
        assertThat(receiver.calls).hasValue(1);
      }
    }
  }

  @Test
  void namesTheProtocolOfAnHttpPort() throws Exception {
    HttpServer server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
    server.start();
    Otlp.Builder otlp =
        Otlp.builder()
            .endpoint("http://localhost:" + server.getAddress().getPort())
            .protocol(OtlpProtocol.GRPC);
    try (Delivered delivered = Delivered.to(otlp, Delivered.within(Duration.ofSeconds(20)))) {
      delivered.end(RichSpan.data());

      assertThat(delivered.flush().dropped()).isOne();
      assertThat(delivered.log()).contains("not gRPC; it may need protocol http/protobuf");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void namesTheProtocolOfAGrpcPort() throws Exception {
    try (GrpcReceiver receiver = new GrpcReceiver();
        Delivered delivered =
            Delivered.to(
                Otlp.builder().endpoint(receiver.endpoint()),
                Delivered.within(Duration.ofSeconds(20)))) {
      delivered.end(RichSpan.data());

      assertThat(delivered.flush().dropped()).isOne();
      assertThat(delivered.log()).contains("protocol grpc");
    }
  }

  private File file(String name, String text) throws Exception {
    return Files.writeString(directory.resolve(name), text).toFile();
  }

  private static Otlp.Builder to(GrpcReceiver receiver) {
    return Otlp.builder().endpoint(receiver.endpoint()).protocol(OtlpProtocol.GRPC);
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

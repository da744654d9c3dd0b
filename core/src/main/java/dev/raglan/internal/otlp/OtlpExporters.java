package dev.raglan.internal.otlp;

import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporterBuilder;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.Map;

/**
 * OpenTelemetry's own OTLP exporters. The only class that names them, because the application may
 * not have them.
 */
public final class OtlpExporters {

  private OtlpExporters() {}

  /**
   * Opens an exporter over HTTP with protobuf bodies.
   *
   * @param compression the encoding's name in OTLP, {@code gzip} or {@code none}
   * @param timeout the most time of one export, and of connecting
   * @throws NoClassDefFoundError if OpenTelemetry's exporters are not on the class path
   */
  public static SpanExporter http(
      OtlpEndpoint endpoint, Map<String, String> headers, String compression, Duration timeout) {
    OtlpHttpSpanExporterBuilder builder =
        OtlpHttpSpanExporter.builder()
            .setEndpoint(endpoint.address())
            .setTimeout(timeout)
            .setConnectTimeout(timeout)
            .setCompression(compression);
    headers.forEach(builder::addHeader);
    return builder.build();
  }

  /**
   * Opens an exporter over gRPC.
   *
   * @param compression the encoding's name in OTLP, {@code gzip} or {@code none}
   * @param timeout the most time of one export, and of connecting
   * @throws NoClassDefFoundError if OpenTelemetry's exporters are not on the class path
   */
  public static SpanExporter grpc(
      OtlpEndpoint endpoint, Map<String, String> headers, String compression, Duration timeout) {
    OtlpGrpcSpanExporterBuilder builder =
        OtlpGrpcSpanExporter.builder()
            .setEndpoint(endpoint.address())
            .setTimeout(timeout)
            .setConnectTimeout(timeout)
            .setCompression(compression);
    headers.forEach(builder::addHeader);
    return builder.build();
  }
}

package dev.raglan.internal.otlp;

import dev.raglan.export.Otlp;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporterBuilder;
import io.opentelemetry.sdk.trace.export.SpanExporter;

/** OpenTelemetry's own OTLP exporters; the only class that knows them, as they may be absent. */
public final class OtlpExporters {

  private OtlpExporters() {}

  public static SpanExporter open(Otlp otlp) {
    return switch (otlp.protocol()) {
      case HTTP_PROTOBUF -> http(otlp);
      case GRPC -> grpc(otlp);
    };
  }

  private static SpanExporter http(Otlp otlp) {
    OtlpHttpSpanExporterBuilder builder =
        OtlpHttpSpanExporter.builder()
            .setEndpoint(otlp.endpoint().address())
            .setTimeout(otlp.timeout())
            .setConnectTimeout(otlp.timeout())
            .setCompression(otlp.compression().id());
    otlp.headers().forEach(builder::addHeader);
    return builder.build();
  }

  private static SpanExporter grpc(Otlp otlp) {
    OtlpGrpcSpanExporterBuilder builder =
        OtlpGrpcSpanExporter.builder()
            .setEndpoint(otlp.endpoint().address())
            .setTimeout(otlp.timeout())
            .setConnectTimeout(otlp.timeout())
            .setCompression(otlp.compression().id());
    otlp.headers().forEach(builder::addHeader);
    return builder.build();
  }
}

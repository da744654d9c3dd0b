package dev.raglan.export;

import java.util.Arrays;
import java.util.stream.Collectors;

/** How OTLP travels, under the names that {@code OTEL_EXPORTER_OTLP_PROTOCOL} gives them. */
public enum OtlpProtocol {
  /** Protocol buffers in the body of an HTTP request; port 4318 by custom. */
  HTTP_PROTOBUF("http/protobuf"),
  /** gRPC over HTTP/2; port 4317 by custom. */
  GRPC("grpc");

  private final String id;

  OtlpProtocol(String id) {
    this.id = id;
  }

  /** The protocol's name in configuration, such as {@code http/protobuf}. */
  public String id() {
    return id;
  }

  /**
   * The protocol of that name, in any case.
   *
   * @throws IllegalArgumentException if there is none, with the names that are allowed
   */
  public static OtlpProtocol parse(String id) {
    return Arrays.stream(values())
        .filter(protocol -> protocol.id.equalsIgnoreCase(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("OTLP protocol must be one of " + ids()));
  }

  private static String ids() {
    return Arrays.stream(values()).map(OtlpProtocol::id).collect(Collectors.joining(", "));
  }
}

package dev.raglan.export;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The transport and encoding of OTLP, named as in {@code OTEL_EXPORTER_OTLP_PROTOCOL}. */
public enum OtlpProtocol {
  /** Protocol buffers in the body of an HTTP request; port 4318 by custom. */
  HTTP_PROTOBUF("http/protobuf"),
  /** JSON in the body of an HTTP request; port 4318 by custom. */
  HTTP_JSON("http/json"),
  /** gRPC over HTTP/2; port 4317 by custom. */
  GRPC("grpc");

  private final String id;

  OtlpProtocol(String id) {
    this.id = id;
  }

  /** Returns the protocol's name in configuration, such as {@code http/protobuf}. */
  public String id() {
    return id;
  }

  /**
   * Returns the protocol of that name, ignoring case.
   *
   * @throws IllegalArgumentException if no protocol has that name; lists those that exist
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

package dev.raglan.internal.otlp;

import dev.raglan.internal.ambient.OtelVariables;
import dev.raglan.internal.redact.SafeRedactor;
import dev.raglan.internal.transport.HttpAddress;
import okhttp3.HttpUrl;

/**
 * The checked address of an OTLP receiver. Error messages never quote the address, which may hold a
 * secret.
 */
public final class OtlpEndpoint {

  static final String GRPC_PATH = "/opentelemetry.proto.collector.trace.v1.TraceService/Export";

  private final HttpUrl url;
  private final HttpUrl shown;

  private OtlpEndpoint(HttpUrl url, HttpUrl shown) {
    this.url = url;
    this.shown = shown;
  }

  /**
   * Returns the endpoint of a receiver over HTTP; an empty path becomes {@code /v1/traces}.
   *
   * @throws IllegalArgumentException if OTLP cannot be sent to the address
   */
  public static OtlpEndpoint http(String endpoint) {
    HttpAddress address = checked(endpoint);
    String path = address.hasPath() ? address.path() : OtelVariables.TRACES_PATH;
    HttpUrl shown = address.url(path);
    String query = address.query();
    return new OtlpEndpoint(query == null ? shown : address.url(path + "?" + query), shown);
  }

  /**
   * Returns the endpoint of a receiver over gRPC, which has neither path nor query.
   *
   * @throws IllegalArgumentException if OTLP cannot be sent to the address
   */
  public static OtlpEndpoint grpc(String endpoint) {
    HttpAddress address = checked(endpoint);
    address.check(
        !address.hasPath() && address.query() == null,
        "must have neither path nor query with grpc");
    return new OtlpEndpoint(address.url(GRPC_PATH), address.url(""));
  }

  private static HttpAddress checked(String endpoint) {
    return HttpAddress.of("OTLP endpoint", endpoint, "http://localhost:4318");
  }

  /** Returns the whole address, query included. */
  HttpUrl url() {
    return url;
  }

  /** Returns true if the host is this machine. */
  public boolean isLoopback() {
    return HttpAddress.isLoopback(url);
  }

  /** Returns true if requests are not encrypted. */
  public boolean isPlaintext() {
    return !url.isHttps();
  }

  /** Returns true if a parameter of the query is named like a secret. */
  public boolean holdsCredential() {
    return url.queryParameterNames().stream().anyMatch(SafeRedactor.standard()::redactsField);
  }

  /** Returns the address with the standard path, which receivers are most often at. */
  String withTracesPath() {
    return strip(shown.newBuilder().encodedPath(OtelVariables.TRACES_PATH).build());
  }

  /** Returns the address without its query, which may hold a secret. */
  @Override
  public String toString() {
    return strip(shown);
  }

  private static String strip(HttpUrl url) {
    String text = url.toString();
    return url.encodedPath().equals("/") ? text.substring(0, text.length() - 1) : text;
  }
}

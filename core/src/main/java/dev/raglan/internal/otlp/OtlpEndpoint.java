package dev.raglan.internal.otlp;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * The checked address of an OTLP receiver. Error messages never quote the address, which may hold a
 * secret.
 */
public final class OtlpEndpoint {

  private static final String TRACES_PATH = "/v1/traces";
  private static final int MAX_PORT = 65_535;

  private final URI uri;

  private OtlpEndpoint(URI uri) {
    this.uri = uri;
  }

  /**
   * Returns the endpoint of a receiver over HTTP; an empty path becomes {@code /v1/traces}.
   *
   * @throws IllegalArgumentException if OTLP cannot be sent to the address
   */
  public static OtlpEndpoint http(String endpoint) {
    URI uri = checked(endpoint);
    String path = hasPath(uri) ? uri.getRawPath() : TRACES_PATH;
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return new OtlpEndpoint(URI.create(origin(uri) + path + query));
  }

  /**
   * Returns the endpoint of a receiver over gRPC, which has neither path nor query.
   *
   * @throws IllegalArgumentException if OTLP cannot be sent to the address
   */
  public static OtlpEndpoint grpc(String endpoint) {
    URI uri = checked(endpoint);
    check(!hasPath(uri) && uri.getRawQuery() == null, "must have neither path nor query with grpc");
    return new OtlpEndpoint(URI.create(origin(uri)));
  }

  private static boolean hasPath(URI uri) {
    return !uri.getRawPath().isEmpty() && !uri.getRawPath().equals("/");
  }

  private static URI checked(String endpoint) {
    try {
      URI uri = new URI(endpoint);
      checkOrigin(uri);
      return uri;
    } catch (URISyntaxException e) {
      // Not the cause of ours: its message quotes the whole address.
      throw new IllegalArgumentException("OTLP endpoint is not a URI; at index " + e.getIndex());
    }
  }

  private static void checkOrigin(URI uri) {
    String scheme = uri.getScheme();
    check(
        "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme),
        "must start with http:// or https://, as in http://localhost:4318");
    check(uri.getRawUserInfo() == null, "must not hold credentials; send them as a header");
    check(
        uri.getHost() != null,
        "has no valid host (letters, digits, dots and hyphens), or holds credentials");
    check(uri.getPort() != 0 && uri.getPort() <= MAX_PORT, "must have a port from 1 to 65535");
    check(uri.getRawFragment() == null, "must not have a fragment (#...)");
  }

  private static void check(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException("OTLP endpoint " + rule);
    }
  }

  private static String origin(URI uri) {
    return uri.getScheme().toLowerCase(Locale.ROOT) + "://" + uri.getRawAuthority();
  }

  /** Returns the whole address, query included. */
  public String address() {
    return uri.toString();
  }

  /** Returns the address without its query, which may hold a secret. */
  @Override
  public String toString() {
    return origin(uri) + uri.getRawPath();
  }
}

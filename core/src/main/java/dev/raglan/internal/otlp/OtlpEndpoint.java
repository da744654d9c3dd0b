package dev.raglan.internal.otlp;

import dev.raglan.export.OtlpProtocol;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * The address of an OTLP receiver, checked. What it throws never quotes the address, which may hold
 * a secret.
 */
public final class OtlpEndpoint {

  private static final String TRACES_PATH = "/v1/traces";
  private static final int MAX_PORT = 65_535;

  private final URI uri;

  private OtlpEndpoint(URI uri) {
    this.uri = uri;
  }

  /**
   * The endpoint for that protocol: over HTTP an empty path becomes {@code /v1/traces}.
   *
   * @throws IllegalArgumentException if it is not an address that OTLP can be sent to
   */
  public static OtlpEndpoint of(String endpoint, OtlpProtocol protocol) {
    URI uri = parse(endpoint);
    checkOrigin(uri);
    boolean bare = uri.getRawPath().isEmpty() || uri.getRawPath().equals("/");
    if (protocol == OtlpProtocol.GRPC) {
      check(bare && uri.getRawQuery() == null, "must have neither path nor query with grpc");
    }
    String path = bare ? barePath(protocol) : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return new OtlpEndpoint(URI.create(origin(uri) + path + query));
  }

  private static URI parse(String endpoint) {
    try {
      return new URI(endpoint);
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

  private static String barePath(OtlpProtocol protocol) {
    return protocol == OtlpProtocol.GRPC ? "" : TRACES_PATH;
  }

  private static String origin(URI uri) {
    return uri.getScheme().toLowerCase(Locale.ROOT) + "://" + uri.getRawAuthority();
  }

  /** The whole address, query included. */
  public String address() {
    return uri.toString();
  }

  /** The address without its query, which may hold a secret. */
  @Override
  public String toString() {
    return origin(uri) + uri.getRawPath();
  }
}

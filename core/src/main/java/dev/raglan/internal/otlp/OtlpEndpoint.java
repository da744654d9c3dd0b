package dev.raglan.internal.otlp;

import dev.raglan.internal.transport.BaseUrl;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * The checked address of an OTLP receiver. Error messages never quote the address, which may hold a
 * secret.
 */
public final class OtlpEndpoint {

  static final String TRACES_PATH = "/v1/traces";
  static final String GRPC_PATH = "/opentelemetry.proto.collector.trace.v1.TraceService/Export";

  private static final int MAX_PORT = 65_535;

  /** A host as container names have it, with underscores, which {@link URI} does not know. */
  private static final Pattern CONTAINER = Pattern.compile("([A-Za-z0-9._-]+)(?::([0-9]{1,9}))?");

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
    URI uri = checked(endpoint);
    String path = hasPath(uri) ? uri.getRawPath() : TRACES_PATH;
    HttpUrl shown = url(origin(uri) + path);
    String query = uri.getRawQuery();
    HttpUrl url = query == null ? shown : url(origin(uri) + path + "?" + query);
    return new OtlpEndpoint(url, shown);
  }

  /**
   * Returns the endpoint of a receiver over gRPC, which has neither path nor query.
   *
   * @throws IllegalArgumentException if OTLP cannot be sent to the address
   */
  public static OtlpEndpoint grpc(String endpoint) {
    URI uri = checked(endpoint);
    check(!hasPath(uri) && uri.getRawQuery() == null, "must have neither path nor query with grpc");
    return new OtlpEndpoint(url(origin(uri) + GRPC_PATH), url(origin(uri)));
  }

  private static HttpUrl url(String address) {
    HttpUrl url = HttpUrl.parse(address);
    if (url == null) {
      throw new IllegalArgumentException("OTLP endpoint is not a URL that HTTP can be sent to");
    }
    return url;
  }

  private static boolean hasPath(URI uri) {
    String path = uri.getRawPath();
    return path != null && !path.isEmpty() && !path.equals("/");
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
        uri.getHost() != null || isContainer(uri.getRawAuthority()),
        "has no valid host (letters, digits, dots, hyphens and underscores), or holds credentials");
    int port = port(uri);
    check(port != 0 && port <= MAX_PORT, "must have a port from 1 to 65535");
    check(uri.getRawFragment() == null, "must not have a fragment (#...)");
  }

  private static boolean isContainer(@Nullable String authority) {
    return authority != null && CONTAINER.matcher(authority).matches();
  }

  private static int port(URI uri) {
    if (uri.getHost() != null) {
      return uri.getPort();
    }
    String authority = uri.getRawAuthority();
    int colon = authority.indexOf(':');
    return colon < 0 ? -1 : Integer.parseInt(authority.substring(colon + 1));
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
  HttpUrl url() {
    return url;
  }

  /** Returns true if the host is this machine. */
  public boolean isLoopback() {
    return BaseUrl.isLoopback(url);
  }

  /** Returns true if requests are not encrypted. */
  public boolean isPlaintext() {
    return !url.isHttps();
  }

  /** Returns the address with the standard path, which receivers are most often at. */
  String withTracesPath() {
    return strip(shown.newBuilder().encodedPath(TRACES_PATH).build());
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

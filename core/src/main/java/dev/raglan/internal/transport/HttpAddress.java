package dev.raglan.internal.transport;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * A checked address that HTTP can be sent to. Error messages never quote the address, which may
 * hold a secret.
 */
public final class HttpAddress {

  private static final int MAX_PORT = 65_535;

  /** A host as container names have it, with underscores, which {@link URI} does not know. */
  private static final Pattern CONTAINER = Pattern.compile("([A-Za-z0-9._-]+)(?::([0-9]{1,9}))?");

  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|.+\\.localhost|127(\\.[0-9]{1,3}){3}|\\[?::1]?");

  private final String name;
  private final URI uri;

  private HttpAddress(String name, URI uri) {
    this.name = name;
    this.uri = uri;
  }

  /**
   * Returns the address.
   *
   * @param name names the address in messages, such as {@code OTLP endpoint}
   * @param example shown where the scheme is missing
   * @throws IllegalArgumentException if nothing can be sent to it
   */
  public static HttpAddress of(String name, String address, String example) {
    try {
      URI uri = new URI(address);
      new HttpAddress(name, uri).checkOrigin(example);
      return new HttpAddress(name, uri);
    } catch (URISyntaxException e) {
      // Not the cause of ours: its message quotes the whole address.
      throw new IllegalArgumentException(name + " is not a URI; at index " + e.getIndex());
    }
  }

  /**
   * Returns the address of a service, below which its paths are.
   *
   * @throws IllegalArgumentException if nothing can be sent to it, or it has a query
   */
  public static HttpUrl base(String name, String address, String example) {
    HttpAddress checked = of(name, address, example);
    checked.check(checked.query() == null, "must not have a query (?...)");
    String path = checked.hasPath() ? checked.path() : "";
    return checked.url((path.endsWith("/") ? path : path + "/"));
  }

  private void checkOrigin(String example) {
    String scheme = uri.getScheme();
    check(
        "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme),
        "must start with http:// or https://, as in " + example);
    check(uri.getRawUserInfo() == null, "must not hold credentials; send them as a header");
    check(
        uri.getHost() != null || isContainer(uri.getRawAuthority()),
        "has no valid host (letters, digits, dots, hyphens and underscores), or holds credentials");
    int port = port();
    check(port != 0 && port <= MAX_PORT, "must have a port from 1 to 65535");
    check(uri.getRawFragment() == null, "must not have a fragment (#...)");
  }

  private static boolean isContainer(@Nullable String authority) {
    return authority != null && CONTAINER.matcher(authority).matches();
  }

  private int port() {
    if (uri.getHost() != null) {
      return uri.getPort();
    }
    String authority = uri.getRawAuthority();
    int colon = authority.indexOf(':');
    return colon < 0 ? -1 : Integer.parseInt(authority.substring(colon + 1));
  }

  /**
   * Checks a rule.
   *
   * @throws IllegalArgumentException if it does not hold, with the name of the address
   */
  public void check(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(name + " " + rule);
    }
  }

  /** Returns true if there is a path other than the root. */
  public boolean hasPath() {
    String path = path();
    return !path.isEmpty() && !path.equals("/");
  }

  /** Returns the encoded path. */
  public String path() {
    return uri.getRawPath() == null ? "" : uri.getRawPath();
  }

  /** Returns the encoded query; null for none. */
  public @Nullable String query() {
    return uri.getRawQuery();
  }

  /**
   * Returns the URL of a path at the address.
   *
   * @throws IllegalArgumentException if it is not a URL
   */
  public HttpUrl url(String pathAndQuery) {
    String origin = uri.getScheme().toLowerCase(Locale.ROOT) + "://" + uri.getRawAuthority();
    HttpUrl url = HttpUrl.parse(origin + pathAndQuery);
    if (url == null) {
      throw new IllegalArgumentException(name + " is not a URL that HTTP can be sent to");
    }
    return url;
  }

  /** Returns true if the URL's host is this machine. */
  public static boolean isLoopback(HttpUrl url) {
    return isLoopback(url.host());
  }

  /**
   * Returns true if the host is this machine.
   *
   * @param host a name or an address, that of IPv6 without brackets
   */
  public static boolean isLoopback(String host) {
    return LOOPBACK.matcher(host).matches();
  }
}

package dev.raglan.internal.transport;

import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/**
 * The address of a service, below which its paths are. Error messages never quote the address,
 * which may hold a secret.
 */
public final class BaseUrl {

  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|.+\\.localhost|127(\\.[0-9]{1,3}){3}|\\[?::1]?");
  private static final Pattern START = Pattern.compile("(?i)https?://[^/\\\\?#\\s].*");
  private static final Pattern NOT_PRINTABLE = Pattern.compile("[\\s\\p{Cntrl}\\\\]");

  private BaseUrl() {}

  /**
   * Returns the address, without a slash at its end unless it has no path.
   *
   * @param name the setting's name in error messages
   * @throws IllegalArgumentException if requests cannot be sent below the address
   */
  public static HttpUrl parse(String name, String address) {
    check(
        START.matcher(address).matches(),
        name + " must start with http:// or https:// and a host, as in https://api.example.com");
    check(!NOT_PRINTABLE.matcher(address).find(), name + " must hold neither blanks nor '\\'");
    HttpUrl url = HttpUrl.parse(address);
    if (url == null) {
      throw new IllegalArgumentException(
          name + " is not a URL; expected http(s)://host[:port][/path]");
    }
    check(
        url.username().isEmpty() && url.password().isEmpty() && !address.contains("@"),
        name + " must not hold credentials");
    check(
        url.query() == null && url.fragment() == null,
        name + " must not have a query (?...) or a fragment (#...)");
    int last = url.pathSize() - 1;
    return last > 0 && url.pathSegments().get(last).isEmpty()
        ? url.newBuilder().removePathSegment(last).build()
        : url;
  }

  private static void check(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }

  /** Returns true if the host is this machine. */
  public static boolean isLoopback(HttpUrl url) {
    return LOOPBACK.matcher(url.host()).matches();
  }
}

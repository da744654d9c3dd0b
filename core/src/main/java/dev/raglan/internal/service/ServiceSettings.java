package dev.raglan.internal.service;

import dev.raglan.internal.transport.HttpAddress;
import dev.raglan.internal.transport.HttpSettings;
import dev.raglan.internal.transport.TlsSettings;
import java.time.Duration;
import java.util.Map;
import okhttp3.HttpUrl;

/**
 * The settings that all services have.
 *
 * @param name the target's name
 * @param base the address, with a slash at its end
 * @param headers sent with every request; secrets
 * @param timeout the longest time of one request
 * @param maxRequestBytes the largest request
 * @param assembly the bounds of spans that wait for the end of their trace
 */
public record ServiceSettings(
    String name,
    HttpUrl base,
    Map<String, String> headers,
    Duration timeout,
    long maxRequestBytes,
    AssemblyBounds assembly) {

  private static final Duration LEAST = Duration.ofMillis(1);
  private static final Duration MOST = Duration.ofDays(1);

  /**
   * Checks the time of a request.
   *
   * @throws IllegalArgumentException if it is under a millisecond or over a day
   */
  public static Duration checkedTimeout(String name, Duration timeout) {
    if (timeout.compareTo(LEAST) < 0 || timeout.compareTo(MOST) > 0) {
      throw new IllegalArgumentException(name + " timeout must be from 1 ms to 1 day: " + timeout);
    }
    return timeout;
  }

  /**
   * Checks a key.
   *
   * @param what names it in messages, which never quote it
   * @throws IllegalArgumentException if it is blank, or a header cannot carry it
   */
  public static String checkedKey(String what, String key) {
    String stripped = key.strip();
    if (stripped.isEmpty()) {
      throw new IllegalArgumentException(what + " is blank");
    }
    if (!stripped.chars().allMatch(c -> c > ' ' && c <= '~')) {
      throw new IllegalArgumentException(what + " must be printable ASCII without spaces");
    }
    return stripped;
  }

  /**
   * Checks an address to which a key is sent.
   *
   * @throws IllegalArgumentException if nothing can be sent to it, or the key would be sent without
   *     TLS to another machine; never quotes the address
   */
  public static HttpUrl checkedBase(String name, String address, String example) {
    HttpUrl base = HttpAddress.base(name, address, example);
    if (!base.isHttps() && !HttpAddress.isLoopback(base)) {
      throw new IllegalArgumentException(
          name + " must start with https://, because the key is sent to it");
    }
    return base;
  }

  /** Returns the way to the address. */
  HttpSettings http() {
    return new HttpSettings(base, false, headers, null, TlsSettings.DEFAULT);
  }

  /** Returns the address and the time, without headers. */
  @Override
  public String toString() {
    String address = base.toString();
    return "{base-url=%s, timeout=%s, headers=%s}"
        .formatted(address.substring(0, address.length() - 1), timeout, headers.keySet());
  }
}

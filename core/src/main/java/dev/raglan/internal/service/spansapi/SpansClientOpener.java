package dev.raglan.internal.service.spansapi;

import dev.raglan.client.SpansClient;
import dev.raglan.export.Secret;
import dev.raglan.internal.transport.HttpAddress;
import dev.raglan.internal.transport.HttpCalls;
import dev.raglan.internal.transport.HttpSettings;
import dev.raglan.internal.transport.TlsSettings;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** The checked settings of a client, which they open. Not thread-safe. */
public final class SpansClientOpener implements SpansClient.Builder {

  private static final String SCALE = "https://api.egp.scale.com";
  private static final Pattern HEADER_VALUE = Pattern.compile("[\\x21-\\x7e]+");
  private static final Duration MIN_TIMEOUT = Duration.ofMillis(1);
  private static final Duration MAX_TIMEOUT = Duration.ofDays(1);
  private static final int MAX_RETRIES = 10;

  private String baseUrl = SCALE;
  private @Nullable Secret apiKey;
  private @Nullable String accountId;
  private Duration timeout = Duration.ofSeconds(60);
  private Duration requestTimeout = Duration.ofSeconds(20);
  private int maxRetries = 3;
  private boolean plaintext;
  private @Nullable Proxy proxy;
  private @Nullable Path trusted;

  /** Creates the settings of Scale's own service, without key and account. */
  public SpansClientOpener() {}

  @Override
  public SpansClient.Builder baseUrl(String url) {
    this.baseUrl = Objects.requireNonNull(url, "baseUrl");
    return this;
  }

  @Override
  public SpansClient.Builder apiKey(Secret key) {
    check(
        HEADER_VALUE.matcher(key.reveal()).matches(),
        "SpansClient apiKey must be printable ASCII without blanks");
    this.apiKey = key;
    return this;
  }

  @Override
  public SpansClient.Builder apiKey(String key) {
    return apiKey(Secret.of(Objects.requireNonNull(key, "apiKey")));
  }

  @Override
  public SpansClient.Builder accountId(@Nullable String id) {
    check(
        id == null || HEADER_VALUE.matcher(id).matches(),
        "SpansClient accountId must be printable ASCII without blanks");
    this.accountId = id;
    return this;
  }

  @Override
  public SpansClient.Builder timeout(Duration timeout) {
    this.timeout = checked("timeout", timeout);
    return this;
  }

  @Override
  public SpansClient.Builder requestTimeout(Duration timeout) {
    this.requestTimeout = checked("requestTimeout", timeout);
    return this;
  }

  private static Duration checked(String name, Duration timeout) {
    check(
        timeout.compareTo(MIN_TIMEOUT) >= 0 && timeout.compareTo(MAX_TIMEOUT) <= 0,
        "SpansClient " + name + " must be from 1 ms to 1 day: " + timeout);
    return timeout;
  }

  @Override
  public SpansClient.Builder maxRetries(int retries) {
    check(
        retries >= 0 && retries <= MAX_RETRIES,
        "SpansClient maxRetries must be from 0 to 10: " + retries);
    this.maxRetries = retries;
    return this;
  }

  @Override
  public SpansClient.Builder allowPlaintext(boolean allow) {
    this.plaintext = allow;
    return this;
  }

  @Override
  public SpansClient.Builder proxy(String host, int port) {
    this.proxy = new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(host, port));
    return this;
  }

  @Override
  public SpansClient.Builder trustedCertificates(Path pem) {
    this.trusted = pem;
    return this;
  }

  @Override
  public SpansClient build() {
    HttpUrl url = HttpAddress.base("SpansClient baseUrl", baseUrl, "https://api.example.com");
    check(
        url.isHttps() || HttpAddress.isLoopback(url) || plaintext,
        "SpansClient baseUrl must start with https://, since requests carry the API key and the"
            + " content of spans; allowPlaintext(true) sends them unencrypted");
    boolean scale = url.equals(HttpUrl.get(SCALE));
    check(!scale || apiKey != null, "SpansClient apiKey is missing; " + SCALE + " requires it");
    check(
        !scale || accountId != null, "SpansClient accountId is missing; " + SCALE + " requires it");
    HttpCalls calls =
        HttpCalls.open(
            new HttpSettings(url, false, headers(), proxy, new TlsSettings(trusted, null, null)));
    SpansApiCalls.Timeouts timeouts =
        new SpansApiCalls.Timeouts(timeout, requestTimeout, maxRetries);
    SpansApiCalls api = new SpansApiCalls(calls, url, timeouts, new Failures(apiKey));
    return new HttpSpansClient(calls, api, description(url));
  }

  private Map<String, String> headers() {
    Map<String, String> headers = new HashMap<>();
    if (apiKey != null) {
      headers.put("x-api-key", apiKey.reveal());
    }
    if (accountId != null) {
      headers.put("x-selected-account-id", accountId);
    }
    return headers;
  }

  private String description(HttpUrl url) {
    return "SpansClient{baseUrl=%s, accountId=%s, apiKey=%s, timeout=%s}"
        .formatted(url, accountId, apiKey, timeout);
  }

  private static void check(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }

  /** Returns the settings, without the address and the key. */
  @Override
  public String toString() {
    return "SpansClient.Builder{accountId=%s, apiKey=%s, timeout=%s}"
        .formatted(accountId, apiKey, timeout);
  }
}

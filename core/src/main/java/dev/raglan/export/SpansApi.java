package dev.raglan.export;

import dev.raglan.internal.service.ServiceSettings;
import dev.raglan.internal.service.scale.ScaleService;
import dev.raglan.spi.ExportTarget;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The Spans API of Scale's platform: spans in batches, under one account.
 *
 * <pre>{@code
 * SpansApi.withKey(System.getenv("SGP_API_KEY"), System.getenv("SGP_ACCOUNT_ID"))
 * SpansApi.builder().apiKey(key).accountId(account).baseUrl("https://spans.example.com").build()
 * }</pre>
 *
 * <p>A trace is sent when its topmost span has ended; spans that end later follow. Immutable.
 */
public final class SpansApi implements ExportTarget {

  private static final String NAME = "spans-api";
  private static final String BASE = "https://api.egp.scale.com";

  private final ServiceSettings settings;

  private SpansApi(ServiceSettings settings) {
    this.settings = settings;
  }

  /**
   * Returns Scale's own service, with spans stored under that account.
   *
   * @throws IllegalArgumentException if one is blank, or cannot be sent; never quotes the key
   */
  public static SpansApi withKey(String apiKey, String accountId) {
    return builder().apiKey(apiKey).accountId(accountId).build();
  }

  /** Returns a builder without a key. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns {@code spans-api}. */
  @Override
  public String name() {
    return NAME;
  }

  /**
   * {@inheritDoc}
   *
   * <p>Does not connect: a service that is down fails exports, not the start.
   */
  @Override
  public SpanExporter open() {
    return ScaleService.open(settings);
  }

  /** Returns the settings, without the key. */
  @Override
  public String toString() {
    return "SpansApi" + settings;
  }

  /** A builder of {@link SpansApi}. Not thread-safe. */
  public static final class Builder extends ServiceBuilder<Builder> {

    /** The service says 32 MB; the lesser meaning of it is always accepted. */
    private static final long MAX_REQUEST = 32_000_000;

    private @Nullable String apiKey;
    private @Nullable String accountId;

    private Builder() {
      super(NAME, "Spans API", BASE);
    }

    /**
     * Sets the API key; required.
     *
     * @throws IllegalArgumentException if it is blank, or not printable ASCII; never quotes it
     */
    public Builder apiKey(String key) {
      this.apiKey = ServiceSettings.checkedKey("the API key of the Spans API", key);
      return this;
    }

    /** Sets the API key as {@link #apiKey(String)} does. */
    public Builder apiKey(Secret key) {
      return apiKey(key.reveal());
    }

    /**
     * Sets the account that spans are stored under; required by Scale's own service.
     *
     * @throws IllegalArgumentException if it is blank, or not printable ASCII
     */
    public Builder accountId(String id) {
      this.accountId = ServiceSettings.checkedKey("the account id of the Spans API", id);
      return this;
    }

    /**
     * Builds the target.
     *
     * @throws IllegalArgumentException if the key, or Scale's account is missing, or the address
     *     cannot be sent to; never quotes the key or the address
     */
    public SpansApi build() {
      if (apiKey == null) {
        throw new IllegalArgumentException("the API key of the Spans API is missing");
      }
      if (accountId == null && hasUsualUrl()) {
        throw new IllegalArgumentException("the account id of the Spans API is missing");
      }
      Map<String, String> headers = new LinkedHashMap<>();
      headers.put("x-api-key", apiKey);
      if (accountId != null) {
        headers.put("x-selected-account-id", accountId);
      }
      return new SpansApi(settings(headers, MAX_REQUEST));
    }
  }
}

package dev.raglan.export;

import dev.raglan.internal.service.ServiceSettings;
import dev.raglan.internal.service.athina.AthinaService;
import dev.raglan.spi.ExportTarget;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The target Athina: whole traces with their generations, inferences, and feedback on them.
 *
 * <pre>{@code
 * Athina.withKey(System.getenv("ATHINA_API_KEY"))
 * Athina.builder().apiKey(key).log(AthinaLog.BOTH).build()
 * }</pre>
 *
 * <p>A trace is sent when its topmost span has ended; spans that end later follow in a second,
 * complete body. Immutable.
 */
public final class Athina implements ExportTarget {

  private static final String NAME = "athina";
  private static final String KEY_HEADER = "athina-api-key";

  private final ServiceSettings settings;
  private final AthinaLog log;

  private Athina(ServiceSettings settings, AthinaLog log) {
    this.settings = settings;
    this.log = log;
  }

  /**
   * Returns Athina, with traces logged under that key.
   *
   * @throws IllegalArgumentException if it is blank, or cannot be sent; never quotes the key
   */
  public static Athina withKey(String apiKey) {
    return builder().apiKey(apiKey).build();
  }

  /** Returns a builder without a key. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns {@code athina}. */
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
    return AthinaService.open(settings, log.hasTraces(), log.hasInferences());
  }

  /** Returns the settings, without the key. */
  @Override
  public String toString() {
    return "Athina{log=" + log.id() + "}" + settings;
  }

  /** A builder of {@link Athina}. Not thread-safe. */
  public static final class Builder extends ServiceBuilder<Builder> {

    private static final long MAX_REQUEST = 8L << 20;

    private @Nullable String apiKey;
    private AthinaLog log = AthinaLog.TRACES;

    private Builder() {
      super(NAME, "Athina", "https://log.athina.ai");
    }

    /**
     * Sets the API key; required.
     *
     * @throws IllegalArgumentException if it is blank, or not printable ASCII; never quotes it
     */
    public Builder apiKey(String key) {
      this.apiKey = ServiceSettings.checkedKey("the API key of Athina", key);
      return this;
    }

    /** Sets the API key as {@link #apiKey(String)} does. */
    public Builder apiKey(Secret key) {
      return apiKey(key.reveal());
    }

    /** Sets which calls log; {@link AthinaLog#TRACES} by default. */
    public Builder log(AthinaLog newLog) {
      this.log = newLog;
      return this;
    }

    /**
     * Builds the target.
     *
     * @throws IllegalArgumentException if the key is missing or the address cannot be sent to;
     *     never quotes either
     */
    public Athina build() {
      if (apiKey == null) {
        throw new IllegalArgumentException("the API key of Athina is missing");
      }
      return new Athina(settings(Map.of(KEY_HEADER, apiKey), MAX_REQUEST), log);
    }
  }
}

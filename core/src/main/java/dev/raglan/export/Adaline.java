package dev.raglan.export;

import dev.raglan.internal.service.ServiceSettings;
import dev.raglan.internal.service.adaline.AdalineService;
import dev.raglan.spi.ExportTarget;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The target Adaline: traces with their spans, in a project.
 *
 * <pre>{@code
 * Adaline.of(System.getenv("ADALINE_API_KEY"), "project-id")
 * Adaline.builder().apiKey(key).projectId(id).timeout(Duration.ofSeconds(5)).build()
 * }</pre>
 *
 * <p>A trace is sent when its topmost span has ended; spans that end later follow one by one.
 * Adaline's own ids are {@code trace.serverId("adaline")}. Immutable.
 */
public final class Adaline implements ExportTarget {

  private static final String NAME = "adaline";
  private static final String BASE = "https://api.adaline.ai/v2";

  private final ServiceSettings settings;
  private final String projectId;

  private Adaline(ServiceSettings settings, String projectId) {
    this.settings = settings;
    this.projectId = projectId;
  }

  /**
   * Returns Adaline, with traces in that project.
   *
   * @throws IllegalArgumentException if one is blank, or cannot be sent; never quotes the key
   */
  public static Adaline of(String apiKey, String projectId) {
    return builder().apiKey(apiKey).projectId(projectId).build();
  }

  /** Returns a builder without a key. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns {@code adaline}. */
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
    return AdalineService.open(settings, projectId);
  }

  /** Returns the settings, without the key. */
  @Override
  public String toString() {
    return "Adaline{projectId=" + projectId + "}" + settings;
  }

  /** A builder of {@link Adaline}. Not thread-safe. */
  public static final class Builder extends ServiceBuilder<Builder> {

    /** The service says 32 MB; the lesser meaning of it is always accepted. */
    private static final long MAX_REQUEST = 32_000_000;

    private @Nullable String apiKey;
    private @Nullable String projectId;

    private Builder() {
      super(NAME, "Adaline", BASE);
    }

    /**
     * Sets the API key; required.
     *
     * @throws IllegalArgumentException if it is blank, or not printable ASCII; never quotes it
     */
    public Builder apiKey(String key) {
      this.apiKey = ServiceSettings.checkedKey("the API key of Adaline", key);
      return this;
    }

    /** Sets the API key as {@link #apiKey(String)} does. */
    public Builder apiKey(Secret key) {
      return apiKey(key.reveal());
    }

    /**
     * Sets the id of the project; required.
     *
     * @throws IllegalArgumentException if it is blank
     */
    public Builder projectId(String id) {
      if (id.isBlank()) {
        throw new IllegalArgumentException("the project id of Adaline is blank");
      }
      this.projectId = id;
      return this;
    }

    /**
     * Builds the target.
     *
     * @throws IllegalArgumentException if the key or the project is missing or the address cannot
     *     be sent to; never quotes the key or the address
     */
    public Adaline build() {
      if (apiKey == null) {
        throw new IllegalArgumentException("the API key of Adaline is missing");
      }
      if (projectId == null) {
        throw new IllegalArgumentException("the project id of Adaline is missing");
      }
      return new Adaline(
          settings(Map.of("authorization", "Bearer " + apiKey), MAX_REQUEST), projectId);
    }
  }
}

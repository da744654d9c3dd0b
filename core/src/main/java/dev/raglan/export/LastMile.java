package dev.raglan.export;

import dev.raglan.internal.service.ServiceSettings;
import dev.raglan.internal.service.lastmile.LastMileService;
import dev.raglan.spi.ExportTarget;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The target LastMile: spans, query and ingestion traces with their parameters, RAG events, and
 * feedback.
 *
 * <pre>{@code
 * LastMile.withToken(System.getenv("LASTMILE_API_TOKEN"))
 * LastMile.builder().apiToken(token).project("Support bot").build()
 * }</pre>
 *
 * <p>A trace is sent when its topmost span has ended; spans that end later follow. Immutable.
 */
public final class LastMile implements ExportTarget {

  private static final String NAME = "lastmile";

  private final ServiceSettings settings;
  private final @Nullable String projectId;
  private final @Nullable String project;

  private LastMile(ServiceSettings settings, @Nullable String projectId, @Nullable String project) {
    this.settings = settings;
    this.projectId = projectId;
    this.project = project;
  }

  /**
   * Returns LastMile, with traces in the project that has the service's name.
   *
   * @throws IllegalArgumentException if the token is blank, or cannot be sent; never quotes it
   */
  public static LastMile withToken(String apiToken) {
    return builder().apiToken(apiToken).build();
  }

  /** Returns a builder without a token. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns {@code lastmile}. */
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
    return LastMileService.open(settings, projectId, project);
  }

  /** Returns the settings, without the token. */
  @Override
  public String toString() {
    return "LastMile{projectId=" + projectId + ", project=" + project + "}" + settings;
  }

  /** A builder of {@link LastMile}. Not thread-safe. */
  public static final class Builder extends ServiceBuilder<Builder> {

    private static final long MAX_REQUEST = 4L << 20;

    private @Nullable String apiToken;
    private @Nullable String projectId;
    private @Nullable String project;

    private Builder() {
      super(NAME, "LastMile", "https://lastmileai.dev");
    }

    /**
     * Sets the API token; required.
     *
     * @throws IllegalArgumentException if it is blank, or not printable ASCII; never quotes it
     */
    public Builder apiToken(String token) {
      this.apiToken = ServiceSettings.checkedKey("the API token of LastMile", token);
      return this;
    }

    /** Sets the API token as {@link #apiToken(String)} does. */
    public Builder apiToken(Secret token) {
      return apiToken(token.reveal());
    }

    /**
     * Sets the id of the project; by default the project is looked up by its name.
     *
     * @throws IllegalArgumentException if it is blank
     */
    public Builder projectId(String id) {
      this.projectId = given("project id", id);
      return this;
    }

    /**
     * Sets the name of the project, which is created if there is none of that name; the service's
     * name by default.
     *
     * @throws IllegalArgumentException if it is blank
     */
    public Builder project(String name) {
      this.project = given("project", name);
      return this;
    }

    private static String given(String what, String value) {
      if (value.isBlank()) {
        throw new IllegalArgumentException("the " + what + " of LastMile is blank");
      }
      return value;
    }

    /**
     * Builds the target.
     *
     * @throws IllegalArgumentException if the token is missing or the address cannot be sent to;
     *     never quotes either
     */
    public LastMile build() {
      if (apiToken == null) {
        throw new IllegalArgumentException("the API token of LastMile is missing");
      }
      return new LastMile(
          settings(Map.of("authorization", "Bearer " + apiToken), MAX_REQUEST), projectId, project);
    }
  }
}

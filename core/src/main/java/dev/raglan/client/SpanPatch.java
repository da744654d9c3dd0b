package dev.raglan.client;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A change of a stored span. Changes nothing that is not said. Immutable.
 *
 * <p>Source: {@code update()} of Scale's spans resource.
 */
public final class SpanPatch {

  private final @Nullable String name;
  private final @Nullable Instant end;
  private final @Nullable Map<String, @Nullable Object> output;
  private final @Nullable Map<String, @Nullable Object> metadata;
  private final @Nullable StoredStatus status;

  private SpanPatch(Builder builder) {
    this.name = builder.name;
    this.end = builder.end;
    this.output = builder.output;
    this.metadata = builder.metadata;
    this.status = builder.status;
  }

  /** Returns a builder of a change of nothing. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the name; null to leave it. */
  public @Nullable String name() {
    return name;
  }

  /** Returns the time at which the work ended; null to leave it. */
  public @Nullable Instant end() {
    return end;
  }

  /** Returns what came out; null to leave it. */
  public @Nullable Map<String, @Nullable Object> output() {
    return output;
  }

  /** Returns further values; null to leave it. */
  public @Nullable Map<String, @Nullable Object> metadata() {
    return metadata;
  }

  /** Returns the status; null to leave it. */
  public @Nullable StoredStatus status() {
    return status;
  }

  /** A builder of {@link SpanPatch}. Not thread-safe. */
  public static final class Builder {

    private @Nullable String name;
    private @Nullable Instant end;
    private @Nullable Map<String, @Nullable Object> output;
    private @Nullable Map<String, @Nullable Object> metadata;
    private @Nullable StoredStatus status;

    private Builder() {}

    /** Sets the name. */
    public Builder name(String name) {
      this.name = Objects.requireNonNull(name, "name");
      return this;
    }

    /** Sets the time at which the work ended. */
    public Builder end(Instant end) {
      this.end = Objects.requireNonNull(end, "end");
      return this;
    }

    /**
     * Sets what came out.
     *
     * @param output copied; replaces what is stored
     * @throws IllegalArgumentException if it holds a value that JSON cannot
     */
    public Builder output(Map<String, ? extends @Nullable Object> output) {
      this.output = JsonValues.copy("output", output);
      return this;
    }

    /**
     * Sets further values.
     *
     * @param metadata copied; replaces what is stored
     * @throws IllegalArgumentException if it holds a value that JSON cannot
     */
    public Builder metadata(Map<String, ? extends @Nullable Object> metadata) {
      this.metadata = JsonValues.copy("metadata", metadata);
      return this;
    }

    /** Sets the status. */
    public Builder status(StoredStatus status) {
      this.status = Objects.requireNonNull(status, "status");
      return this;
    }

    /** Builds the change. */
    public SpanPatch build() {
      return new SpanPatch(this);
    }
  }
}

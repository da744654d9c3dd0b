package dev.raglan.client;

import dev.raglan.model.ScaleSpanType;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A span as the Spans API stores it, or is to store it. Immutable.
 *
 * <p>Times are written in RFC 3339, in UTC. Statuses, types and fields that this version does not
 * know are kept, and are sent back when the span is. Values of maps are maps, lists, texts,
 * numbers, booleans and null, copied and unmodifiable.
 *
 * <p>Source: {@code Span} of Scale's spans resource.
 */
public final class StoredSpan {

  private final String name;
  private final Instant start;
  private final String traceId;
  private final @Nullable String id;
  private final @Nullable String parentId;
  private final @Nullable Instant end;
  private final @Nullable String groupId;
  private final @Nullable Map<String, @Nullable Object> input;
  private final @Nullable Map<String, @Nullable Object> output;
  private final @Nullable Map<String, @Nullable Object> metadata;
  private final @Nullable StoredStatus status;
  private final @Nullable StoredType type;
  private final @Nullable String applicationVariantId;
  private final @Nullable String applicationInteractionId;
  private final @Nullable String accountId;
  private final @Nullable Map<String, @Nullable Object> createdBy;
  private final Map<String, @Nullable Object> additional;

  private StoredSpan(Builder builder) {
    this.name = Objects.requireNonNull(builder.name, "name");
    this.start = Objects.requireNonNull(builder.start, "start");
    this.traceId = Objects.requireNonNull(builder.traceId, "traceId");
    this.id = builder.id;
    this.parentId = builder.parentId;
    this.end = builder.end;
    this.groupId = builder.groupId;
    this.input = builder.input;
    this.output = builder.output;
    this.metadata = builder.metadata;
    this.status = builder.status;
    this.type = builder.type;
    this.applicationVariantId = builder.applicationVariantId;
    this.applicationInteractionId = builder.applicationInteractionId;
    this.accountId = builder.accountId;
    this.createdBy = builder.createdBy;
    this.additional = builder.additional;
  }

  /**
   * Returns a builder of a span with what the service requires.
   *
   * @param start the time at which the work began
   * @param traceId the id that groups the spans of a trace; the service takes at most 38 characters
   */
  public static Builder builder(String name, Instant start, String traceId) {
    return new Builder(name, start, traceId);
  }

  /** Returns a builder with everything that this span has. */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /** Returns the name. */
  public String name() {
    return name;
  }

  /** Returns the time at which the work began. */
  public Instant start() {
    return start;
  }

  /** Returns the id that groups the spans of a trace; the service takes at most 38 characters. */
  public String traceId() {
    return traceId;
  }

  /** Returns the span's id; null lets the service choose one. */
  public @Nullable String id() {
    return id;
  }

  /** Returns the id of the span that this one is part of; null for the top of a trace. */
  public @Nullable String parentId() {
    return parentId;
  }

  /** Returns the time at which the work ended; null if it has not. */
  public @Nullable Instant end() {
    return end;
  }

  /** Returns the id of a group of spans, such as a conversation; null if there is none. */
  public @Nullable String groupId() {
    return groupId;
  }

  /** Returns what went in; null if there is none. */
  public @Nullable Map<String, @Nullable Object> input() {
    return input;
  }

  /** Returns what came out; null if there is none. */
  public @Nullable Map<String, @Nullable Object> output() {
    return output;
  }

  /** Returns further values; null if there is none. */
  public @Nullable Map<String, @Nullable Object> metadata() {
    return metadata;
  }

  /** Returns the status; null if there is none yet. */
  public @Nullable StoredStatus status() {
    return status;
  }

  /** Returns the kind of work; null if there is none. */
  public @Nullable StoredType type() {
    return type;
  }

  /** Returns the id of the variant of the application; null if there is none. */
  public @Nullable String applicationVariantId() {
    return applicationVariantId;
  }

  /** Returns the id of the interaction with the application; null if there is none. */
  public @Nullable String applicationInteractionId() {
    return applicationInteractionId;
  }

  /** Returns the account's id; the service's, never sent; null if there is none. */
  public @Nullable String accountId() {
    return accountId;
  }

  /**
   * Returns the identity that created the span; the service's, never sent; null if there is none.
   */
  public @Nullable Map<String, @Nullable Object> createdBy() {
    return createdBy;
  }

  /** Returns the fields that this version does not know, by their names; may be empty. */
  public Map<String, @Nullable Object> additional() {
    return additional;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StoredSpan span && values().equals(span.values());
  }

  @Override
  public int hashCode() {
    return values().hashCode();
  }

  private List<@Nullable Object> values() {
    return Arrays.asList(
        name,
        start,
        traceId,
        id,
        parentId,
        end,
        groupId,
        input,
        output,
        metadata,
        status,
        type,
        applicationVariantId,
        applicationInteractionId,
        accountId,
        createdBy,
        additional);
  }

  /** Returns the ids, the name and the times, without content. */
  @Override
  public String toString() {
    return "StoredSpan{id=%s, traceId=%s, parentId=%s, name=%s, type=%s, status=%s, start=%s, end=%s}"
        .formatted(id, traceId, parentId, name, type, status, start, end);
  }

  /** A builder of {@link StoredSpan}. A null takes a value away. Not thread-safe. */
  public static final class Builder {

    private String name;
    private Instant start;
    private String traceId;
    private @Nullable String id;
    private @Nullable String parentId;
    private @Nullable Instant end;
    private @Nullable String groupId;
    private @Nullable Map<String, @Nullable Object> input;
    private @Nullable Map<String, @Nullable Object> output;
    private @Nullable Map<String, @Nullable Object> metadata;
    private @Nullable StoredStatus status;
    private @Nullable StoredType type;
    private @Nullable String applicationVariantId;
    private @Nullable String applicationInteractionId;
    private @Nullable String accountId;
    private @Nullable Map<String, @Nullable Object> createdBy;
    private Map<String, @Nullable Object> additional = Map.of();

    private Builder(String name, Instant start, String traceId) {
      this.name = Objects.requireNonNull(name, "name");
      this.start = Objects.requireNonNull(start, "start");
      this.traceId = Objects.requireNonNull(traceId, "traceId");
    }

    private Builder(StoredSpan span) {
      this.name = span.name;
      this.start = span.start;
      this.traceId = span.traceId;
      this.id = span.id;
      this.parentId = span.parentId;
      this.end = span.end;
      this.groupId = span.groupId;
      this.input = span.input;
      this.output = span.output;
      this.metadata = span.metadata;
      this.status = span.status;
      this.type = span.type;
      this.applicationVariantId = span.applicationVariantId;
      this.applicationInteractionId = span.applicationInteractionId;
      this.accountId = span.accountId;
      this.createdBy = span.createdBy;
      this.additional = span.additional;
    }

    /** Sets the name. */
    public Builder name(String name) {
      this.name = Objects.requireNonNull(name, "name");
      return this;
    }

    /** Sets the time at which the work began. */
    public Builder start(Instant start) {
      this.start = Objects.requireNonNull(start, "start");
      return this;
    }

    /** Sets the id that groups the spans of a trace; the service takes at most 38 characters. */
    public Builder traceId(String traceId) {
      this.traceId = Objects.requireNonNull(traceId, "traceId");
      return this;
    }

    /** Sets the span's id. */
    public Builder id(@Nullable String id) {
      this.id = id;
      return this;
    }

    /** Sets the id of the span that this one is part of. */
    public Builder parentId(@Nullable String parentId) {
      this.parentId = parentId;
      return this;
    }

    /** Sets the time at which the work ended. */
    public Builder end(@Nullable Instant end) {
      this.end = end;
      return this;
    }

    /** Sets the id of a group of spans, such as a conversation. */
    public Builder groupId(@Nullable String groupId) {
      this.groupId = groupId;
      return this;
    }

    /**
     * Sets what went in.
     *
     * @param input copied
     * @throws IllegalArgumentException if it holds a value that JSON cannot
     */
    public Builder input(@Nullable Map<String, ? extends @Nullable Object> input) {
      this.input = input == null ? null : JsonValues.copy("input", input);
      return this;
    }

    /**
     * Sets what came out.
     *
     * @param output copied
     * @throws IllegalArgumentException if it holds a value that JSON cannot
     */
    public Builder output(@Nullable Map<String, ? extends @Nullable Object> output) {
      this.output = output == null ? null : JsonValues.copy("output", output);
      return this;
    }

    /**
     * Sets further values.
     *
     * @param metadata copied
     * @throws IllegalArgumentException if it holds a value that JSON cannot
     */
    public Builder metadata(@Nullable Map<String, ? extends @Nullable Object> metadata) {
      this.metadata = metadata == null ? null : JsonValues.copy("metadata", metadata);
      return this;
    }

    /** Sets the status. */
    public Builder status(@Nullable StoredStatus status) {
      this.status = status;
      return this;
    }

    /** Sets the kind of work. */
    public Builder type(@Nullable StoredType type) {
      this.type = type;
      return this;
    }

    /** Sets the kind of work. */
    public Builder type(ScaleSpanType type) {
      return type(StoredType.of(type));
    }

    /** Sets the id of the variant of the application. */
    public Builder applicationVariantId(@Nullable String applicationVariantId) {
      this.applicationVariantId = applicationVariantId;
      return this;
    }

    /** Sets the id of the interaction with the application. */
    public Builder applicationInteractionId(@Nullable String applicationInteractionId) {
      this.applicationInteractionId = applicationInteractionId;
      return this;
    }

    /** Sets the account's id; the service's, never sent. */
    public Builder accountId(@Nullable String accountId) {
      this.accountId = accountId;
      return this;
    }

    /**
     * Sets the identity that created the span.
     *
     * @param createdBy copied; the service's own, never sent
     * @throws IllegalArgumentException if it holds a value that JSON cannot
     */
    public Builder createdBy(@Nullable Map<String, ? extends @Nullable Object> createdBy) {
      this.createdBy = createdBy == null ? null : JsonValues.copy("createdBy", createdBy);
      return this;
    }

    /**
     * Sets fields that this version does not know, sent as they are.
     *
     * @param additional copied
     * @throws IllegalArgumentException if it holds a value that JSON cannot
     */
    public Builder additional(Map<String, ? extends @Nullable Object> additional) {
      this.additional = JsonValues.copy("additional", additional);
      return this;
    }

    /** Builds the span. */
    public StoredSpan build() {
      return new StoredSpan(this);
    }
  }
}

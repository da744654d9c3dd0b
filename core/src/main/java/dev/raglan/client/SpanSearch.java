package dev.raglan.client;

import dev.raglan.model.ScaleSpanType;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A search for spans: a cursor, times, and filters that a span must match all of. Immutable.
 *
 * <p>A filter that takes several values is matched by any of them. An empty list filters nothing
 * and is not sent.
 *
 * <p>Source: {@code search()} of Scale's spans resource.
 */
public final class SpanSearch {

  private final @Nullable String startingAfter;
  private final @Nullable String endingBefore;
  private final @Nullable Instant from;
  private final @Nullable Instant to;
  private final @Nullable Integer limit;
  private final @Nullable SortOrder sortOrder;
  private final @Nullable String groupId;
  private final @Nullable Boolean parentsOnly;
  private final @Nullable Duration minDuration;
  private final @Nullable Duration maxDuration;
  private final List<String> applicationVariantIds;
  private final List<String> excludedSpanIds;
  private final List<String> excludedTraceIds;
  private final List<String> names;
  private final List<String> parentIds;
  private final List<String> searchTexts;
  private final List<String> spanIds;
  private final List<StoredStatus> statuses;
  private final List<String> traceIds;
  private final List<StoredType> types;
  private final Map<String, @Nullable Object> extraMetadata;

  private SpanSearch(Builder builder) {
    this.startingAfter = builder.startingAfter;
    this.endingBefore = builder.endingBefore;
    this.from = builder.from;
    this.to = builder.to;
    this.limit = builder.limit;
    this.sortOrder = builder.sortOrder;
    this.groupId = builder.groupId;
    this.parentsOnly = builder.parentsOnly;
    this.minDuration = builder.minDuration;
    this.maxDuration = builder.maxDuration;
    this.applicationVariantIds = builder.applicationVariantIds;
    this.excludedSpanIds = builder.excludedSpanIds;
    this.excludedTraceIds = builder.excludedTraceIds;
    this.names = builder.names;
    this.parentIds = builder.parentIds;
    this.searchTexts = builder.searchTexts;
    this.spanIds = builder.spanIds;
    this.statuses = builder.statuses;
    this.traceIds = builder.traceIds;
    this.types = builder.types;
    this.extraMetadata = builder.extraMetadata;
  }

  /** Returns the search that finds every span of the account. */
  public static SpanSearch all() {
    return builder().build();
  }

  /** Returns a builder without filters. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns a builder with everything that this search has. */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /** Returns the id of the span after which the page begins; null if not said. */
  public @Nullable String startingAfter() {
    return startingAfter;
  }

  /** Returns the id of the span before which the page ends; null if not said. */
  public @Nullable String endingBefore() {
    return endingBefore;
  }

  /** Returns the oldest time; null if not said. */
  public @Nullable Instant from() {
    return from;
  }

  /** Returns the newest time; null if not said. */
  public @Nullable Instant to() {
    return to;
  }

  /** Returns the largest number of spans of a page; null if not said. */
  public @Nullable Integer limit() {
    return limit;
  }

  /** Returns the order; null if not said. */
  public @Nullable SortOrder sortOrder() {
    return sortOrder;
  }

  /** Returns the group of the spans; null if not said. */
  public @Nullable String groupId() {
    return groupId;
  }

  /** Returns true for spans without a parent only; null if not said. */
  public @Nullable Boolean parentsOnly() {
    return parentsOnly;
  }

  /** Returns the shortest duration, in whole milliseconds; null if not said. */
  public @Nullable Duration minDuration() {
    return minDuration;
  }

  /** Returns the longest duration, in whole milliseconds; null if not said. */
  public @Nullable Duration maxDuration() {
    return maxDuration;
  }

  /** Returns the variants of the application; empty for any. */
  public List<String> applicationVariantIds() {
    return applicationVariantIds;
  }

  /** Returns the spans to leave out; empty for any. */
  public List<String> excludedSpanIds() {
    return excludedSpanIds;
  }

  /** Returns the traces whose spans to leave out; empty for any. */
  public List<String> excludedTraceIds() {
    return excludedTraceIds;
  }

  /** Returns the names; empty for any. */
  public List<String> names() {
    return names;
  }

  /** Returns the parents; empty for any. */
  public List<String> parentIds() {
    return parentIds;
  }

  /** Returns the texts to look for in input and output; empty for any. */
  public List<String> searchTexts() {
    return searchTexts;
  }

  /** Returns the ids; empty for any. */
  public List<String> spanIds() {
    return spanIds;
  }

  /** Returns the statuses; empty for any. */
  public List<StoredStatus> statuses() {
    return statuses;
  }

  /** Returns the traces; empty for any. */
  public List<String> traceIds() {
    return traceIds;
  }

  /** Returns the types; empty for any. */
  public List<StoredType> types() {
    return types;
  }

  /** Returns the metadata that a span must have; empty for any. */
  public Map<String, @Nullable Object> extraMetadata() {
    return extraMetadata;
  }

  /** A builder of {@link SpanSearch}. Not thread-safe. */
  public static final class Builder {

    private static final int MAX_LIMIT = 1000;

    private @Nullable String startingAfter;
    private @Nullable String endingBefore;
    private @Nullable Instant from;
    private @Nullable Instant to;
    private @Nullable Integer limit;
    private @Nullable SortOrder sortOrder;
    private @Nullable String groupId;
    private @Nullable Boolean parentsOnly;
    private @Nullable Duration minDuration;
    private @Nullable Duration maxDuration;
    private List<String> applicationVariantIds = List.of();
    private List<String> excludedSpanIds = List.of();
    private List<String> excludedTraceIds = List.of();
    private List<String> names = List.of();
    private List<String> parentIds = List.of();
    private List<String> searchTexts = List.of();
    private List<String> spanIds = List.of();
    private List<StoredStatus> statuses = List.of();
    private List<String> traceIds = List.of();
    private List<StoredType> types = List.of();
    private Map<String, @Nullable Object> extraMetadata = Map.of();

    private Builder() {}

    private Builder(SpanSearch search) {
      this.startingAfter = search.startingAfter;
      this.endingBefore = search.endingBefore;
      this.from = search.from;
      this.to = search.to;
      this.limit = search.limit;
      this.sortOrder = search.sortOrder;
      this.groupId = search.groupId;
      this.parentsOnly = search.parentsOnly;
      this.minDuration = search.minDuration;
      this.maxDuration = search.maxDuration;
      this.applicationVariantIds = search.applicationVariantIds;
      this.excludedSpanIds = search.excludedSpanIds;
      this.excludedTraceIds = search.excludedTraceIds;
      this.names = search.names;
      this.parentIds = search.parentIds;
      this.searchTexts = search.searchTexts;
      this.spanIds = search.spanIds;
      this.statuses = search.statuses;
      this.traceIds = search.traceIds;
      this.types = search.types;
      this.extraMetadata = search.extraMetadata;
    }

    /**
     * Sets the id of the span after which the page begins, and takes {@link #endingBefore} away.
     */
    public Builder startingAfter(String startingAfter) {
      this.startingAfter = Objects.requireNonNull(startingAfter, "startingAfter");
      this.endingBefore = null;
      return this;
    }

    /**
     * Sets the id of the span before which the page ends, and takes {@link #startingAfter} away.
     */
    public Builder endingBefore(String endingBefore) {
      this.endingBefore = Objects.requireNonNull(endingBefore, "endingBefore");
      this.startingAfter = null;
      return this;
    }

    /** Sets the oldest time. */
    public Builder from(Instant from) {
      this.from = Objects.requireNonNull(from, "from");
      return this;
    }

    /** Sets the newest time. */
    public Builder to(Instant to) {
      this.to = Objects.requireNonNull(to, "to");
      return this;
    }

    /**
     * Sets the largest number of spans of a page; the service's default is 100.
     *
     * @throws IllegalArgumentException if it is not from 1 to 1000
     */
    public Builder limit(int limit) {
      if (limit < 1 || limit > MAX_LIMIT) {
        throw new IllegalArgumentException("limit must be from 1 to 1000: " + limit);
      }
      this.limit = limit;
      return this;
    }

    /** Sets the order. */
    public Builder sortOrder(SortOrder sortOrder) {
      this.sortOrder = Objects.requireNonNull(sortOrder, "sortOrder");
      return this;
    }

    /** Sets the group of the spans. */
    public Builder groupId(String groupId) {
      this.groupId = Objects.requireNonNull(groupId, "groupId");
      return this;
    }

    /** Sets whether only spans without a parent are found; false by default. */
    public Builder parentsOnly(boolean parentsOnly) {
      this.parentsOnly = parentsOnly;
      return this;
    }

    /** Sets the shortest duration, in whole milliseconds. */
    public Builder minDuration(Duration minDuration) {
      this.minDuration = Objects.requireNonNull(minDuration, "minDuration");
      return this;
    }

    /** Sets the longest duration, in whole milliseconds. */
    public Builder maxDuration(Duration maxDuration) {
      this.maxDuration = Objects.requireNonNull(maxDuration, "maxDuration");
      return this;
    }

    /** Sets the variants of the application. */
    public Builder applicationVariantIds(Collection<String> applicationVariantIds) {
      this.applicationVariantIds = List.copyOf(applicationVariantIds);
      return this;
    }

    /** Sets the variants of the application. */
    public Builder applicationVariantIds(String... applicationVariantIds) {
      return applicationVariantIds(List.of(applicationVariantIds));
    }

    /** Sets the spans to leave out. */
    public Builder excludedSpanIds(Collection<String> excludedSpanIds) {
      this.excludedSpanIds = List.copyOf(excludedSpanIds);
      return this;
    }

    /** Sets the spans to leave out. */
    public Builder excludedSpanIds(String... excludedSpanIds) {
      return excludedSpanIds(List.of(excludedSpanIds));
    }

    /** Sets the traces whose spans to leave out. */
    public Builder excludedTraceIds(Collection<String> excludedTraceIds) {
      this.excludedTraceIds = List.copyOf(excludedTraceIds);
      return this;
    }

    /** Sets the traces whose spans to leave out. */
    public Builder excludedTraceIds(String... excludedTraceIds) {
      return excludedTraceIds(List.of(excludedTraceIds));
    }

    /** Sets the names. */
    public Builder names(Collection<String> names) {
      this.names = List.copyOf(names);
      return this;
    }

    /** Sets the names. */
    public Builder names(String... names) {
      return names(List.of(names));
    }

    /** Sets the parents. */
    public Builder parentIds(Collection<String> parentIds) {
      this.parentIds = List.copyOf(parentIds);
      return this;
    }

    /** Sets the parents. */
    public Builder parentIds(String... parentIds) {
      return parentIds(List.of(parentIds));
    }

    /** Sets the texts to look for in input and output. */
    public Builder searchTexts(Collection<String> searchTexts) {
      this.searchTexts = List.copyOf(searchTexts);
      return this;
    }

    /** Sets the texts to look for in input and output. */
    public Builder searchTexts(String... searchTexts) {
      return searchTexts(List.of(searchTexts));
    }

    /** Sets the ids. */
    public Builder spanIds(Collection<String> spanIds) {
      this.spanIds = List.copyOf(spanIds);
      return this;
    }

    /** Sets the ids. */
    public Builder spanIds(String... spanIds) {
      return spanIds(List.of(spanIds));
    }

    /** Sets the statuses. */
    public Builder statuses(Collection<StoredStatus> statuses) {
      this.statuses = List.copyOf(statuses);
      return this;
    }

    /** Sets the statuses. */
    public Builder statuses(StoredStatus... statuses) {
      return statuses(List.of(statuses));
    }

    /** Sets the traces. */
    public Builder traceIds(Collection<String> traceIds) {
      this.traceIds = List.copyOf(traceIds);
      return this;
    }

    /** Sets the traces. */
    public Builder traceIds(String... traceIds) {
      return traceIds(List.of(traceIds));
    }

    /** Sets the types. */
    public Builder types(Collection<StoredType> types) {
      this.types = List.copyOf(types);
      return this;
    }

    /** Sets the types. */
    public Builder types(ScaleSpanType... types) {
      return types(Arrays.stream(types).map(StoredType::of).toList());
    }

    /**
     * Sets the metadata that a span must have.
     *
     * @param extraMetadata copied
     * @throws IllegalArgumentException if it holds a value that JSON cannot
     */
    public Builder extraMetadata(Map<String, ? extends @Nullable Object> extraMetadata) {
      this.extraMetadata = JsonValues.copy("extraMetadata", extraMetadata);
      return this;
    }

    /** Builds the search. */
    public SpanSearch build() {
      return new SpanSearch(this);
    }
  }
}

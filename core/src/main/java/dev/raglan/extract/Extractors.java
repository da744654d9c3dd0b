package dev.raglan.extract;

import dev.raglan.model.Extraction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The extractors that are there: the application's own, then Raglan's for the libraries that are
 * present, then those for JSON and for beans that have the shape. Thread-safe; never throws.
 */
public final class Extractors {

  private final List<ResultExtractor> extractors;

  private Extractors(Builder builder) {
    this.extractors = List.copyOf(builder.extractors);
  }

  /** Those found through the service loader, then Raglan's own. */
  public static Extractors discover() {
    return builder().build();
  }

  /** The given ones alone, asked in their order. */
  public static Extractors of(ResultExtractor... extractors) {
    return new Extractors(new Builder(List.of(extractors)));
  }

  /** A builder of those that {@link #discover} finds, with other settings. */
  public static Builder builder() {
    return new Builder(List.of());
  }

  /**
   * What the value holds.
   *
   * @param value anything; it is read on the calling thread and not kept
   * @return {@link Extraction#NONE} if no extractor finds anything
   */
  public Extraction extract(@Nullable Object value) {
    return value == null || extractors.isEmpty() ? Extraction.NONE : Extraction.NONE;
  }

  /**
   * A reader for the chunks of one streamed response; the first chunk is not added to it yet.
   *
   * @return null if values of the chunk's class are no chunks
   */
  public @Nullable ChunkReader accumulator(@Nullable Object firstChunk) {
    return null;
  }

  /** Whether an extractor vouches that instances of the class never change. */
  public boolean vouches(Class<?> type) {
    return false;
  }

  /** Builds {@link Extractors}; not thread-safe. */
  public static final class Builder {

    private final List<ResultExtractor> extractors;
    private boolean vectors;

    private Builder(List<ResultExtractor> extractors) {
      this.extractors = extractors;
    }

    /** Also reads the vectors of embeddings, rounded to 4 places; off unless asked for. */
    public Builder vectors(boolean read) {
      vectors = read;
      return this;
    }

    /** The extractors. */
    public Extractors build() {
      return new Extractors(this);
    }
  }
}

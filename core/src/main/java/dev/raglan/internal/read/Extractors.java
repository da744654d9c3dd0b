package dev.raglan.internal.read;

import dev.raglan.internal.safe.Safe;
import dev.raglan.model.Extraction;
import dev.raglan.spi.ChunkReader;
import dev.raglan.spi.ResultExtractor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The extractors that are there: the application's own, then Raglan's for the libraries that are
 * present, then those for JSON and for beans that have the shape. They are looked for when the
 * first value is read: an application starts without them. Thread-safe; never throws.
 */
public final class Extractors {

  private final Function<Listing, List<ResultExtractor>> source;
  private volatile @Nullable List<ResultExtractor> found;
  private final Listing listing = new Listing(this::one);

  // Not static: an entry lives in the class it is about, and must not keep Raglan's loader alive.
  private final ClassValue<Optional<ResultExtractor>> byType =
      new ClassValue<>() {
        @Override
        protected Optional<ResultExtractor> computeValue(Class<?> type) {
          return extractors().stream()
              .filter(extractor -> Safe.orElse(() -> extractor.supports(type), false))
              .findFirst();
        }
      };

  private Extractors(Function<Listing, List<ResultExtractor>> source) {
    this.source = source;
  }

  private List<ResultExtractor> extractors() {
    List<ResultExtractor> known = found;
    return known == null ? findOnce() : known;
  }

  private synchronized List<ResultExtractor> findOnce() {
    List<ResultExtractor> known = found;
    if (known == null) {
      known = List.copyOf(source.apply(listing));
      found = known;
    }
    return known;
  }

  /** Those found through the service loader, then Raglan's own. */
  public static Extractors discover() {
    return builder().build();
  }

  /** The given ones alone, asked in their order. */
  public static Extractors of(ResultExtractor... extractors) {
    List<ResultExtractor> given = List.of(extractors);
    return new Extractors(listing -> given);
  }

  /** A builder of those that {@link #discover} finds, with other settings. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * What the value holds; a list is read element by element, an Optional is looked through.
   *
   * @param value anything; it is read on the calling thread and not kept
   * @return {@link Extraction#NONE} if no extractor finds anything
   */
  public Extraction extract(@Nullable Object value) {
    Object present = value instanceof Optional<?> optional ? optional.orElse(null) : value;
    if (present == null) {
      return Extraction.NONE;
    }
    return ListElements.isList(present)
        ? Safe.orElse(() -> listing.read(present), Extraction.NONE)
        : one(present);
  }

  private Extraction one(Object value) {
    ResultExtractor extractor = byType.get(value.getClass()).orElse(null);
    if (extractor == null) {
      return Extraction.NONE;
    }
    try {
      return extractor.extract(value);
    } catch (Throwable thrown) {
      Safe.log("reading a result with " + extractor.getClass().getName(), thrown);
      return Extraction.NONE;
    }
  }

  /**
   * A reader for the chunks of one streamed response; the first chunk is not added to it yet. It
   * never throws.
   *
   * @return null if the value is no chunk
   */
  public @Nullable ChunkReader accumulator(@Nullable Object firstChunk) {
    if (firstChunk == null) {
      return null;
    }
    ResultExtractor extractor = byType.get(firstChunk.getClass()).orElse(null);
    ChunkReader reader = extractor == null ? null : Safe.orNull(() -> extractor.chunks(firstChunk));
    return reader == null ? null : new SafeChunks(firstChunk.getClass(), reader);
  }

  /** Whether an extractor vouches that instances of the class never change. */
  public boolean vouches(Class<?> type) {
    ResultExtractor extractor = byType.get(type).orElse(null);
    return extractor != null && Safe.orElse(() -> extractor.vouches(type), false);
  }

  /** Builds {@link Extractors}; not thread-safe. */
  public static final class Builder {

    private boolean vectors;

    private Builder() {}

    /** Also reads the vectors of embeddings, rounded to 4 places; off unless asked for. */
    public Builder vectors(boolean read) {
      vectors = read;
      return this;
    }

    /** The extractors. */
    public Extractors build() {
      Vectors asked = new Vectors(vectors);
      return new Extractors(
          listing -> {
            List<ResultExtractor> all = new ArrayList<>(applications());
            all.addAll(BuiltInExtractors.extractors(asked, listing));
            return all;
          });
    }

    private static List<ResultExtractor> applications() {
      List<ResultExtractor> found = new ArrayList<>();
      try {
        ServiceLoader.load(ResultExtractor.class, Extractors.class.getClassLoader())
            .forEach(found::add);
      } catch (ServiceConfigurationError | LinkageError broken) {
        Safe.log("a result extractor cannot be loaded", broken);
      }
      return found;
    }
  }
}

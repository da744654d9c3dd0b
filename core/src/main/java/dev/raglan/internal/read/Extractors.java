package dev.raglan.internal.read;

import dev.raglan.internal.foreign.Carriers;
import dev.raglan.internal.foreign.PerClass;
import dev.raglan.internal.json.CopiedBean;
import dev.raglan.internal.safe.Safe;
import dev.raglan.internal.type.RawJson;
import dev.raglan.model.Extraction;
import dev.raglan.model.SpanType;
import dev.raglan.spi.ChunkReader;
import dev.raglan.spi.ResultExtractor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The extractors of an engine, asked in their order: the first that supports a class reads its
 * values. They are made when the first value is read: an application starts without them.
 * Thread-safe; never throws.
 */
public final class Extractors {

  /** Bytes beyond the limit are not looked at: a copy of them would be made. */
  private static final int MOST_BYTES = 1 << 24;

  private final Function<Extractors, List<ResultExtractor>> source;
  private final PerClass<Optional<ResultExtractor>> byType = new PerClass<>(this::find);
  private final PerClass<Boolean> immutable = new PerClass<>(this::isKnownImmutable);
  private volatile @Nullable List<ResultExtractor> found;

  private Extractors(Function<Extractors, List<ResultExtractor>> source) {
    this.source = source;
  }

  /** Returns the given extractors alone. */
  static Extractors of(ResultExtractor... extractors) {
    List<ResultExtractor> given = List.of(extractors);
    return new Extractors(all -> given);
  }

  /**
   * Returns the extractors that the service loader finds, followed by the given ones.
   *
   * @param builtIn makes Raglan's own; it is given the extractors that it becomes part of, for
   *     values that hold others
   */
  public static Extractors discovered(Function<Extractors, List<ResultExtractor>> builtIn) {
    return new Extractors(
        all -> {
          List<ResultExtractor> both = new ArrayList<>(services());
          both.addAll(builtIn.apply(all));
          return both;
        });
  }

  private static List<ResultExtractor> services() {
    List<ResultExtractor> found = new ArrayList<>();
    try {
      ServiceLoader.load(ResultExtractor.class, Extractors.class.getClassLoader())
          .forEach(found::add);
    } catch (ServiceConfigurationError | LinkageError broken) {
      Safe.log("a result extractor cannot be loaded", broken);
    }
    return found;
  }

  private List<ResultExtractor> all() {
    List<ResultExtractor> known = found;
    return known == null ? makeOnce() : known;
  }

  private synchronized List<ResultExtractor> makeOnce() {
    List<ResultExtractor> known = found;
    if (known == null) {
      known = List.copyOf(source.apply(this));
      found = known;
    }
    return known;
  }

  private Optional<ResultExtractor> find(Class<?> type) {
    return all().stream()
        .filter(extractor -> Safe.orElse(() -> extractor.supports(type), false))
        .findFirst();
  }

  /**
   * Returns true if the results of spans of the type are read: those that hold a model's answer,
   * documents or embeddings.
   */
  public static boolean readResultsOf(SpanType type) {
    return switch (type) {
      case GENERATION, EMBEDDING, RETRIEVER, RERANKER -> true;
      default -> false;
    };
  }

  /**
   * Reads a value; an Optional is looked through, and what carries an answer, such as one of HTTP.
   *
   * @param value anything; it is read on the calling thread and not kept
   * @return {@link Extraction#NONE} if no extractor finds anything
   */
  public Extraction extract(@Nullable Object value) {
    Object present = Safe.orNull(() -> asText(Carriers.open(value)));
    if (present == null) {
      return Extraction.NONE;
    }
    ResultExtractor extractor = byType.get(present.getClass()).orElse(null);
    if (extractor == null || isCopyOfOther(present)) {
      return Extraction.NONE;
    }
    try {
      return extractor.extract(present);
    } catch (Throwable thrown) {
      Safe.log("reading a result with " + extractor.getClass().getName(), thrown);
      return Extraction.NONE;
    }
  }

  /** Returns true for a copy of a bean in which there is nothing to read. */
  private boolean isCopyOfOther(Object value) {
    return value instanceof CopiedBean copy && byType.get(copy.type()).isEmpty();
  }

  /**
   * Returns texts that the JDK's classes hold as texts, JSON as bytes too; any other value itself.
   */
  private static @Nullable Object asText(@Nullable Object value) {
    if (value instanceof byte[] bytes) {
      return isJson(bytes) ? new String(bytes, StandardCharsets.UTF_8) : value;
    }
    return value instanceof CharSequence text && text.getClass().getClassLoader() == null
        ? text.toString()
        : value;
  }

  private static boolean isJson(byte[] bytes) {
    int at = 0;
    while (at < bytes.length && bytes[at] >= 0 && bytes[at] <= ' ') {
      at++;
    }
    boolean isWithin = at < bytes.length && bytes.length <= MOST_BYTES;
    return isWithin && (bytes[at] == '{' || bytes[at] == '[');
  }

  /**
   * Reads a value of a span of the type: what a search finds, or puts in order, are documents also
   * if they are texts.
   *
   * @param value anything; it is read on the calling thread and not kept
   * @return {@link Extraction#NONE} if no extractor finds anything
   */
  public Extraction extract(@Nullable Object value, SpanType type) {
    return withTexts(extract(value), value, type);
  }

  /** Returns what was read of a value, or the documents that its texts are. */
  private static Extraction withTexts(Extraction read, @Nullable Object value, SpanType type) {
    boolean finds = type == SpanType.RETRIEVER || type == SpanType.RERANKER;
    return finds && value != null && read.equals(Extraction.NONE)
        ? Safe.orElse(() -> DocumentLists.ofTexts(value), read)
        : read;
  }

  /**
   * Reads a result of a span of the type: of a model, an object with an id and a text is one that
   * it was asked for, and no document that a search found.
   *
   * @param value anything; it is read on the calling thread and not kept
   * @return {@link Extraction#NONE} if no extractor finds anything
   */
  public Extraction extractResult(@Nullable Object value, SpanType type) {
    return ofResult(extract(value), value, type);
  }

  /** Returns what was read of a result of a span of the type, as what it is there. */
  public static Extraction ofResult(Extraction read, @Nullable Object value, SpanType type) {
    boolean isOfModel = type == SpanType.GENERATION && value != null && isLoneText(read);
    Object held = isOfModel ? Safe.orNull(() -> Carriers.open(value)) : null;
    boolean isObject = held != null && !ListElements.isList(held);
    return isObject ? Extraction.NONE : withTexts(read, value, type);
  }

  private static boolean isLoneText(Extraction read) {
    return read.documents().size() == 1
        && read.documents().get(0).score() == null
        && read.documentsLeftOut() == 0
        && read.messages().isEmpty()
        && read.completion() == null
        && read.failure() == null;
  }

  /**
   * Returns the settings of a request by their names on the wire; empty for any other value.
   *
   * @param value anything; it is read on the calling thread and not kept
   */
  public Map<String, Object> settings(@Nullable Object value) {
    if (value == null) {
      return Map.of();
    }
    Object asked = Objects.requireNonNull(asText(value));
    ResultExtractor extractor = byType.get(asked.getClass()).orElse(null);
    return extractor == null ? Map.of() : Safe.orElse(() -> extractor.settings(asked), Map.of());
  }

  /**
   * Returns a reader for the chunks of one streamed response; it is still to be given the first
   * one. The reader never throws.
   *
   * @return null if the value is no chunk
   */
  public @Nullable ChunkReader accumulator(@Nullable Object firstChunk) {
    Object first = firstChunk == null ? null : Safe.orNull(() -> Carriers.open(firstChunk));
    if (first == null) {
      return null;
    }
    ResultExtractor extractor = byType.get(first.getClass()).orElse(null);
    ChunkReader reader = extractor == null ? null : Safe.orNull(() -> extractor.chunks(first));
    return reader == null ? null : new SafeChunks(first.getClass(), reader);
  }

  /**
   * Returns a value, or the copy that is kept of it, if what is read out of that later is what is
   * read out of the value now; else null.
   */
  public @Nullable Object later(Object value, @Nullable Object kept) {
    if (kept == value || kept == null) {
      return kept;
    }
    boolean isCopy = !(kept instanceof RawJson) && !(value instanceof CharSequence);
    boolean isRead = kept instanceof CopiedBean || readAlike(value.getClass(), kept.getClass());
    return isCopy && isRead ? kept : null;
  }

  /**
   * Returns true if values of the class are read by the names of their members, or not at all: a
   * copy of these is read as they are.
   */
  public boolean isReadByShape(Class<?> type) {
    ResultExtractor extractor = byType.get(type).orElse(null);
    return extractor == null || extractor instanceof ShapeExtractor;
  }

  /**
   * Returns a copy of what is read of a library's answer, to be read later; null if it is to be
   * read at once.
   *
   * @param isKept tells whether a value never changes
   */
  public @Nullable Object copy(Object answer, Predicate<Object> isKept) {
    return byType.get(answer.getClass()).orElse(null) instanceof CopyingExtractor copying
        ? Safe.orNull(() -> copying.copy(answer, isKept))
        : null;
  }

  /** Returns true if what is read of a library's request never changes: it is read later. */
  public boolean keeps(Object request) {
    return byType.get(request.getClass()).orElse(null) instanceof CopyingExtractor copying
        && Safe.orElse(() -> copying.keeps(request), false);
  }

  /** Returns true if values of both classes are read by the same extractor, or by none. */
  private boolean readAlike(Class<?> one, Class<?> other) {
    return one == other || byType.get(one).equals(byType.get(other));
  }

  /** Returns true if an extractor says that instances of the class never change. */
  public boolean isImmutable(Class<?> type) {
    return immutable.get(type);
  }

  private boolean isKnownImmutable(Class<?> type) {
    ResultExtractor extractor = byType.get(type).orElse(null);
    return extractor != null && Safe.orElse(() -> extractor.isImmutable(type), false);
  }
}

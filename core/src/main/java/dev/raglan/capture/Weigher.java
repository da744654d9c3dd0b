package dev.raglan.capture;

import dev.raglan.json.RawJson;
import dev.raglan.model.Embeddings;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * Estimates how much memory captured values keep from being freed, in bytes.
 *
 * <p>Runs on the caller's thread, once a call, so it looks at lengths and never at characters: text
 * counts two bytes a character, which is the most it takes. It stops as soon as there is more than
 * a given weight. Thread-safe; never throws.
 */
public final class Weigher {

  private static final int MAX_DEPTH = 8;
  private static final int MAX_ITEMS = 2_048;
  private static final long CALL = 96;
  private static final long TEXT = 56;
  private static final long BOX = 24;
  private static final long REFERENCE = 8;
  private static final long UNKNOWN = 64;
  private static final long OPAQUE = 4_096;
  private static final long NUMBER = 24;
  private static final long TIME = 96;
  private static final long BIG_NUMBER = 112;

  /** How values of one class are weighed. */
  private sealed interface Kind {

    /** By what they are. */
    enum Simple implements Kind {
      TEXT,
      RAW_JSON,
      BOX,
      TIME,
      BIG_INTEGER,
      BIG_DECIMAL,
      LIST,
      COLLECTION,
      MAP,
      OPTIONAL,
      UNKNOWN,
      OPAQUE,
      HIDDEN
    }

    /**
     * By those components that can be of any weight.
     *
     * @param own what each of them weighs without its components
     * @param texts weighs those that are declared as text, in one go
     * @param others read the other ones
     */
    record OfRecord(long own, MethodHandle texts, MethodHandle[] others) implements Kind {}
  }

  // Not static: an entry lives in the class it is about, and must not keep Raglan's loader alive.
  private final ClassValue<Kind> kinds =
      new ClassValue<>() {
        @Override
        protected Kind computeValue(Class<?> type) {
          return kindOf(type);
        }
      };

  private final long enough;

  /**
   * A weigher that looks no further once it has found more than enough.
   *
   * @param enough in bytes; what is heavier has some weight above that
   */
  public Weigher(long enough) {
    this.enough = enough;
  }

  /** What the values of the call weigh; a value that is bound as well counts once. */
  public long weigh(Captured captured) {
    try {
      long bytes = CALL + weigh(captured.output(), 0);
      Arguments arguments = captured.arguments();
      if (arguments != null) {
        for (Object value : arguments.values()) {
          bytes += REFERENCE + weigh(value, 0);
        }
      }
      bytes += captured.bindings().weigh(this, captured);
      return bytes + weigh(captured.extracted());
    } catch (Throwable thrown) {
      return enough + 1;
    }
  }

  /** What was read out, and the vectors in the response that it was read out of. */
  private long weigh(Extracted extracted) throws Throwable {
    if (extracted == Extracted.NONE) {
      return 0;
    }
    Embeddings embeddings = extracted.output().embeddings();
    long vectors = 0;
    if (embeddings != null && embeddings.dimensions() != null) {
      vectors = NUMBER * embeddings.count() * embeddings.dimensions();
    }
    return vectors + weigh(extracted, 0);
  }

  long weigh(@Nullable Object value, int depth) throws Throwable {
    if (value == null) {
      return 0;
    }
    // By its class at once: a row of instanceof checks would cost more than all the rest.
    if (value.getClass() == String.class) {
      return text(((String) value).length());
    }
    return weigh(kinds.get(value.getClass()), value, depth);
  }

  private long weigh(Kind kind, Object value, int depth) throws Throwable {
    if (kind == Kind.Simple.BOX) {
      return BOX;
    }
    return depth == MAX_DEPTH ? UNKNOWN : weighContent(kind, value, depth + 1);
  }

  private static long big(BigInteger value) {
    return BIG_NUMBER + value.bitLength() / Byte.SIZE;
  }

  /** The weight of a text of so many characters. */
  static long text(int length) {
    return TEXT + 2L * length;
  }

  private long weighContent(Kind kind, Object value, int depth) throws Throwable {
    if (kind instanceof Kind.OfRecord ofRecord) {
      return weighRecord(ofRecord, value, depth);
    }
    return switch ((Kind.Simple) kind) {
      case TEXT -> text(((String) value).length());
      case RAW_JSON -> text(((RawJson) value).json().length());
      case BOX -> BOX;
      case TIME -> TIME;
      case BIG_INTEGER -> big((BigInteger) value);
      case BIG_DECIMAL -> BOX + big(((BigDecimal) value).unscaledValue());
      case LIST -> weighList((List<?>) value, depth);
      case COLLECTION -> weighElements((Collection<?>) value, depth);
      case MAP -> {
        Map<?, ?> map = (Map<?, ?>) value;
        yield weighElements(map.keySet(), depth) + weighElements(map.values(), depth);
      }
      case OPTIONAL -> BOX + weigh(((Optional<?>) value).orElse(null), depth);
      case UNKNOWN -> UNKNOWN;
      // What its library's extractor read out of it is weighed besides.
      case OPAQUE -> OPAQUE;
      case HIDDEN -> enough + 1;
    };
  }

  /** Elements are of one class as a rule, which is then looked up once. */
  private long weighList(List<?> list, int depth) throws Throwable {
    int size = list.size();
    int seen = 0;
    long bytes = 0;
    Class<?> type = Integer.class;
    Kind kind = Kind.Simple.BOX;
    while (seen < size && seen < MAX_ITEMS && bytes <= enough) {
      Object element = list.get(seen++);
      if (element != null && element.getClass() != type) {
        type = element.getClass();
        kind = kinds.get(type);
      }
      bytes += REFERENCE + (element == null ? 0 : weigh(kind, element, depth));
    }
    return BOX + forAll(bytes, seen, size);
  }

  private long weighElements(Collection<?> elements, int depth) throws Throwable {
    int seen = 0;
    long bytes = 0;
    for (Object element : elements) {
      if (seen == MAX_ITEMS || bytes > enough) {
        break;
      }
      bytes += REFERENCE + weigh(element, depth);
      seen++;
    }
    return BOX + forAll(bytes, seen, elements.size());
  }

  /** Whatever those weigh that were not looked at, it is taken for too much. */
  private long forAll(long bytes, int seen, int size) {
    return seen < size ? enough + 1 : bytes;
  }

  private long weighRecord(Kind.OfRecord kind, Object value, int depth) throws Throwable {
    long bytes = kind.own() + (long) kind.texts().invokeExact(value);
    for (MethodHandle accessor : kind.others()) {
      bytes += weigh((Object) accessor.invokeExact(value), depth);
      if (bytes > enough) {
        break;
      }
    }
    return bytes;
  }

  private static Kind kindOf(Class<?> type) {
    if (type == String.class) {
      return Kind.Simple.TEXT;
    }
    if (type == RawJson.class) {
      return Kind.Simple.RAW_JSON;
    }
    if (type == BigInteger.class) {
      return Kind.Simple.BIG_INTEGER;
    }
    if (type == BigDecimal.class) {
      return Kind.Simple.BIG_DECIMAL;
    }
    if (isBox(type)) {
      return Kind.Simple.BOX;
    }
    if (type.getName().startsWith("java.time.")) {
      return Kind.Simple.TIME;
    }
    if (type == Optional.class) {
      return Kind.Simple.OPTIONAL;
    }
    if (Map.class.isAssignableFrom(type)) {
      return Kind.Simple.MAP;
    }
    if (Collection.class.isAssignableFrom(type)) {
      boolean indexed =
          List.class.isAssignableFrom(type) && RandomAccess.class.isAssignableFrom(type);
      return indexed ? Kind.Simple.LIST : Kind.Simple.COLLECTION;
    }
    if (type.isRecord()) {
      return kindOfRecord(type);
    }
    return type.getName().startsWith("java.") ? Kind.Simple.UNKNOWN : Kind.Simple.OPAQUE;
  }

  private static boolean isBox(Class<?> type) {
    return Number.class.isAssignableFrom(type)
        || Enum.class.isAssignableFrom(type)
        || type == Boolean.class
        || type == Character.class;
  }

  private static Kind kindOfRecord(Class<?> type) {
    try {
      MethodHandle texts = RecordTexts.none();
      List<MethodHandle> others = new ArrayList<>();
      RecordComponent[] components = type.getRecordComponents();
      for (RecordComponent component : components) {
        MethodHandle accessor = Immutability.accessor(component);
        if (component.getType() == String.class) {
          texts = RecordTexts.and(accessor, texts);
        } else if (!component.getType().isPrimitive()) {
          others.add(accessor);
        }
      }
      long own = BOX + REFERENCE * components.length;
      return new Kind.OfRecord(own, texts, others.toArray(new MethodHandle[0]));
    } catch (Throwable inaccessible) {
      return Kind.Simple.HIDDEN;
    }
  }
}

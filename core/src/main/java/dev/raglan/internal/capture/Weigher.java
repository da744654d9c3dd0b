package dev.raglan.internal.capture;

import dev.raglan.internal.foreign.PerClass;
import dev.raglan.internal.json.CopiedBean;
import dev.raglan.internal.type.RawJson;
import dev.raglan.model.Embeddings;
import java.lang.invoke.MethodHandle;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  static final long BOX = 24;
  static final long REFERENCE = 8;
  private static final long UNKNOWN = 64;
  private static final long OPAQUE = 4_096;
  private static final long NUMBER = 24;
  private static final long TIME = 96;
  private static final long BIG_NUMBER = 112;

  /** A copied map, with the table that it is in and the view of it, without its entries. */
  private static final long TABLE = 96;

  private final PerClass<ObjectPlan> plans = new PerClass<>(ObjectPlan::of);
  private final PerClass<WeightKind> kinds = new PerClass<>(type -> WeightKind.of(type, plans));
  private final long enough;

  /**
   * Creates a weigher that looks no further once it has found more than enough.
   *
   * @param enough in bytes; what is heavier has some weight above that
   */
  public Weigher(long enough) {
    this.enough = enough;
  }

  /**
   * Returns a weigher of values that may be kept until they are rendered: for each character that a
   * rendered value may have, eight that are kept, of two bytes.
   *
   * @param maxLength the most characters of a rendered value
   */
  public static Weigher ofKept(int maxLength) {
    return new Weigher(16L * maxLength);
  }

  /** Returns a sum of objects, which looks no further once it is more than enough. */
  ObjectWeight sum(long limit) {
    return new ObjectWeight(plans, limit);
  }

  /** Returns the weight above which it looks no further. */
  public long enough() {
    return enough;
  }

  /** Returns true if the value is not heavier than enough. */
  public boolean isLight(@Nullable Object value) {
    try {
      return weigh(value, 0) <= enough;
    } catch (Throwable thrown) {
      return false;
    }
  }

  /** Returns true if none of the arguments is heavier than enough. */
  public boolean areLight(Arguments arguments) {
    for (Object value : arguments.values()) {
      if (!isLight(value)) {
        return false;
      }
    }
    return true;
  }

  /** Returns the weight of the values of the call; a value that is bound as well counts once. */
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
      UnreadValues unread = captured.unread();
      bytes += unread == null ? 0 : unread.weigh(this, captured);
      return bytes + weigh(captured.extracted());
    } catch (Throwable thrown) {
      return enough + 1;
    }
  }

  /**
   * Returns the weight of the facts read out, and of the vectors in the response that it was read
   * out of.
   */
  private long weigh(Extracted extracted) throws Throwable {
    if (extracted == Extracted.NONE) {
      return 0;
    }
    Embeddings embeddings = extracted.output().embeddings();
    long vectors = 0;
    if (embeddings != null && embeddings.dimensions() != null) {
      vectors = NUMBER * embeddings.count() * embeddings.dimensions();
    }
    return vectors + weighRead(extracted);
  }

  /**
   * Returns the weight of what was read of a value, or is to be read, by its fields if a record.
   */
  long weighRead(@Nullable Object value) throws Throwable {
    return value instanceof Record ? new ObjectWeight(plans, enough).of(value) : weigh(value, 0);
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

  private long weigh(WeightKind kind, Object value, int depth) throws Throwable {
    if (kind == WeightKind.Simple.BOX) {
      return BOX;
    }
    return depth == MAX_DEPTH ? UNKNOWN : weighContent(kind, value, depth + 1);
  }

  private static long big(BigInteger value) {
    return BIG_NUMBER + value.bitLength() / Byte.SIZE;
  }

  /** Returns the weight of a value of the JDK's that holds no others. */
  static long of(Object value) {
    return value instanceof URI uri ? 2 * text(uri.toString().length()) : UNKNOWN;
  }

  /** Returns the weight of a text of so many characters. */
  static long text(int length) {
    return TEXT + 2L * length;
  }

  private long weighContent(WeightKind kind, Object value, int depth) throws Throwable {
    if (kind instanceof WeightKind.OfRecord ofRecord) {
      return weighRecord(ofRecord, value, depth);
    }
    if (kind instanceof WeightKind.OfObject ofObject) {
      return Math.max(OPAQUE, new ObjectWeight(plans, enough).of(value, ofObject.plan()));
    }
    return switch ((WeightKind.Simple) kind) {
      case TEXT -> text(((String) value).length());
      case RAW_JSON -> text(((RawJson) value).json().length());
      case BOX -> BOX;
      case TIME -> TIME;
      case BIG_INTEGER -> big((BigInteger) value);
      case BIG_DECIMAL -> BOX + big(((BigDecimal) value).unscaledValue());
      case LIST -> weighList((List<?>) value, depth);
      case COLLECTION -> weighElements((Collection<?>) value, depth);
      case COPIED_BEAN -> BOX + weighElements(((CopiedBean) value).held(), depth);
      case MAP -> {
        Map<?, ?> map = (Map<?, ?>) value;
        yield TABLE + weighElements(map.keySet(), depth) + weighElements(map.values(), depth);
      }
      case OPTIONAL -> BOX + weigh(((Optional<?>) value).orElse(null), depth);
      case UNKNOWN -> UNKNOWN;
      case URI -> 2 * text(value.toString().length());
      case HIDDEN -> enough + 1;
    };
  }

  /** Elements are of one class as a rule, which is then looked up once. */
  private long weighList(List<?> list, int depth) throws Throwable {
    int size = list.size();
    int seen = 0;
    long bytes = 0;
    Class<?> type = Integer.class;
    WeightKind kind = WeightKind.Simple.BOX;
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

  private long weighRecord(WeightKind.OfRecord kind, Object value, int depth) throws Throwable {
    long bytes = kind.own() + (long) kind.texts().invokeExact(value);
    for (MethodHandle accessor : kind.others()) {
      bytes += weigh((Object) accessor.invokeExact(value), depth);
      if (bytes > enough) {
        break;
      }
    }
    return bytes;
  }
}

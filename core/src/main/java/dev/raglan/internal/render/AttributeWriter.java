package dev.raglan.internal.render;

import dev.raglan.internal.json.JsonRenderer;
import dev.raglan.internal.redact.ForeignTexts;
import dev.raglan.internal.redact.NameValuePair;
import dev.raglan.internal.redact.RedactedTexts;
import dev.raglan.internal.type.RawJson;
import dev.raglan.spi.AttributeSink;
import dev.raglan.spi.Content;
import dev.raglan.spi.Redactor;
import io.opentelemetry.api.common.AttributeKey;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes values as attributes: flags and numbers of every kind as such, anything else as text or
 * JSON, redacted and bounded. Thread-safe; never throws.
 */
public final class AttributeWriter {

  private static final int LONGEST_NAME = 512;
  private static final int SHORT_KEY = 20;

  /** Messages take up to twice the length of a value, and are not cut a second time. */
  private static final int LONGEST_OF_VALUES = 2;

  /** Names that are kept: most are constants of the program, and are written in every call. */
  private static final int KNOWN_NAMES = 256;

  private static final int LONGEST_KNOWN = 64;
  private static final String[] NONE = {};

  private final JsonRenderer json;
  private final int maxLength;

  /**
   * Names that leave as they are, each at the place of its hash; none if the redactor is one whose
   * rules may change. A race costs no more than another look: a string can be read by any thread
   * that finds it.
   */
  private final @Nullable String[] known;

  /** Creates a writer of values of at most the renderer's length. */
  public AttributeWriter(JsonRenderer json) {
    this(json, json.limits().maxLength());
  }

  /**
   * @param maxLength the most characters of one value
   */
  public AttributeWriter(JsonRenderer json, int maxLength) {
    this(json, maxLength, json.isSteady() ? new String[KNOWN_NAMES] : NONE);
  }

  private AttributeWriter(JsonRenderer json, int maxLength, @Nullable String[] known) {
    this.json = json;
    this.maxLength = maxLength;
    this.known = known;
  }

  /** Returns the same writer for the values of one span, of which each text is redacted once. */
  AttributeWriter ofOneSpan() {
    return ofOneCall(json.ofOneCall(new RedactedTexts()));
  }

  /** Returns the same writer for the values of one call. */
  AttributeWriter ofOneCall(JsonRenderer ofCall) {
    return new AttributeWriter(ofCall, maxLength, known);
  }

  /** Returns the value as text, or as JSON where it is not text. */
  public Content content(@Nullable Object value) {
    if (value instanceof CharSequence text) {
      return new Content(json.text(text, maxLength), false);
    }
    String written = value instanceof RawJson raw ? raw.json() : json.json(value, maxLength);
    return written.startsWith("\"")
        ? new Content(JsonTree.text(written), false)
        : new Content(written, true);
  }

  /**
   * Returns a name, an id, a tag or the like as it may leave: redacted, mended, and of at most
   * {@value #LONGEST_NAME} characters.
   */
  public String name(CharSequence text) {
    return known.length > 0 && text instanceof String name && name.length() <= LONGEST_KNOWN
        ? knownName(name)
        : json.text(text, LONGEST_NAME);
  }

  private String knownName(String name) {
    int hash = name.hashCode();
    int place = (hash ^ hash >>> 8) & KNOWN_NAMES - 1;
    String before = known[place];
    if (before != null && before.equals(name)) {
      return before;
    }
    String written = json.text(name, LONGEST_NAME);
    if (written.equals(name)) {
      known[place] = written;
    }
    return written;
  }

  /** Returns the names, as many as a list may have. */
  List<String> names(Collection<String> texts) {
    List<String> names = new ArrayList<>(texts.size());
    for (String text : texts) {
      if (names.size() == json.limits().maxItems()) {
        break;
      }
      names.add(name(text));
    }
    return List.copyOf(names);
  }

  /** Returns a key as it may leave; what is short is no secret. */
  private String key(String key) {
    return key.length() <= SHORT_KEY && isPrintable(key) ? key : name(key);
  }

  private static boolean isPrintable(String key) {
    for (int i = 0; i < key.length(); i++) {
      if (key.charAt(i) < ' ' || key.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }

  /** Returns the value as text or JSON text. */
  public String text(Object value) {
    return content(value).value();
  }

  /** Writes an attribute by its name; a value whose name is redacted is hidden. */
  void write(String name, Object value, AttributeSink sink) {
    write(name, name, value, sink);
  }

  /**
   * Writes an attribute.
   *
   * @param name the name that decides whether the value is redacted
   */
  public void write(String given, String name, Object value, AttributeSink sink) {
    String key = key(given);
    if (hides(name)) {
      sink.put(AttributeKey.stringKey(key), Redactor.REDACTED);
    } else if (value instanceof Boolean flag) {
      sink.put(AttributeKey.booleanKey(key), flag);
    } else if (value instanceof Number number) {
      write(key, number, sink);
    } else {
      sink.put(AttributeKey.stringKey(key), text(value));
    }
  }

  private static void write(String key, Number number, AttributeSink sink) {
    Long whole = whole(number);
    if (whole == null) {
      sink.put(AttributeKey.doubleKey(key), decimal(number));
    } else {
      sink.put(AttributeKey.longKey(key), whole);
    }
  }

  /** Returns a number of a kind that is whole; null for others, and for one past a long. */
  private static @Nullable Long whole(Number number) {
    if (number instanceof BigInteger big) {
      return big.bitLength() < Long.SIZE ? (Long) big.longValue() : null;
    }
    boolean whole =
        number instanceof Long
            || number instanceof Integer
            || number instanceof Short
            || number instanceof Byte
            || number instanceof AtomicLong
            || number instanceof AtomicInteger;
    return whole ? (Long) number.longValue() : null;
  }

  /** Returns the number as a double: a float by its decimals, so that 0.1f is 0.1. */
  static double decimal(Number number) {
    return number instanceof Float ? Double.parseDouble(number.toString()) : number.doubleValue();
  }

  /** Writes an attribute whose key is of strings redacted; others as they are. */
  <T> void write(AttributeKey<T> key, T value, AttributeSink sink) {
    write(key, value, maxLength, sink);
  }

  /** Writes an attribute that is on a span already, where Raglan too may have written it. */
  <T> void writeWritten(AttributeKey<T> key, T value, AttributeSink sink) {
    write(key, value, LONGEST_OF_VALUES * maxLength, sink);
  }

  /** Writes the value of an attribute that is on an open span again, if it must change. */
  <T> void rewrite(AttributeKey<T> key, T value, AttributeSink sink) {
    T written = written(key, value, LONGEST_OF_VALUES * maxLength);
    if (!written.equals(value)) {
      sink.put(key, written);
    }
  }

  private <T> void write(AttributeKey<T> key, T value, int longest, AttributeSink sink) {
    sink.put(bounded(key), written(key, value, longest));
  }

  @SuppressWarnings("unchecked") // The key's type says what the value is.
  private <T> T written(AttributeKey<T> key, T value, int longest) {
    Object written =
        switch (key.getType()) {
          case STRING -> text(key.getKey(), (String) value, longest);
          case STRING_ARRAY ->
              ((List<String>) value)
                  .stream()
                      .limit(json.limits().maxItems())
                      .map(each -> each == null ? null : text(key.getKey(), each, longest))
                      .collect(Collectors.toCollection(ArrayList::new));
          default -> value;
        };
    return (T) written;
  }

  private <T> AttributeKey<T> bounded(AttributeKey<T> key) {
    return ForeignTexts.renamed(key, key(key.getKey()));
  }

  private String text(String name, String value, int longest) {
    boolean hidden =
        hides(name)
            || NameValuePair.isSecret(lastPart(name), value) && json.redactsField("password");
    return hidden ? Redactor.REDACTED : json.text(value, longest);
  }

  /** Returns true if the name, or the last part of a name with dots, is redacted. */
  boolean hides(String name) {
    return json.redactsField(name) || json.redactsField(lastPart(name));
  }

  private static String lastPart(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }
}

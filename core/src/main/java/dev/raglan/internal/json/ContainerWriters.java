package dev.raglan.internal.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.POJONode;
import dev.raglan.internal.foreign.ElementsView;
import dev.raglan.internal.foreign.EntriesView;
import dev.raglan.internal.foreign.PlainValues;
import dev.raglan.internal.redact.CommandLines;
import dev.raglan.internal.redact.NameValuePair;
import dev.raglan.internal.type.Placeholder;
import dev.raglan.internal.type.RawJson;
import dev.raglan.internal.type.ScalarTexts;
import dev.raglan.spi.Redactor;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Writers of maps, entries, collections and JSON trees; none iterates further than it writes. */
final class ContainerWriters {

  private static final int LARGEST_PAIR = 8;

  /** The most members of a JSON Web Key. */
  private static final int LARGEST_KEY = 16;

  private static final int LONGEST_NAME = 128;

  /** The name that a secret among the arguments of a command stands for. */
  static final String PASSWORD = "password";

  /** A list of numbers with a fraction that is at least so long is the vector of an embedding. */
  static final int LEAST_VECTOR = 64;

  private ContainerWriters() {}

  static boolean collection(Object value, JsonWalk walk) {
    Collection<?> collection = (Collection<?>) value;
    int size = collection.size();
    boolean mayBeVector =
        size >= LEAST_VECTOR && (collection instanceof List || collection instanceof ElementsView);
    return mayBeVector && isVector(collection)
        ? walk.out().string(ArrayWriters.summary("double", size, collection.iterator()))
        : walk.array(value, ContainerWriters::addElements);
  }

  private static boolean isVector(Iterable<?> numbers) {
    int seen = 0;
    for (Object each : numbers) {
      boolean isDecimal =
          each instanceof Double
              || each instanceof Float
              || each instanceof JsonNode node && (node.isDouble() || node.isFloat())
              || isFraction(each, numbers instanceof ElementsView);
      if (!isDecimal || ++seen == ArrayWriters.SHOWN) {
        return isDecimal;
      }
    }
    return false;
  }

  /** Other mappers have fractions as numbers of further classes. */
  private static boolean isFraction(@Nullable Object each, boolean ofTree) {
    Object plain = PlainValues.of(each);
    return (ofTree || plain != each)
        && plain instanceof Number
        && plain.toString().indexOf('.') >= 0;
  }

  static boolean map(Object value, JsonWalk walk) {
    return walk.object(value, ContainerWriters::addMappings);
  }

  static boolean entry(Object value, JsonWalk walk) {
    return walk.object(value, ContainerWriters::addOnlyEntry);
  }

  static boolean jsonNode(Object value, JsonWalk walk) {
    JsonNode node = (JsonNode) value;
    return switch (node.getNodeType()) {
      case OBJECT -> walk.object(value, ContainerWriters::addMembers);
      case ARRAY ->
          node.size() >= LEAST_VECTOR && isVector(node)
              ? walk.out().string(ArrayWriters.summary("double", node.size(), node.iterator()))
              : walk.array(value, ContainerWriters::addNodes);
      case POJO -> walk.value(((POJONode) node).getPojo());
      case BINARY -> walk.out().string(binary((BinaryNode) node));
      case STRING -> walk.text(node.textValue());
      case NUMBER -> walk.value(node.numberValue());
      case BOOLEAN -> walk.out().literal(node.asText());
      case NULL, MISSING -> walk.out().literal("null");
    };
  }

  private static String binary(BinaryNode node) {
    byte[] bytes = node.binaryValue();
    return Placeholder.bytes(bytes == null ? 0 : bytes.length).text();
  }

  private static long addElements(OpenContainer array, Object value, JsonWalk walk) {
    Collection<?> collection = (Collection<?>) value;
    return addItems(collection.iterator(), collection.size(), array, walk);
  }

  private static long addNodes(OpenContainer array, Object value, JsonWalk walk) {
    JsonNode node = (JsonNode) value;
    return addItems(node.iterator(), node.size(), array, walk);
  }

  private static long addMappings(OpenContainer object, Object value, JsonWalk walk) {
    Map<?, ?> map = (Map<?, ?>) value;
    boolean isOfJdk =
        value instanceof EntriesView
            || value instanceof HashMap<?, ?>
            || value.getClass().getName().startsWith("java.util.");
    int size = map.size();
    Predicate<String> hides = isOfJdk ? hidden(map.entrySet(), size, walk) : null;
    return addEntries(map.entrySet().iterator(), size, hides, object, walk);
  }

  private static long addMembers(OpenContainer object, Object value, JsonWalk walk) {
    JsonNode node = (JsonNode) value;
    int size = node.size();
    Predicate<String> hides = hidden(node.properties(), size, walk);
    return addEntries(node.properties().iterator(), size, hides, object, walk);
  }

  private static long addOnlyEntry(OpenContainer object, Object value, JsonWalk walk) {
    return addEntry((Map.Entry<?, ?>) value, null, new WrittenKeys(1), object, walk) ? 0 : 1;
  }

  /** Returns true for a size that an object of a name and a value, and little else, may have. */
  private static boolean isPair(int size) {
    return size >= 2 && size <= LARGEST_PAIR;
  }

  /**
   * Returns what tells which entries are secrets, by the others: where one is a secret's name its
   * value is, and of a JSON Web Key the private members are. Null if none is known to be.
   */
  private static @Nullable Predicate<String> hidden(
      Iterable<? extends Map.Entry<?, ?>> entries, int size, JsonWalk walk) {
    if (size < 2 || size > LARGEST_KEY) {
      return null;
    }
    for (Map.Entry<?, ?> entry : entries) {
      if (entry.getKey() instanceof String key) {
        if (isPair(size) && NameValuePair.isName(key) && isSecretName(entry.getValue(), walk)) {
          return NameValuePair::isValue;
        }
        if (NameValuePair.isTypeOfKey(key) && walk.redactsField(NameValuePair.PRIVATE_KEY)) {
          return NameValuePair::isPrivateOfKey;
        }
      }
    }
    return null;
  }

  /** Returns true if the value is a text that names a secret. */
  static boolean isSecretName(@Nullable Object value, JsonWalk walk) {
    Object plain = value instanceof JsonNode node ? node.textValue() : PlainValues.of(value);
    String text = plain instanceof String known ? known : null;
    return text != null && text.length() <= LONGEST_NAME && walk.redactsField(text);
  }

  /** Adds items while they fit; says how many of the size it did not. */
  private static long addItems(Iterator<?> items, long size, OpenContainer array, JsonWalk walk) {
    String previous = null;
    String command = null;
    while (array.count() < size && array.isOpen()) {
      if (!items.hasNext()) {
        return 0;
      }
      Object item = items.next();
      String text = textOf(item);
      if (!array.item(text == null ? item : shown(item, text, previous, command, size, walk))) {
        break;
      }
      command = commandOf(text, command);
      previous = text;
    }
    return size - array.count();
  }

  /** Returns the command that the next items of a list are arguments of; null for none. */
  static @Nullable String commandOf(@Nullable String item, @Nullable String before) {
    String command = item == null ? null : CommandLines.command(item);
    return command == null ? before : command;
  }

  /**
   * Returns what is shown of a text in a list, which may be a secret by the texts before it: an
   * argument of a command, as in {@code ["--password", "value"]} or {@code ["mysql", "-pvalue"]},
   * or the value in a pair, as in {@code ["X-Api-Key", "value"]}.
   */
  static @Nullable Object shown(
      @Nullable Object item,
      String text,
      @Nullable String previous,
      @Nullable String command,
      long size,
      JsonWalk walk) {
    if (previous == null) {
      return item;
    }
    if (isSecretBehind(previous, text, size, walk)) {
      return RawJson.REDACTED;
    }
    boolean argument = command != null || previous.startsWith("--");
    int secret = argument ? CommandLines.secretIn(text, command, previous) : -1;
    return secret >= 0 && walk.redactsField(PASSWORD)
        ? text.substring(0, secret) + Redactor.REDACTED
        : item;
  }

  private static boolean isSecretBehind(String name, String value, long size, JsonWalk walk) {
    boolean isOption = name.startsWith("-");
    return (isOption || size == 2)
        && name.length() <= LONGEST_NAME
        && !value.startsWith("-")
        && (isOption ? name.indexOf('=') < 0 : NameValuePair.mayBeSecret(value))
        && walk.redactsField(name);
  }

  /** Returns the value if it is a text, or that of JSON. */
  static @Nullable String textOf(@Nullable Object value) {
    if (value instanceof JsonNode node) {
      return node.textValue();
    }
    return value instanceof String text ? text : null;
  }

  /**
   * Adds the entries of a map while they fit; says how many it did not.
   *
   * @param hides tells which entries are secrets, beside those that are named so; null for none
   */
  static long addEntries(
      Iterator<? extends Map.Entry<?, ?>> entries,
      long size,
      @Nullable Predicate<String> hides,
      OpenContainer object,
      JsonWalk walk) {
    WrittenKeys keys = new WrittenKeys(size);
    long end = object.count() + size;
    while (object.count() < end && object.isOpen()) {
      if (!entries.hasNext()) {
        return 0;
      }
      if (!addEntry(entries.next(), hides, keys, object, walk)) {
        break;
      }
    }
    return end - object.count();
  }

  private static boolean addEntry(
      Map.Entry<?, ?> entry,
      @Nullable Predicate<String> hides,
      WrittenKeys keys,
      OpenContainer object,
      JsonWalk walk) {
    Object key = entry.getKey();
    String name = ScalarTexts.key(key);
    if (name == null) {
      String unknown = unknownKey(key, object.count());
      return object.field(keys.distinct(unknown, false), entry.getValue());
    }
    String shown = walk.redact(name);
    boolean hidden = hides != null && hides.test(name);
    Object value = hidden ? RawJson.REDACTED : walk.shown(name, entry.getValue());
    return object.field(keys.distinct(shown, key instanceof String && shown.equals(key)), value);
  }

  /** Returns a name for a key whose text is not known, different for each entry. */
  private static String unknownKey(@Nullable Object key, int index) {
    String type = key == null ? "<null>" : Placeholder.of(key.getClass()).text();
    return index == 0 ? type : type + "#" + index;
  }
}

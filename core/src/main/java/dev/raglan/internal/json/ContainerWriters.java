package dev.raglan.internal.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.POJONode;
import dev.raglan.internal.type.Placeholder;
import dev.raglan.internal.type.RawJson;
import dev.raglan.internal.type.ScalarTexts;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writers of maps, entries, collections and JSON trees; none iterates further than it writes. */
final class ContainerWriters {

  private ContainerWriters() {}

  static boolean collection(Object value, JsonWalk walk) {
    return walk.array(value, ContainerWriters::addElements);
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
      case ARRAY -> walk.array(value, ContainerWriters::addNodes);
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
    return addItems(collection.iterator(), collection.size(), array);
  }

  private static long addNodes(OpenContainer array, Object value, JsonWalk walk) {
    JsonNode node = (JsonNode) value;
    return addItems(node.iterator(), node.size(), array);
  }

  private static long addMappings(OpenContainer object, Object value, JsonWalk walk) {
    Map<?, ?> map = (Map<?, ?>) value;
    return addEntries(map.entrySet().iterator(), map.size(), object, walk);
  }

  private static long addMembers(OpenContainer object, Object value, JsonWalk walk) {
    JsonNode node = (JsonNode) value;
    return addEntries(node.properties().iterator(), node.size(), object, walk);
  }

  private static long addOnlyEntry(OpenContainer object, Object value, JsonWalk walk) {
    return addEntry((Map.Entry<?, ?>) value, object, walk) ? 0 : 1;
  }

  /** Adds items while they fit; says how many of the size it did not. */
  static long addItems(Iterator<?> items, long size, OpenContainer array) {
    while (array.count() < size && array.isOpen()) {
      if (!items.hasNext()) {
        return 0;
      }
      if (!array.item(items.next())) {
        break;
      }
    }
    return size - array.count();
  }

  /** Adds the entries of a map while they fit; says how many it did not. */
  static long addEntries(
      Iterator<? extends Map.Entry<?, ?>> entries, long size, OpenContainer object, JsonWalk walk) {
    long end = object.count() + size;
    while (object.count() < end && object.isOpen()) {
      if (!entries.hasNext()) {
        return 0;
      }
      if (!addEntry(entries.next(), object, walk)) {
        break;
      }
    }
    return end - object.count();
  }

  private static boolean addEntry(Map.Entry<?, ?> entry, OpenContainer object, JsonWalk walk) {
    Object key = entry.getKey();
    String name = ScalarTexts.key(key);
    if (name == null) {
      return object.field(unknownKey(key, object.count()), entry.getValue());
    }
    return object.field(walk.redact(name), visible(name, entry.getValue(), walk));
  }

  /** A name for a key whose text is not known, different for each entry. */
  private static String unknownKey(@Nullable Object key, int index) {
    String type = key == null ? "<null>" : Placeholder.of(key.getClass()).text();
    return index == 0 ? type : type + "#" + index;
  }

  private static @Nullable Object visible(String name, @Nullable Object value, JsonWalk walk) {
    return value != RawJson.MASKED && walk.redactsField(name) ? RawJson.REDACTED : value;
  }
}

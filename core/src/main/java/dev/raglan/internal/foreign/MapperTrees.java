package dev.raglan.internal.foreign;

import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** JSON trees of Jackson 3, Gson, org.json, JSON-P, Vert.x, Kotlin, Micronaut and MongoDB. */
final class MapperTrees {

  private static final String JACKSON = "tools.jackson.databind.JsonNode";

  private MapperTrees() {}

  static PlainForm.@Nullable Finder finder(String name) {
    return switch (name) {
      case JACKSON -> (owner, type) -> jackson(owner);
      case "com.google.gson.JsonObject" -> (owner, type) -> gsonObject(owner);
      case "com.google.gson.JsonArray" -> (owner, type) -> iterable(owner);
      case "com.google.gson.JsonPrimitive" -> (owner, type) -> gsonPrimitive(owner);
      case "com.google.gson.JsonNull" -> (owner, type) -> value -> null;
      case "org.json.JSONObject" -> (owner, type) -> orgObject(owner);
      case "org.json.JSONArray" -> (owner, type) -> orgArray(owner);
      case "org.json.JSONObject$Null" -> (owner, type) -> value -> null;
      case "org.json.JSONObject$1" -> (owner, type) -> value -> null;
      case "jakarta.json.JsonValue" -> (owner, type) -> jsonP("jakarta.json.", owner, type);
      case "javax.json.JsonValue" -> (owner, type) -> jsonP("javax.json.", owner, type);
      case "kotlinx.serialization.json.JsonObject" ->
          (owner, type) -> tree -> object((Map<?, ?>) tree);
      case "kotlinx.serialization.json.JsonPrimitive" -> (owner, type) -> kotlin(owner);
      case "io.micronaut.json.tree.JsonNode" -> (owner, type) -> micronaut(owner);
      case "org.bson.Document" -> (owner, type) -> tree -> object((Map<?, ?>) tree);
      case "org.bson.BsonValue" -> MapperTrees::bson;
      case "org.bson.types.ObjectId" -> (owner, type) -> by("toHexString", owner);
      case "io.vertx.core.json.JsonObject" -> (owner, type) -> by("getMap", owner);
      case "io.vertx.core.json.JsonArray" -> (owner, type) -> by("getList", owner);
      default -> null;
    };
  }

  private static PlainForm by(String method, Class<?> owner) throws ReflectiveOperationException {
    return PublicMethod.of(owner, method)::call;
  }

  private static PlainForm jackson(Class<?> node) throws ReflectiveOperationException {
    PublicMethod kind = PublicMethod.of(node, "getNodeType");
    PublicMethod properties = PublicMethod.of(node, "properties");
    PublicMethod size = PublicMethod.of(node, "size");
    PublicMethod member = PublicMethod.of(node, "get", String.class);
    PlainForm array = iterable(node);
    PlainForm text = by("stringValue", node);
    PlainForm number = by("numberValue", node);
    PlainForm truth = by("booleanValue", node);
    PlainForm bytes = by("binaryValue", node);
    PlainForm object = jacksonPojo(node);
    return value ->
        switch (kind.present(value).toString()) {
          case "OBJECT" ->
              new EntriesView(
                  size.number(value),
                  () -> ((Set<?>) properties.present(value)).iterator(),
                  each -> (Map.Entry<?, ?>) each,
                  name -> member.call(value, name));
          case "ARRAY" -> array.of(value);
          case "STRING" -> text.of(value);
          case "NUMBER" -> number.of(value);
          case "BOOLEAN" -> truth.of(value);
          case "BINARY" -> bytes.of(value);
          case "POJO" -> object.of(value);
          default -> null;
        };
  }

  private static PlainForm jacksonPojo(Class<?> node) throws ReflectiveOperationException {
    String name = "tools.jackson.databind.node.POJONode";
    return by("getPojo", Class.forName(name, false, node.getClassLoader()));
  }

  /** Returns the form of a class that has elements and a size. */
  static PlainForm iterable(Class<?> owner) throws ReflectiveOperationException {
    PublicMethod size = PublicMethod.of(owner, "size");
    return value -> new ElementsView(size.number(value), () -> ((Iterable<?>) value).iterator());
  }

  private static PlainForm gsonObject(Class<?> owner) throws ReflectiveOperationException {
    PublicMethod size = PublicMethod.of(owner, "size");
    PublicMethod entries = PublicMethod.of(owner, "entrySet");
    PublicMethod member = PublicMethod.of(owner, "get", String.class);
    return value ->
        new EntriesView(
            size.number(value),
            () -> ((Set<?>) entries.present(value)).iterator(),
            each -> (Map.Entry<?, ?>) each,
            name -> member.call(value, name));
  }

  private static PlainForm gsonPrimitive(Class<?> owner) throws ReflectiveOperationException {
    PublicMethod isText = PublicMethod.of(owner, "isString");
    PublicMethod isNumber = PublicMethod.of(owner, "isNumber");
    PlainForm text = by("getAsString", owner);
    PlainForm number = by("getAsNumber", owner);
    PlainForm truth = by("getAsBoolean", owner);
    return value ->
        (isText.isTrue(value) ? text : isNumber.isTrue(value) ? number : truth).of(value);
  }

  private static PlainForm orgObject(Class<?> owner) throws ReflectiveOperationException {
    PublicMethod size = PublicMethod.of(owner, "length");
    PublicMethod keys = PublicMethod.of(owner, "keys");
    PublicMethod member = PublicMethod.of(owner, "opt", String.class);
    return value ->
        new EntriesView(
            size.number(value),
            () -> (Iterator<?>) keys.present(value),
            key -> entry(key, member.call(value, key)),
            name -> member.call(value, name));
  }

  /** Scalars of Kotlin's other than texts are written as in JSON. */
  private static PlainForm kotlin(Class<?> owner) throws ReflectiveOperationException {
    PublicMethod isText = PublicMethod.of(owner, "isString");
    PublicMethod content = PublicMethod.of(owner, "getContent");
    return value -> {
      String text = content.present(value).toString();
      return isText.isTrue(value) ? text : ParsedJson.of(text);
    };
  }

  private static PlainForm micronaut(Class<?> owner) throws ReflectiveOperationException {
    PublicMethod isObject = PublicMethod.of(owner, "isObject");
    PublicMethod isArray = PublicMethod.of(owner, "isArray");
    PublicMethod size = PublicMethod.of(owner, "size");
    PublicMethod entries = PublicMethod.of(owner, "entries");
    PublicMethod elements = PublicMethod.of(owner, "values");
    PublicMethod scalar = PublicMethod.of(owner, "getValue");
    return value -> {
      if (isObject.isTrue(value)) {
        return new EntriesView(
            size.number(value),
            () -> ((Iterable<?>) entries.present(value)).iterator(),
            each -> (Map.Entry<?, ?>) each,
            null);
      }
      return isArray.isTrue(value)
          ? new ElementsView(
              size.number(value), () -> ((Iterable<?>) elements.present(value)).iterator())
          : scalar.call(value);
    };
  }

  /** Arrays of BSON are lists. */
  private static @Nullable PlainForm bson(Class<?> owner, Class<?> type)
      throws ReflectiveOperationException {
    return switch (type.getName()) {
      case "org.bson.BsonDocument" -> tree -> object((Map<?, ?>) tree);
      case "org.bson.BsonNull", "org.bson.BsonUndefined" -> value -> null;
      case "org.bson.BsonString",
          "org.bson.BsonInt32",
          "org.bson.BsonInt64",
          "org.bson.BsonDouble",
          "org.bson.BsonBoolean",
          "org.bson.BsonDecimal128",
          "org.bson.BsonObjectId" ->
          by("getValue", type);
      case "org.bson.BsonDateTime" -> time(by("getValue", type));
      default -> null;
    };
  }

  private static PlainForm time(PlainForm milliseconds) {
    return value ->
        milliseconds.of(value) instanceof Long at ? (Object) Instant.ofEpochMilli(at) : null;
  }

  static Map.Entry<@Nullable Object, @Nullable Object> entry(
      @Nullable Object key, @Nullable Object value) {
    return new java.util.AbstractMap.SimpleImmutableEntry<>(key, value);
  }

  private static PlainForm orgArray(Class<?> owner) throws ReflectiveOperationException {
    PublicMethod size = PublicMethod.of(owner, "length");
    PublicMethod element = PublicMethod.of(owner, "opt", int.class);
    return value -> ElementsView.indexed(size.number(value), index -> element.call(value, index));
  }

  private static EntriesView object(Map<?, ?> map) {
    return new EntriesView(
        map.size(),
        () -> map.entrySet().iterator(),
        each -> (Map.Entry<?, ?>) each,
        name -> map.get(name));
  }

  /** Arrays of JSON-P are lists. */
  private static PlainForm jsonP(String api, Class<?> owner, Class<?> type)
      throws ReflectiveOperationException {
    Class<?> text = Ancestors.named(api + "JsonString", type);
    if (text != null) {
      return by("getString", text);
    }
    Class<?> number = Ancestors.named(api + "JsonNumber", type);
    if (number != null) {
      return by("bigDecimalValue", number);
    }
    PublicMethod kind = PublicMethod.of(owner, "getValueType");
    return value ->
        switch (kind.present(value).toString()) {
          case "OBJECT" -> object((Map<?, ?>) value);
          case "TRUE" -> true;
          case "FALSE" -> false;
          default -> null;
        };
  }
}

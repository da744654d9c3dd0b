package dev.raglan.internal.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The documented shape of a JSON object: its fields, and which of them it must have. */
public final class ObjectShape {

  private final String name;
  private final Map<String, Consumer<JsonNode>> fields = new LinkedHashMap<>();
  private final Set<String> required = new LinkedHashSet<>();

  public ObjectShape(String name) {
    this.name = name;
  }

  public static void check(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }

  public ObjectShape field(String field, String rule, Predicate<JsonNode> test) {
    return field(field, node -> check(test.test(node), name + "." + field + " must be " + rule));
  }

  public ObjectShape field(String field, Consumer<JsonNode> test) {
    fields.put(field, test);
    return this;
  }

  public ObjectShape text(String... names) {
    for (String each : names) {
      field(each, "a text", node -> node.isTextual() && !node.textValue().isEmpty());
    }
    return this;
  }

  public ObjectShape count(String... names) {
    for (String each : names) {
      field(each, "a count", node -> node.isIntegralNumber() && node.longValue() >= 0);
    }
    return this;
  }

  public ObjectShape number(String... names) {
    for (String each : names) {
      field(each, "a number", JsonNode::isNumber);
    }
    return this;
  }

  public ObjectShape object(String... names) {
    for (String each : names) {
      field(each, "an object", JsonNode::isObject);
    }
    return this;
  }

  public ObjectShape any(String... names) {
    for (String each : names) {
      field(each, "given", node -> !node.isNull());
    }
    return this;
  }

  public ObjectShape texts(String... names) {
    for (String each : names) {
      field(each, "a list of texts", ObjectShape::isTexts);
    }
    return this;
  }

  public ObjectShape objects(String... names) {
    for (String each : names) {
      field(each, "a list of objects", ObjectShape::isObjects);
    }
    return this;
  }

  private static boolean isTexts(JsonNode node) {
    boolean all = node.isArray();
    for (JsonNode each : node) {
      all &= each.isTextual();
    }
    return all;
  }

  private static boolean isObjects(JsonNode node) {
    boolean all = node.isArray();
    for (JsonNode each : node) {
      all &= each.isObject();
    }
    return all;
  }

  public ObjectShape require(String... names) {
    required.addAll(Set.of(names));
    return this;
  }

  public void check(JsonNode node) {
    check(node.isObject(), name + " must be an object");
    required.forEach(each -> check(node.has(each), name + "." + each + " is missing"));
    node.fields()
        .forEachRemaining(
            each -> {
              check(fields.containsKey(each.getKey()), name + " has no " + each.getKey());
              fields.get(each.getKey()).accept(each.getValue());
            });
  }
}

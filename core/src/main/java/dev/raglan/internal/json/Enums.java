package dev.raglan.internal.json;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.raglan.internal.type.PerClass;
import java.util.EnumMap;
import java.util.Map;

/** Names of enum constants, {@link JsonProperty} considered. */
final class Enums {

  private static final PerClass<Map<?, String>> NAMES = new PerClass<>(Enums::names);

  private Enums() {}

  static boolean write(Object value, JsonWalk walk) {
    return walk.out().string(name((Enum<?>) value));
  }

  static String name(Enum<?> constant) {
    String name = NAMES.get(constant.getDeclaringClass()).get(constant);
    return name == null ? constant.name() : name;
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Map<?, String> names(Class<?> type) {
    Map names = new EnumMap(type);
    for (Object each : type.getEnumConstants()) {
      names.put(each, declaredName(type, (Enum<?>) each));
    }
    return names;
  }

  private static String declaredName(Class<?> type, Enum<?> constant) {
    try {
      JsonProperty property = type.getField(constant.name()).getAnnotation(JsonProperty.class);
      return property == null || property.value().isEmpty() ? constant.name() : property.value();
    } catch (NoSuchFieldException | LinkageError unreadable) {
      return constant.name();
    }
  }
}

package dev.raglan.internal.type;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.raglan.internal.foreign.PerClass;
import java.util.EnumMap;
import java.util.Map;

/** Names of enum constants as they are written. */
public final class EnumNames {

  private static final PerClass<Map<?, String>> NAMES = new PerClass<>(EnumNames::names);

  private EnumNames() {}

  /** Returns the constant's name, as {@link JsonProperty} has it if it stands there. */
  public static String of(Enum<?> constant) {
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

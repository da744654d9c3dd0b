package dev.raglan.spring.internal.config;

import dev.raglan.spring.properties.RaglanProperties;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.util.unit.DataSize;

/** The names of properties that are no maps, with their types. */
final class PropertyNames {

  private PropertyNames() {}

  static Map<String, Class<?>> of(Class<?> type) {
    Map<String, Class<?>> names = new LinkedHashMap<>();
    add("raglan", type, names);
    return names;
  }

  private static void add(String prefix, Class<?> type, Map<String, Class<?>> names) {
    for (RecordComponent each : type.getRecordComponents()) {
      String name = prefix + "." + kebab(each);
      if (each.getType().isRecord()) {
        add(name, each.getType(), names);
      } else if (!Map.class.isAssignableFrom(each.getType())) {
        names.put(name, each.getType());
      }
    }
  }

  private static String kebab(RecordComponent component) {
    return component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  static String variable(String name) {
    return name.toUpperCase(Locale.ROOT).replace("-", "").replace('.', '_');
  }

  /** Returns a value that is not the default. */
  static String sample(String name, Class<?> type) {
    if (type == Boolean.class && read(bind(Map.of()), name) != null) {
      return String.valueOf(!(Boolean) read(bind(Map.of()), name));
    }
    if (type == Boolean.class) {
      return "true";
    }
    if (type == Double.class) {
      return "0.25";
    }
    if (type == Integer.class) {
      return "7";
    }
    if (type == Duration.class) {
      return "77m";
    }
    if (type == DataSize.class) {
      return "77MB";
    }
    if (type.isEnum()) {
      Object[] constants = type.getEnumConstants();
      return constants[constants.length - 1].toString();
    }
    return type == List.class ? "one,two" : "some";
  }

  static RaglanProperties bind(Map<String, String> variables) {
    StandardEnvironment environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .forEach(each -> environment.getPropertySources().remove(each.getName()));
    environment
        .getPropertySources()
        .addFirst(
            new SystemEnvironmentPropertySource(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                new LinkedHashMap<>(variables)));
    return Binder.get(environment).bindOrCreate("raglan", RaglanProperties.class);
  }

  static Object read(Object bound, String name) {
    Object value = bound;
    for (String part : name.substring("raglan.".length()).split("\\.")) {
      value = component(value, part);
    }
    return value;
  }

  private static Object component(Object holder, String part) {
    for (RecordComponent each : holder.getClass().getRecordComponents()) {
      if (kebab(each).equals(part)) {
        try {
          return each.getAccessor().invoke(holder);
        } catch (ReflectiveOperationException e) {
          throw new AssertionError(e);
        }
      }
    }
    throw new AssertionError(part);
  }
}

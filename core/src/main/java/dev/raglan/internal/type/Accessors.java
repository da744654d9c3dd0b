package dev.raglan.internal.type;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everything that can be read of a class by name, resolved once. */
final class Accessors {

  private static final PerClass<Map<String, MethodHandle>> BY_CLASS =
      new PerClass<>(type -> new Accessors(type).resolve());

  private final Class<?> type;
  private final Map<String, MethodHandle> readers = new HashMap<>();

  private Accessors(Class<?> type) {
    this.type = type;
  }

  static Map<String, MethodHandle> of(Class<?> type) {
    return BY_CLASS.get(type);
  }

  /** What is added first is what a name means: components, getters, methods, fields. */
  private Map<String, MethodHandle> resolve() {
    if (type.isRecord()) {
      for (RecordComponent component : type.getRecordComponents()) {
        add(component.getName(), component.getAccessor());
      }
    }
    for (Method method : type.getMethods()) {
      if (isReader(method)) {
        add(propertyName(method), method);
      }
    }
    for (Method method : type.getMethods()) {
      if (isReader(method)) {
        add(method.getName(), method);
      }
    }
    for (Field field : type.getFields()) {
      if (!Modifier.isStatic(field.getModifiers())) {
        add(field.getName(), field);
      }
    }
    return Map.copyOf(readers);
  }

  private void add(@Nullable String name, Member member) {
    if (name != null && !readers.containsKey(name)) {
      MethodHandle reader = Members.reader(member);
      if (reader != null) {
        readers.put(name, reader);
      }
    }
  }

  private static boolean isReader(Method method) {
    return method.getParameterCount() == 0
        && method.getReturnType() != void.class
        && method.getDeclaringClass() != Object.class
        && !Modifier.isStatic(method.getModifiers())
        && !method.isBridge();
  }

  /** The property that a getter is named after; null if the method is not named like a getter. */
  private static @Nullable String propertyName(Method method) {
    String name = method.getName();
    int prefix = name.startsWith("get") ? 3 : name.startsWith("is") ? 2 : 0;
    boolean getter =
        prefix > 0 && name.length() > prefix && !Character.isLowerCase(name.charAt(prefix));
    if (!getter || (prefix == 2 && !isBoolean(method.getReturnType()))) {
      return null;
    }
    return Character.toLowerCase(name.charAt(prefix)) + name.substring(prefix + 1);
  }

  private static boolean isBoolean(Class<?> type) {
    return type == boolean.class || type == Boolean.class;
  }
}

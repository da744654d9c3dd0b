package dev.raglan.internal.type;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Keys under which a field, its getter and its property are the same, however they are spelled:
 * {@code isSick()} belongs to {@code sick} and {@code isSick}, {@code getXPin()} to {@code xPin},
 * {@code getPin()} to {@code pin}, {@code _pin}, {@code mPin} and {@code m_pin}.
 */
final class MemberKeys {

  private MemberKeys() {}

  /** Returns the key of a name as it is. */
  static String of(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** Returns the keys of a method: of its name, and of the property that it gets or sets. */
  static Set<String> ofMethod(String name) {
    Set<String> keys = new LinkedHashSet<>();
    keys.add(of(name));
    int prefix = prefix(name);
    if (prefix > 0) {
      keys.add(of(name.substring(prefix)));
    }
    return keys;
  }

  private static int prefix(String name) {
    int prefix =
        name.startsWith("get") || name.startsWith("set") ? 3 : name.startsWith("is") ? 2 : 0;
    boolean named = name.length() > prefix && !Character.isLowerCase(name.charAt(prefix));
    return named ? prefix : 0;
  }

  /** Tells whether the method is a getter by its name, without parameters. */
  static boolean isGetter(Method method) {
    String name = method.getName();
    boolean named = prefix(name) > 0 && !name.startsWith("set");
    return named
        && isReader(method)
        && (!name.startsWith("is") || isBoolean(method.getReturnType()));
  }

  private static boolean isBoolean(Class<?> type) {
    return type == boolean.class || type == Boolean.class;
  }

  /** Returns the name of the property that a getter reads. */
  static String property(Method getter) {
    String name = getter.getName().substring(prefix(getter.getName()));
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }

  /** Tells whether the method takes nothing and returns something of the object. */
  static boolean isReader(Method method) {
    return method.getParameterCount() == 0
        && method.getReturnType() != void.class
        && method.getDeclaringClass() != Object.class
        && !Modifier.isStatic(method.getModifiers())
        && !method.isSynthetic();
  }

  /** Returns the keys of the properties that a field of this name may be behind, exact or not. */
  static Set<String> ofField(String name) {
    Set<String> keys = new LinkedHashSet<>();
    keys.add(of(name));
    String bare = strip(name);
    keys.add(of(bare));
    boolean hungarian =
        bare.length() > 1 && bare.charAt(0) == 'm' && !Character.isLowerCase(bare.charAt(1));
    if (hungarian) {
      keys.add(of(strip(bare.substring(1))));
    }
    if (bare.startsWith("is") && prefix(bare) == 2) {
      keys.add(of(strip(bare.substring(2))));
    }
    keys.remove("");
    return keys;
  }

  /** Returns the name without underscores and dollar signs around it. */
  private static String strip(String name) {
    int start = 0;
    int end = name.length();
    while (start < end && isPadding(name.charAt(start))) {
      start++;
    }
    while (end > start && isPadding(name.charAt(end - 1))) {
      end--;
    }
    return name.substring(start, end);
  }

  private static boolean isPadding(char c) {
    return c == '_' || c == '$';
  }
}

package dev.raglan.internal.type;

import java.lang.reflect.Proxy;

/**
 * The text in place of a value that was not looked into: its type, in angle brackets.
 *
 * @param text as it is written, without quotes
 */
public record Placeholder(String text) {

  public static Placeholder of(Class<?> type) {
    return new Placeholder("<" + name(type) + ">");
  }

  /** Returns the placeholder of binary data, which is told by its length. */
  public static Placeholder bytes(int length) {
    return new Placeholder("byte[" + length + "]");
  }

  public static Placeholder cycle(Class<?> type) {
    return new Placeholder("<cycle " + name(type) + ">");
  }

  /** Returns the type's name, for a proxy its first interface, for a lambda without its address. */
  private static String name(Class<?> type) {
    if (Proxy.isProxyClass(type) && type.getInterfaces().length > 0) {
      return type.getInterfaces()[0].getName();
    }
    String name = type.getTypeName();
    int address = name.indexOf('/');
    return address < 0 ? name : name.substring(0, address);
  }
}

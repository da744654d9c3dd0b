package dev.raglan.internal.type;

import java.lang.reflect.Proxy;
import java.util.regex.Pattern;

/**
 * The text in place of a value that was not looked into: its type, in angle brackets.
 *
 * @param text as it is written, without quotes
 */
public record Placeholder(String text) {

  /** Repeats characters and no groups, as each round of a group takes a frame of the stack. */
  private static final Pattern FORM =
      Pattern.compile(
          "<(?![^>]*\\.\\.)(cycle )?[\\p{L}\\p{N}_$]++\\.[\\p{L}\\p{N}_$.]++(?<!\\.)(\\[]){0,255}>"
              + "|(byte|char)\\[\\d{1,10}]"
              + "|(double|float|int|long|short)\\[\\d{1,10}] \\[[-+.,\\dENaInfity ]{1,400}\u2026]");

  /** Tells whether a text has the form of one, or of the summary of an array. */
  public static boolean isForm(String text) {
    return FORM.matcher(text).matches();
  }

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

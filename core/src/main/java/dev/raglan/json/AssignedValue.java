package dev.raglan.json;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A value in a text, as in {@code name = "value"}.
 *
 * @param text the whole text
 * @param start of the value, quotes not included
 * @param end after the value
 * @param quoted whether quotes stand around it
 */
record AssignedValue(String text, int start, int end, boolean quoted) {

  private static final int LEAST_TOKEN = 6;
  private static final Set<String> NO_SECRETS =
      Set.of("null", "true", "false", "none", "nil", "undefined", "__redacted__");
  private static final String ENDS = " \t\r\n\"'`,;&|)]}<>\\";
  private static final String STARTS_OTHER = "{[(<";

  /** The value after an equals sign or colon; null if none stands there. */
  static @Nullable AssignedValue after(String text, int sign, String name) {
    int i = sign + 1;
    if (i < text.length() && (text.charAt(i) == '=' || text.charAt(i) == '>')) {
      if (text.charAt(sign) == '=' && text.charAt(i) == '=') {
        return null;
      }
      i++;
    }
    i = skip(text, i, ' ', 4);
    i = skip(text, i, '\\', 3);
    boolean quoted = i < text.length() && "\"'`".indexOf(text.charAt(i)) >= 0;
    int start = quoted ? i + 1 : i;
    int end = quoted ? quoteEnd(text, i) : wordEnd(text, start);
    if (!quoted && name.endsWith("authorization")) {
      end = schemeEnd(text, end);
    }
    return end > start ? new AssignedValue(text, start, end, quoted) : null;
  }

  /**
   * Whether the value is worth hiding: a word of prose after "token:" and the like is not.
   *
   * @param name normalized
   * @param sign that stands between the two
   */
  boolean isSecret(String name, char sign) {
    String value = text.substring(start, end);
    if (NO_SECRETS.contains(value.toLowerCase(Locale.ROOT)) || value.startsWith("${")) {
      return false;
    }
    if (!quoted && STARTS_OTHER.indexOf(value.charAt(0)) >= 0) {
      return false;
    }
    boolean weak = name.endsWith("token") || name.endsWith("secret");
    boolean prose = name.equals("token") || name.equals("secret");
    return !weak || value.length() >= LEAST_TOKEN && (quoted || sign == '=' || !prose);
  }

  private static int skip(String text, int from, char skipped, int most) {
    int i = from;
    while (i < text.length() && i - from < most && text.charAt(i) == skipped) {
      i++;
    }
    return i;
  }

  private static int quoteEnd(String text, int quote) {
    int end = text.indexOf(text.charAt(quote), quote + 1);
    if (end < 0) {
      return text.length();
    }
    return text.charAt(end - 1) == '\\' && end - 1 > quote ? end - 1 : end;
  }

  private static int wordEnd(String text, int start) {
    int end = start;
    while (end < text.length() && ENDS.indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return end;
  }

  /** The end of the word after an authorization scheme. */
  private static int schemeEnd(String text, int end) {
    boolean another = end < text.length() && text.charAt(end) == ' ';
    return another ? wordEnd(text, end + 1) : end;
  }
}

package dev.raglan.internal.redact;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A secret value in a text, as in {@code password = "value"}.
 *
 * <p>What tells a secret from prose is asked before the end of the value is looked for, so that
 * nothing is looked through twice.
 *
 * @param start of the value, quotes not included
 * @param end after the value
 */
record AssignedValue(int start, int end) {

  private static final int LEAST_TOKEN = 6;
  private static final int LONGEST_NO_SECRET = 12;
  private static final int COOKIE_NAME = 64;
  private static final Set<String> NO_SECRETS =
      Set.of("null", "true", "false", "none", "nil", "undefined", "__redacted__");
  private static final String QUOTES = "\"'`";
  private static final String LINE_ENDS = "\r\n";
  private static final String WORD_ENDS = " \t\r\n\"'`,;&|)]}<>\\";
  private static final String NO_VALUES = "{[(<";

  /**
   * The secret after an equals sign or colon; null if none stands there.
   *
   * @param name normalized, of a kind that secrets have
   */
  static @Nullable AssignedValue after(String text, int sign, String name) {
    int i = afterSign(text, sign);
    if (i < 0 || i >= text.length() || text.startsWith("${", i)) {
      return null;
    }
    boolean quoted = QUOTES.indexOf(text.charAt(i)) >= 0;
    boolean prose = text.charAt(sign) == ':' && (name.equals("token") || name.equals("secret"));
    if (!quoted && (prose || NO_VALUES.indexOf(text.charAt(i)) >= 0)) {
      return null;
    }
    AssignedValue value = quoted ? quoted(text, i) : unquoted(text, i, name);
    return value.isSecret(text, name) ? value : null;
  }

  /** Where the value begins; -1 if the sign is a comparison. */
  private static int afterSign(String text, int sign) {
    int i = sign + 1;
    if (i < text.length() && text.charAt(i) == '=' && text.charAt(sign) == '=') {
      return -1;
    }
    if (i < text.length() && (text.charAt(i) == '=' || text.charAt(i) == '>')) {
      i++;
    }
    return skip(text, skip(text, i, ' ', 4), '\\', 3);
  }

  private static AssignedValue quoted(String text, int quote) {
    String ends = LINE_ENDS + text.charAt(quote);
    int end = end(text, quote + 1, ends);
    boolean escaped = end > quote + 1 && text.charAt(end - 1) == '\\';
    return new AssignedValue(quote + 1, escaped ? end - 1 : end);
  }

  private static AssignedValue unquoted(String text, int start, String name) {
    if (name.endsWith("cookie")) {
      int nameEnd = Math.min(text.length(), start + COOKIE_NAME);
      boolean header = text.substring(start, nameEnd).indexOf('=') > 0;
      return new AssignedValue(start, header ? end(text, start, LINE_ENDS + QUOTES) : start);
    }
    int end = end(text, start, WORD_ENDS);
    boolean scheme =
        name.endsWith("authorization") && end < text.length() && text.charAt(end) == ' ';
    return new AssignedValue(start, scheme ? end(text, end + 1, WORD_ENDS) : end);
  }

  private boolean isSecret(String text, String name) {
    int length = end - start;
    if (length == 0
        || (length <= LONGEST_NO_SECRET
            && NO_SECRETS.contains(text.substring(start, end).toLowerCase(Locale.ROOT)))) {
      return false;
    }
    boolean weak = name.endsWith("token") || name.endsWith("secret");
    return !weak || length >= LEAST_TOKEN;
  }

  private static int skip(String text, int from, char skipped, int most) {
    int i = from;
    while (i < text.length() && i - from < most && text.charAt(i) == skipped) {
      i++;
    }
    return i;
  }

  private static int end(String text, int start, String ends) {
    int end = start;
    while (end < text.length() && ends.indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return end;
  }
}

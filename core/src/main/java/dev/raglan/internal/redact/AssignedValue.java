package dev.raglan.internal.redact;

import dev.raglan.spi.Redactor;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A value in a text, as in {@code password = "value"}.
 *
 * <p>What tells a secret from prose is asked before the end of the value is looked for, so that
 * nothing is looked through twice.
 *
 * @param start of the value, quotes not included
 * @param end after the value
 * @param quoted whether it stands in quotes
 */
record AssignedValue(int start, int end, boolean quoted) {

  private static final int LEAST_TOKEN = 6;
  private static final int LEAST_RANDOM = 8;
  private static final int LONGEST_NO_SECRET = 12;
  private static final int LONGEST_NAME = 64;
  private static final int MOST_BLANKS = 4;
  private static final Set<String> NO_SECRETS =
      Set.of("null", "true", "false", "none", "nil", "undefined", "yes", "no", "empty", "unset");

  /** Types, as code declares them. */
  private static final Set<String> TYPES =
      Set.of(
          "str",
          "string",
          "text",
          "bytes",
          "any",
          "int",
          "number",
          "bool",
          "boolean",
          "object",
          "optional",
          "secretstr",
          "char",
          "varchar",
          "field",
          "self");

  /** What code reads a secret from. */
  private static final List<String> SOURCES =
      List.of("process.env", "os.environ", "os.getenv", "system.getenv", "self.", "this.", "env.");

  /** Schemes of an authorization with several parameters behind them. */
  private static final Set<String> LONG_SCHEMES =
      Set.of("digest", "aws4-hmac-sha256", "aws4-ecdsa-p256-sha256", "oauth", "hawk");

  private static final String QUOTES = "\"'`";
  private static final String LINE_ENDS = "\r\n";
  private static final String WORD_ENDS = " \t\r\n\"'`,;&|)]}<>\\";
  private static final String NO_VALUES = "{[(<";

  /**
   * Returns the value after an equals sign or colon, secret or not; null if there is none.
   *
   * @param name normalized; decides how far a value without quotes reaches
   */
  static @Nullable AssignedValue after(SearchedText text, int sign, String name) {
    int i = afterSign(text.text(), sign);
    if (i < 0 || i >= text.length() || text.text().startsWith(Redactor.REDACTED, i)) {
      return null;
    }
    if (text.charAt(i) == '[') {
      int first = skipBlanks(text.text(), i + 1);
      i = first < text.length() && isQuote(text.charAt(first)) ? first : i;
    }
    if (isQuote(text.charAt(i))) {
      return quoted(text, i);
    }
    return NO_VALUES.indexOf(text.charAt(i)) >= 0 ? null : unquoted(text, i, name);
  }

  /** Returns the secret after a sign that follows a secret's name; null if none stands there. */
  static @Nullable AssignedValue secretAfter(SearchedText text, int sign, String name) {
    AssignedValue value = after(text, sign, name);
    return value != null && value.isSecret(text.text(), sign, name) ? value : null;
  }

  /** Returns where the value begins; -1 if the sign is a comparison. */
  private static int afterSign(String text, int sign) {
    int i = sign + 1;
    if (i < text.length() && text.charAt(i) == '=' && text.charAt(sign) == '=') {
      return -1;
    }
    if (i < text.length() && (text.charAt(i) == '=' || text.charAt(i) == '>')) {
      i++;
    }
    i = skipBlanks(text, i);
    int end = Math.min(text.length(), i + MOST_BLANKS);
    while (i < end && text.charAt(i) == '\\') {
      i++;
    }
    return i;
  }

  private static int skipBlanks(String text, int from) {
    int i = from;
    int end = Math.min(text.length(), from + MOST_BLANKS);
    while (i < end && (text.charAt(i) == ' ' || text.charAt(i) == '\t')) {
      i++;
    }
    return i;
  }

  private static boolean isQuote(char c) {
    return QUOTES.indexOf(c) >= 0;
  }

  /** A quote that is escaped deeper than the first one is part of the value. */
  private static AssignedValue quoted(SearchedText text, int quote) {
    int depth = text.quoteDepth(quote);
    int end = quote + 1;
    while (end < text.length() && !endsQuoted(text, quote, end, depth)) {
      end++;
    }
    text.passed(end - quote);
    int closing = end;
    if (end < text.length() && text.charAt(end) == text.charAt(quote) && !text.isDecoded()) {
      closing = Math.max(quote + 1, end - text.quoteDepth(end));
    }
    return new AssignedValue(quote + 1, closing, true);
  }

  private static boolean endsQuoted(SearchedText text, int quote, int i, int depth) {
    char c = text.charAt(i);
    return (c == text.charAt(quote) || LINE_ENDS.indexOf(c) >= 0) && text.quoteDepth(i) <= depth;
  }

  private static AssignedValue unquoted(SearchedText text, int start, String name) {
    if (name.endsWith("cookie")) {
      int nameEnd = Math.min(text.length(), start + LONGEST_NAME);
      boolean header = text.text().substring(start, nameEnd).indexOf('=') > 0;
      return new AssignedValue(start, header ? end(text, start, LINE_ENDS + QUOTES) : start, false);
    }
    int end = end(text, start, WORD_ENDS);
    boolean more = name.endsWith("authorization") && end < text.length() && isBlank(text, end);
    if (!more) {
      return new AssignedValue(start, end, false);
    }
    String scheme = lower(text.text(), start, Math.min(end, start + LONGEST_NAME));
    String ends = LONG_SCHEMES.contains(scheme) ? LINE_ENDS + "'`" : WORD_ENDS;
    return new AssignedValue(start, end(text, end + 1, ends), false);
  }

  private static boolean isBlank(SearchedText text, int i) {
    return text.charAt(i) == ' ' || text.charAt(i) == '\t';
  }

  private static String lower(String text, int start, int end) {
    return text.substring(start, end).toLowerCase(Locale.ROOT);
  }

  private boolean isSecret(String text, int sign, String name) {
    if (end <= start || isNoSecret(text) || text.substring(start, end).equals(Redactor.REDACTED)) {
      return false;
    }
    boolean prose = !quoted && text.charAt(sign) == ':' && NameEndings.isWordOfProse(name);
    if (prose && !looksRandom(text)) {
      return false;
    }
    if (!quoted && (isCode(text) || isNextName(text, sign))) {
      return false;
    }
    boolean weak = name.endsWith("token") || name.endsWith("secret");
    return !weak || end - start >= LEAST_TOKEN;
  }

  private boolean isNoSecret(String text) {
    if (text.startsWith("${", start) || text.startsWith("{{", start)) {
      return true;
    }
    if (end - start > LONGEST_NO_SECRET) {
      return false;
    }
    String value = lower(text, start, end);
    return NO_SECRETS.contains(value)
        || (!quoted && TYPES.contains(value))
        || value.chars().allMatch(c -> c == '*');
  }

  /** Tells whether the value has digits among its letters, as words have not. */
  private boolean looksRandom(String text) {
    boolean digit = false;
    boolean letter = false;
    for (int i = start; i < end; i++) {
      digit |= Character.isDigit(text.charAt(i));
      letter |= Character.isLetter(text.charAt(i));
    }
    return digit && (!letter || end - start >= LEAST_RANDOM);
  }

  /** Tells whether the value is an expression that gives the secret, and not the secret. */
  private boolean isCode(String text) {
    char next = end < text.length() ? text.charAt(end) : ' ';
    int bracket = indexOf(text, '(');
    int opening = bracket >= 0 ? bracket : next == '[' ? end : -1;
    if (opening > start && isIdentifier(text, opening)) {
      return true;
    }
    String head = lower(text, start, Math.min(end, start + LONGEST_NAME));
    return SOURCES.stream().anyMatch(head::startsWith);
  }

  private int indexOf(String text, char c) {
    for (int i = start; i < end; i++) {
      if (text.charAt(i) == c) {
        return i;
      }
    }
    return -1;
  }

  private boolean isIdentifier(String text, int to) {
    for (int i = start; i < to; i++) {
      char c = text.charAt(i);
      if (!Character.isJavaIdentifierPart(c) && c != '.') {
        return false;
      }
    }
    return true;
  }

  /** Tells whether the value is missing, and the name of the next one was taken for it. */
  private boolean isNextName(String text, int sign) {
    if (start == sign + 1) {
      return false;
    }
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (c == ':' || c == '=') {
        boolean padding = c == '=' && (i + 1 == end || text.charAt(i + 1) == '=');
        return !padding && NameEndings.STANDARD.end(text, start, i);
      }
    }
    int next = skipBlanks(text, end);
    boolean signed = next < text.length() && (text.charAt(next) == '=' || text.charAt(next) == ':');
    return signed && NameEndings.STANDARD.end(text, start, end);
  }

  private static int end(SearchedText text, int start, String ends) {
    int end = start;
    while (end < text.length() && ends.indexOf(text.charAt(end)) < 0) {
      end++;
    }
    text.passed(end - start);
    return end;
  }
}

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
  private static final int LEAST_LONG = 16;
  private static final int LONGEST_NAME = 64;

  /** The longest value beside a name that is itself a value. */
  private static final int LONGEST_SHORT = 256;

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

  /** Expressions that code reads a secret from. */
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
   * Returns the secret after a sign that follows a secret's name; null if none stands there.
   *
   * @param name normalized
   */
  static @Nullable AssignedValue secretAfter(SearchedText text, int sign, String name) {
    int start = start(text, sign);
    if (start < 0) {
      return null;
    }
    boolean quoted = isQuote(text.charAt(start));
    if (!quoted && !maySecretBegin(text, start, sign, name)) {
      return null;
    }
    AssignedValue value = quoted ? quoted(text, start, text.length()) : unquoted(text, start, name);
    return value.isSecret(text.text(), sign, name) ? value : null;
  }

  /** Returns the value after a sign, whatever it is; null if there is none, or it is a long one. */
  static @Nullable AssignedValue shortAfter(SearchedText text, int sign) {
    int start = start(text, sign);
    if (start < 0) {
      return null;
    }
    int most = Math.min(text.length(), start + LONGEST_SHORT);
    AssignedValue value =
        isQuote(text.charAt(start))
            ? quoted(text, start, most)
            : new AssignedValue(start, end(text, start, most), false);
    return value.end() == most && most < text.length() ? null : value;
  }

  /** Returns where the value, or the quote before it, stands; -1 if there is no single value. */
  private static int start(SearchedText text, int sign) {
    int i = afterSign(text, sign);
    if (i < 0 || i >= text.length() || text.text().startsWith(Redactor.REDACTED, i)) {
      return -1;
    }
    if (text.charAt(i) == '[') {
      int first = skipBlanks(text, i + 1);
      i = first < text.length() && isQuote(text.charAt(first)) ? first : i;
    }
    return NO_VALUES.indexOf(text.charAt(i)) >= 0 ? -1 : i;
  }

  /** Returns where the value begins; -1 if the sign is a comparison. */
  private static int afterSign(SearchedText text, int sign) {
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

  private static int skipBlanks(SearchedText text, int from) {
    int i = from;
    int end = Math.min(text.length(), from + MOST_BLANKS);
    while (i < end && text.isBlank(i)) {
      i++;
    }
    return i;
  }

  private static boolean isQuote(char c) {
    return QUOTES.indexOf(c) >= 0;
  }

  /** A quote that is escaped deeper than the first one is part of the value. */
  private static AssignedValue quoted(SearchedText text, int quote, int most) {
    int depth = text.quoteDepth(quote);
    int end = quote + 1;
    while (end < most && !endsQuoted(text, quote, end, depth)) {
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
    if (name.endsWith("cookie") || name.endsWith("cookies")) {
      int nameEnd = Math.min(text.length(), start + LONGEST_NAME);
      boolean header = text.text().substring(start, nameEnd).indexOf('=') > 0;
      return new AssignedValue(start, header ? headerEnd(text, start, 0) : start, false);
    }
    int end = end(text, start, text.length());
    if (!name.endsWith("authorization")) {
      return new AssignedValue(start, end, false);
    }
    int scheme = start;
    while (scheme < end && !text.isBlank(scheme)) {
      scheme++;
    }
    if (scheme == text.length() || !text.isBlank(scheme)) {
      return new AssignedValue(start, end, false);
    }
    boolean parameters = LONG_SCHEMES.contains(lower(text.text(), start, scheme));
    int last =
        parameters
            ? headerEnd(text, scheme, Integer.MAX_VALUE)
            : Math.max(end, end(text, scheme + 1, text.length()));
    return new AssignedValue(start, last, false);
  }

  /**
   * Returns the end of a header: of its line, or of a text in quotes in which it stands.
   *
   * @param quotes how many double quotes may belong to the header itself; one that is escaped less
   *     than those before it ends a text around them
   */
  private static int headerEnd(SearchedText text, int start, int quotes) {
    int left = quotes;
    int depth = -1;
    int end = start;
    while (end < text.length() && (LINE_ENDS + "'`").indexOf(text.charAt(end)) < 0) {
      char c = text.charAt(end);
      if (c == '"') {
        int found = text.quoteDepth(end);
        if (--left < 0 || found < depth) {
          break;
        }
        depth = Math.max(depth, found);
      } else if (c == '\\' && isEscapedLineEnd(text, end)) {
        break;
      }
      end++;
    }
    text.passed(end - start);
    return end < text.length() && text.charAt(end) == '"' && !text.isDecoded()
        ? Math.max(start, end - text.quoteDepth(end))
        : end;
  }

  private static boolean isEscapedLineEnd(SearchedText text, int backslash) {
    int i = backslash + 1;
    return i < text.length() && (text.charAt(i) == 'n' || text.charAt(i) == 'r');
  }

  private static String lower(String text, int start, int end) {
    return text.substring(start, end).toLowerCase(Locale.ROOT);
  }

  private boolean isSecret(String text, int sign, String name) {
    int length = end - start;
    if (length <= 0 || length <= LONGEST_NO_SECRET && isNoSecret(lower(text, start, end))) {
      return false;
    }
    if (quoted && text.startsWith("${", start)) {
      return false;
    }
    if (quoted && name.equals("token") && text.charAt(sign) == ':') {
      return length >= LEAST_LONG || looksRandom(text, start, end);
    }
    boolean weak = name.endsWith("token") || name.endsWith("secret");
    return !weak || length >= LEAST_TOKEN;
  }

  private static boolean isNoSecret(String value) {
    return NO_SECRETS.contains(value) || value.chars().allMatch(c -> c == '*');
  }

  /** Tells, by the beginning of a value without quotes, whether it is no prose and no code. */
  private static boolean maySecretBegin(SearchedText searched, int start, int sign, String name) {
    String text = searched.text();
    int end = end(searched, start, Math.min(text.length(), start + LONGEST_NAME));
    boolean prose = text.charAt(sign) == ':' && NameEndings.isWordOfProse(name);
    return !(prose && !looksRandom(text, start, end))
        && !text.startsWith("${", start)
        && !isCode(text, start, end)
        && !isNextName(searched, start, end, sign);
  }

  /** Tells whether the value has digits among its letters, as words have not. */
  private static boolean looksRandom(String text, int start, int end) {
    boolean digit = false;
    boolean letter = false;
    for (int i = start; i < end; i++) {
      digit |= Character.isDigit(text.charAt(i));
      letter |= Character.isLetter(text.charAt(i));
    }
    return digit && (!letter || end - start >= LEAST_RANDOM);
  }

  /** Tells whether the value is a type, or an expression that gives the secret. */
  private static boolean isCode(String text, int start, int end) {
    String word = lower(text, start, end);
    if (TYPES.contains(word) || SOURCES.stream().anyMatch(word::startsWith)) {
      return true;
    }
    int i = start;
    while (i < end && (Character.isJavaIdentifierPart(text.charAt(i)) || text.charAt(i) == '.')) {
      i++;
    }
    return i > start && i < text.length() && (text.charAt(i) == '(' || text.charAt(i) == '[');
  }

  /** Tells whether the value is missing, and the name of the next one was taken for it. */
  private static boolean isNextName(SearchedText searched, int start, int end, int sign) {
    String text = searched.text();
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
    int next = skipBlanks(searched, end);
    boolean signed = next < text.length() && (text.charAt(next) == '=' || text.charAt(next) == ':');
    return signed && NameEndings.STANDARD.end(text, start, end);
  }

  private static int end(SearchedText text, int start, int most) {
    int end = start;
    while (end < most && WORD_ENDS.indexOf(text.charAt(end)) < 0) {
      end++;
    }
    text.passed(end - start);
    return end;
  }
}

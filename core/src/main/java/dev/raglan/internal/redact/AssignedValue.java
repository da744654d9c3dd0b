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
  private static final int LEAST_TURNS = 3;
  private static final int LEAST_MIXED = 10;
  private static final int LEAST_CHANGES = 5;
  private static final String SPECIAL = "!@#$%^&*+=?~";
  private static final int LONGEST_NO_SECRET = 12;
  private static final int LEAST_LONG = 16;
  private static final int LONGEST_NAME = 64;

  /** The longest value beside a name that is itself a value. */
  private static final int LONGEST_SHORT = 256;

  private static final int MOST_BLANKS = 64;
  private static final int MOST_ESCAPES = 4;
  private static final int MOST_QUOTES = 3;
  private static final Set<String> NO_SECRETS =
      Set.of(
          "null",
          "true",
          "false",
          "none",
          "nil",
          "undefined",
          "yes",
          "no",
          "empty",
          "unset",
          "enabled",
          "disabled",
          "required",
          "optional");

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
          "self",
          "await",
          "new");

  /** Expressions that code reads a secret from. */
  private static final List<String> SOURCES =
      List.of("process.env", "os.environ", "os.getenv", "system.getenv", "self.", "this.", "env.");

  /** Functions of SQL for passwords. */
  private static final Set<String> FUNCTIONS =
      Set.of("password", "md5", "sha", "sha1", "sha2", "crypt", "encrypt", "aes_encrypt");

  /** Schemes of an authorization with several parameters behind them. */
  private static final Set<String> LONG_SCHEMES =
      Set.of("digest", "aws4-hmac-sha256", "aws4-ecdsa-p256-sha256", "oauth", "hawk", "signature");

  private static final char COLOUR = '\u001b';
  private static final String QUOTES = "\"'`";
  private static final String FOREIGN_QUOTES =
      "\u201c\u201d\u201e\u2018\u2019\u00ab\u300c\u300e\u300a\u3010\uff1a\uff08";
  private static final String PREFIXES = "NEbfru@";
  private static final String LINE_ENDS = "\r\n";
  private static final String WORD_ENDS = " \t\r\n\"'`,;&|)]}<>\\";
  private static final String NO_VALUES = "{[(<";
  private static final String CLOSING = "}])>";
  private static final String STRUCTURE = ",}]:";
  private static final String AFTER_STRUCTURE = ",}]:{[\"\\ \r\n";
  private static final int LONGEST_ENCODER = 24;

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
    if (isBlock(text, start)) {
      return block(text, start);
    }
    boolean quoted = isQuote(text.charAt(start));
    if (!quoted && !maySecretBegin(text, start, sign, name)) {
      return null;
    }
    AssignedValue value = quoted ? quoted(text, start, text.length()) : unquoted(text, start, name);
    return value.isSecret(text.text(), sign, name) ? value : null;
  }

  /**
   * Returns the secret in quotes after a sign that follows a secret's name; null if none stands
   * there.
   */
  static @Nullable AssignedValue quotedSecretAfter(SearchedText text, int sign, String name) {
    int start = start(text, sign);
    return start >= 0 && isQuote(text.charAt(start)) ? secretAfter(text, sign, name) : null;
  }

  /**
   * Returns the secret after a sign that stands between words of prose as well, if it looks like
   * one by itself; null if none stands there.
   *
   * @param name normalized
   */
  static @Nullable AssignedValue likelySecretAfter(SearchedText text, int sign, String name) {
    int start = start(text, sign);
    if (start < 0) {
      return null;
    }
    boolean isForeign = text.charAt(sign) >= 128;
    if (isForeign && text.charAt(start) >= 128) {
      return wordInForeignQuotes(text, start, name);
    }
    int end = isQuote(text.charAt(start)) ? start : shortEnd(text, start, isForeign);
    if (end - start > LONGEST_SHORT) {
      return null;
    }
    AssignedValue value =
        isForeign && end > start
            ? new AssignedValue(start, end, false)
            : secretAfter(text, sign, name);
    return value != null
            && value.looksLikeSecret(text.text(), name)
            && value.beginOf(text).looksLikeSecret(text.text(), name)
        ? value
        : null;
  }

  /** Returns the secret in the quotes of another script; null if none stands there. */
  private static @Nullable AssignedValue wordInForeignQuotes(
      SearchedText text, int quote, String name) {
    if (FOREIGN_QUOTES.indexOf(text.charAt(quote)) < 0) {
      return null;
    }
    int end = shortEnd(text, quote + 1, true);
    AssignedValue value = new AssignedValue(quote + 1, end, false);
    boolean isShort = end - quote <= LONGEST_SHORT;
    return isShort && value.looksLikeSecret(text.text(), name) ? value : null;
  }

  /** Returns the part of the value before a plus sign that may be a blank of a URL. */
  private AssignedValue beginOf(SearchedText text) {
    return text.isDecoded() && !quoted ? before(text.text(), '+') : this;
  }

  /**
   * Returns the end of a word of which little more is looked at than the longest has.
   *
   * @param isAscii true to end it where a letter beyond ASCII follows, as between words of Chinese
   */
  private static int shortEnd(SearchedText text, int start, boolean isAscii) {
    int most = Math.min(text.length(), start + LONGEST_SHORT + 1);
    int end = start;
    while (end < most
        && WORD_ENDS.indexOf(text.charAt(end)) < 0
        && !(isAscii && text.charAt(end) >= 128)) {
      end++;
    }
    text.passed(end - start);
    return end;
  }

  /**
   * Returns the word after a blank if it looks like a secret; null if none stands there. A plus
   * sign is a blank in a URL, and ends the word if one stands before it.
   *
   * @param name normalized
   */
  static @Nullable AssignedValue wordAfter(SearchedText text, int blank, String name) {
    int word = blank + 1;
    AssignedValue value =
        word < text.length() && text.charAt(blank) == '+' && !text.isDecoded()
            ? shortAfter(text, blank)
            : secretAfter(text, blank, name);
    value = value == null ? null : value.before(text.text(), text.charAt(blank));
    boolean encoded = value != null && text.charAt(blank) == '+' && value.has(text, '%');
    return value != null && !encoded && value.looksLikeSecret(text.text(), name) ? value : null;
  }

  /** Tells whether no blank stands in the value. */
  boolean isWord(SearchedText text) {
    boolean word = true;
    for (int i = start; i < end; i++) {
      word &= !text.isBlank(i) && !Character.isWhitespace(text.charAt(i));
    }
    return word;
  }

  private boolean has(SearchedText text, char c) {
    return indexOf(text.text(), c) >= 0;
  }

  /** Returns where a character stands in the value; -1 if it does not. */
  int indexOf(String text, char c) {
    for (int i = start; i < end; i++) {
      if (text.charAt(i) == c) {
        return i;
      }
    }
    return -1;
  }

  /** Returns the part of the value before a plus sign, if the blank before it is such a sign. */
  AssignedValue before(String text, char blank) {
    int plus = blank == '+' ? indexOf(text, '+') : -1;
    return plus < 0 ? this : new AssignedValue(start, plus, quoted);
  }

  /** Tells whether the value looks like a secret by itself. */
  boolean looksLikeSecret(String text, String name) {
    for (int i = start; i < end; i++) {
      if (Character.isWhitespace(text.charAt(i))) {
        return false;
      }
    }
    return looksLikePassword(text, start, end)
        || NameEndings.isOfDigits(name) && end - start > 2 && isNumber(text, start, end);
  }

  private static boolean isNumber(String text, int start, int end) {
    for (int i = start; i < end; i++) {
      if (!Character.isDigit(text.charAt(i)) && text.charAt(i) != '-' && text.charAt(i) != '.') {
        return false;
      }
    }
    return end > start && Character.isDigit(text.charAt(start));
  }

  /** Tells whether letters and digits are mixed as in no word, such as "base64-encoded". */
  private static boolean looksLikePassword(String text, int start, int end) {
    boolean special = false;
    boolean upper = false;
    boolean lower = false;
    boolean plain = true;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      special |= SPECIAL.indexOf(c) >= 0;
      upper |= Character.isUpperCase(c);
      lower |= Character.isLowerCase(c);
      plain &= Character.isLetterOrDigit(c);
    }
    return looksRandom(text, start, end)
        && (upper || lower)
        && (special || (upper && lower && plain) || turns(text, start, end) >= LEAST_TURNS);
  }

  /** Tells whether letters and digits take turns as in a key that was generated. */
  static boolean looksGenerated(String text, int start, int end) {
    return end - start >= LEAST_RANDOM && turns(text, start, end) >= LEAST_TURNS;
  }

  /**
   * Tells whether the value is a password even where nothing says that a value follows: letters and
   * digits take turns in it, or it has a sign among them that addresses and variables have not.
   */
  boolean isPassword(String text) {
    if ("$<{[(%#@".indexOf(text.charAt(start)) >= 0) {
      return false;
    }
    boolean dot = false;
    boolean at = false;
    boolean sign = false;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (c == '/' || c == ':' || c == '=' || c == '(') {
        return false;
      }
      dot |= c == '.';
      at |= c == '@';
      sign |= i + 1 < end && "!#^*~".indexOf(c) >= 0;
    }
    return looksGenerated(text, start, end) || sign || at && !dot || isMixed(text);
  }

  /** Tells whether small letters, capitals and digits take turns more often than in a name. */
  private boolean isMixed(String text) {
    int changes = 0;
    for (int i = start + 1; i < end; i++) {
      changes += kind(text.charAt(i)) != kind(text.charAt(i - 1)) ? 1 : 0;
    }
    return end - start >= LEAST_MIXED && changes >= LEAST_CHANGES;
  }

  private static int kind(char c) {
    return Character.isDigit(c) ? 2 : Character.isUpperCase(c) ? 1 : 0;
  }

  /** Returns how often digits follow letters, or letters digits. */
  private static int turns(String text, int start, int end) {
    int turns = 0;
    char last = 0;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (Character.isLetterOrDigit(c)) {
        turns += last != 0 && Character.isDigit(c) != Character.isDigit(last) ? 1 : 0;
        last = c;
      }
    }
    return turns;
  }

  /** Tells whether the value stands in quotes before a further name, as keys in JSON do. */
  boolean isFollowedBy(SearchedText text, char sign) {
    int i = end;
    int most = Math.min(text.length(), end + MOST_ESCAPES);
    while (i < most && (isQuote(text.charAt(i)) || text.charAt(i) == '\\')) {
      i++;
    }
    return i < text.length() && text.charAt(i) == sign;
  }

  /** Returns the next value of a list; null if none follows. */
  @Nullable AssignedValue nextInList(SearchedText text, String name) {
    int i = end;
    int most = Math.min(text.length(), end + MOST_ESCAPES * 2);
    while (i < most && (isQuote(text.charAt(i)) || text.isBlank(i) || text.charAt(i) == '\\')) {
      i++;
    }
    return i < text.length() && text.charAt(i) == ',' ? secretAfter(text, i, name) : null;
  }

  /** Tells whether the value is the first one of a list. */
  static boolean isList(SearchedText text, int sign) {
    int i = skipBlanks(text, sign + 1);
    return i < text.length() && text.charAt(i) == '[';
  }

  /** Returns the value after a sign, whatever it is; null if it is missing or long. */
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

  /** Returns the value of a part of a container; null if it is missing, long or a container. */
  static @Nullable AssignedValue partAfter(SearchedText text, int sign) {
    int start = start(text, sign);
    return start >= 0 && isBlock(text, start) ? block(text, start) : shortAfter(text, sign);
  }

  /** Tells whether the value is a number, or a word that stands for a missing one. */
  boolean isPlain(String text) {
    return isNumber(text, start, end) || isNoSecret(lower(text, start, end));
  }

  /** Tells whether a block of lines begins here, as YAML writes texts of several lines. */
  private static boolean isBlock(SearchedText text, int at) {
    char c = text.charAt(at);
    int end = at + 1;
    while (end < text.length() && end - at < MOST_ESCAPES && isBlockSign(text.charAt(end))) {
      end++;
    }
    return (c == '|' || c == '>')
        && end < text.length()
        && LINE_ENDS.indexOf(text.charAt(end)) >= 0;
  }

  private static boolean isBlockSign(char c) {
    return c == '-' || c == '+' || c >= '1' && c <= '9';
  }

  /** Returns the lines of a block: those that are indented as deep as the first. */
  private static @Nullable AssignedValue block(SearchedText text, int at) {
    int first = nextLine(text, at);
    int start = skipBlanks(text, first);
    int depth = start - first;
    int end = start;
    int line = first;
    int quotes = text.quoteDepth(first - 1);
    while (line < text.length() && skipBlanks(text, line) - line >= Math.max(1, depth)) {
      end = blockLineEnd(text, line, quotes);
      boolean ended = end < text.length() && LINE_ENDS.indexOf(text.charAt(end)) < 0;
      line = ended ? text.length() : nextLine(text, end);
    }
    text.passed(end - at);
    return end > start ? new AssignedValue(start, end, false) : null;
  }

  /** A quote that is escaped less than the end of a line ends a text around the block. */
  private static int blockLineEnd(SearchedText text, int from, int depth) {
    int end = lineEnd(text, from);
    for (int i = from; text.isDecoded() && i < end; i++) {
      if (text.charAt(i) == '"' && text.quoteDepth(i) < depth) {
        return i;
      }
    }
    return end;
  }

  private static int lineEnd(SearchedText text, int from) {
    int end = from;
    while (end < text.length() && LINE_ENDS.indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return end;
  }

  private static int nextLine(SearchedText text, int from) {
    int next = lineEnd(text, from);
    next += next < text.length() && text.charAt(next) == '\r' ? 1 : 0;
    return next + (next < text.length() && text.charAt(next) == '\n' ? 1 : 0);
  }

  /** Returns where the value, or the quote before it, stands; -1 if there is no single value. */
  private static int start(SearchedText text, int sign) {
    int i = afterSign(text, sign);
    if (i < 0 || i >= text.length() || text.text().startsWith(Redactor.REDACTED, i)) {
      return -1;
    }
    if (endsString(text, i)) {
      return -1;
    }
    if (text.charAt(i) == '[') {
      i = skipBlanks(text, i + 1);
      boolean quoted = i < text.length() && isQuote(text.charAt(i)) && !endsString(text, i);
      return quoted || looksRandom(text.text(), i, wordEnd(text, i)) ? i : -1;
    }
    if (isBraced(text, i)) {
      return i + 1;
    }
    if (text.text().startsWith("${", i)) {
      return defaultOf(text, i);
    }
    boolean isVariant = text.charAt(i) == '{' && isEncoder(text, i);
    return NO_VALUES.indexOf(text.charAt(i)) >= 0 && !isVariant ? -1 : i;
  }

  /**
   * Tells whether the quote that stands there ends a text of JSON, and begins no value: what
   * follows it does not begin one.
   */
  static boolean endsString(SearchedText text, int at) {
    if (text.charAt(at) != '"') {
      return false;
    }
    int next = at + 1;
    int most = Math.min(text.length(), at + LONGEST_NAME);
    for (int i = next; i < most && (text.charAt(i) == '"' || text.charAt(i) == '\\'); i++) {
      next = text.charAt(i) == '"' ? i + 1 : next; // Ends a text of JSON around it, too.
    }
    if (next >= text.length()) {
      return true;
    }
    boolean structure = STRUCTURE.indexOf(text.charAt(next)) >= 0;
    return structure
        && (next + 1 >= text.length() || AFTER_STRUCTURE.indexOf(text.charAt(next + 1)) >= 0);
  }

  /** Tells whether a value stands in brackets: a random one, for words there are placeholders. */
  private static boolean isBraced(SearchedText text, int at) {
    int opening = NO_VALUES.indexOf(text.charAt(at));
    if (opening < 0) {
      return false;
    }
    int end = wordEnd(text, at + 1);
    return end < text.length()
        && text.charAt(end) == CLOSING.charAt(opening)
        && looksRandom(text.text(), at + 1, end);
  }

  /** Tells whether an encoder's name in braces stands there, as in {@code {bcrypt}$2a$10...}. */
  private static boolean isEncoder(SearchedText text, int at) {
    int end = at + 1;
    int most = Math.min(text.length() - 1, at + LONGEST_ENCODER);
    while (end < most && isWordPart(text.charAt(end))) {
      end++;
    }
    return end > at + 1
        && text.charAt(end) == '}'
        && looksRandom(text.text(), end + 1, wordEnd(text, end + 1));
  }

  /** Returns where the value behind an encoder's name begins, or the value if it has none. */
  private static int afterEncoder(String text, int start) {
    int most = Math.min(text.length(), start + LONGEST_ENCODER);
    int i = start + 1;
    while (i < most && isWordPart(text.charAt(i))) {
      i++;
    }
    return text.charAt(start) == '{' && i < most && text.charAt(i) == '}' ? i + 1 : start;
  }

  private static boolean isWordPart(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || "-_@.".indexOf(c) >= 0;
  }

  /** Returns where the default of a placeholder begins; -1 if it has none. */
  private static int defaultOf(SearchedText text, int placeholder) {
    int i = placeholder + 2;
    int most = Math.min(text.length(), i + LONGEST_NAME);
    while (i < most && isWordPart(text.charAt(i))) {
      i++;
    }
    int value = text.text().startsWith(":-", i) ? i + 2 : i + 1;
    boolean given = i < most && text.charAt(i) == ':' && value < text.length();
    return given && "$}".indexOf(text.charAt(value)) < 0 && !endsString(text, value) ? value : -1;
  }

  /** Returns the end of a word of which no more is looked at than the longest name has. */
  private static int wordEnd(SearchedText text, int start) {
    return start >= text.length()
        ? text.length()
        : end(text, start, Math.min(text.length(), start + LONGEST_NAME));
  }

  /** Returns where the value begins; -1 if the sign is a comparison. */
  private static int afterSign(SearchedText text, int sign) {
    int i = sign + 1;
    if (i < text.length() && text.charAt(i) == '=' && text.charAt(sign) == '=') {
      return -1;
    }
    boolean isLonger = i < text.length() && (text.charAt(i) == '=' || text.charAt(i) == '>');
    if (isLonger || isOfDirectory(text, sign)) {
      i++;
    }
    i = skipFunction(text, skipTag(text, skipEmphasis(text, skipBlanks(text, i)), sign));
    i = skipPrefix(text, skipContinuation(text, skipLineFeeds(text, i)));
    int end = Math.min(text.length(), i + MOST_ESCAPES);
    int escape = i;
    while (i < end && text.charAt(i) == '\\') {
      i++;
    }
    return i > escape && (isBlankEscape(text, i) || isUnicodeEscape(text, i)) ? -1 : i;
  }

  /** Tells whether two colons stand there, behind which LDIF writes a value in base64. */
  private static boolean isOfDirectory(SearchedText text, int sign) {
    return sign + 2 < text.length()
        && text.charAt(sign) == ':'
        && text.charAt(sign + 1) == ':'
        && text.isBlank(sign + 2);
  }

  /** Tells whether an escaped line feed or tab stands there, with no value behind it. */
  private static boolean isBlankEscape(SearchedText text, int at) {
    return at + 1 < text.length()
        && "nrt".indexOf(text.charAt(at)) >= 0
        && WORD_ENDS.indexOf(text.charAt(at + 1)) >= 0;
  }

  /** Tells whether a sign is written as its number there, which is read when it is decoded. */
  private static boolean isUnicodeEscape(SearchedText text, int at) {
    return text.text().startsWith("u00", at) && !text.isDecoded();
  }

  /** Skips the end of words that Markdown stresses, as in {@code **Password:** value}. */
  private static int skipEmphasis(SearchedText text, int from) {
    boolean bold = text.text().startsWith("**", from) && !text.text().startsWith("***", from);
    boolean italic = from + 1 < text.length() && text.charAt(from) == '*' && text.isBlank(from + 1);
    return bold || italic ? skipBlanks(text, from + (bold ? 2 : 1)) : from;
  }

  /** Skips a tag or an anchor of YAML, as in {@code password: !!str value}. */
  private static int skipTag(SearchedText text, int from, int sign) {
    boolean tag = from > sign + 1 && from < text.length() && "!&".indexOf(text.charAt(from)) >= 0;
    if (!tag) {
      return from;
    }
    int end = wordEnd(text, from + 1);
    return end < text.length() && text.isBlank(end) ? skipBlanks(text, end) : from;
  }

  /** Skips the end of a line that goes on in the next one, as in files of properties. */
  private static int skipContinuation(SearchedText text, int from) {
    return text.text().startsWith("\\\n", from) ? skipBlanks(text, from + 2) : from;
  }

  /** Skips the name of a function that SQL hides a password by, as in {@code MD5('value')}. */
  private static int skipFunction(SearchedText text, int from) {
    int most = Math.min(text.length() - 1, from + LONGEST_NO_SECRET);
    int end = from;
    while (end < most && isWordPart(text.charAt(end))) {
      end++;
    }
    boolean call =
        end > from && end < most && text.charAt(end) == '(' && text.charAt(end + 1) == '\'';
    return call && FUNCTIONS.contains(lower(text.text(), from, end)) ? end + 1 : from;
  }

  /** Skips what code writes before a text, as in {@code N'value'} or {@code f"value"}. */
  private static int skipPrefix(SearchedText text, int from) {
    boolean prefix = from + 1 < text.length() && PREFIXES.indexOf(text.charAt(from)) >= 0;
    return prefix && "'\"".indexOf(text.charAt(from + 1)) >= 0 ? from + 1 : from;
  }

  /** Skips line feeds if a value that looks random stands behind them, and no further name. */
  private static int skipLineFeeds(SearchedText text, int from) {
    int i = from;
    int most = Math.min(text.length(), from + MOST_ESCAPES);
    while (i < most && LINE_ENDS.indexOf(text.charAt(i)) >= 0) {
      i++;
    }
    if (i == from) {
      return from;
    }
    int start = skipBlanks(text, i);
    int end = wordEnd(text, start);
    boolean value =
        looksRandom(text.text(), start, end)
            && text.text().substring(start, end).chars().noneMatch(c -> c == ':' || c == '=');
    return value ? start : from;
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

  /**
   * Returns the text in quotes. A quote that is escaped deeper than the first one is part of it.
   */
  static AssignedValue quoted(SearchedText text, int first, int most) {
    int run = quotes(text, first);
    int quote = first + (run == 2 && isEmpty(text, first) ? 0 : run - 1);
    int depth = text.quoteDepth(quote);
    boolean doubling = run == 1 && text.charAt(first) == '\'';
    int end = quote + 1;
    while (end < most && !endsQuoted(text, quote, end, depth)) {
      end++;
      if (doubling && end + 1 < most && isDoubled(text, end)) {
        end += 2;
      }
    }
    text.passed(end - quote);
    int closing = end;
    if (end < text.length() && isQuote(text.charAt(end))) {
      closing = Math.max(quote + 1, end - text.escapesOf(end));
    }
    return new AssignedValue(quote + 1, closing, true);
  }

  /** Returns how many quotes stand there: one, or three as in Python, or two as in CSV. */
  private static int quotes(SearchedText text, int first) {
    int run = 1;
    while (run < MOST_QUOTES
        && first + run < text.length()
        && text.charAt(first + run) == text.charAt(first)) {
      run++;
    }
    return run;
  }

  private static boolean isEmpty(SearchedText text, int first) {
    int after = first + 2;
    return after >= text.length() || WORD_ENDS.indexOf(text.charAt(after)) >= 0;
  }

  /** Tells whether a quote is written twice, as SQL and YAML do within a text in quotes. */
  private static boolean isDoubled(SearchedText text, int at) {
    return text.charAt(at) == '\'' && text.charAt(at + 1) == '\'';
  }

  private static boolean endsQuoted(SearchedText text, int quote, int i, int depth) {
    char c = text.charAt(i);
    if (c == '"' && text.charAt(quote) != '"') {
      return endsString(text, i); // That in which the value stands, whose quote is missing.
    }
    return (c == text.charAt(quote) || LINE_ENDS.indexOf(c) >= 0) && text.quoteDepth(i) <= depth;
  }

  private static AssignedValue unquoted(SearchedText text, int start, String name) {
    if (name.endsWith("cookie") || name.endsWith("cookies")) {
      int nameEnd = Math.min(text.length(), start + LONGEST_NAME);
      boolean header = text.text().substring(start, nameEnd).indexOf('=') > 0;
      int word = end(text, start, Math.min(text.length(), start + LONGEST_SHORT));
      boolean alone = looksGenerated(text.text(), start, word);
      int last = header ? headerEnd(text, start, 0) : alone ? word : start;
      return new AssignedValue(start, last, false);
    }
    int from = afterEncoder(text.text(), start);
    int end = end(text, from, text.length());
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
    boolean open = false;
    int end = start;
    while (end < text.length() && (LINE_ENDS + "'`").indexOf(text.charAt(end)) < 0) {
      char c = text.charAt(end);
      if (c == '"') {
        int found = text.quoteDepth(end);
        open = !open;
        boolean ends =
            open && (text.charAt(opening(text, end) - 1) != '=' || endsStringAfterSign(text, end));
        if (ends || --left < 0 || found < depth) {
          break;
        }
        depth = Math.max(depth, found);
      } else if (c == '\\' && isEscapedLineEnd(text, end)) {
        break;
      }
      end++;
    }
    text.passed(end - start);
    return end < text.length() && text.charAt(end) == '"'
        ? Math.max(start, end - text.escapesOf(end))
        : end;
  }

  /** Tells whether a quote behind a sign ends a text of JSON, and no empty value stands there. */
  private static boolean endsStringAfterSign(SearchedText text, int quote) {
    int next = quote + 1;
    while (next < text.length() && text.charAt(next) == '\\') {
      next++;
    }
    boolean empty =
        next < text.length()
            && text.charAt(next) == '"'
            && text.quoteDepth(next) == text.quoteDepth(quote);
    return !empty && endsString(text, quote);
  }

  /** Returns where the backslashes before a quote begin; not the beginning of the text. */
  private static int opening(SearchedText text, int quote) {
    int opening = quote;
    while (opening > 1 && text.charAt(opening - 1) == '\\') {
      opening--;
    }
    return Math.max(1, opening);
  }

  private static boolean isEscapedLineEnd(SearchedText text, int backslash) {
    int i = backslash + 1;
    while (i < text.length() && text.charAt(i) == '\\') {
      i++;
    }
    text.passed(i - backslash);
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
    if (quoted && text.startsWith("${", start) || isPlaceholder(text)) {
      return false;
    }
    if (quoted && name.equals("token") && text.charAt(sign) == ':') {
      return length >= LEAST_LONG || looksRandom(text, start, end);
    }
    if (length < LEAST_TOKEN && name.endsWith("s")) {
      return false; // Says how many there are, or that there are some.
    }
    boolean weak = name.endsWith("token") || name.endsWith("secret");
    return !weak || length >= LEAST_TOKEN;
  }

  /** Tells whether the value stands for one that somebody or something else puts there. */
  private boolean isPlaceholder(String text) {
    int from = start;
    for (int i = start; i < end && i - start < LONGEST_NO_SECRET; i++) {
      from = text.charAt(i) == ' ' || text.charAt(i) == '+' ? i + 1 : from;
    }
    if (from >= end) {
      return end > start && isPlaceholderAt(text, end);
    }
    char first = text.charAt(from);
    return first == '$' && isConstant(text, from + 1)
        || first == '<' && text.startsWith(">", end)
        || first == '?' && end == from + 1
        || first == ':' && " +".indexOf(text.charAt(start - 1)) >= 0 && isIdentifier(text, from + 1)
        || text.regionMatches(true, from, "your", 0, 4)
            && from + 4 < end
            && "_-".indexOf(text.charAt(from + 4)) >= 0;
  }

  /** Tells whether a placeholder follows a scheme, as in {@code Bearer <token>}. */
  private static boolean isPlaceholderAt(String text, int at) {
    return at < text.length() && "<$%{".indexOf(text.charAt(at)) >= 0
        || text.startsWith("&lt;", at)
        || text.startsWith("\\u003c", at);
  }

  /** Tells whether the rest is the name of a variable of a shell, in braces or not. */
  private boolean isConstant(String text, int from) {
    int i = from < end && text.charAt(from) == '{' ? from + 1 : from;
    boolean constant = i < end;
    for (; i < end && text.charAt(i) != COLOUR; i++) {
      char c = text.charAt(i);
      constant &= c == '_' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }
    return constant;
  }

  private boolean isIdentifier(String text, int from) {
    boolean identifier = from < end;
    for (int i = from; i < end && text.charAt(i) != COLOUR; i++) {
      identifier &= Character.isJavaIdentifierPart(text.charAt(i));
    }
    return identifier;
  }

  private static boolean isNoSecret(String value) {
    return NO_SECRETS.contains(value) || value.chars().allMatch(c -> c == '*');
  }

  /** Tells, by the beginning of a value without quotes, whether it is no prose and no code. */
  private static boolean maySecretBegin(SearchedText searched, int start, int sign, String name) {
    String text = searched.text();
    int from = afterEncoder(text, start);
    int end = end(searched, from, Math.min(text.length(), from + LONGEST_NAME));
    boolean prose = isColon(text.charAt(sign)) && NameEndings.isWordOfProse(name);
    return !(prose && !looksRandom(text, start, end))
        && !(isColon(text.charAt(sign)) && isForeignWord(text, start, end))
        && !isCode(text, start, end)
        && !isVariable(text, start, end, name)
        && !isNextName(searched, start, end, sign);
  }

  /** Tells whether a word with letters beyond ASCII stands there, as passwords have none. */
  private static boolean isForeignWord(String text, int start, int end) {
    boolean letters = true;
    boolean foreign = false;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      letters &= Character.isLetter(c) || c == '+';
      foreign |= c >= 128;
    }
    return letters && foreign;
  }

  private static boolean isColon(char sign) {
    return sign == ':' || sign == '\uff1a';
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

  /**
   * Returns true if code assigns a variable to a field of its name, as in {@code this.pin = pin;}.
   */
  private static boolean isVariable(String text, int start, int end, String name) {
    return end < text.length()
        && text.charAt(end) == ';'
        && NameEndings.normalized(text.substring(start, end)).equals(name);
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

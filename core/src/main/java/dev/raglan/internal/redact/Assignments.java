package dev.raglan.internal.redact;

import dev.raglan.internal.text.CharKinds;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds values that are given to a secret's name: {@code password=...}, {@code "api_key": "..."},
 * {@code Authorization: Bearer ...}, {@code {"name": "password", "value": "..."}}, {@code
 * <password>...</password>}. Goes from one sign to the next, so that its time is linear in the
 * text.
 */
final class Assignments {

  private static final int MOST_BETWEEN = 64;
  private static final int MOST_BEFORE_WORDS = 4;

  /** Last letters of names that are written in several words, such as "API key". */
  private static final String ENDS_OF_WORDS = "yergiunYERGIUN";

  /** Words between a password's name and the thing that it is the password of. */
  private static final Between[] OF = Between.of("for", "of", "f\u00fcr", "pour", "para");

  /** The most characters of the thing and the link behind it. */
  private static final int LONGEST_THING = 64;

  /** Words between a password and its name in prose. */
  private static final Set<String> LINKS =
      Set.of("is", "ist", "lautet", "es", "est", "\u00e9", "\u00e8", "was", "war", "era");

  private static final int BEYOND_ASCII = CharKinds.of("\u5bc6");
  private static final int ELEMENT = CharKinds.of("<");
  private static final int BRACKET = CharKinds.of("[");
  private static final int LONGEST_LINK = 8;

  /** The text between a name and its value in prose, in tables and in notes. */
  private static final Between[] BETWEEN_WORDS =
      Between.of(
          " is",
          " ist",
          " lautet",
          " est",
          " es",
          "->",
          "<-",
          "==",
          "\u2192",
          "|",
          "\t",
          " - ",
          " \u2013 ",
          " \u2014 ",
          "\u662f",
          "\u4e3a",
          "\u70ba",
          "\u306f");

  /** The text between a name and its value as arguments, and between quotes in lists. */
  private static final Between[] BETWEEN_ARGUMENTS = Between.of("(", "\",", "',");

  /**
   * A text that stands between a name and its value.
   *
   * @param kinds those of its characters, without which it need not be looked for
   */
  private record Between(String text, int kinds) {

    static Between[] of(String... texts) {
      return Stream.of(texts)
          .map(each -> new Between(each, CharKinds.of(each)))
          .toArray(Between[]::new);
    }
  }

  private static final int LONGEST_NAME = 64;
  private static final int LONGEST_ELEMENT = 8_192;
  private static final String DATA = "<![CDATA[";
  private static final String DATA_END = "]]>";

  /** Characters between a name and its value if each is a value of its own. */
  private static final int LONGEST_PAIR = 256;

  private static final char WIDE_COLON = '\uff1a';
  private static final char WIDE_EQUALS = '\uff1d';

  private final SearchedText searched;
  private final String text;
  private @Nullable SecretContainers madeContainers; // for the first secret
  private int passed;
  private int nextEquals;
  private int nextColon;
  private int nextWide;

  // Of the pair of a name and a value that may be under way.
  private int secretNameAt = -1;
  private int valueAt = -1;

  /** The type of a field of a form for passwords. */
  private int passwordFieldAt = -1;

  private Assignments(SearchedText searched) {
    this.searched = searched;
    this.text = searched.text();
  }

  /** Hides the values of secrets. */
  static void find(SearchedText searched) {
    boolean signs = searched.hasAnyOf(CharKinds.EQUALS_OR_COLON | BEYOND_ASCII);
    boolean digits = searched.hasAll(CharKinds.DIGIT);
    if (signs || digits) {
      new Assignments(searched).find(signs, digits);
    }
    if (searched.hasAll(ELEMENT)) {
      findElements(searched);
    }
  }

  private void find(boolean signs, boolean digits) {
    if (signs) {
      find();
    }
    if (digits) {
      for (Between between : BETWEEN_WORDS) {
        if (searched.hasAll(between.kinds())) {
          findAround(between.text());
        }
      }
      for (Between between : BETWEEN_ARGUMENTS) {
        if (searched.hasAll(between.kinds())) {
          findArguments(between.text());
        }
      }
      if (searched.hasAll(BRACKET)) {
        findListed();
      }
      for (Between between : OF) {
        if (searched.hasAll(between.kinds())) {
          findOfThings(between.text());
        }
      }
      if (searched.hasAll(BEYOND_ASCII)) {
        findInProse();
      }
    }
  }

  private SecretContainers containers() {
    SecretContainers known = madeContainers;
    if (known == null) {
      known = new SecretContainers(searched);
      madeContainers = known;
    }
    return known;
  }

  private void find() {
    nextEquals = find('=', 0);
    nextColon = find(':', 0);
    nextWide = Math.min(find(WIDE_COLON, 0), find(WIDE_EQUALS, 0));
    for (int sign = nextSign(0); sign < text.length(); sign = nextSign(sign + 1)) {
      int end = nameEnd(sign, passed, MOST_BETWEEN);
      int start = nameStart(text, end, passed);
      searched.passed(sign - start);
      if (NameEndings.STANDARD.end(text, start, end)) {
        if (!isUnit(start, end)) {
          hideValue(NameEndings.normalized(text.substring(start, end)), sign);
          containers().hideAfter(sign, start, NameEndings.isOfSeveral(text, start, end));
        }
      } else if (end > start && isOfWords(start, end)) {
        hideLikely(sign, AssignedValue.likelySecretAfter(searched, sign, words(start, end)));
      } else if (end > start && NameValuePair.mayEnd(text.charAt(end - 1))) {
        findPair(NameEndings.normalized(text.substring(start, end)), sign);
      }
    }
  }

  private void hideValue(String name, int sign) {
    AssignedValue secret = AssignedValue.secretAfter(searched, sign, name);
    boolean list = secret != null && AssignedValue.isList(searched, sign);
    while (secret != null) {
      searched.hide(secret.start(), secret.end());
      passed = secret.end();
      secret = list ? secret.nextInList(searched, name) : null;
    }
  }

  private void hideLikely(int sign, @Nullable AssignedValue secret) {
    if (secret != null) {
      searched.hide(secret.start(), secret.end());
      passed = Math.max(passed, Math.max(sign, secret.end()));
    }
  }

  /** Tells whether the name is the last of several words that are a secret's name together. */
  private boolean isOfWords(int start, int end) {
    boolean pass = end - start == 4 && text.regionMatches(true, start, "pass", 0, 4);
    char last = text.charAt(end - 1);
    return pass
        || (last >= 128 || ENDS_OF_WORDS.indexOf(last) >= 0)
            && NameEndings.STANDARD.end(text, wordsStart(start), end);
  }

  private String words(int start, int end) {
    return NameEndings.normalized(text.substring(wordsStart(start), end));
  }

  /** Tells whether words before "token" make it a unit, as in "cost per token". */
  private boolean isUnit(int start, int end) {
    return text.regionMatches(true, start, "token", 0, end - start)
        && !NameEndings.STANDARD.end(text, wordsStart(start), end);
  }

  /** Returns where two further words before a word begin. */
  private int wordsStart(int word) {
    int start = word;
    for (int i = 0; i < 2; i++) {
      int before = start - 1;
      boolean more = before > 0 && isBetweenWords(before) && isNamePart(text.charAt(before - 1));
      start = more ? nameStart(text, before, 0) : start;
    }
    searched.passed(word - start);
    return start;
  }

  private boolean isBetweenWords(int index) {
    return searched.isBlank(index) || text.charAt(index) == '.';
  }

  /** Finds names and values with words or signs between them that stand between others too. */
  private void findAround(String between) {
    for (int at = text.indexOf(between); at >= 0; at = text.indexOf(between, at + 1)) {
      int sign = at + between.length() - 1;
      boolean isWord = Character.isLetter(text.charAt(sign)) && text.charAt(sign) < 128;
      if (isWord && ++sign < text.length() && " :".indexOf(text.charAt(sign)) < 0) {
        continue;
      }
      int end = nameEnd(at, 0, MOST_BEFORE_WORDS);
      int start = nameStart(text, end, 0);
      searched.passed(at - start);
      boolean whole = end > start && NameEndings.STANDARD.end(text, start, end);
      if (whole || end > start && isOfWords(start, end)) {
        hideLikely(sign, AssignedValue.likelySecretAfter(searched, sign, words(start, end)));
      }
    }
  }

  /** Finds values in quotes after a name with a parenthesis, or after a name in quotes. */
  private void findArguments(String between) {
    boolean call = between.equals("(");
    for (int at = text.indexOf(between); at >= 0; at = text.indexOf(between, at + 1)) {
      int end = call ? at : nameEnd(at, 0, MOST_BEFORE_WORDS);
      int start = nameStart(text, end, 0);
      searched.passed(at - start);
      if (end > start && NameEndings.STANDARD.end(text, start, end)) {
        int sign = at + between.length() - 1;
        String name = NameEndings.normalized(text.substring(start, end));
        AssignedValue value = AssignedValue.quotedSecretAfter(searched, sign, name);
        if (value != null && isArgument(value, call, start)) {
          searched.hide(value.start(), value.end());
        }
      }
    }
  }

  /** Finds a value that follows a name at the beginning of a list without quotes. */
  private void findListed() {
    for (int at = text.indexOf('['); at >= 0; at = text.indexOf('[', at + 1)) {
      int end = at + 1;
      int most = Math.min(text.length() - 1, at + LONGEST_NAME);
      while (end < most && isNamePart(text.charAt(end))) {
        end++;
      }
      searched.passed(end - at);
      boolean listed = end < most && text.charAt(end) == ',' && searched.isBlank(end + 1);
      if (listed && NameEndings.STANDARD.end(text, at + 1, end)) {
        String name = NameEndings.normalized(text.substring(at + 1, end));
        hideLikely(end, AssignedValue.likelySecretAfter(searched, end, name));
      }
    }
  }

  /**
   * Finds passwords that stand behind their name with no sign between. Those behind names of ASCII
   * are found by patterns.
   */
  private void findInProse() {
    NameEndings names = NameEndings.GIVEN_IN_PROSE;
    for (int at = 2; at < text.length() - 1; at++) {
      boolean after = isBlank(at) && isNamePart(text.charAt(at - 1));
      if (after && names.mayEnd(text.charAt(at - 2), text.charAt(at - 1))) {
        int start = nameStart(text, at, 0);
        searched.passed(at - start);
        if (names.end(text, start, at)
            || ENDS_OF_WORDS.indexOf(text.charAt(at - 1)) >= 0
                && names.end(text, wordsStart(start), at)) {
          hideGenerated(skipLink(at), words(start, at));
        }
      }
    }
  }

  /** Finds passwords behind the thing that they are of: "the password for the door is ...". */
  private void findOfThings(String word) {
    NameEndings names = NameEndings.GIVEN_IN_PROSE;
    for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
      int name = at - 1;
      int thing = at + word.length();
      boolean apart = name > 1 && isBlank(name) && thing < text.length() && isBlank(thing);
      if (apart && names.mayEnd(text.charAt(name - 2), text.charAt(name - 1))) {
        int start = nameStart(text, name, 0);
        searched.passed(name - start);
        if (names.end(text, start, name)
            || ENDS_OF_WORDS.indexOf(text.charAt(name - 1)) >= 0
                && names.end(text, wordsStart(start), name)) {
          hideBehindThing(thing + 1, words(start, name));
        }
      }
    }
  }

  private void hideBehindThing(int from, String name) {
    int most = Math.min(text.length(), from + LONGEST_THING);
    int word = from;
    for (int i = from; i < most && text.charAt(i) != '\n'; i++) {
      if (isBlank(i)) {
        if (i > word && (text.charAt(i - 1) == ':' || LINKS.contains(text.substring(word, i)))) {
          searched.passed(i - from);
          hideGenerated(i, name);
          return;
        }
        word = i + 1;
      }
    }
    searched.passed(most - from);
  }

  /** Returns the blank behind a word such as "is"; the given one if no such word follows. */
  private int skipLink(int blank) {
    int most = Math.min(text.length(), blank + LONGEST_LINK);
    int end = blank + 1;
    while (end < most && !isBlank(end)) {
      end++;
    }
    searched.passed(end - blank);
    return end < most && LINKS.contains(text.substring(blank + 1, end)) ? end : blank;
  }

  /** Tells whether a blank stands there, or a plus sign, which is one in a URL. */
  private boolean isBlank(int index) {
    return searched.isBlank(index) || text.charAt(index) == '+';
  }

  private void hideGenerated(int blank, String name) {
    AssignedValue value = AssignedValue.wordAfter(searched, blank, name);
    if (value != null && value.isPassword(text)) {
      hideLikely(blank, value);
    }
  }

  private boolean isArgument(AssignedValue value, boolean call, int name) {
    boolean option =
        text.startsWith("--", name) && value.isWord(searched) && text.charAt(value.start()) != '-';
    return !value.isFollowedBy(searched, ':')
        && (option
            || AssignedValue.looksGenerated(text, value.start(), value.end())
            || call && !value.isFollowedBy(searched, ',') && hasDigit(value));
  }

  private boolean hasDigit(AssignedValue value) {
    boolean digit = false;
    for (int i = value.start(); i < value.end(); i++) {
      char c = text.charAt(i);
      if (Character.isWhitespace(c)) {
        return false;
      }
      digit |= Character.isDigit(c);
    }
    return digit;
  }

  /** A pair is one object: no brace stands between its two parts, and little else. */
  private void findPair(String name, int sign) {
    if (name.equals("type") && text.regionMatches(true, sign + 1, "\"password\"", 0, 10)) {
      passwordFieldAt = sign;
      hideNear(sign);
    } else if (NameValuePair.isName(name)) {
      AssignedValue named = AssignedValue.shortAfter(searched, sign);
      boolean secret =
          named != null
              && named.end() - named.start() <= LONGEST_NAME
              && NameEndings.STANDARD.end(text, named.start(), named.end());
      secretNameAt = secret ? sign : -1;
      if (secret && named != null && named.isFollowedBy(searched, '>')) {
        hideValueOfElement(searched, text.indexOf('>', named.end()));
      }
      if (secret) {
        hideNear(sign);
      }
    } else if (NameValuePair.isValue(name)) {
      valueAt = sign;
      boolean named = secretNameAt >= 0 && isNear(secretNameAt, sign);
      if (named || passwordFieldAt >= 0 && isNear(passwordFieldAt, sign)) {
        hideValue(name, sign);
      }
      secretNameAt = -1;
      passwordFieldAt = -1;
    }
  }

  private void hideNear(int sign) {
    if (valueAt >= 0 && isNear(valueAt, sign)) {
      hideShort(valueAt);
    }
  }

  private void hideShort(int sign) {
    AssignedValue value = AssignedValue.shortAfter(searched, sign);
    if (value != null) {
      searched.hide(value.start(), value.end());
    }
  }

  private boolean isNear(int from, int to) {
    if (to - from > LONGEST_PAIR) {
      return false;
    }
    searched.passed(to - from);
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c == '{' || c == '}' || c == '<' || c == '>') {
        return false;
      }
    }
    return true;
  }

  /** Returns where the name before the sign ends; quotes and blanks may stand between the two. */
  private int nameEnd(int sign, int least, int most) {
    int end = sign;
    while (end > least && sign - end < most && isBetween(end - 1)) {
      end--;
    }
    return end;
  }

  private static int nameStart(String text, int end, int least) {
    int start = end;
    while (start > least && end - start < LONGEST_NAME && isNamePart(text.charAt(start - 1))) {
      start--;
    }
    return start;
  }

  private boolean isBetween(int index) {
    return searched.isBlank(index) || "\"'\\`]*".indexOf(text.charAt(index)) >= 0;
  }

  static boolean isNamePart(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '_'
        || c == '-'
        || c >= 128 && isLetter(c);
  }

  /** Tells whether the character is a letter, or a mark that belongs to the letter before it. */
  private static boolean isLetter(char c) {
    int type = Character.getType(c);
    return Character.isLetter(c)
        || type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK;
  }

  /**
   * Returns the place of the next equals sign or colon, or the text's length after the last one.
   */
  private int nextSign(int from) {
    int start = Math.max(from, passed);
    nextEquals = nextEquals < start ? find('=', start) : nextEquals;
    nextColon = nextColon < start ? find(':', start) : nextColon;
    nextWide =
        nextWide < start ? Math.min(find(WIDE_COLON, start), find(WIDE_EQUALS, start)) : nextWide;
    return Math.min(nextWide, Math.min(nextEquals, nextColon));
  }

  private int find(char sign, int from) {
    int found = text.indexOf(sign, from);
    return found < 0 ? text.length() : found;
  }

  /** Elements of XML, known by the name in their closing tag or by that in the element before. */
  private static void findElements(SearchedText searched) {
    String text = searched.text();
    int last = 0;
    for (int at = text.indexOf("</"); at >= 0; at = text.indexOf("</", at + 2)) {
      int start = at + 2;
      int end = start;
      while (end < text.length() && end - start < LONGEST_NAME && isTagPart(text.charAt(end))) {
        end++;
      }
      searched.passed(end - at);
      if (end < text.length() && text.charAt(end) == '>') {
        findElement(searched, last, at, end + 1);
        last = end + 1;
      }
    }
  }

  /** The content of an element begins after the closing tag before it. */
  private static void findElement(SearchedText searched, int last, int at, int after) {
    String text = searched.text();
    boolean named = NameEndings.STANDARD.end(text, at + 2, after - 1);
    boolean data = text.startsWith(DATA_END, at - DATA_END.length());
    int end = data ? at - DATA_END.length() : at;
    int least = Math.max(last, end - (named ? LONGEST_ELEMENT : LONGEST_NAME));
    int opening = end;
    while (opening > least && text.charAt(opening - 1) != '>') {
      opening--;
    }
    searched.passed(end - opening);
    if (data) {
      searched.passed(end - least);
      int start = end <= least ? -1 : text.substring(least, end).lastIndexOf(DATA);
      opening = start < 0 ? least : least + start + DATA.length();
    }
    if (opening > least && named && (data || isOpening(searched, opening, at + 2, after - 1))) {
      searched.hide(opening, end);
    } else if (opening > least && isNamed(text, opening, end)) {
      hideNextElement(searched, after);
    }
  }

  /** Tells whether the tag before the content has the name of the closing one. */
  private static boolean isOpening(SearchedText searched, int content, int name, int nameEnd) {
    String text = searched.text();
    int least = Math.max(0, content - LONGEST_PAIR);
    int tag = content - 1;
    while (tag > least && text.charAt(tag) != '<') {
      tag--;
    }
    searched.passed(content - tag);
    return text.regionMatches(tag + 1, text, name, nameEnd - name);
  }

  /** Tells whether the content is a secret's name. */
  private static boolean isNamed(String text, int start, int end) {
    return end > start && NameEndings.STANDARD.end(text, start, end);
  }

  /** Hides the content of the element after one that is a name: as in a table or a list. */
  private static void hideNextElement(SearchedText searched, int after) {
    String text = searched.text();
    int most = Math.min(text.length(), after + LONGEST_NAME);
    int opening = after;
    while (opening < most && Character.isWhitespace(text.charAt(opening))) {
      opening++;
    }
    if (opening < most && text.charAt(opening) == '<' && !text.startsWith("</", opening)) {
      while (opening < most && text.charAt(opening) != '>') {
        opening++;
      }
      hideContent(searched, opening);
    }
    searched.passed(opening - after);
  }

  /** Hides the content of an element, or that of the element {@code value} in it. */
  private static void hideValueOfElement(SearchedText searched, int tagEnd) {
    String text = searched.text();
    int most = Math.min(text.length(), tagEnd + LONGEST_NAME);
    int inner = tagEnd + 1;
    while (inner < most && Character.isWhitespace(text.charAt(inner))) {
      inner++;
    }
    searched.passed(inner - tagEnd);
    boolean isValue = text.startsWith("<value>", inner);
    hideContent(searched, isValue ? inner + "<value".length() : tagEnd);
  }

  /** Hides what stands between the end of a tag and the next one, if it is a word. */
  private static void hideContent(SearchedText searched, int tagEnd) {
    String text = searched.text();
    int most = Math.min(text.length(), tagEnd + LONGEST_PAIR);
    int end = tagEnd + 1;
    while (end < most && text.charAt(end) != '<' && text.charAt(end) != '>') {
      end++;
    }
    searched.passed(Math.max(0, end - tagEnd));
    boolean content = end > tagEnd + 1 && end < most && text.startsWith("</", end);
    if (content && text.substring(tagEnd + 1, end).strip().indexOf(' ') < 0) {
      searched.hide(tagEnd + 1, end);
    }
  }

  private static boolean isTagPart(char c) {
    return isNamePart(c) || c == '.' || c == ':';
  }
}

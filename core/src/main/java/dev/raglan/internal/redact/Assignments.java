package dev.raglan.internal.redact;

import dev.raglan.internal.text.CharKinds;

/**
 * Finds values that are given to a secret's name: {@code password=...}, {@code "api_key": "..."},
 * {@code Authorization: Bearer ...}, {@code {"name": "password", "value": "..."}}, {@code
 * <password>...</password>}, {@code --password ...}. Goes from one sign to the next, so that its
 * time is linear in the text.
 */
final class Assignments {

  private static final int MOST_BETWEEN = 4;
  private static final int LONGEST_NAME = 64;
  private static final int LONGEST_ELEMENT = 512;

  /** Characters between a name and its value if each is a value of its own. */
  private static final int LONGEST_PAIR = 256;

  private final SearchedText searched;
  private final String text;
  private int passed;
  private int nextEquals;
  private int nextColon;

  // Of the pair of a name and a value that may be under way.
  private int secretNameAt = -1;
  private int valueAt = -1;

  private Assignments(SearchedText searched) {
    this.searched = searched;
    this.text = searched.text();
    this.nextEquals = find('=', 0);
    this.nextColon = find(':', 0);
  }

  /** Hides the values of secrets. */
  static void find(SearchedText searched) {
    if (searched.hasAll(CharKinds.EQUALS_OR_COLON)) {
      new Assignments(searched).find();
    }
    findOptions(searched);
    findElements(searched);
  }

  private void find() {
    for (int sign = nextSign(0); sign < text.length(); sign = nextSign(sign + 1)) {
      int end = nameEnd(sign);
      int start = nameStart(text, end, passed);
      searched.passed(sign - start);
      if (NameEndings.STANDARD.end(text, start, end)) {
        hideValue(NameEndings.normalized(text.substring(start, end)), sign);
      } else if (end > start && NameValuePair.mayEnd(text.charAt(end - 1))) {
        findPair(NameEndings.normalized(text.substring(start, end)), sign);
      }
    }
  }

  private void hideValue(String name, int sign) {
    AssignedValue secret = AssignedValue.secretAfter(searched, sign, name);
    if (secret != null) {
      searched.hide(secret.start(), secret.end());
      passed = secret.end();
    }
  }

  /** A pair is one object: no brace stands between its two parts, and little else. */
  private void findPair(String name, int sign) {
    if (NameValuePair.isName(name)) {
      AssignedValue named = AssignedValue.shortAfter(searched, sign);
      boolean secret =
          named != null
              && named.end() - named.start() <= LONGEST_NAME
              && NameEndings.STANDARD.end(text, named.start(), named.end());
      secretNameAt = secret ? sign : -1;
      if (secret && valueAt >= 0 && isNear(valueAt, sign)) {
        hideShort(valueAt);
      }
    } else if (NameValuePair.isValue(name)) {
      valueAt = sign;
      if (secretNameAt >= 0 && isNear(secretNameAt, sign)) {
        hideValue(name, sign);
      }
      secretNameAt = -1;
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
  private int nameEnd(int sign) {
    int end = sign;
    while (end > passed && sign - end < MOST_BETWEEN && isBetween(end - 1)) {
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

  private static boolean isNamePart(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '_'
        || c == '-';
  }

  /** Returns the place of the next equals sign or colon; the text's length if there is none. */
  private int nextSign(int from) {
    int start = Math.max(from, passed);
    nextEquals = nextEquals < start ? find('=', start) : nextEquals;
    nextColon = nextColon < start ? find(':', start) : nextColon;
    return Math.min(nextEquals, nextColon);
  }

  private int find(char sign, int from) {
    int found = text.indexOf(sign, from);
    return found < 0 ? text.length() : found;
  }

  /** Options of a command line, whose value follows after a blank. */
  private static void findOptions(SearchedText searched) {
    String text = searched.text();
    for (int at = text.indexOf("--"); at >= 0; at = text.indexOf("--", at + 2)) {
      int start = at + 2;
      int end = start;
      while (end < text.length() && end - start < LONGEST_NAME && isNamePart(text.charAt(end))) {
        end++;
      }
      boolean named = end > start && end < text.length() && searched.isBlank(end);
      if (named && NameEndings.STANDARD.end(text, start, end) && isOption(searched, end + 1)) {
        String name = NameEndings.normalized(text.substring(start, end));
        AssignedValue secret = AssignedValue.secretAfter(searched, end, name);
        if (secret != null) {
          searched.hide(secret.start(), secret.end());
        }
      }
      searched.passed(end - at);
    }
  }

  private static boolean isOption(SearchedText text, int value) {
    return value < text.length() && text.charAt(value) != '-' && !text.isBlank(value);
  }

  /** Elements of XML, known by the name in their closing tag. */
  private static void findElements(SearchedText searched) {
    String text = searched.text();
    for (int at = text.indexOf("</"); at >= 0; at = text.indexOf("</", at + 2)) {
      int start = at + 2;
      int end = start;
      while (end < text.length() && end - start < LONGEST_NAME && isTagPart(text.charAt(end))) {
        end++;
      }
      searched.passed(end - at);
      boolean tag = end < text.length() && text.charAt(end) == '>';
      if (tag && NameEndings.STANDARD.end(text, start, end)) {
        int least = Math.max(0, at - LONGEST_ELEMENT);
        int opening = at;
        while (opening > least && text.charAt(opening - 1) != '>') {
          opening--;
        }
        searched.passed(at - opening);
        if (opening > least) {
          searched.hide(opening, at);
        }
      }
    }
  }

  private static boolean isTagPart(char c) {
    return isNamePart(c) || c == '.' || c == ':';
  }
}

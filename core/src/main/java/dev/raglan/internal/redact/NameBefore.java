package dev.raglan.internal.redact;

/**
 * The name that a value is assigned to.
 *
 * @param text in which it stands
 * @param start of the name
 * @param end after the name; the same as the start if there is none
 */
record NameBefore(String text, int start, int end) {

  private static final int MOST_BETWEEN = 4;
  private static final int LONGEST = 64;

  /** The name before the sign. Quotes, backslashes and blanks may stand between the two. */
  static NameBefore sign(String text, int sign, int least) {
    int end = sign;
    while (end > least && sign - end < MOST_BETWEEN && isBetween(text.charAt(end - 1))) {
      end--;
    }
    int start = end;
    while (start > least && end - start < LONGEST && isNamePart(text.charAt(start - 1))) {
      start--;
    }
    return new NameBefore(text, start, end);
  }

  /** In lower case, without hyphens and underscores. */
  String normalized() {
    return SecretNames.normalized(text.substring(start, end));
  }

  /** The last character of the normalized name; 0 if it is empty. */
  char last() {
    for (int i = end - 1; i >= start; i--) {
      char c = text.charAt(i);
      if (SecretNames.counts(c)) {
        return (char) SecretNames.lower(c);
      }
    }
    return 0;
  }

  /** Whether the normalized name, which is not made for that, ends so. */
  boolean endsWith(String ending) {
    int left = ending.length();
    for (int i = end - 1; i >= start && left > 0; i--) {
      char c = text.charAt(i);
      if (SecretNames.counts(c) && SecretNames.lower(c) != ending.charAt(--left)) {
        return false;
      }
    }
    return left == 0;
  }

  private static boolean isBetween(char c) {
    return c == ' ' || c == '"' || c == '\'' || c == '\\' || c == '`' || c == ']' || c == '*';
  }

  private static boolean isNamePart(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '-';
  }
}

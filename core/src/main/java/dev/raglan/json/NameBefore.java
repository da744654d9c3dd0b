package dev.raglan.json;

/** Reads the name that a value is assigned to. */
final class NameBefore {

  private static final int MOST_BETWEEN = 4;
  private static final int LONGEST = 64;

  private NameBefore() {}

  /**
   * The name before the sign, lower-case and without hyphens and underscores; empty if there is
   * none. Quotes, backslashes and blanks may stand between the two.
   */
  static String sign(String text, int sign, int least) {
    int end = sign;
    while (end > least && sign - end < MOST_BETWEEN && isBetween(text.charAt(end - 1))) {
      end--;
    }
    int start = end;
    while (start > least && end - start < LONGEST && isNamePart(text.charAt(start - 1))) {
      start--;
    }
    return end == start ? "" : FieldNames.normalized(text.substring(start, end));
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

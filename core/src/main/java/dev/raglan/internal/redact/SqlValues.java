package dev.raglan.internal.redact;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Finds secrets among the values of SQL: those of columns with a secret's name, as in {@code INSERT
 * INTO users (name, password) VALUES ('ann', 'x')} and {@code token IN ('x')}, and those that are
 * listed behind a statement with a question mark for each. Its time is linear in the text.
 */
final class SqlValues {

  private static final int LONGEST_COLUMNS = 1_024;
  private static final int MOST_COLUMNS = Long.SIZE;
  private static final int LONGEST_NAME = 64;
  private static final int LONGEST_LITERAL = 256;

  /** The most blanks between words. */
  private static final int MOST_BLANKS = 32;

  /** The most characters between a statement and the list of its parameters. */
  private static final int MOST_BETWEEN = 96;

  private static final String PARAMETERS = "arameters:";
  private static final String QUOTES = "'\"`";
  private static final String BEFORE_PARAMETER = "=(,<> +";
  private static final String AFTER_PARAMETER = " ,);\"'\\\r\n]+";
  private static final String[] VALUES = {"VALUES", "values"};
  private static final String[] IN = {" IN (", " in (", "+IN+(", "+in+("};

  private final SearchedText searched;
  private final String text;

  /** The places of question marks for secrets in rows of values; sorted once all are found. */
  private int[] secretParameters = {};

  private int secretParameterCount;

  private SqlValues(SearchedText searched) {
    this.searched = searched;
    this.text = searched.text();
  }

  /** Hides the secrets among values. */
  static void find(SearchedText searched) {
    if (searched.text().indexOf('(') >= 0) {
      SqlValues values = new SqlValues(searched);
      for (String word : VALUES) {
        values.findInserted(word);
      }
      for (String word : IN) {
        values.findListed(word);
      }
      values.findBound();
    } else if (searched.text().indexOf('?') >= 0) {
      new SqlValues(searched).findBound();
    }
  }

  private void findInserted(String word) {
    int from = 0;
    for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, from)) {
      from = at + word.length();
      long secret = columnsBefore(at);
      if (secret != 0) {
        from = hideRows(from, secret);
      }
    }
  }

  private void findListed(String word) {
    int from = 0;
    for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, from)) {
      from = at + word.length();
      if (isSecret(at)) {
        from = hideRow(from, -1);
      }
    }
  }

  /** Tells whether the name that ends before the index, with quotes or without, is a secret's. */
  private boolean isSecret(int before) {
    int end = skipBack(before);
    int least = Math.max(0, end - LONGEST_NAME);
    int start = end;
    while (start > least && Assignments.isNamePart(text.charAt(start - 1))) {
      start--;
    }
    searched.passed(before - start);
    return end > start && NameEndings.STANDARD.end(text, start, end);
  }

  private int skipBack(int from) {
    int end = from;
    int least = Math.max(0, from - MOST_BLANKS);
    while (end > least && (isBlank(end - 1) || "'\"`]\\".indexOf(text.charAt(end - 1)) >= 0)) {
      end--;
    }
    return end;
  }

  private boolean isBlank(int index) {
    return searched.isBlank(index) || "\r\n+".indexOf(text.charAt(index)) >= 0;
  }

  private int skipBlanks(int from) {
    int i = from;
    int most = Math.min(text.length(), from + MOST_BLANKS);
    while (i < most && isBlank(i)) {
      i++;
    }
    searched.passed(i - from);
    return i;
  }

  /**
   * Returns which columns that are listed in parentheses before the index are secrets, each as a
   * bit; 0 for no such list.
   */
  private long columnsBefore(int index) {
    int end = skipBack(index) - 1;
    if (end < 0 || text.charAt(end) != ')') {
      return 0;
    }
    int start = end;
    int least = Math.max(0, end - LONGEST_COLUMNS);
    while (start > least && "()".indexOf(text.charAt(start - 1)) < 0) {
      start--;
    }
    searched.passed(index - start);
    return start > least && text.charAt(start - 1) == '(' ? columns(start, end) : 0;
  }

  private long columns(int start, int end) {
    long secret = 0;
    int column = 0;
    for (int i = start; i <= end && column < MOST_COLUMNS; i++) {
      char c = text.charAt(i);
      if (c == ',' || i == end) {
        secret |= isSecret(i) ? 1L << column : 0;
        column++;
      }
    }
    searched.passed(end - start);
    return secret;
  }

  /** Hides the secrets in the rows of values; returns where the rows end. */
  private int hideRows(int from, long secret) {
    int i = skipBlanks(from);
    while (i < text.length() && text.charAt(i) == '(') {
      int end = hideRow(i + 1, secret);
      i = skipBlanks(end);
      if (i >= text.length() || text.charAt(i) != ',') {
        return end;
      }
      i = skipBlanks(i + 1);
    }
    return i;
  }

  /** Hides the secrets in a row of values; returns where the row ends. */
  private int hideRow(int start, long secret) {
    int column = 0;
    int depth = 0;
    int i = start;
    while (i < text.length() && depth >= 0) {
      char c = text.charAt(i);
      boolean hidden = column < MOST_COLUMNS && (secret >> column & 1) != 0;
      if (QUOTES.indexOf(c) >= 0) {
        if (AssignedValue.endsString(searched, i)) {
          break;
        }
        i = passLiteral(i, hidden);
      } else {
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        column += c == ',' && depth == 0 ? 1 : 0;
        if (hidden && c == '?') {
          addParameter(i);
        }
        i++;
      }
    }
    searched.passed(i - start);
    return i;
  }

  /** Passes a text in quotes, which is hidden if it is a secret; returns where it ends. */
  private int passLiteral(int quote, boolean secret) {
    if (secret) {
      AssignedValue value = AssignedValue.quoted(searched, quote, text.length());
      if (!value.isPlain(text)) {
        searched.hide(value.start(), value.end());
      }
      return Math.max(quote + 1, value.end() + searched.escapesOf(value.end()) + 1);
    }
    char sign = text.charAt(quote);
    int depth = searched.quoteDepth(quote);
    int end = quote + 1;
    while (end < text.length()
        && !(text.charAt(end) == sign && searched.quoteDepth(end) <= depth)) {
      if (text.charAt(end) == '"' && AssignedValue.endsString(searched, end)) {
        return end;
      }
      end++;
    }
    searched.passed(end - quote);
    return end + 1;
  }

  private void addParameter(int at) {
    if (secretParameterCount == secretParameters.length) {
      secretParameters = Arrays.copyOf(secretParameters, secretParameterCount * 2 + 4);
    }
    secretParameters[secretParameterCount++] = at;
  }

  /** Finds the values that stand behind a statement in a list, in the order of its parameters. */
  private void findBound() {
    int first = text.indexOf('?');
    if (first < 0) {
      return;
    }
    Arrays.sort(secretParameters, 0, secretParameterCount);
    BitSet secret = new BitSet();
    int count = 0;
    int last = -1;
    for (int at = first; at >= 0; at = text.indexOf('?', at + 1)) {
      if (isParameter(at)) {
        if (last >= 0 && hasList(last + 1, at)) {
          hideBound(last + 1, secret);
          secret.clear();
          count = 0;
        }
        secret.set(count, isSecretParameter(at));
        count++;
        last = at;
      }
    }
    hideBound(last + 1, secret);
  }

  private boolean isParameter(int at) {
    return at > 0
        && BEFORE_PARAMETER.indexOf(text.charAt(at - 1)) >= 0
        && (at + 1 == text.length() || AFTER_PARAMETER.indexOf(text.charAt(at + 1)) >= 0);
  }

  private boolean isSecretParameter(int at) {
    int sign = skipBack(at) - 1;
    return sign > 0 && text.charAt(sign) == '=' && isSecret(sign)
        || Arrays.binarySearch(secretParameters, 0, secretParameterCount, at) >= 0;
  }

  private boolean hasList(int from, int to) {
    return listAfter(from, to) >= 0;
  }

  /** Returns the sign before the first value of a list; -1 for no list. */
  private int listAfter(int from, int to) {
    int most = Math.min(Math.min(to, text.length() - PARAMETERS.length()), from + MOST_BETWEEN);
    searched.passed(Math.max(0, most - from));
    for (int i = from; i < most; i++) {
      if (text.charAt(i) == '[') {
        return i;
      }
      if (text.charAt(i) == 'a' && text.startsWith(PARAMETERS, i)) {
        int list = skipBlanks(i + PARAMETERS.length());
        return list < text.length() && text.charAt(list) == '[' ? list : i + PARAMETERS.length();
      }
    }
    return -1;
  }

  /**
   * Hides the values of a list that are secrets.
   *
   * @param secret the places of the parameters that are
   */
  private void hideBound(int from, BitSet secret) {
    int sign = secret.isEmpty() ? -1 : listAfter(from, text.length());
    for (int parameter = 0; sign >= 0 && parameter < secret.length(); parameter++) {
      AssignedValue value = AssignedValue.shortAfter(searched, sign);
      if (value == null) {
        return;
      }
      AssignedValue bound = value.quoted() ? value : beforeType(value);
      if (secret.get(parameter) && bound.end() > bound.start() && !bound.isPlain(text)) {
        searched.hide(bound.start(), bound.end());
      }
      sign = comma(value.end());
    }
  }

  /** Returns the value without the type that is written behind it, as in {@code x(String)}. */
  private AssignedValue beforeType(AssignedValue value) {
    int type = value.indexOf(text, '(');
    return type > value.start() ? new AssignedValue(value.start(), type, false) : value;
  }

  private int comma(int from) {
    int most = Math.min(text.length(), from + MOST_BLANKS);
    for (int i = from; i < most && "[]\r\n".indexOf(text.charAt(i)) < 0; i++) {
      if (text.charAt(i) == ',') {
        return i;
      }
    }
    return -1;
  }
}

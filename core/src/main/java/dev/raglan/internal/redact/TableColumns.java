package dev.raglan.internal.redact;

import dev.raglan.internal.text.CharKinds;

/**
 * Finds secrets in the columns of tables whose heading is a secret's name: CSV, text with tabs or
 * semicolons, tables of Markdown and of terminals. Its time is linear in the text.
 */
final class TableColumns {

  private static final int LINE_FEED = CharKinds.of("\n");
  private static final String BLANKS = " \"'`*\\";
  private static final int MOST_COLUMNS = Long.SIZE;
  private static final int LONGEST_HEADING = 40;
  private static final int LONGEST_ROW = 1_024;

  private final SearchedText searched;
  private final String text;

  // Of the row that was read last.
  private int columns;
  private long secret;

  private TableColumns(SearchedText searched) {
    this.searched = searched;
    this.text = searched.text();
  }

  /** Hides the secrets in columns. */
  static void find(SearchedText searched) {
    if (searched.hasAll(LINE_FEED)) {
      new TableColumns(searched).find();
    }
  }

  private void find() {
    int start = 0;
    int end = endOfLine(start);
    while (end < text.length()) { // The last line has no rows below it.
      char separator = heading(start, end);
      start = separator == 0 ? end + 1 : hideRows(end + 1, separator);
      end = endOfLine(start);
    }
  }

  private int endOfLine(int start) {
    int end = text.indexOf('\n', start);
    return end < 0 ? text.length() : end;
  }

  /** Returns the separator of a row of headings with a secret's name among them; 0 for no such. */
  private char heading(int start, int end) {
    if (end - start > LONGEST_ROW) {
      return 0;
    }
    int most = Math.min(end, start + LONGEST_HEADING);
    for (int i = start; i < most; i++) {
      char c = text.charAt(i);
      if (c == '|' || c == ',' || c == ';' || c == '\t') {
        return readHeadings(start, end, c) && !isBelowRow(start, c) ? c : 0;
      }
    }
    return 0;
  }

  /** Tells whether the line before has as many columns, so that this one is no row of headings. */
  private boolean isBelowRow(int start, char separator) {
    int above = 1;
    int least = Math.max(0, start - LONGEST_ROW);
    int i = start - 2;
    for (; i >= least && text.charAt(i) != '\n'; i--) {
      above += text.charAt(i) == separator ? 1 : 0;
    }
    searched.passed(start - i);
    return above == columns && !isRule(i + 1, start - 1);
  }

  private boolean readHeadings(int start, int end, char separator) {
    columns = 0;
    secret = 0;
    int cell = start;
    for (int i = start; i <= end; i++) {
      if (i == end || text.charAt(i) == separator) {
        if (i - cell > LONGEST_HEADING || columns == MOST_COLUMNS) {
          return false;
        }
        secret |= isSecret(cell, i) ? 1L << columns : 0;
        columns++;
        cell = i + 1;
      }
    }
    searched.passed(end - start);
    return secret != 0 && columns > 1;
  }

  private boolean isSecret(int from, int to) {
    int start = skip(from, to);
    int end = skipBack(start, to);
    return end > start && NameEndings.STANDARD.end(text, start, end);
  }

  private int skip(int from, int to) {
    int start = from;
    while (start < to && isBlank(start)) {
      start++;
    }
    return start;
  }

  private int skipBack(int from, int to) {
    int end = to;
    while (end > from && isBlank(end - 1)) {
      end--;
    }
    return end;
  }

  private boolean isBlank(int index) {
    return searched.isBlank(index)
        || BLANKS.indexOf(text.charAt(index)) >= 0
        || text.charAt(index) == '\r';
  }

  /** Hides the secrets in the rows below the headings; returns where the rows end. */
  private int hideRows(int from, char separator) {
    int start = from;
    while (start < text.length()) {
      int end = endOfLine(start);
      if (!isRule(start, end) && !hideRow(start, end, separator)) {
        return start;
      }
      start = end + 1;
    }
    return start;
  }

  /** Tells whether the line is a rule between rows. */
  private boolean isRule(int start, int end) {
    for (int i = start; i < end; i++) {
      if ("-+|:= \r".indexOf(text.charAt(i)) < 0) {
        return false;
      }
    }
    searched.passed(end - start);
    return end > start;
  }

  private boolean hideRow(int start, int end, char separator) {
    int column = 0;
    int cell = start;
    for (int i = start; i <= end; i++) {
      if (i == end || text.charAt(i) == separator) {
        if (column < MOST_COLUMNS && (secret >> column & 1) != 0) {
          hideCell(cell, endOfText(cell, i, start - 1));
        }
        column++;
        cell = i + 1;
      }
    }
    searched.passed(end - start);
    return column == columns;
  }

  /**
   * Returns where the cell ends: before a quote that is escaped less than the end of a line, which
   * ends a text around the table.
   */
  private int endOfText(int from, int to, int lineFeed) {
    int depth = searched.quoteDepth(lineFeed);
    for (int i = from; searched.isDecoded() && i < to; i++) {
      if (text.charAt(i) == '"' && searched.quoteDepth(i) < depth) {
        return i;
      }
    }
    return to;
  }

  private void hideCell(int from, int to) {
    int start = skip(from, to);
    int end = skipBack(start, to);
    AssignedValue value = new AssignedValue(start, end, false);
    if (end > start && value.looksLikeSecret(text, "")) {
      searched.hide(start, end);
    }
  }
}

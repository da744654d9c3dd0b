package dev.raglan.internal.treelog;

import java.util.ArrayList;
import java.util.List;

/** Rows of text in aligned columns, two spaces between them; empty columns are left out. */
final class TextTable {

  private static final String GAP = "  ";

  private final Column[] columns;
  private final List<List<String>> rows = new ArrayList<>();

  /** Creates a table without rows. */
  TextTable(Column... columns) {
    this.columns = columns.clone();
  }

  /**
   * The alignment of a column.
   *
   * @param cap longer cells do not widen the column, but stick out
   */
  record Column(boolean right, int cap) {}

  static Column left() {
    return left(Integer.MAX_VALUE);
  }

  static Column left(int cap) {
    return new Column(false, cap);
  }

  static Column right() {
    return new Column(true, Integer.MAX_VALUE);
  }

  /** Adds a row, a cell for each column. */
  void add(List<String> cells) {
    rows.add(cells);
  }

  /** Returns the width of all columns but the last, with the gaps after them. */
  int widthWithoutLast() {
    int[] widths = widths();
    int sum = 0;
    for (int i = 0; i < widths.length - 1; i++) {
      sum += widths[i] > 0 ? widths[i] + GAP.length() : 0;
    }
    return sum;
  }

  /** Returns the lines, each cut to that width, without a line feed at the end. */
  String toString(int maxWidth) {
    int[] widths = widths();
    List<String> lines = new ArrayList<>(rows.size());
    for (List<String> row : rows) {
      lines.add(cut(line(row, widths), maxWidth));
    }
    return String.join("\n", lines);
  }

  private int[] widths() {
    int[] widths = new int[columns.length];
    for (List<String> row : rows) {
      for (int i = 0; i < columns.length; i++) {
        int width = width(row.get(i));
        // A cell that sticks out still needs its column to exist.
        widths[i] = Math.max(widths[i], width <= columns[i].cap() ? width : 1);
      }
    }
    return widths;
  }

  private String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < columns.length; i++) {
      if (widths[i] > 0) {
        String padding = " ".repeat(Math.max(0, widths[i] - width(row.get(i))));
        line.append(line.length() == 0 ? "" : GAP);
        line.append(columns[i].right() ? padding + row.get(i) : row.get(i) + padding);
      }
    }
    return line.toString().stripTrailing();
  }

  /** Returns the text's beginning in that many columns; a cut ends with an ellipsis. */
  static String cut(String text, int maxWidth) {
    if (width(text) <= maxWidth) {
      return text;
    }
    int end = 0;
    int width = 0;
    while (width + width(text.codePointAt(end)) < maxWidth) {
      width += width(text.codePointAt(end));
      end += Character.charCount(text.codePointAt(end));
    }
    return text.substring(0, end) + "…";
  }

  private static int width(String text) {
    return text.codePoints().map(TextTable::width).sum();
  }

  /** Returns the columns that terminals give to a character: two for East Asian ones and emoji. */
  private static int width(int codePoint) {
    boolean wide =
        (codePoint >= 0x1100 && codePoint <= 0x115f)
            || (codePoint >= 0x2e80 && codePoint <= 0xa4cf)
            || (codePoint >= 0xac00 && codePoint <= 0xd7a3)
            || (codePoint >= 0xf900 && codePoint <= 0xfaff)
            || (codePoint >= 0xfe30 && codePoint <= 0xfe6f)
            || (codePoint >= 0xff00 && codePoint <= 0xff60)
            || (codePoint >= 0x1f300 && codePoint <= 0x1faff)
            || (codePoint >= 0x20000 && codePoint <= 0x3fffd);
    return wide ? 2 : 1;
  }
}

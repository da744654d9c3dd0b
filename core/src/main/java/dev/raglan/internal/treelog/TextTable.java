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

  /** Returns the lines, without a line feed at the end. */
  @Override
  public String toString() {
    int[] widths = widths();
    List<String> lines = new ArrayList<>(rows.size());
    for (List<String> row : rows) {
      lines.add(line(row, widths));
    }
    return String.join("\n", lines);
  }

  private int[] widths() {
    int[] widths = new int[columns.length];
    for (List<String> row : rows) {
      for (int i = 0; i < columns.length; i++) {
        int length = length(row.get(i));
        // A cell that sticks out still needs its column to exist.
        widths[i] = Math.max(widths[i], length <= columns[i].cap() ? length : 1);
      }
    }
    return widths;
  }

  private String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < columns.length; i++) {
      if (widths[i] > 0) {
        String padding = " ".repeat(Math.max(0, widths[i] - length(row.get(i))));
        line.append(line.length() == 0 ? "" : GAP);
        line.append(columns[i].right() ? padding + row.get(i) : row.get(i) + padding);
      }
    }
    return line.toString().stripTrailing();
  }

  private static int length(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}

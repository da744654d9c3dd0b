package dev.raglan.internal.treelog;

import dev.raglan.internal.treelog.TraceTree.Row;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A tree as text of at most 120 columns: a line with sums, and a line a span in aligned columns.
 */
final class TraceText {

  private static final int COLUMNS = 120;

  /** The columns left of the content, which has the rest. */
  private static final int COLUMNS_OF_TABLE = 104;

  private static final int SHORT_ID = 8;
  private static final int MAX_NAME = 56;
  private static final int MIN_NAME = 24;
  private static final int MIN_NAME_AT_DEPTH = 12;
  private static final int MAX_STATUS = 8;

  private TraceText() {}

  /** Returns a trace whose root has ended. */
  static String whole(String traceId, TraceTree tree, int leftOut) {
    String failed = tree.failed() ? LoggedStatus.ERROR : "";
    return text(traceId, tree, leftOut, tree.root().name(), failed, tree.root().durationNanos());
  }

  /** Returns the known part of a trace whose root has not ended. */
  static String incomplete(String traceId, TraceTree tree, int leftOut) {
    return text(traceId, tree, leftOut, "incomplete", "", Timeline.of(tree).nanos());
  }

  /** Returns the late spans of a trace that was printed already. */
  static String continued(String traceId, String name, TraceTree tree, int leftOut) {
    return text(traceId, tree, leftOut, name, "continued", Timeline.of(tree).nanos());
  }

  private static String text(
      String traceId, TraceTree tree, int leftOut, String name, String note, long nanos) {
    Stream<String> title =
        Stream.of(
            "trace " + traceId.substring(0, SHORT_ID),
            name,
            note,
            NumberFormats.duration(nanos),
            NumberFormats.totalTokens(tree.tokens()),
            NumberFormats.cost(tree.cost()));
    String summary = title.filter(part -> !part.isEmpty()).collect(Collectors.joining(" · "));
    String rest = leftOut == 0 ? "" : "\n   … " + leftOut + " more spans, left out";
    return TextTable.cut(summary, COLUMNS) + "\n" + table(tree) + rest;
  }

  private static String table(TraceTree tree) {
    TextTable table = table(tree, MAX_NAME);
    int excess = table.widthWithoutLast() - COLUMNS_OF_TABLE;
    if (excess > 0) {
      table = table(tree, Math.max(MIN_NAME, MAX_NAME - excess));
    }
    return table.toString(COLUMNS);
  }

  private static TextTable table(TraceTree tree, int maxName) {
    Timeline timeline = Timeline.of(tree);
    TextTable table =
        new TextTable(
            TextTable.left(maxName),
            TextTable.left(),
            TextTable.right(),
            TextTable.left(),
            TextTable.right(),
            TextTable.right(),
            TextTable.left(MAX_STATUS),
            TextTable.left());
    tree.rows().forEach(row -> table.add(cells(row, timeline, maxName)));
    return table;
  }

  private static List<String> cells(Row row, Timeline timeline, int maxName) {
    LoggedSpan span = row.span();
    int room = Math.max(MIN_NAME_AT_DEPTH, maxName - row.branch().length());
    String name = span.name().length() > room ? TextTable.cut(span.name(), room) : span.name();
    return List.of(
        row.branch() + name,
        span.type(),
        NumberFormats.duration(span.durationNanos()),
        timeline.bar(span),
        span.usage(),
        NumberFormats.cost(span.cost()),
        span.status(),
        span.content());
  }
}

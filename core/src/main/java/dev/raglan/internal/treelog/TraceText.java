package dev.raglan.internal.treelog;

import dev.raglan.internal.treelog.TraceTree.Row;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A tree as text: a line that sums it up, and a line a span in aligned columns. */
final class TraceText {

  private static final int SHORT_ID = 8;
  private static final int MAX_NAME = 56;
  private static final int MAX_STATUS = 8;

  private TraceText() {}

  /** A trace whose root has ended. */
  static String whole(String traceId, TraceTree tree, int leftOut) {
    String failed = tree.failed() ? LoggedStatus.ERROR : "";
    return text(traceId, tree, leftOut, tree.root().name(), failed, tree.root().durationNanos());
  }

  /** What there is of a trace whose root has not ended. */
  static String incomplete(String traceId, TraceTree tree, int leftOut) {
    return text(traceId, tree, leftOut, "incomplete", "", Timeline.of(tree).nanos());
  }

  /** What came late for a trace that is printed already. */
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
    return summary + "\n" + table(tree) + rest;
  }

  private static String table(TraceTree tree) {
    Timeline timeline = Timeline.of(tree);
    TextTable table =
        new TextTable(
            TextTable.left(MAX_NAME),
            TextTable.left(),
            TextTable.right(),
            TextTable.left(),
            TextTable.right(),
            TextTable.right(),
            TextTable.left(MAX_STATUS),
            TextTable.left());
    tree.rows().forEach(row -> table.add(cells(row, timeline)));
    return table.toString();
  }

  private static List<String> cells(Row row, Timeline timeline) {
    LoggedSpan span = row.span();
    return List.of(
        row.branch() + span.name(),
        span.type(),
        NumberFormats.duration(span.durationNanos()),
        timeline.bar(span),
        NumberFormats.tokens(span.inputTokens(), span.outputTokens()),
        NumberFormats.cost(span.cost()),
        span.status(),
        span.content());
  }
}

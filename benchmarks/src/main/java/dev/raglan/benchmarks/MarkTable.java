package dev.raglan.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;



/** Writes what was measured as a table in Markdown, beside the marks. */
public final class MarkTable {

  private static final List<String> RESULTS =
      List.of(
          "jmh-result.json",
          "contended.json",
          "worker-cost.json",
          "start-up.json",
          "full-queue.json");

  private final List<MarkFigure> figures;
  private final List<MarkVerdict> verdicts;

  MarkTable(List<MarkFigure> figures, List<Mark> marks) {
    this.figures = figures;
    this.verdicts = MarkVerdict.all(marks, figures);
  }

  /**
   * Reads the results in a directory and writes {@code performance.md} there.
   *
   * @param args the directory
   */
  public static void main(String[] args) throws IOException {
    Path directory = Path.of(args[0]);
    List<Path> results = RESULTS.stream().map(directory::resolve).toList();
    String mode = MarkMode.of(results.get(0));
    MarkTable marks = new MarkTable(MarkFigures.read(results), Marks.all());
    String table = marks.print((machine() + "\n\n" + mode).strip());
    Files.writeString(directory.resolve("performance.md"), table);
    System.out.println(table);
  }

  /** What it was measured on. */
  static String machine() {
    return "JDK %s (%s), %s %s, %d cores"
        .formatted(
            System.getProperty("java.version"),
            System.getProperty("java.vm.name"),
            System.getProperty("os.name"),
            System.getProperty("os.arch"),
            Runtime.getRuntime().availableProcessors());
  }

  String print(String heading) {
    List<String> lines = new ArrayList<>(List.of(heading, ""));
    lines.add(MarkRow.row("case", "measured", "B/op", "ratio to its baseline", "mark", ""));
    lines.add("|---|---|---|---|---|---|");
    known(MarkVerdict::isKnown).map(MarkRow::of).forEach(lines::add);
    List<String> missing =
        known(verdict -> !verdict.isKnown())
            .map(verdict -> verdict.mark().figure() + " beside " + verdict.mark().baseline())
            .distinct()
            .toList();
    if (!missing.isEmpty()) {
      lines.addAll(List.of("", "Not measured: " + String.join(", ", missing) + "."));
    }
    lines.addAll(List.of("", MarkRow.row("everything measured", "", "B/op"), "|---|---|---|"));
    figures.stream().map(MarkRow::of).forEach(lines::add);
    return String.join("\n", lines) + "\n";
  }

  private Stream<MarkVerdict> known(Predicate<MarkVerdict> which) {
    return verdicts.stream().filter(which);
  }
}

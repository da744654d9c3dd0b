package dev.raglan.benchmarks.report;

import dev.raglan.benchmarks.report.Mark.Quantity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes all figures as tables in Markdown, those that have a mark beside it. */
public final class Table {

  private static final String SIZE = "[size=";

  private final Map<String, Figure> figures = new LinkedHashMap<>();
  private final Set<String> missing = new LinkedHashSet<>();

  Table(List<Figure> figures) {
    figures.forEach(figure -> this.figures.put(figure.name(), figure));
  }

  /**
   * Reads JMH's results and writes the tables.
   *
   * @param args the directory of the results, all that end with {@code .json}, and the file to
   *     write
   */
  public static void main(String[] args) throws IOException {
    List<Figure> figures = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of(args[0]))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".json")).sorted().toList()) {
        figures.addAll(Figure.read(file));
      }
    }
    String text = machine() + "\n\n" + new Table(figures).print(Mark.all());
    Files.writeString(Path.of(args[1]), text);
    System.out.println(text);
  }

  private static String machine() {
    return "JDK %s (%s), %s %s, %d cores"
        .formatted(
            System.getProperty("java.version"),
            System.getProperty("java.vm.name"),
            System.getProperty("os.name"),
            System.getProperty("os.arch"),
            Runtime.getRuntime().availableProcessors());
  }

  String print(List<Mark> marks) {
    List<String> lines = new ArrayList<>();
    lines.add(row("case", "measured", "beside its baseline", "mark", ""));
    lines.add("|---|---|---|---|---|");
    marks.stream().flatMap(this::expand).flatMap(this::row).forEach(lines::add);
    if (!missing.isEmpty()) {
      lines.addAll(List.of("", "Not measured: " + String.join(", ", missing) + "."));
    }
    lines.addAll(List.of("", row("everything measured", "", "core", "B/op", "B/op, all threads")));
    lines.add("|---|---|---|---|---|");
    figures.values().stream().map(Table::row).forEach(lines::add);
    return String.join("\n", lines) + "\n";
  }

  private Stream<Mark> expand(Mark mark) {
    List<Mark> ones = figures.keySet().stream().filter(mark::isFor).map(mark::of).toList();
    return ones.isEmpty() ? Stream.of(mark) : ones.stream();
  }

  private Stream<String> row(Mark mark) {
    return mark.quantity().isGrowth() ? growthRow(mark) : ratioRow(mark);
  }

  private Stream<String> ratioRow(Mark mark) {
    Figure figure = figures.get(mark.figure());
    Figure baseline = figures.get(mark.baseline());
    if (figure == null || baseline == null) {
      return missing(mark);
    }
    Quantity quantity = mark.quantity();
    double measured = quantity.of(figure);
    double other = quantity.of(baseline);
    String unit = quantity.unit(figure);
    if (Double.isNaN(measured) || Double.isNaN(other) || !unit.equals(quantity.unit(baseline))) {
      return missing(mark);
    }
    String beside =
        mark.plus()
            ? difference(measured - other, unit)
            : String.format(Locale.ROOT, "%.2f × ", measured / other);
    return Stream.of(
        row(
            mark.figure(),
            amount(measured, unit) + quantity.note(),
            beside + other(mark),
            limit(mark, unit),
            verdict(mark, measured, other)));
  }

  private static String limit(Mark mark, String unit) {
    String limit = mark.plus() ? amount(mark.limit(), unit) + " more" : mark.limit() + " ×";
    return (mark.atLeast() ? "≥ " : "≤ ") + limit;
  }

  private static String difference(double more, String unit) {
    return amount(Math.abs(more), unit) + (more < 0 ? " less than " : " more than ");
  }

  private static String other(Mark mark) {
    String type = mark.figure().substring(0, mark.figure().indexOf('.') + 1);
    String name = mark.baseline();
    return name.startsWith(type) ? name.substring(type.length()) : name;
  }

  private Stream<String> growthRow(Mark mark) {
    List<Figure> sizes =
        figures.values().stream()
            .filter(figure -> figure.name().startsWith(mark.figure() + SIZE))
            .sorted(Comparator.comparingDouble(Table::size))
            .toList();
    if (sizes.size() < 2) {
      return missing(mark);
    }
    double exponent = exponent(sizes, mark.quantity());
    return Stream.of(
        row(
            mark.figure(),
            list(sizes.stream().map(figure -> number(mark.quantity().of(figure))))
                + " "
                + mark.quantity().unit(sizes.get(0))
                + mark.quantity().note(),
            String.format(Locale.ROOT, "n^%.2f for n = ", exponent)
                + list(sizes.stream().map(figure -> number(size(figure)))),
            "≤ n^" + mark.limit(),
            verdict(mark, exponent, 1)));
  }

  /** Returns the slope of the line through the logarithms of sizes and numbers: least squares. */
  static double exponent(List<Figure> sizes, Quantity quantity) {
    double[] x = sizes.stream().mapToDouble(figure -> Math.log(size(figure))).toArray();
    double[] y = sizes.stream().mapToDouble(figure -> Math.log(quantity.of(figure))).toArray();
    double meanX = mean(x);
    double meanY = mean(y);
    double both = 0;
    double squares = 0;
    for (int i = 0; i < x.length; i++) {
      both += (x[i] - meanX) * (y[i] - meanY);
      squares += (x[i] - meanX) * (x[i] - meanX);
    }
    return both / squares;
  }

  private static double mean(double[] numbers) {
    return Arrays.stream(numbers).average().orElse(Double.NaN);
  }

  private static double size(Figure figure) {
    String name = figure.name();
    return Double.parseDouble(
        name.substring(name.indexOf(SIZE) + SIZE.length(), name.length() - 1));
  }

  private static String list(Stream<String> texts) {
    return texts.collect(Collectors.joining("; "));
  }

  private Stream<String> missing(Mark mark) {
    missing.add(mark.figure() + (mark.baseline().isEmpty() ? "" : " beside " + mark.baseline()));
    return Stream.empty();
  }

  private static String verdict(Mark mark, double measured, double baseline) {
    return mark.allows(measured, baseline) ? "met" : "**missed**";
  }

  private static String row(Figure figure) {
    return row(
        figure.name(),
        amount(figure.score(), Quantity.SCORE.unit(figure)),
        number(figure.core()) + (Double.isNaN(figure.core()) ? "" : " ns"),
        number(figure.bytes()),
        number(figure.allBytes()));
  }

  private static String row(String... cells) {
    return "| " + String.join(" | ", cells) + " |";
  }

  private static String amount(double value, String unit) {
    return number(value) + " " + unit;
  }

  /** Returns three digits that count, or all before the point. */
  static String number(double value) {
    if (Double.isNaN(value)) {
      return "";
    }
    double size = Math.abs(value);
    if (size != 0 && size < 0.01) {
      return "≈ 0";
    }
    int places = size >= 100 || value == Math.rint(value) ? 0 : size >= 10 ? 1 : 2;
    return String.format(Locale.ROOT, "%,." + places + "f", value);
  }
}

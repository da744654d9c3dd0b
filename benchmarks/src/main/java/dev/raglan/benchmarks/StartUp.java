package dev.raglan.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;



/**
 * How long the context of an application with 300 beans, 50 of them traced, takes to refresh, with
 * Raglan and without.
 *
 * <p>The mark compares Raglan on beans that another advisor advises as well with that advisor alone
 * ({@link StartUpApp#WITH_RAGLAN_AND_ADVISOR} with {@link StartUpApp#WITH_ADVISOR}). Most of what a
 * first advisor costs is Spring's: the 50 subclasses that it generates, loads and links. Whoever
 * intercepts the beans pays for that once, be it for transactions, for caching or for tracing; the
 * difference that is left is what Raglan itself adds. What it costs an application that intercepts
 * nothing else, Spring's proxies included, is told besides ({@link StartUpApp#WITH_RAGLAN} with
 * {@link StartUpApp#WITH_AOP}), and is no mark: a do-nothing advisor costs most of it.
 *
 * <p>Cold: each time in a JVM of its own. Warm: in one JVM, after others; the classes of the beans
 * are new each time. The applications take turns, and the median counts, of the time that passed
 * and of the time that the thread had a core.
 */
public final class StartUp {

  private static final int COLD = 9;

  private final String beans;
  private final List<MarkFigure> figures = new ArrayList<>();

  private StartUp(Path beans) {
    this.beans = beans.toString();
  }

  /**
   * Measures, and writes the figures.
   *
   * @param args the file to write to
   */
  public static void main(String[] args) throws IOException, NoSuchMethodException {
    Path beans = Files.createDirectories(Path.of(args[0]).resolveSibling("start-up-beans"));
    StartUpBeans.writeTo(beans);
    StartUp startUp = new StartUp(beans);
    startUp.report("cold", startUp.cold());
    startUp.report("warm", StartUpJvm.run(StartUpWarm.class, startUp.beans));
    MarkFigures.write(Path.of(args[0]), startUp.figures);
  }

  private List<String> cold() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < COLD; i++) {
      for (StartUpApp app : StartUpApp.values()) {
        List<String> printed = StartUpJvm.run(StartUpRun.class, app.name(), beans);
        lines.add(printed.get(printed.size() - 1));
      }
    }
    return lines;
  }

  private void report(String name, List<String> lines) {
    Map<StartUpApp, List<StartUpContext.Taken>> taken = new EnumMap<>(StartUpApp.class);
    for (String line : lines) {
      StartUpApp app = StartUpContext.Taken.app(line);
      taken.computeIfAbsent(app, ignored -> new ArrayList<>()).add(StartUpContext.Taken.of(line));
    }
    report(name, taken, StartUpContext.Taken::wall);
    report(name + "Core", taken, StartUpContext.Taken::core);
  }

  private void report(
      String name,
      Map<StartUpApp, List<StartUpContext.Taken>> taken,
      ToDoubleFunction<StartUpContext.Taken> millis) {
    Map<StartUpApp, Double> medians = new EnumMap<>(StartUpApp.class);
    taken.forEach((app, all) -> medians.put(app, MarkMedian.of(all, millis)));
    medians.forEach((app, median) -> add(name + app.title(), median));
    compare(name, medians, StartUpApp.WITH_RAGLAN_AND_ADVISOR, StartUpApp.WITH_ADVISOR);
    compare(name, medians, StartUpApp.WITH_RAGLAN, StartUpApp.WITH_AOP);
  }

  private void add(String name, double median) {
    System.out.printf("%s: %.1f ms%n", name, median);
    figures.add(MarkFigure.of("StartUp." + name, median, "ms"));
  }

  private static void compare(
      String name, Map<StartUpApp, Double> medians, StartUpApp app, StartUpApp baseline) {
    System.out.printf(
        "%s: %s is %.2f times %s%n",
        name, app.title(), median(medians, app) / median(medians, baseline), baseline.title());
  }

  private static double median(Map<StartUpApp, Double> medians, StartUpApp app) {
    return Objects.requireNonNull(medians.get(app), app::name);
  }
}

package dev.raglan.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * How long the context of an application with 300 beans, 50 of them traced, takes to refresh, with
 * Raglan and without.
 *
 * <p>Cold: each time in a JVM of its own. Warm: in one JVM, after others; the classes of the beans
 * are new each time. The applications take turns, and the median counts, of the time that passed
 * and of the time that the thread had a core.
 */
public final class StartUp {

  private static final int COLD = 9;
  private static final int WARM_UPS = 15;
  private static final int WARM = 25;

  private final Path beans;
  private final List<MarkFigure> figures = new ArrayList<>();

  /** A start of an application. */
  private interface Start {
    StartUpContext.Taken of(StartUpApp app) throws IOException;
  }

  private StartUp(Path beans) {
    this.beans = beans;
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
    startUp.measure("cold", 0, COLD, startUp::cold);
    startUp.measure("warm", WARM_UPS, WARM, startUp::warm);
    MarkFigures.write(Path.of(args[0]), startUp.figures);
  }

  private void measure(String name, int warmUps, int times, Start start) throws IOException {
    Map<StartUpApp, List<StartUpContext.Taken>> taken = new EnumMap<>(StartUpApp.class);
    for (int i = 0; i < warmUps + times; i++) {
      for (StartUpApp app : StartUpApp.values()) {
        StartUpContext.Taken one = start.of(app);
        if (i >= warmUps) {
          taken.computeIfAbsent(app, ignored -> new ArrayList<>()).add(one);
        }
      }
    }
    taken.forEach(
        (app, all) -> {
          add(name + app.title(), all, StartUpContext.Taken::wall);
          add(name + "Core" + app.title(), all, StartUpContext.Taken::core);
        });
  }

  private void add(
      String name, List<StartUpContext.Taken> all, ToDoubleFunction<StartUpContext.Taken> millis) {
    double median = MarkMedian.of(all, millis);
    double least = all.stream().mapToDouble(millis).min().orElseThrow();
    System.out.printf("%s: %.1f ms, at least %.1f ms%n", name, median, least);
    figures.add(MarkFigure.of("StartUp." + name, median, "ms"));
  }

  private StartUpContext.Taken warm(StartUpApp app) throws IOException {
    System.gc();
    return StartUpRun.of(app, beans);
  }

  private StartUpContext.Taken cold(StartUpApp app) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                StartUpRun.class.getName(),
                app.name(),
                beans.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    byte[] output = process.getInputStream().readAllBytes();
    List<String> lines = new String(output, StandardCharsets.UTF_8).lines().toList();
    String[] taken = lines.get(lines.size() - 1).split(" ", 2);
    return new StartUpContext.Taken(Double.parseDouble(taken[0]), Double.parseDouble(taken[1]));
  }
}

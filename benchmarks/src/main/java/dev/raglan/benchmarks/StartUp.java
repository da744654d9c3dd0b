package dev.raglan.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How long the context of an application with 300 beans, 50 of them traced, takes to refresh, with
 * Raglan and without.
 *
 * <p>Cold: each time in a JVM of its own. Warm: in one JVM, after others; the classes of the beans
 * are new each time. The applications take turns, and the median counts.
 */
public final class StartUp {

  private static final int COLD = 9;
  private static final int WARM_UPS = 15;
  private static final int WARM = 25;

  private final Path beans;
  private final List<MarkFigure> figures = new ArrayList<>();

  /** A start of an application, in milliseconds. */
  private interface Start {
    double of(StartUpApp app) throws IOException;
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
    Path beans = Files.createTempDirectory("beans");
    StartUpBeans.writeTo(beans);
    StartUp startUp = new StartUp(beans);
    startUp.measure("cold", 0, COLD, startUp::cold);
    startUp.measure("warm", WARM_UPS, WARM, startUp::warm);
    MarkFigures.write(Path.of(args[0]), startUp.figures);
  }

  private void measure(String name, int warmUps, int times, Start start) throws IOException {
    Map<StartUpApp, List<Double>> taken = new EnumMap<>(StartUpApp.class);
    for (int i = 0; i < warmUps + times; i++) {
      for (StartUpApp app : StartUpApp.values()) {
        double millis = start.of(app);
        if (i >= warmUps) {
          taken.computeIfAbsent(app, ignored -> new ArrayList<>()).add(millis);
        }
      }
    }
    taken.forEach((app, millis) -> add(name + app.title(), millis));
  }

  private void add(String name, List<Double> millis) {
    double median = MarkMedian.of(millis, Double::doubleValue);
    System.out.printf("%s: %.1f ms, of %s%n", name, median, millis.stream().sorted().toList());
    figures.add(MarkFigure.of("StartUp." + name, median, "ms"));
  }

  private double warm(StartUpApp app) throws IOException {
    System.gc();
    return StartUpRun.millis(app, beans);
  }

  private double cold(StartUpApp app) throws IOException {
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
    return Double.parseDouble(new String(output, StandardCharsets.UTF_8).strip());
  }
}

package dev.raglan.benchmarks.startup;

import dev.raglan.benchmarks.report.Figure;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Measures how long the context of an application with 300 beans, 50 of them traced, takes to
 * refresh, with Raglan and without.
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

  /**
   * Libraries of other benchmarks. Of OpenTelemetry's auto-configuration there is the aspect alone,
   * without what it needs at the start of an application; the others would only be looked for.
   */
  private static final List<String> LEFT_OUT =
      List.of(
          "opentelemetry-spring-boot-autoconfigure-",
          "reactor-core-",
          "spring-ai-",
          "langchain4j-",
          "openai-java-",
          "anthropic-java-",
          "jtokkit-");

  private final String beans;
  private final List<Figure> figures = new ArrayList<>();

  private StartUp(Path beans) {
    this.beans = beans.toString();
  }

  /**
   * Measures, and writes the figures.
   *
   * @param args the file to write to, and a directory for the classes of beans
   */
  public static void main(String[] args) throws IOException, NoSuchMethodException {
    Path beans = Files.createDirectories(Path.of(args[1]));
    StartUpBeans.writeTo(beans);
    StartUp startUp = new StartUp(beans);
    startUp.report("cold", startUp.cold());
    startUp.report("warm", run("warm", startUp.beans));
    Figure.write(Path.of(args[0]), startUp.figures);
  }

  private List<String> cold() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < COLD; i++) {
      for (StartUpApp app : StartUpApp.values()) {
        List<String> printed = run(app.name(), beans);
        lines.add(printed.get(printed.size() - 1));
      }
    }
    return lines;
  }

  /** Runs {@link StartUpRun} in a virtual machine of its own; returns the lines that it printed. */
  private static List<String> run(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", classPath(), StartUpRun.class.getName()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    byte[] output = process.getInputStream().readAllBytes();
    return new String(output, StandardCharsets.UTF_8).lines().toList();
  }

  private static String classPath() {
    String all = System.getProperty("java.class.path");
    return Arrays.stream(all.split(File.pathSeparator, -1))
        .filter(entry -> LEFT_OUT.stream().noneMatch(entry::contains))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private void report(String name, List<String> lines) {
    Map<StartUpApp, List<StartUpRun.Taken>> taken = new EnumMap<>(StartUpApp.class);
    for (String line : lines) {
      StartUpApp app = StartUpRun.Taken.app(line);
      taken.computeIfAbsent(app, ignored -> new ArrayList<>()).add(StartUpRun.Taken.of(line));
    }
    report(name, taken, StartUpRun.Taken::wall);
    report(name + "Core", taken, StartUpRun.Taken::core);
  }

  private void report(
      String name,
      Map<StartUpApp, List<StartUpRun.Taken>> taken,
      ToDoubleFunction<StartUpRun.Taken> millis) {
    Map<StartUpApp, Double> medians = new EnumMap<>(StartUpApp.class);
    taken.forEach((app, all) -> medians.put(app, Figure.median(all, millis)));
    medians.forEach((app, median) -> add(name + app.title(), median));
    compare(name, medians, StartUpApp.WITH_RAGLAN_AND_ADVISOR, StartUpApp.WITH_ADVISOR);
    compare(name, medians, StartUpApp.WITH_RAGLAN, StartUpApp.WITH_AOP);
  }

  private void add(String name, double median) {
    System.out.printf("%s: %.1f ms%n", name, median);
    figures.add(Figure.of("StartUp." + name, median, "ms"));
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

package dev.raglan.contract.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Bytes that calls allocate on their caller's thread, as a virtual machine of their own measured
 * it.
 */
public final class AllocationFigures {

  /** The excess over a written figure that passes, in percent of it. */
  private static final int SLACK = 5;

  /**
   * Options that make the figures the same in every run, whatever else the machine does, and on
   * every JDK. Only C1, and in the foreground: C2 removes allocations or does not, depending on
   * what it has seen. A small heap, as references are longer in a large one.
   */
  private static final List<String> SETTINGS =
      List.of("-XX:TieredStopAtLevel=1", "-Xbatch", "-Xmx512m", "-XX:+UseSerialGC");

  private static final Pattern LINE = Pattern.compile("(?m)^allocated by (\\w+): (\\d+) B a call$");

  private static final String TOO_MUCH =
      """
      %s allocates %,d B a call on its caller's thread; the limit is %,d B:
      what %s allocates, %,d B, and %,d B more, and %d %% of that.
      Look for the new allocation, for example with a profiler of allocations, and remove it.
      Raise the limit only with a reason, and give the reason where the limit stands.
      All figures of this run: %s""";

  private final Map<AllocationCase, Long> bytes = new EnumMap<>(AllocationCase.class);

  private AllocationFigures(String output) {
    LINE.matcher(output).results().forEach(this::add);
  }

  private void add(MatchResult line) {
    bytes.put(AllocationCase.valueOf(line.group(1)), Long.valueOf(line.group(2)));
  }

  /** The line that tells a figure. */
  static String line(AllocationCase measured, long bytes) {
    return "allocated by %s: %d B a call".formatted(measured.name(), bytes);
  }

  /**
   * Runs a program that measures, on the class path of this one, and prints what it says.
   *
   * @param program has a main method, which uses {@link AllocationMeter}
   */
  public static AllocationFigures of(Class<?> program) throws IOException, InterruptedException {
    ProcessBuilder java =
        new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    java.command().addAll(SETTINGS);
    java.command().addAll(List.of("-cp", System.getProperty("java.class.path")));
    java.command().add(program.getName());
    // An agent or a setting that came this way would be measured as well.
    java.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
    Process process = java.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    System.out.print(output);
    return new AllocationFigures(output);
  }

  /**
   * Fails if a case allocates more than another one and what was written down.
   *
   * @param measured the case
   * @param more by how many bytes a call it may exceed the other, or by how many it has to fall
   *     short of it if negative; slack is added to it
   * @param base the case that it is compared with
   */
  public void assertAtMost(AllocationCase measured, long more, AllocationCase base) {
    long limit = of(base) + more + Math.abs(more) * SLACK / 100;
    assertThat(of(measured))
        .withFailMessage(
            TOO_MUCH, measured, of(measured), limit, base, of(base), more, SLACK, bytes)
        .isLessThanOrEqualTo(limit);
  }

  private long of(AllocationCase measured) {
    assertThat(bytes).as("what was measured").containsKey(measured);
    return bytes.get(measured);
  }
}

package dev.raglan.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordingFile;

/**
 * Writes the classes in which the calls of a benchmark spent their time, from recordings of JDK
 * Flight Recorder. A sample counts for the innermost class that is Raglan's own, or another
 * library's; that of a JDK method counts for its caller. Samples outside of the calls do not count.
 */
public final class Shares {

  private static final String SAMPLE = "jdk.ExecutionSample";
  private static final String PIPELINE = "Pipeline";
  private static final String BENCHMARKS = "dev.raglan.benchmarks.";
  private static final List<String> JDK = List.of("java.", "javax.", "jdk.", "sun.");
  private static final double LEAST = 0.03;

  private Shares() {}

  /**
   * Reads the recordings of JMH's profiler and writes a table.
   *
   * @param args the directory of the recordings, which may be missing, and the file to write
   */
  public static void main(String[] args) throws IOException {
    Path directory = Path.of(args[0]);
    if (!Files.isDirectory(directory)) {
      return;
    }
    List<String> lines = new ArrayList<>(List.of("| case | samples | places |", "|---|---|---|"));
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".jfr")).sorted().toList()) {
        lines.add(row(name(file), places(file)));
      }
    }
    String text = String.join("\n", lines) + "\n";
    Files.writeString(Path.of(args[1]), text);
    System.out.println(text);
  }

  /** Returns class and method of the benchmark, after which JMH names the directory. */
  private static String name(Path file) {
    String directory = file.getName(file.getNameCount() - 2).toString();
    String benchmark = directory.replaceFirst("-[A-Z].*", "");
    return benchmark.substring(benchmark.lastIndexOf('.', benchmark.lastIndexOf('.') - 1) + 1);
  }

  private static Map<String, Long> places(Path file) throws IOException {
    Map<String, Long> places = new TreeMap<>();
    try (RecordingFile recording = new RecordingFile(file)) {
      while (recording.hasMoreEvents()) {
        RecordedEvent event = recording.readEvent();
        if (event.getEventType().getName().equals(SAMPLE) && event.getStackTrace() != null) {
          List<String> stack =
              event.getStackTrace().getFrames().stream()
                  .map(RecordedFrame::getMethod)
                  .map(RecordedMethod::getType)
                  .map(type -> type.getName())
                  .toList();
          if (isOfACall(stack)) {
            places.merge(place(stack), 1L, Long::sum);
          }
        }
      }
    }
    return places;
  }

  /** Returns false for what is done between the calls: a pipeline is drained. */
  static boolean isOfACall(List<String> stack) {
    return stack.stream().anyMatch(type -> type.startsWith(BENCHMARKS))
        && stack.stream().noneMatch(type -> type.endsWith(PIPELINE));
  }

  /** Returns the simple name of the innermost class that is not the JDK's. */
  static String place(List<String> stack) {
    String innermost =
        stack.stream()
            .filter(type -> JDK.stream().noneMatch(type::startsWith))
            .findFirst()
            .orElse(BENCHMARKS);
    if (innermost.startsWith(BENCHMARKS)) {
      return "the method itself";
    }
    String type = innermost.replaceFirst("\\$\\$.*", "");
    return "`" + type.substring(type.lastIndexOf('.') + 1) + "`";
  }

  /** Returns the row of a benchmark: its places, the largest first, those below 3 % together. */
  static String row(String name, Map<String, Long> places) {
    long all = places.values().stream().mapToLong(Long::longValue).sum();
    String shown =
        places.entrySet().stream()
            .filter(place -> place.getValue() >= LEAST * all)
            .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
            .map(place -> place.getKey() + " " + percent(place.getValue(), all))
            .collect(Collectors.joining(", "));
    long small =
        places.values().stream()
            .filter(samples -> samples < LEAST * all)
            .mapToLong(Long::longValue)
            .sum();
    return "| %s | %d | %s, others %s |".formatted(name, all, shown, percent(small, all));
  }

  private static String percent(long part, long all) {
    return String.format(Locale.ROOT, "%.0f %%", 100.0 * part / Math.max(1, all));
  }
}

package dev.raglan.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;



/**
 * A JVM of its own, with the class path of an application.
 *
 * <p>OpenTelemetry's Spring Boot auto-configuration is on the class path of the benchmarks for its
 * aspect alone, without the libraries that it needs at the start of an application, so it is left
 * out.
 */
final class StartUpJvm {

  private static final String LEFT_OUT = "opentelemetry-spring-boot-autoconfigure-";

  private StartUpJvm() {}

  /** Runs a main class; gives the lines that it printed. */
  static List<String> run(Class<?> main, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", classPath(), main.getName()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    byte[] output = process.getInputStream().readAllBytes();
    return new String(output, StandardCharsets.UTF_8).lines().toList();
  }

  private static String classPath() {
    String all = System.getProperty("java.class.path");
    return Arrays.stream(all.split(File.pathSeparator, -1))
        .filter(entry -> !entry.contains(LEFT_OUT))
        .collect(Collectors.joining(File.pathSeparator));
  }
}

package dev.raglan.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;



/** A {@link WorkerCostSink} in a JVM of its own. */
final class WorkerCostSinkProcess implements AutoCloseable {

  private final Process process;
  private final String address;

  private WorkerCostSinkProcess(Process process) throws IOException {
    this.process = process;
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    this.address = "http://localhost:" + output.readLine() + "/v1/traces";
  }

  static WorkerCostSinkProcess start() throws IOException {
    return new WorkerCostSinkProcess(
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dsun.net.httpserver.nodelay=true",
                "-cp",
                System.getProperty("java.class.path"),
                WorkerCostSink.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  String address() {
    return address;
  }

  /** Ends its standard input, and with it the process. */
  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
  }
}

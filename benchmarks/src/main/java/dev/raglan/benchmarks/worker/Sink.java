package dev.raglan.benchmarks.worker;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A receiver on the loopback interface, in a virtual machine of its own, that reads what it is sent
 * and keeps nothing.
 */
public final class Sink implements AutoCloseable {

  private final Process process;
  private final String address;

  private Sink(Process process) throws IOException {
    this.process = process;
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    this.address = "http://localhost:" + output.readLine() + "/v1/traces";
  }

  static Sink start() throws IOException {
    return new Sink(
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dsun.net.httpserver.nodelay=true",
                "-cp",
                System.getProperty("java.class.path"),
                Sink.class.getName())
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

  /** Runs the receiver: prints its port, and ends with its standard input. */
  public static void main(String[] args) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", Sink::answer);
    server.start();
    System.out.println(server.getAddress().getPort());
    System.in.transferTo(OutputStream.nullOutputStream());
    server.stop(0);
  }

  private static void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
      exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
      exchange.sendResponseHeaders(200, -1);
    }
  }
}

package dev.raglan.internal.otlp;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** A server over HTTP/1.1 whose answers are written byte by byte by the test. */
final class RawServer implements AutoCloseable {

  /** Answers one request; the connection is closed if it throws or asks for it. */
  interface Answer {

    /**
     * Writes the answer.
     *
     * @param number of the request, from 0
     * @return true to keep the connection open
     */
    boolean write(int number, OutputStream out) throws IOException, InterruptedException;
  }

  final AtomicInteger requests = new AtomicInteger();
  private final ServerSocket server;
  private final Answer answer;

  RawServer(Answer answer) throws IOException {
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.answer = answer;
    daemon(this::accept);
  }

  String endpoint() {
    return "http://localhost:" + server.getLocalPort();
  }

  private static void daemon(Runnable body) {
    Thread thread = new Thread(body, "raw-server");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        daemon(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      boolean open = true;
      while (open && readRequest(in)) {
        open = answer.write(requests.getAndIncrement(), socket.getOutputStream());
        socket.getOutputStream().flush();
      }
    } catch (IOException | InterruptedException e) {
      // The client has gone, or the answer is to be torn.
    }
  }

  /** Reads a POST with its body; returns false for anything else, or at the end. */
  private static boolean readRequest(InputStream in) throws IOException {
    String first = line(in);
    int length = 0;
    String header = first;
    while (!header.isEmpty()) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(lower.substring("content-length:".length()).strip());
      }
      header = line(in);
    }
    in.skipNBytes(length);
    return first.startsWith("POST");
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    int next = in.read();
    while (next >= 0 && next != '\n') {
      if (next != '\r') {
        line.append((char) next);
      }
      next = in.read();
    }
    return line.toString();
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}

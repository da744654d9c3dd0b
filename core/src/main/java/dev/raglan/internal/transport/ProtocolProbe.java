package dev.raglan.internal.transport;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import okhttp3.HttpUrl;

/** A question to a port that failed without an explanation: the protocol that it speaks. */
final class ProtocolProbe {

  private static final int SETTINGS = 4;
  private static final int LEAST = 9;
  private static final int MOST = 512;

  /** The HTTP/2 preface, followed by empty settings. */
  private static final byte[] PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);

  private static final byte[] REQUEST =
      "GET / HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n"
          .getBytes(StandardCharsets.ISO_8859_1);

  private ProtocolProbe() {}

  /**
   * Says which protocol the port speaks, if it is another one than was spoken to it; empty if not.
   *
   * @param http2 true if HTTP/2 was spoken, false for HTTP/1.1, both without TLS
   */
  static String difference(HttpUrl url, boolean http2, long nanos) {
    byte[] answer = ask(url, http2 ? REQUEST : PREFACE, nanos);
    String text = new String(answer, StandardCharsets.ISO_8859_1);
    // A fatal alert, or the words of servers that tell what they take for HTTP.
    if (text.startsWith("\u0015\u0003") || text.contains("HTTPS")) {
      return " speaks TLS; it may need https";
    }
    if (http2 && text.startsWith("HTTP/1")) {
      return " speaks HTTP/1.1, not gRPC; it may need protocol http/protobuf";
    }
    if (!http2 && answer.length >= LEAST && answer[0] == 0 && answer[3] == SETTINGS) {
      return " speaks HTTP/2 only; it may be a gRPC port, which needs protocol grpc";
    }
    return "";
  }

  /** Returns the beginning of the answer; empty if no answer comes in time. */
  private static byte[] ask(HttpUrl url, byte[] question, long nanos) {
    long end = System.nanoTime() + nanos;
    byte[] answer = new byte[MOST];
    int length = 0;
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(url.host(), url.port()), millisUntil(end));
      socket.getOutputStream().write(question);
      InputStream in = socket.getInputStream();
      int read = 0;
      while (read >= 0 && length < LEAST) {
        length += read;
        socket.setSoTimeout(millisUntil(end));
        read = in.read(answer, length, MOST - length);
      }
    } catch (IOException e) {
      // Judged by what has come.
    }
    return Arrays.copyOf(answer, length);
  }

  private static int millisUntil(long end) throws IOException {
    long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    if (left <= 0) {
      throw new IOException("no time left");
    }
    return (int) Math.min(left, Integer.MAX_VALUE);
  }
}

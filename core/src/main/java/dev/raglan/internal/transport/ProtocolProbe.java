package dev.raglan.internal.transport;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import okhttp3.HttpUrl;

/** A question to a port that failed without an explanation: which version of HTTP it speaks. */
final class ProtocolProbe {

  private static final int TIMEOUT_MILLIS = 2_000;
  private static final int SETTINGS = 4;

  /** The HTTP/2 preface, followed by empty settings. */
  private static final byte[] PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);

  private static final byte[] REQUEST =
      "GET / HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n"
          .getBytes(StandardCharsets.ISO_8859_1);

  private ProtocolProbe() {}

  /** Returns true if the port speaks HTTP/2 without an upgrade. */
  static boolean speaksHttp2(HttpUrl url) {
    byte[] answer = ask(url, PREFACE);
    return answer.length >= 4 && answer[0] == 0 && answer[3] == SETTINGS;
  }

  /** Returns true if the port speaks HTTP/1. */
  static boolean speaksHttp1(HttpUrl url) {
    String answer = new String(ask(url, REQUEST), StandardCharsets.ISO_8859_1);
    return answer.startsWith("HTTP/1");
  }

  /** Returns the beginning of the answer; empty if there is none. */
  private static byte[] ask(HttpUrl url, byte[] question) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(url.host(), url.port()), TIMEOUT_MILLIS);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.getOutputStream().write(question);
      InputStream in = socket.getInputStream();
      return in.readNBytes(9);
    } catch (IOException e) {
      return new byte[0];
    }
  }
}

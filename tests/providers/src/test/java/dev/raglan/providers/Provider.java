package dev.raglan.providers;

import java.io.IOException;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.Headers;
import okio.Buffer;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A server that answers as a provider's does. */
final class Provider implements BeforeEachCallback, AfterEachCallback {

  private final MockWebServer server = new MockWebServer();

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    server.start();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    server.close();
  }

  /** Returns the address without a slash at its end. */
  String url() {
    String url = server.url("/").toString();
    return url.substring(0, url.length() - 1);
  }

  String host() {
    return server.getHostName();
  }

  int port() {
    return server.getPort();
  }

  /** Answers with JSON in one line, as ollama4j reads it. */
  void answers(String json) {
    answers(200, "application/json", json.replace("\n", ""));
  }

  void answers(int status, String contentType, String body) {
    answers(status, Headers.of("Content-Type", contentType), body);
  }

  void answers(int status, Headers headers, String body) {
    server.enqueue(new MockResponse(status, headers, body));
  }

  void answers(Headers headers, Buffer body) {
    server.enqueue(new MockResponse.Builder().headers(headers).body(body).build());
  }
}

package dev.raglan.samples.rag;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Calls the running application as any client would. */
record HttpCalls(int port) {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final Pattern FIELD = Pattern.compile("^data: ?");

  HttpResponse<String> ask(String question) throws IOException, InterruptedException {
    return get("/ask?q=" + encoded(question), "application/json");
  }

  HttpResponse<String> askStreamed(String question) throws IOException, InterruptedException {
    return get("/ask/stream?q=" + encoded(question), "text/event-stream");
  }

  HttpResponse<String> get(String path, String accept) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Accept", accept)
            .timeout(Duration.ofSeconds(30))
            .build();
    return CLIENT.send(request, BodyHandlers.ofString());
  }

  /** The data of each event, read as the standard of server-sent events says. */
  static List<String> events(String body) {
    List<String> events = new ArrayList<>();
    for (String event : body.split("\n\n")) {
      events.add(
          event
              .lines()
              .filter(line -> line.startsWith("data:"))
              .map(line -> FIELD.matcher(line).replaceFirst(""))
              .reduce((a, b) -> a + "\n" + b)
              .orElse(""));
    }
    return events;
  }

  private static String encoded(String question) {
    return URLEncoder.encode(question, StandardCharsets.UTF_8);
  }
}

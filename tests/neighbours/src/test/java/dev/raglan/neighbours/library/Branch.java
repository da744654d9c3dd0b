package dev.raglan.neighbours.library;

import dev.raglan.annotation.Traced;
import java.net.URI;
import java.net.http.HttpClient;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Service;
import org.springframework.web.client.RestClient;

/** Another branch of the library, which is asked over HTTP/2. */
@Service
public class Branch {

  private final RestClient client;

  Branch(RestClient.Builder clients) {
    HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
    client = clients.requestFactory(new JdkClientHttpRequestFactory(http)).build();
  }

  /** Returns the protocol, and whether the request said which trace it is of. */
  @Traced
  public String pong(URI uri) {
    String[] words = client.get().uri(uri).retrieve().body(String.class).split(" ");
    return words[0] + " " + words[1].matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
  }
}

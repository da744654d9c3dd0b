package dev.raglan.samples.rag.answer;

import java.net.http.HttpClient;
import java.time.Duration;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClient.ResponseSpec;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Speaks to any server with OpenAI's {@code /chat/completions}. */
class OpenAiClient {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  /** The connector's timeout, which ends at the headers, comes first: it cancels without noise. */
  private static final Duration AFTER_HEADERS = Duration.ofSeconds(1);

  private static final String DONE = "[DONE]";

  private final OpenAiProperties properties;
  private final JsonMapper json;
  private final WebClient http;
  private final Duration bodyTimeout;

  OpenAiClient(OpenAiProperties properties, JsonMapper json) {
    this.properties = properties;
    this.json = json;
    this.http = WebClient.builder().clientConnector(connector(properties.timeout())).build();
    this.bodyTimeout = properties.timeout().plus(AFTER_HEADERS);
  }

  /** Asks for the whole answer. */
  ChatCompletion complete(ChatRequest request) {
    return post(request)
        .bodyToMono(ChatCompletion.class)
        .timeout(bodyTimeout)
        .onErrorMap(ModelUnavailableException::of)
        .switchIfEmpty(Mono.error(() -> new ModelUnavailableException("The model said nothing")))
        .blockOptional()
        .orElseThrow();
  }

  /** Asks for the answer piece by piece, once subscribed to. */
  Flux<String> stream(ChatRequest request) {
    return post(request)
        .bodyToFlux(String.class)
        .timeout(bodyTimeout)
        .takeWhile(data -> !data.equals(DONE))
        .map(data -> json.readValue(data, ChatCompletion.class).text())
        .filter(text -> !text.isEmpty())
        .onErrorMap(ModelUnavailableException::of);
  }

  private ResponseSpec post(ChatRequest request) {
    return http.post()
        .uri(properties.chatCompletionsUrl())
        .headers(
            headers -> {
              if (!properties.apiKey().isBlank()) {
                headers.setBearerAuth(properties.apiKey());
              }
            })
        .bodyValue(request)
        .retrieve();
  }

  private static JdkClientHttpConnector connector(Duration timeout) {
    JdkClientHttpConnector connector =
        new JdkClientHttpConnector(HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build());
    connector.setReadTimeout(timeout);
    return connector;
  }
}

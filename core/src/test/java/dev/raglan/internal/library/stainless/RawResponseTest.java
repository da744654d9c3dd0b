package dev.raglan.internal.library.stainless;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.AnthropicClientImpl;
import com.anthropic.models.messages.MessageCreateParams;
import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientImpl;
import com.openai.core.http.HttpResponseFor;
import com.openai.core.http.StreamResponse;
import com.openai.errors.UnauthorizedException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.embeddings.EmbeddingCreateParams;
import dev.raglan.annotation.Generation;
import dev.raglan.internal.invoke.AnnotatedCalls;
import dev.raglan.internal.library.Recorded;
import dev.raglan.model.Operation;
import dev.raglan.semconv.GenAi;
import dev.raglan.semconv.RaglanAttributes;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.InputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.Headers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Raw responses of the real clients, which the application parses, reads or only closes. */
class RawResponseTest {

  private final MockWebServer server = new MockWebServer();
  private final AnnotatedCalls calls = new AnnotatedCalls();
  private final Assistant assistant = new Assistant();

  @BeforeEach
  void start() throws Exception {
    server.start();
  }

  @AfterEach
  void close() {
    calls.close();
    server.close();
  }

  /** Asks by way of the raw responses. */
  final class Assistant {

    private final ChatCompletionCreateParams question =
        ChatCompletionCreateParams.builder().model("gpt-4o").addUserMessage("Capital?").build();

    @Generation
    HttpResponseFor<ChatCompletion> ask() {
      return openAi().chat().completions().withRawResponse().create(question);
    }

    @Generation
    HttpResponseFor<StreamResponse<ChatCompletionChunk>> stream() {
      return openAi().chat().completions().withRawResponse().createStreaming(question);
    }

    @Generation(operation = Operation.EMBEDDINGS)
    HttpResponseFor<?> embed() {
      return openAi()
          .embeddings()
          .withRawResponse()
          .create(EmbeddingCreateParams.builder().model("m").input("x").build());
    }

    @Generation
    com.anthropic.core.http.HttpResponseFor<com.anthropic.models.messages.Message> askClaude() {
      return anthropic()
          .messages()
          .withRawResponse()
          .create(
              MessageCreateParams.builder()
                  .model("claude-sonnet-4-0")
                  .maxTokens(9)
                  .addUserMessage("Capital?")
                  .build());
    }

    @Generation
    CompletableFuture<HttpResponseFor<ChatCompletion>> askLater() {
      return openAi().async().chat().completions().withRawResponse().create(question);
    }

    @Generation
    CompletableFuture<HttpResponseFor<ChatCompletion>> hasAsked() {
      return CompletableFuture.completedFuture(
          openAi().chat().completions().withRawResponse().create(question));
    }

    @Generation
    CompletableFuture<HttpResponseFor<StreamResponse<ChatCompletionChunk>>> streamLater() {
      return openAi().async().chat().completions().withRawResponse().createStreaming(question);
    }

    @Generation
    CompletionStage<HttpResponseFor<ChatCompletion>> askInAStage() {
      return askLater().minimalCompletionStage();
    }

    @Generation
    Mono<HttpResponseFor<ChatCompletion>> askInAMono() {
      return Mono.fromFuture(this::askLater);
    }

    @Generation
    Object askForAnything() {
      return ask();
    }
  }

  private void answers(String contentType, String body) {
    server.enqueue(
        new MockResponse(
            200, Headers.of("Content-Type", contentType, "x-request-id", "req_7"), body));
  }

  @Test
  void theCallEndsWithWhatTheApplicationParses() throws Exception {
    answers("application/json", Recorded.CHAT_COMPLETION);

    HttpResponseFor<?> response = (HttpResponseFor<?>) calls.call(assistant, "ask");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().values("x-request-id")).containsExactly("req_7");
    assertThat(response.requestId()).contains("req_7");
    assertThat(calls.spans()).isEmpty();

    ChatCompletion answer = (ChatCompletion) response.parse();
    assertThat(answer.choices().get(0).message().content()).contains("Paris.");
    assertThat(response.parse()).isSameAs(answer);
    response.close();
    assertThat(calls.written())
        .containsEntry("gen_ai.response.model", "gpt-4o-2024-08-06")
        .containsEntry("gen_ai.usage.input_tokens", 120L)
        .containsEntry("gen_ai.usage.output_tokens", 40L)
        .extractingByKey("gen_ai.output.messages")
        .asString()
        .contains("Paris.");
  }

  @Test
  void aMessageOfAnthropicsIsReadToo() throws Exception {
    answers("application/json", Recorded.ANTHROPIC_MESSAGE);

    try (var response =
        (com.anthropic.core.http.HttpResponseFor<?>) calls.call(assistant, "askClaude")) {
      assertThat(response.parse()).isInstanceOf(com.anthropic.models.messages.Message.class);
    }
    assertThat(calls.written())
        .containsEntry("gen_ai.response.id", "msg_01")
        .containsEntry("gen_ai.usage.output_tokens", 15L);
  }

  @Test
  void aStreamInARawResponseIsFollowed() throws Exception {
    String events =
        Recorded.CHAT_CHUNKS.stream()
            .map(each -> "data: " + each + "\n\n")
            .collect(Collectors.joining("", "", "data: [DONE]\n\n"));
    answers("text/event-stream", events);

    try (HttpResponseFor<?> response = (HttpResponseFor<?>) calls.call(assistant, "stream")) {
      StreamResponse<?> parsed = (StreamResponse<?>) response.parse();
      assertThat(response.parse()).isSameAs(parsed);
      assertThat(calls.spans()).isEmpty();
      assertThat(parsed.stream()).hasSize(Recorded.CHAT_CHUNKS.size());
    }
    assertThat(calls.written())
        .containsEntry("gen_ai.usage.input_tokens", 9L)
        .containsEntry("gen_ai.usage.output_tokens", 5L)
        .extractingByKey("gen_ai.output.messages")
        .asString()
        .contains("Let me look.", "call_2");
  }

  @Test
  void theVectorsOfARawResponseAreNotWritten() throws Exception {
    answers("application/json", Recorded.EMBEDDINGS);

    ((HttpResponseFor<?>) calls.call(assistant, "embed")).parse();

    assertThat(calls.written().toString()).doesNotContain("0.1234", "-0.5");
    assertThat(calls.written()).containsEntry("gen_ai.usage.input_tokens", 8L);
  }

  @Test
  void nothingIsTakenFromABodyThatTheApplicationReadsItself() throws Exception {
    answers("application/json", Recorded.CHAT_COMPLETION);

    HttpResponseFor<?> response = (HttpResponseFor<?>) calls.call(assistant, "ask");
    try (InputStream body = response.body()) {
      assertThat(new String(body.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
          .isEqualTo(Recorded.CHAT_COMPLETION);
    }
    assertThat(calls.written()).doesNotContainKey("gen_ai.output.messages");
    assertThat(calls.only().getStatus().getStatusCode()).isNotEqualTo(StatusCode.ERROR);
  }

  @Test
  void aResponseThatIsClosedUnreadEndsTheCall() throws Exception {
    answers("application/json", Recorded.CHAT_COMPLETION);

    ((HttpResponseFor<?>) calls.call(assistant, "ask")).close();

    assertThat(calls.written()).doesNotContainKey("gen_ai.output.messages");
  }

  @Test
  void anAnswerThatCannotBeParsedIsAFailure() throws Exception {
    answers("application/json", "<html>");

    HttpResponseFor<?> response = (HttpResponseFor<?>) calls.call(assistant, "ask");

    assertThatThrownBy(response::parse)
        .isInstanceOf(com.openai.errors.OpenAIInvalidDataException.class);
    assertThat(calls.only().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
  }

  @Test
  void aResponseThatIsDeclaredAsSomethingElseStaysTheSameAndUnread() throws Exception {
    answers("application/json", Recorded.CHAT_COMPLETION);

    HttpResponseFor<?> response = (HttpResponseFor<?>) calls.call(assistant, "askForAnything");

    assertThat(Proxy.isProxyClass(response.getClass())).isFalse();
    assertThat(calls.spans()).hasSize(1);
    assertThat(response.parse()).isInstanceOf(ChatCompletion.class);
  }

  @Test
  void aResponseThatAFutureBringsIsOpenedAsWell() throws Exception {
    for (String method : List.of("askLater", "hasAsked")) {
      answers("application/json", Recorded.CHAT_COMPLETION);

      HttpResponseFor<?> response =
          (HttpResponseFor<?>) ((CompletableFuture<?>) calls.call(assistant, method)).join();
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(calls.spans()).noneMatch(span -> span.getName().contains(method));

      assertThat(response.parse()).isInstanceOf(ChatCompletion.class);
      assertThat(calls.spans())
          .filteredOn(span -> span.getName().contains(method))
          .singleElement()
          .satisfies(
              span ->
                  assertThat(span.getAttributes().get(GenAi.USAGE_INPUT_TOKENS)).isEqualTo(120));
    }
  }

  @Test
  void aFutureThatBringsNoResponseFailsTheCall() throws Exception {
    server.enqueue(new MockResponse(401, Headers.of(), "{}"));

    CompletableFuture<?> later = (CompletableFuture<?>) calls.call(assistant, "askLater");

    assertThatThrownBy(later::join).hasRootCauseInstanceOf(UnauthorizedException.class);
    assertThat(calls.only().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
  }

  @Test
  void aStreamInAResponseThatAFutureBringsIsFollowed() throws Exception {
    String events =
        Recorded.CHAT_CHUNKS.stream()
            .map(each -> "data: " + each + "\n\n")
            .collect(Collectors.joining("", "", "data: [DONE]\n\n"));
    answers("text/event-stream", events);

    HttpResponseFor<?> response =
        (HttpResponseFor<?>) ((CompletableFuture<?>) calls.call(assistant, "streamLater")).join();
    try (StreamResponse<?> stream = (StreamResponse<?>) response.parse()) {
      assertThat(calls.spans()).isEmpty();
      assertThat(stream.stream()).hasSize(Recorded.CHAT_CHUNKS.size());
    }
    assertThat(calls.written()).containsEntry("gen_ai.usage.output_tokens", 5L);
  }

  /** Whoever brings it, it stays as it is, and is not read. */
  @Test
  void aResponseThatCannotBeExchangedEndsAsPending() throws Exception {
    answers("application/json", Recorded.CHAT_COMPLETION);

    HttpResponseFor<?> response =
        (HttpResponseFor<?>)
            ((CompletionStage<?>) calls.call(assistant, "askInAStage"))
                .toCompletableFuture()
                .join();

    assertThat(Proxy.isProxyClass(response.getClass())).isFalse();
    assertThat(response.parse()).isInstanceOf(ChatCompletion.class);
    assertThat(awaited().getAttributes().get(RaglanAttributes.STATUS)).isEqualTo("pending");
  }

  @Test
  void aResponseThatAMonoBringsEndsWhenItIsParsed() throws Exception {
    answers("application/json", Recorded.CHAT_COMPLETION);

    HttpResponseFor<?> response =
        (HttpResponseFor<?>) ((Mono<?>) calls.call(assistant, "askInAMono")).block();

    assertThat(calls.spans()).isEmpty();
    assertThat(response.parse()).isInstanceOf(ChatCompletion.class);
    assertThat(awaited().getAttributes().get(RaglanAttributes.STATUS)).isNull();
    assertThat(awaited().getAttributes().get(GenAi.USAGE_INPUT_TOKENS)).isPositive();
  }

  private SpanData awaited() {
    await().untilAsserted(() -> assertThat(calls.spans()).hasSize(1));
    return calls.only();
  }

  // The clients' own code with the JDK's HTTP client below it.

  private OpenAIClient openAi() {
    return new OpenAIClientImpl(
        com.openai.core.ClientOptions.builder()
            .httpClient(new OpenAiHttp(HttpClient.newHttpClient()))
            .baseUrl(server.url("/v1").toString())
            .apiKey("key")
            .maxRetries(0)
            .build());
  }

  private AnthropicClient anthropic() {
    return new AnthropicClientImpl(
        com.anthropic.core.ClientOptions.builder()
            .httpClient(new AnthropicHttp(HttpClient.newHttpClient()))
            .baseUrl(server.url("").toString().replaceAll("/$", ""))
            .putHeader("x-api-key", "key")
            .maxRetries(0)
            .build());
  }

  private static HttpResponse<InputStream> send(HttpClient client, String url) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(url))
              .POST(HttpRequest.BodyPublishers.ofString("{}"))
              .build();
      return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    } catch (java.io.IOException | InterruptedException failed) {
      throw new IllegalStateException(failed);
    }
  }

  /**
   * Returns the answer as a response of a client.
   *
   * @param type the client's interface of that name
   * @param headers the headers of the answer, of the client's own class
   */
  private static <T> T response(Class<T> type, HttpResponse<InputStream> answer, Object headers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "statusCode" -> answer.statusCode();
                  case "headers" -> headers;
                  case "body" -> answer.body();
                  case "close" -> {
                    answer.body().close();
                    yield null;
                  }
                  default -> InvocationHandler.invokeDefault(proxy, method, arguments);
                }));
  }

  private record OpenAiHttp(HttpClient client) implements com.openai.core.http.HttpClient {

    @Override
    public com.openai.core.http.HttpResponse execute(
        com.openai.core.http.HttpRequest request, com.openai.core.RequestOptions options) {
      HttpResponse<InputStream> answer = send(client, request.url());
      return response(
          com.openai.core.http.HttpResponse.class,
          answer,
          com.openai.core.http.Headers.builder().putAll(answer.headers().map()).build());
    }

    @Override
    public CompletableFuture<com.openai.core.http.HttpResponse> executeAsync(
        com.openai.core.http.HttpRequest request, com.openai.core.RequestOptions options) {
      return CompletableFuture.supplyAsync(() -> execute(request, options));
    }

    @Override
    public void close() {}
  }

  private record AnthropicHttp(HttpClient client) implements com.anthropic.core.http.HttpClient {

    @Override
    public com.anthropic.core.http.HttpResponse execute(
        com.anthropic.core.http.HttpRequest request, com.anthropic.core.RequestOptions options) {
      HttpResponse<InputStream> answer = send(client, request.url());
      return response(
          com.anthropic.core.http.HttpResponse.class,
          answer,
          com.anthropic.core.http.Headers.builder().putAll(answer.headers().map()).build());
    }

    @Override
    public CompletableFuture<com.anthropic.core.http.HttpResponse> executeAsync(
        com.anthropic.core.http.HttpRequest request, com.anthropic.core.RequestOptions options) {
      return CompletableFuture.supplyAsync(() -> execute(request, options));
    }

    @Override
    public void close() {}
  }
}

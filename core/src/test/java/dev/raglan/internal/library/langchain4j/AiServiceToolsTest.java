package dev.raglan.internal.library.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.rag.DefaultRetrievalAugmentor;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import dev.langchain4j.rag.query.router.DefaultQueryRouter;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.TokenStream;
import dev.langchain4j.service.tool.ToolProvider;
import dev.langchain4j.service.tool.ToolProviderRequest;
import dev.langchain4j.service.tool.ToolProviderResult;
import dev.raglan.Raglan;
import dev.raglan.annotation.Generation;
import dev.raglan.annotation.Traced;
import dev.raglan.internal.invoke.ReflectedCall;
import dev.raglan.internal.library.langchain4j.StreamedCompletions.Asked;
import dev.raglan.semconv.GenAi;
import dev.raglan.semconv.RaglanAttributes;
import dev.raglan.trace.ActiveTrace;
import dev.raglan.trace.Tracing;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Flux;

/** AI services that run their tools on threads of their own, whatever their methods return. */
class AiServiceToolsTest {

  private static final AttributeKey<String> SESSION = AttributeKey.stringKey("session.id");

  private static final List<Asked> THREE =
      List.of(new Asked("weather", "{}"), new Asked("time", "{}"), new Asked("weather", "{}"));

  @RegisterExtension final Tracing tracing = new Tracing();

  private final Raglan raglan = Raglan.builder(tracing.sdk()).build();
  private final ExecutorService thread = Executors.newSingleThreadExecutor();

  @AfterEach
  void close() {
    thread.shutdownNow();
    raglan.close();
  }

  interface Streaming {
    @Generation("answer")
    Flux<String> answer(String question);
  }

  interface Waiting {
    @Generation("answer")
    String answer(String question);
  }

  interface Listening {
    @Traced("answer")
    TokenStream answer(String question);
  }

  /** A model of the application's own, in front of the library's. */
  record TracedModel(StreamingChatModel model) implements StreamingChatModel {

    @Override
    @Generation("model")
    public void chat(ChatRequest request, StreamingChatResponseHandler handler) {
      model.chat(request, handler);
    }
  }

  /** A model that asks for two tools, then answers. */
  private static final class TwoTools implements ChatModel {

    @Override
    public ChatResponse doChat(ChatRequest request) {
      boolean isAnswered = request.messages().size() > 1;
      AiMessage message =
          isAnswered
              ? AiMessage.from("It is sunny.")
              : AiMessage.from(List.of(request("1", "weather"), request("2", "time")));
      return ChatResponse.builder().aiMessage(message).build();
    }

    private static ToolExecutionRequest request(String id, String name) {
      return ToolExecutionRequest.builder().id(id).name(name).arguments("{}").build();
    }
  }

  /** Tools that the application traces. */
  public final class Tools {

    @Tool
    public String weather() {
      return raglan.span("weather").call(() -> "sunny");
    }

    @Tool
    public String time() {
      return raglan.span("time").call(() -> "noon");
    }
  }

  private static StreamingChatModel model(StreamedCompletions server) {
    return OpenAiStreamingChatModel.builder()
        .baseUrl(server.url())
        .apiKey("none")
        .modelName("gpt-4o")
        .build();
  }

  private <T> T traced(Class<T> type, T target) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                ReflectedCall.of(target, method, arguments).behindProxy().tracedBy(raglan)));
  }

  /** Asks within a trace, and returns the answer. */
  private String ask(AiServices<Streaming> service) {
    Streaming assistant = traced(Streaming.class, service.build());
    try (ActiveTrace trace = raglan.trace("question").sessionId("s-1").tags("chat").start()) {
      return String.join(
          "", assistant.answer("How is the weather?").collectList().block(Duration.ofSeconds(60)));
    }
  }

  private void hasBelowTheAnswer(String... names) {
    SpanData answer = tracing.ended("answer");
    assertThat(tracing.ended())
        .filteredOn(span -> span.getParentSpanId().equals(answer.getSpanId()))
        .extracting(SpanData::getName)
        .containsExactlyInAnyOrder(names);
    assertThat(tracing.ended())
        .allSatisfy(
            span -> {
              assertThat(span.getTraceId()).isEqualTo(answer.getTraceId());
              assertThat(span.getAttributes().get(SESSION)).isEqualTo("s-1");
              assertThat(span.getAttributes().get(RaglanAttributes.TAGS)).contains("chat");
            });
  }

  private void leavesTheThreadClean() throws Exception {
    assertThat(thread.submit(Context::current).get()).isSameAs(Context.root());
  }

  @Test
  void hasTheToolsOfAFluxBelowItsCall() throws Exception {
    try (StreamedCompletions server = new StreamedCompletions(THREE)) {
      assertThat(
              ask(
                  AiServices.builder(Streaming.class)
                      .streamingChatModel(model(server))
                      .tools(new Tools())))
          .isEqualTo("It is sunny.");
    }

    hasBelowTheAnswer("weather", "time", "weather");
  }

  @Test
  void hasTheConcurrentToolsOfAFluxBelowItsCall() throws Exception {
    try (StreamedCompletions server = new StreamedCompletions(THREE)) {
      ask(
          AiServices.builder(Streaming.class)
              .streamingChatModel(model(server))
              .executeToolsConcurrently(thread)
              .tools(new Tools()));
    }

    hasBelowTheAnswer("weather", "time", "weather");
    leavesTheThreadClean();
  }

  @Test
  void hasTheToolsOfAProviderBelowItsCall() throws Exception {
    ToolSpecification weather = ToolSpecification.builder().name("weather").build();
    try (StreamedCompletions server =
        new StreamedCompletions(List.of(new Asked("weather", "{}")))) {
      ask(
          AiServices.builder(Streaming.class)
              .streamingChatModel(model(server))
              .toolProvider(
                  request ->
                      ToolProviderResult.builder()
                          .add(weather, (asked, memory) -> new Tools().weather())
                          .build()));
    }

    hasBelowTheAnswer("weather");
  }

  /** Such a provider is asked again before each further request, on the thread that makes it. */
  @Test
  void hasTheToolsOfLaterRoundsBelowItsCall() throws Exception {
    ToolSpecification weather = ToolSpecification.builder().name("weather").build();
    ToolSpecification time = ToolSpecification.builder().name("time").build();
    ToolProvider provider =
        new ToolProvider() {
          @Override
          public ToolProviderResult provideTools(ToolProviderRequest request) {
            return raglan
                .span("provider")
                .call(
                    () ->
                        request.messages().size() > 1
                            ? ToolProviderResult.builder()
                                .add(time, (asked, memory) -> new Tools().time())
                                .build()
                            : ToolProviderResult.builder()
                                .add(weather, (asked, memory) -> new Tools().weather())
                                .build());
          }

          @Override
          public boolean isDynamic() {
            return true;
          }
        };
    try (StreamedCompletions server =
        new StreamedCompletions(
            List.of(new Asked("weather", "{}")), List.of(new Asked("time", "{}")))) {
      ask(
          AiServices.builder(Streaming.class)
              .streamingChatModel(model(server))
              .toolProvider(provider));
    }

    hasBelowTheAnswer("provider", "weather", "provider", "time", "provider");
  }

  @Test
  void hasEachModelCallOfAFluxBesideItsTools() throws Exception {
    try (StreamedCompletions server = new StreamedCompletions(THREE)) {
      ask(
          AiServices.builder(Streaming.class)
              .streamingChatModel(traced(StreamingChatModel.class, new TracedModel(model(server))))
              .tools(new Tools()));
    }

    hasBelowTheAnswer("model", "weather", "time", "weather", "model");
  }

  @Test
  void countsTheTokensOfItsModelCallsOnce() throws Exception {
    try (StreamedCompletions server = new StreamedCompletions(THREE)) {
      ask(
          AiServices.builder(Streaming.class)
              .streamingChatModel(traced(StreamingChatModel.class, new TracedModel(model(server))))
              .tools(new Tools()));
    }

    assertThat(tracing.ended())
        .filteredOn(span -> span.getAttributes().get(GenAi.USAGE_INPUT_TOKENS) != null)
        .extracting(SpanData::getName)
        .containsExactly("model", "model");
  }

  @Test
  void hasConcurrentToolsBelowACallThatWaitsForThem() throws Exception {
    Waiting assistant =
        traced(
            Waiting.class,
            AiServices.builder(Waiting.class)
                .chatModel(new TwoTools())
                .executeToolsConcurrently(thread)
                .tools(new Tools())
                .build());
    try (ActiveTrace trace = raglan.trace("question").sessionId("s-1").tags("chat").start()) {
      assertThat(assistant.answer("How is the weather?")).isEqualTo("It is sunny.");
    }

    hasBelowTheAnswer("weather", "time");
    leavesTheThreadClean();
  }

  /** The tools belong to the stream, which may be followed by a span that its service knows not. */
  @Test
  void hasTheToolsOfATokenStreamBelowTheCallThatReturnedIt() throws Exception {
    CompletableFuture<String> end = new CompletableFuture<>();
    try (StreamedCompletions server = new StreamedCompletions(THREE);
        ActiveTrace trace = raglan.trace("question").sessionId("s-1").tags("chat").start()) {
      traced(
              Listening.class,
              AiServices.builder(Listening.class)
                  .streamingChatModel(model(server))
                  .tools(new Tools())
                  .build())
          .answer("How is the weather?")
          .onPartialResponse(text -> {})
          .onCompleteResponse(response -> end.complete(response.aiMessage().text()))
          .onError(end::completeExceptionally)
          .start();
      assertThat(end.get(60, TimeUnit.SECONDS)).isEqualTo("It is sunny.");
    }

    hasBelowTheAnswer("weather", "time", "weather");
  }

  /** Retrievers that are asked in parallel run on the augmentor's executor. */
  @Test
  void hasItsRetrieversBelowItsCallWhereTheirExecutorCarriesTheContext() {
    ContentRetriever first = query -> raglan.span("first").call(() -> List.of());
    ContentRetriever second = query -> raglan.span("second").call(() -> List.of());
    Waiting assistant =
        traced(
            Waiting.class,
            AiServices.builder(Waiting.class)
                .chatModel(new TwoTools())
                .tools(new Tools())
                .retrievalAugmentor(
                    DefaultRetrievalAugmentor.builder()
                        .queryRouter(new DefaultQueryRouter(first, second))
                        .executor(Context.taskWrapping(thread))
                        .build())
                .build());
    try (ActiveTrace trace = raglan.trace("question").sessionId("s-1").tags("chat").start()) {
      assistant.answer("How is the weather?");
    }

    hasBelowTheAnswer("first", "second", "weather", "time");
  }

  @Test
  void makesItsToolsRootsOutsideOfATrace() throws Exception {
    try (StreamedCompletions server = new StreamedCompletions(THREE)) {
      AiServices.builder(Streaming.class)
          .streamingChatModel(model(server))
          .tools(new Tools())
          .build()
          .answer("How is the weather?")
          .blockLast(Duration.ofSeconds(10));
    }

    assertThat(tracing.ended()).hasSize(3).noneMatch(span -> span.getParentSpanContext().isValid());
  }
}

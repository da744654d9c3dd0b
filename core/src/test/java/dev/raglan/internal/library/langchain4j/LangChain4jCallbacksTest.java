package dev.raglan.internal.library.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.model.StreamingResponseHandler;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.TokenStream;
import dev.raglan.Raglan;
import dev.raglan.annotation.Generation;
import dev.raglan.annotation.Traced;
import dev.raglan.internal.invoke.ReflectedCall;
import dev.raglan.internal.library.langchain4j.StreamedCompletions.Asked;
import dev.raglan.semconv.GenAi;
import dev.raglan.semconv.OpenInference;
import dev.raglan.semconv.RaglanAttributes;
import dev.raglan.trace.ActiveTrace;
import dev.raglan.trace.Tracing;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Methods that return nothing and hand a streamed answer to a handler. */
class LangChain4jCallbacksTest {

  private static final AttributeKey<String> STATUS = AttributeKey.stringKey("raglan.status");

  @RegisterExtension final Tracing tracing = new Tracing();

  private final Raglan raglan = Raglan.builder(tracing.sdk()).build();

  @AfterEach
  void close() {
    raglan.close();
  }

  interface Asks {
    void ask(String question, StreamingChatResponseHandler handler);
  }

  interface AsksAsBefore {
    void ask(StreamingResponseHandler<String> handler);
  }

  interface Assistant {
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

  /** A tool that the application traces. */
  public final class Tools {

    @Tool
    public String weather() {
      return raglan.span("weather").call(() -> "sunny");
    }
  }

  /** Hears what it is told, and waits for the end. */
  private class Heard implements StreamingChatResponseHandler {

    final List<String> texts = Collections.synchronizedList(new ArrayList<>());
    final CompletableFuture<Object> end = new CompletableFuture<>();

    @Override
    public void onPartialResponse(String text) {
      texts.add(text);
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
      raglan.span("heard").run(() -> {});
      end.complete(response.aiMessage().text());
    }

    @Override
    public void onError(Throwable error) {
      end.complete(error);
    }

    Object end() throws Exception {
      return end.get(60, TimeUnit.SECONDS);
    }
  }

  private static StreamingChatModel model(String url) {
    return OpenAiStreamingChatModel.builder()
        .baseUrl(url)
        .apiKey("none")
        .modelName("gpt-4o")
        .build();
  }

  private static Asks asking(StreamingChatModel model) {
    return new Asks() {
      @Override
      @Generation("ask")
      public void ask(String question, StreamingChatResponseHandler handler) {
        model.chat(question, handler);
      }
    };
  }

  private <T> T traced(Class<T> type, T target) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                ReflectedCall.of(target, method, arguments).behindProxy().tracedBy(raglan)));
  }

  private SpanData ended(String name) {
    await().untilAsserted(() -> assertThat(tracing.ended()).anyMatch(isNamed(name)));
    return tracing.ended(name);
  }

  private static Predicate<SpanData> isNamed(String name) {
    return span -> span.getName().equals(name);
  }

  @Test
  void endWithTheCompleteAnswer() throws Exception {
    Heard heard = new Heard();
    try (StreamedCompletions server = new StreamedCompletions(List.of());
        ActiveTrace trace = raglan.trace("question").start()) {
      traced(Asks.class, asking(model(server.url()))).ask("How is the weather?", heard);
      heard.end.get(60, TimeUnit.SECONDS);
    }

    SpanData ask = tracing.ended("ask");
    assertThat(heard.texts).isEqualTo(List.of("It is ", "sunny."));
    assertThat(ask.getAttributes().get(STATUS)).isNull();
    assertThat(ask.getAttributes().get(RaglanAttributes.STREAM_CHUNKS)).isEqualTo(2);
    assertThat(ask.getAttributes().get(GenAi.RESPONSE_MODEL)).isEqualTo("gpt-4o");
    assertThat(ask.getAttributes().get(OpenInference.OUTPUT_VALUE)).isEqualTo("It is sunny.");
    assertThat(ask.getAttributes().get(OpenInference.INPUT_VALUE)).doesNotContain("Heard");
    assertThat(tracing.ended("heard").getParentSpanId())
        .isEqualTo(tracing.ended("question").getSpanId());
  }

  @Test
  void endBeforeTheHandlerHearsTheAnswer() throws Exception {
    CompletableFuture<List<String>> before = new CompletableFuture<>();
    Heard heard =
        new Heard() {
          @Override
          public void onCompleteResponse(ChatResponse response) {
            before.complete(tracing.ended().stream().map(SpanData::getName).toList());
          }
        };
    try (StreamedCompletions server = new StreamedCompletions(List.of())) {
      traced(Asks.class, asking(model(server.url()))).ask("How is the weather?", heard);

      assertThat(before.get(60, TimeUnit.SECONDS)).containsExactly("ask");
    }
  }

  @Test
  void failWithTheErrorThatTheHandlerHears() throws Exception {
    Heard heard = new Heard();
    String gone;
    try (StreamedCompletions server = new StreamedCompletions(List.of())) {
      gone = server.url();
    }
    traced(Asks.class, asking(model(gone))).ask("How is the weather?", heard);

    assertThat(heard.end()).isInstanceOf(Exception.class);
    assertThat(ended("ask").getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
  }

  @Test
  void failWithWhatTheyThrow() {
    IllegalStateException thrown = new IllegalStateException("no model");
    Asks asks =
        new Asks() {
          @Override
          @Generation("ask")
          public void ask(String question, StreamingChatResponseHandler handler) {
            throw thrown;
          }
        };

    assertThatThrownBy(() -> traced(Asks.class, asks).ask("q", new Heard())).isSameAs(thrown);
    assertThat(tracing.ended("ask").getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
  }

  @Test
  void endAsCanceledWhereTheHandlerCancels() throws Exception {
    Heard heard =
        new Heard() {
          @Override
          public void onPartialResponse(PartialResponse partial, PartialResponseContext context) {
            context.streamingHandle().cancel();
            end.complete(partial.text());
          }
        };
    try (StreamedCompletions server = new StreamedCompletions(List.of())) {
      traced(Asks.class, asking(model(server.url()))).ask("How is the weather?", heard);

      assertThat(heard.end()).isEqualTo("It is ");
      assertThat(ended("ask").getAttributes().get(STATUS)).isEqualTo("canceled");
    }
  }

  @Test
  void endAtReturnWithoutAHandler() {
    Asks asks =
        new Asks() {
          @Override
          @Traced("ask")
          public void ask(String question, @Nullable StreamingChatResponseHandler handler) {
            assertThat(handler).isNull();
          }
        };
    traced(Asks.class, asks).ask("q", null);

    assertThat(tracing.ended("ask").getAttributes().get(STATUS)).isNull();
  }

  @Test
  void callAHandlerThatIsStillTheApplications() {
    Heard heard = new Heard();
    Asks asks =
        new Asks() {
          @Override
          @Traced("ask")
          public void ask(String question, StreamingChatResponseHandler handler) {
            assertThat(handler).isEqualTo(handler).hasSameHashCodeAs(heard).hasToString("" + heard);
            assertThatThrownBy(() -> handler.onPartialResponse((String) null))
                .isInstanceOf(UnsupportedOperationException.class);
            handler.onError(new IllegalStateException("at once"));
          }
        };
    Heard refusing =
        new Heard() {
          @Override
          public void onPartialResponse(String text) {
            throw new UnsupportedOperationException();
          }

          @Override
          public int hashCode() {
            return heard.hashCode();
          }

          @Override
          public boolean equals(@Nullable Object other) {
            return this == other;
          }

          @Override
          public String toString() {
            return heard.toString();
          }
        };
    traced(Asks.class, asks).ask("q", refusing);

    assertThat(tracing.ended("ask").getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
  }

  @Test
  void areFollowedWithTheHandlersOfLanguageModels() {
    List<String> heard = new ArrayList<>();
    AsksAsBefore asks =
        new AsksAsBefore() {
          @Override
          @Generation("ask")
          public void ask(StreamingResponseHandler<String> handler) {
            handler.onNext("It is ");
            handler.onNext("sunny.");
            handler.onComplete(Response.from("It is sunny."));
          }
        };
    traced(AsksAsBefore.class, asks)
        .ask(
            new StreamingResponseHandler<>() {
              @Override
              public void onNext(String token) {
                heard.add(token);
              }

              @Override
              public void onError(Throwable error) {}
            });

    assertThat(heard).containsExactly("It is ", "sunny.");
    assertThat(tracing.ended("ask").getAttributes().get(RaglanAttributes.STREAM_CHUNKS))
        .isEqualTo(2);
    assertThat(tracing.ended("ask").getAttributes().get(STATUS)).isNull();
  }

  @Test
  void areCountedWhereTheHandlerIsDropped() {
    Asks asks =
        new Asks() {
          @Override
          @Traced("ask")
          public void ask(String question, StreamingChatResponseHandler handler) {}
        };
    traced(Asks.class, asks).ask("q", new Heard());

    await()
        .untilAsserted(
            () -> {
              System.gc();
              assertThat(raglan.abandonedResults()).isEqualTo(1);
            });
    assertThat(tracing.ended()).isEmpty();
  }

  /** The service's own handler runs the tools and asks the model again, on a thread of HTTP's. */
  @Test
  void haveTheToolsAndTheNextModelCallBesideThem() throws Exception {
    CompletableFuture<String> end = new CompletableFuture<>();
    try (StreamedCompletions server =
            new StreamedCompletions(
                List.of(new Asked("weather", "{}"), new Asked("weather", "{}")));
        ActiveTrace trace = raglan.trace("question").sessionId("s-1").start()) {
      StreamingChatModel model =
          traced(StreamingChatModel.class, new TracedModel(model(server.url())));
      Assistant assistant =
          AiServices.builder(Assistant.class).streamingChatModel(model).tools(new Tools()).build();
      TokenStream source = assistant.answer("How is the weather?");
      raglan
          .span("answer")
          .follow(source)
          .onCompleteResponse(response -> end.complete(response.aiMessage().text()))
          .onError(end::completeExceptionally)
          .start();
      assertThat(end.get(60, TimeUnit.SECONDS)).isEqualTo("It is sunny.");
    }

    String answer = ended("answer").getSpanId();
    assertThat(tracing.ended())
        .filteredOn(span -> span.getParentSpanId().equals(answer))
        .extracting(SpanData::getName)
        .containsExactlyInAnyOrder("model", "weather", "weather", "model");
    assertThat(tracing.ended())
        .allMatch(
            span -> "s-1".equals(span.getAttributes().get(AttributeKey.stringKey("session.id"))));
  }

  @Test
  void leaveNothingOfTheCallOnTheModelsThread() throws Exception {
    CompletableFuture<Boolean> clean = new CompletableFuture<>();
    Heard heard =
        new Heard() {
          @Override
          public void onCompleteResponse(ChatResponse response) {
            clean.complete(!Span.current().getSpanContext().isValid());
          }
        };
    try (StreamedCompletions server = new StreamedCompletions(List.of())) {
      traced(Asks.class, asking(model(server.url()))).ask("How is the weather?", heard);

      assertThat(clean.get(60, TimeUnit.SECONDS)).isTrue();
    }
  }
}

package dev.raglan.internal.library.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.TokenStream;
import dev.raglan.Raglan;
import dev.raglan.internal.library.langchain4j.StreamedCompletions.Asked;
import dev.raglan.semconv.RaglanAttributes;
import dev.raglan.trace.ActiveTrace;
import dev.raglan.trace.Tracing;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A streamed question whose tools run on the threads of the library: one trace. */
class StreamedToolsTest {

  private static final String ANSWER = "It is sunny.";

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

  interface Assistant {
    TokenStream answer(String question);
  }

  /** Tools that the application traces. */
  public final class Tools {

    @Tool
    public String weather() {
      return raglan.span("weather").call(() -> raglan.span("forecast").call(() -> "sunny"));
    }

    @Tool
    public String time() {
      return raglan.span("time").call(() -> "noon");
    }

    @Tool
    public String fails() {
      return raglan
          .span("fails")
          .call(
              () -> {
                throw new IllegalStateException("no such city");
              });
    }

    @Tool
    public String takes(int number) {
      return "never: the model asks for it with a text";
    }
  }

  private static AiServices<Assistant> service(StreamedCompletions server) {
    return AiServices.builder(Assistant.class)
        .streamingChatModel(
            OpenAiStreamingChatModel.builder()
                .baseUrl(server.url())
                .apiKey("none")
                .modelName("gpt-4o")
                .build());
  }

  private String ask(AiServices<Assistant> service) throws Exception {
    return ask(service, stream -> stream);
  }

  /** Asks within a trace, and waits for the end of the stream. */
  private String ask(AiServices<Assistant> service, UnaryOperator<TokenStream> consumers)
      throws Exception {
    CompletableFuture<String> end = new CompletableFuture<>();
    Assistant assistant = service.tools(new Tools()).build();
    try (ActiveTrace trace = raglan.trace("question").sessionId("s-1").tags("chat").start()) {
      TokenStream source = assistant.answer("How is the weather?");
      consumers
          .apply(raglan.span("answer").follow(source))
          .onCompleteResponse(response -> end.complete(response.aiMessage().text()))
          .onError(error -> end.complete(error.getClass().getSimpleName()))
          .start();
      return end.get(60, TimeUnit.SECONDS);
    }
  }

  private void isOneTrace(String... tools) {
    SpanData answer = tracing.ended("answer");
    assertThat(tracing.ended())
        .extracting(SpanData::getTraceId)
        .containsOnly(tracing.ended("question").getTraceId());
    assertThat(tracing.ended())
        .filteredOn(span -> span.getParentSpanId().equals(answer.getSpanId()))
        .extracting(SpanData::getName)
        .containsExactlyInAnyOrder(tools);
    assertThat(tracing.ended())
        .allSatisfy(
            span -> {
              assertThat(span.getAttributes().get(AttributeKey.stringKey("session.id")))
                  .isEqualTo("s-1");
              assertThat(span.getAttributes().get(RaglanAttributes.TAGS)).contains("chat");
            });
  }

  private void leavesTheThreadClean() throws Exception {
    assertThat(thread.submit(Context::current).get()).isSameAs(Context.root());
  }

  @Test
  void hasItsToolsBelowTheStreamsCall() throws Exception {
    try (StreamedCompletions server = new StreamedCompletions(THREE)) {
      assertThat(ask(service(server))).isEqualTo(ANSWER);

      isOneTrace("weather", "time", "weather");
      assertThat(tracing.ended()).filteredOn(span -> span.getName().equals("forecast")).hasSize(2);
    }
  }

  @Test
  void hasConcurrentToolsBelowTheStreamsCall() throws Exception {
    try (StreamedCompletions server = new StreamedCompletions(THREE)) {
      assertThat(ask(service(server).executeToolsConcurrently())).isEqualTo(ANSWER);

      isOneTrace("weather", "time", "weather");
    }
  }

  @Test
  void leavesTheThreadOfAnExecutorAsItWas() throws Exception {
    try (StreamedCompletions server = new StreamedCompletions(THREE)) {
      assertThat(ask(service(server).executeToolsConcurrently(thread))).isEqualTo(ANSWER);

      isOneTrace("weather", "time", "weather");
      leavesTheThreadClean();
    }
  }

  @Test
  void goesOnAfterAToolThatFails() throws Exception {
    try (StreamedCompletions server =
        new StreamedCompletions(List.of(new Asked("fails", "{}"), new Asked("time", "{}")))) {
      assertThat(ask(service(server).executeToolsConcurrently(thread))).isEqualTo(ANSWER);

      isOneTrace("fails", "time");
      leavesTheThreadClean();
    }
  }

  /** The library tells nobody of the end of such a tool. */
  @Test
  void letsGoOfAThreadWhoseToolNeverRanForItsArguments() throws Exception {
    try (StreamedCompletions server =
        new StreamedCompletions(List.of(new Asked("takes", "{\"number\":\"x\"}")))) {
      assertThat(ask(service(server).executeToolsConcurrently(thread)))
          .isEqualTo("IllegalArgumentException");

      isOneTrace();
      thread.submit(() -> raglan.span("next").run(() -> {})).get();
      assertThat(tracing.ended("next").getParentSpanContext().isValid()).isFalse();
      leavesTheThreadClean();
    }
  }

  @Test
  void tellsTheApplicationOfItsToolsInTheContextThatItStartedTheStreamIn() throws Exception {
    try (StreamedCompletions server = new StreamedCompletions(THREE)) {
      ask(
          service(server),
          stream ->
              stream
                  .onPartialResponse(text -> heard("text"))
                  .onIntermediateResponse(response -> heard("intermediate"))
                  .beforeToolExecution(execution -> heard("before"))
                  .onToolExecuted(execution -> heard("after")));

      SpanData question = tracing.ended("question");
      assertThat(tracing.ended())
          .filteredOn(span -> span.getParentSpanId().equals(question.getSpanId()))
          .extracting(SpanData::getName)
          .contains("answer", "text", "intermediate", "before", "after");
      isOneTrace("weather", "time", "weather");
    }
  }

  private void heard(String what) {
    raglan.span(what).run(() -> {});
  }
}

package dev.raglan.internal.invoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.gson.JsonParser;
import com.openai.core.ObjectMappers;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.output.TokenUsage;
import dev.raglan.annotation.Generation;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Publisher;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.metadata.DefaultUsage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.http.ResponseEntity;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The tokens and the cost of a trace, whatever type brings the same answer of gpt-4o. */
class SameTotalTest {

  private static final double COST = 1_000 * 2.5e-6 + 50 * 10e-6;

  private static final String ANSWER =
      "{\"id\":\"r-1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"gpt-4o\",\"choices\":"
          + "[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"4\",\"refusal\":null},"
          + "\"logprobs\":null,\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":1000,"
          + "\"completion_tokens\":50,\"total_tokens\":1050}}";

  private static final List<String> CHUNKS =
      List.of(
          "{\"id\":\"r-1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"gpt-4o\","
              + "\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"4\"},"
              + "\"finish_reason\":\"stop\"}]}",
          "{\"id\":\"r-1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"gpt-4o\","
              + "\"choices\":[],\"usage\":{\"prompt_tokens\":1000,\"completion_tokens\":50,"
              + "\"total_tokens\":1050}}");

  private static final List<String> LINES =
      List.of(": OPENROUTER PROCESSING", "data: " + CHUNKS.get(0), "", "data: " + CHUNKS.get(1));

  private final AnnotatedCalls calls = new AnnotatedCalls();
  private final Model model = new Model();

  @AfterEach
  void close() {
    calls.close();
  }

  /** A type that brings the answer. */
  record Form(String name, Callable<Object> answer) {

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Form> forms() {
    return Stream.of(
        new Form("a text", () -> ANSWER),
        new Form("a builder of a text", () -> new StringBuilder(ANSWER)),
        new Form("bytes", () -> ANSWER.getBytes(StandardCharsets.UTF_8)),
        new Form("a map", () -> new JsonMapper().readValue(ANSWER, Map.class)),
        new Form("a tree of Jackson's", () -> new JsonMapper().readTree(ANSWER)),
        new Form("a tree of Gson's", () -> JsonParser.parseString(ANSWER)),
        new Form("a body", () -> ResponseEntity.ok(ANSWER)),
        new Form(
            "a body of bytes", () -> ResponseEntity.ok(ANSWER.getBytes(StandardCharsets.UTF_8))),
        new Form("an optional", () -> Optional.of(ANSWER)),
        new Form("a list of one", () -> List.of(new JsonMapper().readTree(ANSWER))),
        new Form("openai-java", () -> openAi(ANSWER, ChatCompletion.class)),
        new Form("Spring AI", SameTotalTest::springAi),
        new Form("LangChain4j", SameTotalTest::langChain4j),
        new Form("a future", () -> CompletableFuture.completedFuture(ANSWER)),
        new Form("a future of openai-java", SameTotalTest::later),
        new Form("a mono", () -> Mono.just(ANSWER)),
        new Form("a mono of bytes", () -> Mono.just(ANSWER.getBytes(StandardCharsets.UTF_8))),
        new Form("a mono of a body", () -> Mono.just(ResponseEntity.ok(ANSWER))),
        new Form("a list of chunks", () -> CHUNKS),
        new Form("a list of trees of chunks", SameTotalTest::trees),
        new Form("a list of chunks of openai-java", SameTotalTest::chunkList),
        new Form("a stream of chunks", CHUNKS::stream),
        new Form("a flux of chunks", () -> Flux.fromIterable(CHUNKS)),
        new Form("a flux of chunks of openai-java", SameTotalTest::chunks),
        new Form("a flux of lines", () -> Flux.fromIterable(LINES)),
        new Form("a stream of lines", LINES::stream),
        new Form("lines in a text", () -> String.join("\n", LINES)));
  }

  private static <T> T openAi(String json, Class<T> type) {
    try {
      return ObjectMappers.jsonMapper().readValue(json, type);
    } catch (JsonProcessingException wrong) {
      throw new IllegalArgumentException(wrong);
    }
  }

  private static Object later() {
    return CompletableFuture.completedFuture(openAi(ANSWER, ChatCompletion.class));
  }

  private static Object chunks() {
    return Flux.fromIterable(CHUNKS).map(json -> openAi(json, ChatCompletionChunk.class));
  }

  private static Object chunkList() {
    return CHUNKS.stream().map(json -> openAi(json, ChatCompletionChunk.class)).toList();
  }

  private static Object trees() throws JsonProcessingException {
    return List.of(
        new JsonMapper().readTree(CHUNKS.get(0)), new JsonMapper().readTree(CHUNKS.get(1)));
  }

  private static Object springAi() {
    return new ChatResponse(
        List.of(new org.springframework.ai.chat.model.Generation(new AssistantMessage("4"))),
        ChatResponseMetadata.builder()
            .id("r-1")
            .model("gpt-4o")
            .usage(new DefaultUsage(1000, 50))
            .build());
  }

  private static Object langChain4j() {
    return dev.langchain4j.model.chat.response.ChatResponse.builder()
        .aiMessage(AiMessage.from("4"))
        .id("r-1")
        .modelName("gpt-4o")
        .tokenUsage(new TokenUsage(1000, 50))
        .build();
  }

  /** A model, and what asks it. */
  static final class Model {

    @Generation(provider = "openai")
    @Nullable Object ask(Callable<Object> answer) throws Exception {
      return answer.call();
    }

    @Generation(provider = "openai")
    String summarize(Callable<Object> inner) throws Exception {
      inner.call();
      return "four";
    }

    @Generation(provider = "openai", model = "gpt-4.1")
    @Nullable Object pass(Callable<Object> inner) throws Exception {
      return inner.call();
    }
  }

  private Object ask(Form form) throws Exception {
    return consumed(calls.call(model, "ask", form.answer()));
  }

  /** Waits for all of a result. */
  private static Object consumed(@Nullable Object result) {
    if (result instanceof CompletionStage<?> stage) {
      stage.toCompletableFuture().join();
    } else if (result instanceof Publisher<?> publisher) {
      Flux.from(publisher).collectList().block();
    } else if (result instanceof Stream<?> stream) {
      assertThat(stream.toList()).isNotEmpty();
    }
    return String.valueOf(result);
  }

  @ParameterizedTest
  @MethodSource("forms")
  void isTheSame(Form form) throws Exception {
    ask(form);

    assertThat(tokens()).isEqualTo(1050);
    assertThat(cost()).isEqualTo(COST, within(1e-12));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void isTheSameWithinAGenerationThatReturnsATextOfItsOwn(Form form) throws Exception {
    calls.call(model, "summarize", (Callable<Object>) () -> List.of(ask(form), ask(form)));

    assertThat(calls.spans()).hasSize(3);
    assertThat(tokens()).isEqualTo(2 * 1050);
    assertThat(cost()).isEqualTo(2 * COST, within(1e-12));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void isTheSameWithinAGenerationThatReturnsTheAnswer(Form form) throws Exception {
    Callable<Object> inner = () -> calls.call(model, "ask", form.answer());
    consumed(calls.call(model, "pass", inner));

    assertThat(calls.spans()).hasSize(2);
    assertThat(tokens()).isEqualTo(1050);
    assertThat(cost()).isEqualTo(COST, within(1e-12));
  }

  private long tokens() {
    return sum(AttributeKey.longKey("gen_ai.usage.input_tokens")).longValue()
        + sum(AttributeKey.longKey("gen_ai.usage.output_tokens")).longValue();
  }

  private double cost() {
    return sum(AttributeKey.doubleKey("raglan.cost.total")).doubleValue();
  }

  private <T extends Number> Number sum(AttributeKey<T> key) {
    double sum = 0;
    for (SpanData span : calls.spans()) {
      T value = span.getAttributes().get(key);
      sum += value == null ? 0 : value.doubleValue();
    }
    return sum;
  }
}

package dev.raglan.internal.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import com.anthropic.models.messages.RawMessageStreamEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.gson.JsonParser;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseStreamEvent;
import dev.raglan.annotation.Generation;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
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
import org.springframework.http.ResponseEntity;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Answers of status 200 that tell of a failure, whatever type brings them. */
class FailedAnswersTest {

  private static final String BODY =
      "{'error':{'message':'Slow down','type':'rate_limit_error','code':429}}".replace('\'', '"');

  private final AnnotatedCalls calls = new AnnotatedCalls();

  @AfterEach
  void close() {
    calls.close();
  }

  /** A type that brings the failure. */
  record Form(String name, Callable<Object> answer, String type, String category) {

    @Override
    public String toString() {
      return name;
    }
  }

  private static Form form(String name, Callable<Object> answer) {
    return new Form(name, answer, "rate_limit_error", "rate_limit");
  }

  static Stream<Form> forms() {
    return Stream.of(
        form("a text", () -> BODY),
        form("bytes", () -> BODY.getBytes(StandardCharsets.UTF_8)),
        form("a map", () -> new JsonMapper().readValue(BODY, Map.class)),
        form("a tree of Jackson's", () -> new JsonMapper().readTree(BODY)),
        form("a tree of Gson's", () -> JsonParser.parseString(BODY)),
        form("a body", () -> ResponseEntity.ok(BODY)),
        form("an optional", () -> Optional.of(BODY)),
        form("a future", () -> CompletableFuture.completedFuture(BODY)),
        form("a mono", () -> Mono.just(BODY)),
        form("a mono of a body", () -> Mono.just(ResponseEntity.ok(BODY))),
        form("a list of chunks", () -> List.of(chunk(""), BODY)),
        form("a stream of chunks", () -> Stream.of(chunk(""), BODY)),
        form("a flux of chunks", () -> Flux.just(chunk(""), BODY)),
        form("a flux of lines", () -> Flux.just("data: " + chunk(""), "data: " + BODY)),
        form("a flux of a chunk that fails", () -> Flux.just(chunk(BODY), chunk(""))),
        form(
            "a flux of chunks of openai-java",
            () -> Flux.just(openAi(chunk(""), ChatCompletionChunk.class), openAi(chunk(BODY)))),
        new Form(
            "a completion of openai-java",
            () ->
                openAi(
                    "{'id':'r','model':'m','choices':[{'index':0,'finish_reason':'error',"
                        + "'message':{'role':'assistant','content':'Half'}}]}",
                    ChatCompletion.class),
            "error",
            null),
        new Form(
            "a response of openai-java",
            () ->
                openAi(
                    "{'object':'response','id':'r','model':'m','status':'failed','output':[],"
                        + "'error':{'code':'rate_limit_exceeded','message':'Slow down'}}",
                    Response.class),
            "rate_limit_exceeded",
            "rate_limit"),
        new Form(
            "events of openai-java",
            () ->
                Flux.just(
                        "{'type':'response.created','response':{'object':'response','id':'r',"
                            + "'model':'m','status':'in_progress'}}",
                        "{'type':'response.failed','response':{'object':'response','id':'r',"
                            + "'model':'m','status':'failed','output':[],'error':{"
                            + "'code':'server_error','message':'Slow down'}}}")
                    .map(json -> openAi(json, ResponseStreamEvent.class)),
            "server_error",
            "server"),
        new Form(
            "lines of Anthropic's",
            () ->
                Flux.just(
                    "event: error",
                    "data: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\","
                        + "\"message\":\"Slow down\"}}"),
            "overloaded_error",
            "server"),
        new Form(
            "an event of anthropic-java behind others",
            () ->
                Stream.of(
                        "{'type':'message_start','message':{'id':'m','role':'assistant',"
                            + "'model':'m','content':[],'usage':{'input_tokens':5,"
                            + "'output_tokens':1}}}",
                        "{'type':'error','error':{'type':'overloaded_error',"
                            + "'message':'Slow down'}}")
                    .map(FailedAnswersTest::anthropic),
            "overloaded_error",
            "server"));
  }

  /** Returns a chunk with half an answer, and with the error of a body if one is given. */
  private static String chunk(String body) {
    String error = body.isEmpty() ? "" : "," + body.substring(1, body.length() - 1);
    return ("{'id':'r','object':'chat.completion.chunk','created':1,'model':'m','choices':["
                + "{'index':0,'delta':{'role':'assistant','content':'Half'},'finish_reason':null}]")
            .replace('\'', '"')
        + error
        + "}";
  }

  private static Object openAi(String json) {
    return openAi(json, ChatCompletionChunk.class);
  }

  private static Object openAi(String json, Class<?> type) {
    try {
      return com.openai.core.ObjectMappers.jsonMapper().readValue(json.replace('\'', '"'), type);
    } catch (JsonProcessingException wrong) {
      throw new IllegalArgumentException(wrong);
    }
  }

  private static Object anthropic(String json) {
    try {
      return com.anthropic.core.ObjectMappers.jsonMapper()
          .readValue(json.replace('\'', '"'), RawMessageStreamEvent.class);
    } catch (JsonProcessingException wrong) {
      throw new IllegalArgumentException(wrong);
    }
  }

  /** Answers with what it is given. */
  static final class Model {

    @Generation
    @Nullable Object ask(Callable<Object> answer) throws Exception {
      return answer.call();
    }
  }

  @ParameterizedTest
  @MethodSource("forms")
  void failTheSpan(Form form) throws Exception {
    Object result = calls.call(new Model(), "ask", form.answer());
    if (result instanceof CompletionStage<?> stage) {
      stage.toCompletableFuture().join();
    } else if (result instanceof Publisher<?> publisher) {
      Flux.from(publisher).collectList().block();
    } else if (result instanceof Stream<?> stream) {
      assertThat(stream.toList()).isNotEmpty();
    }

    SpanData span = calls.only();
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(written(span, "error.type")).isEqualTo(form.type());
    assertThat(written(span, "raglan.error.category")).isEqualTo(form.category());
    if (!form.type().equals("error")) {
      assertThat(span.getStatus().getDescription()).isEqualTo("Slow down");
    }
    assertThat(String.valueOf(written(span, "gen_ai.output.messages"))).doesNotContain("stop");
    assertThat(
            span.getAttributes().get(AttributeKey.stringArrayKey("gen_ai.response.finish_reasons")))
        .isIn(null, List.of("error"));
  }

  private static @Nullable String written(SpanData span, String key) {
    return span.getAttributes().get(AttributeKey.stringKey(key));
  }
}

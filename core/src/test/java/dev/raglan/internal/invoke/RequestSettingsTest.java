package dev.raglan.internal.invoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.anthropic.models.messages.MessageCreateParams;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.openai.models.ReasoningEffort;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.responses.ResponseCreateParams;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.raglan.Raglan;
import dev.raglan.annotation.Bind;
import dev.raglan.annotation.Field;
import dev.raglan.annotation.Generation;
import dev.raglan.model.CaptureMode;
import dev.raglan.model.CapturePolicy;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;

/** Settings of requests, which a call that failed names too. */
class RequestSettingsTest {

  record Msg(String role, String content) {}

  record Request(String model, double temperature, int maxTokens, List<Msg> messages) {}

  static class TooManyRequests extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  static class Service {

    @Generation
    String ask(Object request) {
      throw new TooManyRequests();
    }

    @Generation(model = "declared")
    String declares(Object request) {
      throw new TooManyRequests();
    }

    @Generation
    String binds(@Bind(Field.PROMPT) Object request, @Bind(Field.MODEL) String model) {
      throw new TooManyRequests();
    }

    @Generation
    String asksFor(ChatCompletionCreateParams params, String user) {
      throw new TooManyRequests();
    }
  }

  private static final String JSON =
      """
      {"model":"m","temperature":0.5,"max_completion_tokens":99,
       "messages":[{"role":"user","content":"2+2?"}],
       "tools":[{"type":"function","function":{"name":"add","description":"adds"}}]}""";

  private static ChatCompletionCreateParams.Builder openAi() {
    return ChatCompletionCreateParams.builder()
        .model("m")
        .temperature(0.5)
        .maxCompletionTokens(99)
        .addUserMessage("2+2?");
  }

  private static Object json(String json) throws Exception {
    return new JsonMapper().readValue(json, Map.class);
  }

  static Stream<Arguments> requests() throws Exception {
    JsonNode tree = new JsonMapper().readTree(JSON);
    JsonObject gson = JsonParser.parseString(JSON).getAsJsonObject();
    return Stream.of(
        Arguments.of("openai-java", openAi().build()),
        Arguments.of(
            "openai-java, Responses",
            ResponseCreateParams.builder()
                .model("m")
                .temperature(0.5)
                .maxOutputTokens(99)
                .input("2+2?")
                .build()),
        Arguments.of(
            "anthropic-java",
            MessageCreateParams.builder()
                .model("m")
                .temperature(0.5)
                .maxTokens(99)
                .addUserMessage("2+2?")
                .build()),
        Arguments.of(
            "Spring AI",
            new Prompt(
                "2+2?", ChatOptions.builder().model("m").temperature(0.5).maxTokens(99).build())),
        Arguments.of(
            "LangChain4j",
            ChatRequest.builder()
                .messages(UserMessage.from("2+2?"))
                .modelName("m")
                .temperature(0.5)
                .maxOutputTokens(99)
                .build()),
        Arguments.of("a tree", tree),
        Arguments.of("a tree of Gson's", gson),
        Arguments.of(
            "of Gemini",
            json(
                """
                {"model":"m","contents":[{"parts":[{"text":"2+2?"}]}],
                 "generationConfig":{"temperature":0.5,"maxOutputTokens":99}}""")),
        Arguments.of(
            "of Bedrock's Converse",
            json(
                """
                {"modelId":"m","messages":[{"role":"user","content":[{"text":"2+2?"}]}],
                 "inferenceConfig":{"temperature":0.5,"maxTokens":99}}""")),
        Arguments.of(
            "of Llama",
            json(
                """
                {"model":"m","prompt":"2+2?","temperature":0.5,"max_gen_len":99}""")),
        Arguments.of(
            "of Titan",
            json(
                """
                {"model":"m","inputText":"2+2?",
                 "textGenerationConfig":{"temperature":0.5,"maxTokenCount":99}}""")),
        Arguments.of(
            "of Cohere's first API",
            json(
                """
                {"model":"m","message":"2+2?","temperature":0.5,"max_tokens":99}""")),
        Arguments.of("a map", new JsonMapper().convertValue(tree, Map.class)),
        Arguments.of("a bean", new Request("m", 0.5, 99, List.of(new Msg("user", "2+2?")))));
  }

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  private final OpenTelemetrySdk sdk =
      OpenTelemetrySdk.builder()
          .setTracerProvider(
              SdkTracerProvider.builder()
                  .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                  .build())
          .build();
  private InvocationTracer tracer = InvocationTracer.of(Raglan.builder(sdk).build());

  private SpanData failed(String name, @Nullable Object... arguments) {
    Service service = new Service();
    assertThatThrownBy(() -> tracer.around(ReflectedCall.of(service, name, arguments)))
        .isInstanceOf(TooManyRequests.class);
    List<SpanData> spans = exporter.getFinishedSpanItems();
    return spans.get(spans.size() - 1);
  }

  private static String all(SpanData span) {
    return span.getAttributes().asMap().toString();
  }

  private static @Nullable String model(SpanData span) {
    return span.getAttributes().get(AttributeKey.stringKey("gen_ai.request.model"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("requests")
  void namesTheSettingsOfACallThatFailed(String client, Object request) {
    SpanData span = failed("ask", request);
    assertThat(model(span)).isEqualTo("m");
    assertThat(all(span))
        .contains("gen_ai.request.temperature=0.5", "gen_ai.request.max_tokens=99", "2+2?");
  }

  @Test
  void prefersWhatIsDeclaredOrBound() {
    assertThat(model(failed("declares", openAi().build()))).isEqualTo("declared");
    assertThat(model(failed("binds", openAi().build(), "bound"))).isEqualTo("bound");
  }

  @Test
  void readsARequestBesideOtherArguments() {
    SpanData span = failed("asksFor", openAi().reasoningEffort(ReasoningEffort.LOW).build(), "ada");
    assertThat(model(span)).isEqualTo("m");
    assertThat(all(span)).contains("reasoning_effort").contains("low").contains("2+2?");
  }

  @Test
  void readsToolsAndTheFormatOfTheAnswer() {
    ChatRequest request =
        ChatRequest.builder()
            .messages(UserMessage.from("2+2?"))
            .modelName("m")
            .toolSpecifications(ToolSpecification.builder().name("add").description("adds").build())
            .responseFormat(ResponseFormat.JSON)
            .build();
    assertThat(all(failed("ask", request)))
        .contains("\"name\":\"add\"")
        .contains("gen_ai.output.type=json");
    assertThat(all(failed("ask", JsonParser.parseString(JSON)))).contains("\"name\":\"add\"");
  }

  @Test
  void keepsNumbersAloneWithoutText() {
    tracer =
        InvocationTracer.of(
            Raglan.builder(sdk).capture(CapturePolicy.DEFAULT.with(CaptureMode.STRUCTURE)).build());
    SpanData span = failed("ask", JsonParser.parseString(JSON));
    assertThat(model(span)).isEqualTo("m");
    assertThat(all(span)).contains("gen_ai.request.temperature=0.5").doesNotContain("adds", "2+2");
  }

  @Test
  void takesNoSettingsFromWhatIsNoRequest() {
    assertThat(model(failed("ask", Map.of("model", "car", "temperature", 4)))).isNull();
    assertThat(model(failed("ask", "model"))).isNull();
    assertThat(model(failed("ask", (Object) null))).isNull();
  }
}

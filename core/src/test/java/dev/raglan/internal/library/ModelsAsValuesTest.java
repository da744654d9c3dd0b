package dev.raglan.internal.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.anthropic.models.messages.MessageCreateParams;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.responses.ResponseCreateParams;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.CustomMessage;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.PdfFileContent;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.output.TokenUsage;
import dev.langchain4j.service.Result;
import dev.raglan.Raglan;
import dev.raglan.internal.json.Json;
import dev.raglan.internal.type.PropertyPath;
import dev.raglan.semconv.GenAi;
import dev.raglan.semconv.OpenInference;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.metadata.ChatGenerationMetadata;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.metadata.DefaultUsage;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.content.Media;
import org.springframework.ai.embedding.EmbeddingRequest;
import org.springframework.ai.image.Image;
import org.springframework.ai.image.ImageGeneration;
import org.springframework.ai.image.ImageMessage;
import org.springframework.ai.image.ImageResponse;
import org.springframework.util.MimeTypeUtils;

/** Messages, requests and answers of libraries where they are values like any other. */
class ModelsAsValuesTest {

  private static final ToolExecutionRequest CALL =
      ToolExecutionRequest.builder().id("c1").name("sky").arguments("{\"city\":\"Rome\"}").build();

  private static final AiMessage ANSWER =
      AiMessage.builder().text("So.").thinking("Hm.").toolExecutionRequests(List.of(CALL)).build();

  private static final ChatResponse RESPONSE =
      ChatResponse.builder()
          .aiMessage(AiMessage.from("Sun."))
          .id("r-1")
          .modelName("gpt-4o")
          .tokenUsage(new TokenUsage(10, 5))
          .finishReason(FinishReason.STOP)
          .build();

  private static final String COUNTS =
      "{'inputTokenCount':10,'outputTokenCount':5,'totalTokenCount':15}";

  private static final AssistantMessage SPRING_ANSWER =
      AssistantMessage.builder()
          .content("So.")
          .toolCalls(
              List.of(
                  new AssistantMessage.ToolCall("c1", "function", "sky", "{\"city\":\"Rome\"}")))
          .build();

  private static final Prompt PROMPT =
      new Prompt(
          List.of(new SystemMessage("Be kind."), new UserMessage("Rain?")),
          ChatOptions.builder().model("gpt-4o").build());

  private static final org.springframework.ai.chat.model.ChatResponse SPRING_RESPONSE =
      new org.springframework.ai.chat.model.ChatResponse(
          List.of(
              new Generation(
                  new AssistantMessage("Sun."),
                  ChatGenerationMetadata.builder().finishReason("STOP").build())),
          ChatResponseMetadata.builder()
              .id("r-1")
              .model("gpt-4o")
              .usage(new DefaultUsage(10, 5))
              .build());

  private static final ChatCompletionCreateParams OPEN_AI =
      ChatCompletionCreateParams.builder()
          .model("gpt-4o")
          .addSystemMessage("Be kind.")
          .addUserMessage("Rain?")
          .build();

  private static final MessageCreateParams ANTHROPIC =
      MessageCreateParams.builder()
          .model("claude-sonnet-4-0")
          .maxTokens(5)
          .addUserMessage("Rain?")
          .build();

  static Stream<Arguments> values() {
    return Stream.concat(ofLangChain4j(), Stream.concat(ofSpringAi(), ofProviders()));
  }

  private static Stream<Arguments> ofLangChain4j() {
    String arguments = "'arguments':'{\\\"city\\\":\\\"Rome\\\"}'";
    return Stream.of(
        value(
            dev.langchain4j.data.message.SystemMessage.from("Be kind."),
            "{'role':'system','content':'Be kind.'}"),
        value(
            dev.langchain4j.data.message.UserMessage.from("ann", "Rain?"),
            "{'role':'user','name':'ann','content':'Rain?'}"),
        value(
            dev.langchain4j.data.message.UserMessage.from(
                TextContent.from("Look."),
                ImageContent.from("https://h/a.png"),
                ImageContent.from("aGk=", "image/png"),
                PdfFileContent.from("https://h/a.pdf")),
            "{'role':'user','content':[{'type':'text','text':'Look.'},"
                + "{'type':'image','source':{'url':'https://h/a.png'}},"
                + "{'type':'image','source':{'media_type':'image/png','data':'aGk='}},"
                + "{'type':'document','source':{'media_type':'application/pdf',"
                + "'url':'https://h/a.pdf'}}]}"),
        value(
            ANSWER,
            "{'role':'assistant','reasoning_content':'Hm.','content':'So.',"
                + "'tool_calls':[{'id':'c1','name':'sky',"
                + arguments
                + "}]}"),
        value(
            ToolExecutionResultMessage.from(CALL, "sun"),
            "{'role':'tool','tool_call_id':'c1','name':'sky','content':'sun'}"),
        value(CustomMessage.from(Map.of("k", "v")), "{'role':'custom','content':{'k':'v'}}"),
        value(
            RESPONSE,
            "{'id':'r-1','modelName':'gpt-4o','aiMessage':{'role':'assistant','content':'Sun.'},"
                + "'tokenUsage':"
                + COUNTS
                + ",'finishReason':'STOP'}"),
        value(
            ChatRequest.builder()
                .messages(dev.langchain4j.data.message.UserMessage.from("Rain?"))
                .modelName("gpt-4o")
                .temperature(0.5)
                .toolSpecifications(
                    ToolSpecification.builder()
                        .name("sky")
                        .description("d")
                        .parameters(JsonObjectSchema.builder().addStringProperty("city").build())
                        .build())
                .build(),
            "{'modelName':'gpt-4o','messages':[{'role':'user','content':'Rain?'}],"
                + "'temperature':0.5,'toolSpecifications':[{'name':'sky','description':'d',"
                + "'parameters':{'type':'object','properties':{'city':{'type':'string'}}}}]}"),
        value(
            Response.from(AiMessage.from("Sun."), new TokenUsage(10, 5)),
            "{'content':{'role':'assistant','content':'Sun.'},'tokenUsage':" + COUNTS + "}"),
        value(
            Response.from(Embedding.from(new float[] {0.5f, 0.25f})),
            "{'content':{'dimension':2}}"),
        value(
            Result.<String>builder().content("Sun.").tokenUsage(new TokenUsage(10, 5)).build(),
            "{'content':'Sun.','tokenUsage':" + COUNTS + "}"));
  }

  private static Stream<Arguments> ofSpringAi() {
    String arguments = "'arguments':'{\\\"city\\\":\\\"Rome\\\"}'";
    return Stream.of(
        value(new SystemMessage("Be kind."), "{'role':'system','content':'Be kind.'}"),
        value(new UserMessage("Rain?"), "{'role':'user','content':'Rain?'}"),
        value(
            UserMessage.builder()
                .text("Look.")
                .media(
                    Media.builder()
                        .mimeType(MimeTypeUtils.IMAGE_PNG)
                        .data(new byte[] {1, 2, 3})
                        .build())
                .build(),
            "{'role':'user','content':[{'type':'text','text':'Look.'},"
                + "{'type':'image','source':{'media_type':'image/png','data':'byte[3]'}}]}"),
        value(
            SPRING_ANSWER,
            "{'role':'assistant','content':'So.','tool_calls':[{'id':'c1','type':'function',"
                + "'name':'sky',"
                + arguments
                + "}]}"),
        value(
            ToolResponseMessage.builder()
                .responses(List.of(new ToolResponseMessage.ToolResponse("c1", "sky", "sun")))
                .build(),
            "{'role':'tool','content':[{'type':'tool_result','tool_use_id':'c1','name':'sky',"
                + "'content':'sun'}]}"),
        value(new ImageMessage("A cat"), "{'text':'A cat'}"),
        value(
            new ImageResponse(List.of(new ImageGeneration(new Image("https://h/a.png", null)))),
            "{'results':[{'output':{'type':'image','source':{'url':'https://h/a.png'}}}]}"),
        value(new EmbeddingRequest(List.of("Rain?"), null), "{'instructions':['Rain?']}"),
        value(
            SPRING_RESPONSE,
            "{'id':'r-1','model':'gpt-4o','choices':[{'message':{'role':'assistant',"
                + "'content':'Sun.'},'finish_reason':'STOP'}],'usage':{'promptTokens':10,"
                + "'completionTokens':5,'totalTokens':15}}"));
  }

  private static Stream<Arguments> ofProviders() {
    return Stream.of(
        value(
            OPEN_AI,
            "{'messages':[{'content':'Be kind.','role':'system'},"
                + "{'content':'Rain?','role':'user'}],'model':'gpt-4o'}"),
        value(
            ResponseCreateParams.builder().model("gpt-4o").input("Rain?").build(),
            "{'input':'Rain?','model':'gpt-4o'}"),
        value(
            ANTHROPIC,
            "{'messages':[{'content':'Rain?','role':'user'}],'model':'claude-sonnet-4-0',"
                + "'max_tokens':5}"));
  }

  private static Arguments value(Object value, String json) {
    return Arguments.of(value, json.replace('\'', '"'));
  }

  record Turn(Object value, List<Object> all, Map<String, Object> named) {}

  @ParameterizedTest
  @MethodSource("values")
  void areWrittenAsWhatTheySay(Object value, String json) {
    assertThat(Json.tree(Json.of(value))).isEqualTo(Json.tree(json));
    assertThat(Json.tree(Json.of(new Turn(value, List.of(value), Map.of("it", value)))))
        .isEqualTo(
            Json.tree(
                "{\"value\":" + json + ",\"all\":[" + json + "],\"named\":{\"it\":" + json + "}}"));
  }

  static Stream<Arguments> paths() {
    Object message = read(Recorded.ANTHROPIC_MESSAGE, com.anthropic.models.messages.Message.class);
    Object completion = read(Recorded.CHAT_COMPLETION, ChatCompletion.class);
    return Stream.of(
        Arguments.of(ANSWER, "text", "So."),
        Arguments.of(ANSWER, "content", "So."),
        Arguments.of(ANSWER, "role", "assistant"),
        Arguments.of(ANSWER, "toolExecutionRequests[0].name", "sky"),
        Arguments.of(RESPONSE, "aiMessage.text", "Sun."),
        Arguments.of(RESPONSE, "metadata.tokenUsage.inputTokenCount", "10"),
        Arguments.of(SPRING_ANSWER, "text", "So."),
        Arguments.of(SPRING_ANSWER, "toolCalls[0].arguments", "{\"city\":\"Rome\"}"),
        Arguments.of(PROMPT, "instructions[-1].text", "Rain?"),
        Arguments.of(PROMPT, "messages[0].content", "Be kind."),
        Arguments.of(PROMPT, "options.model", "gpt-4o"),
        Arguments.of(SPRING_RESPONSE, "result.output.text", "Sun."),
        Arguments.of(SPRING_RESPONSE, "metadata.usage.promptTokens", "10"),
        Arguments.of(OPEN_AI, "messages[1].role", "user"),
        Arguments.of(OPEN_AI, "messages[1].user.content.text", "Rain?"),
        Arguments.of(OPEN_AI, "model", "gpt-4o"),
        Arguments.of(ANTHROPIC, "messages[0].role", "user"),
        Arguments.of(completion, "choices[0].message.content", "Paris."),
        Arguments.of(completion, "choices[0].finishReason", "stop"),
        Arguments.of(completion, "choices[0].finish_reason", "stop"),
        Arguments.of(completion, "usage.prompt_tokens_details.cached_tokens", "100"),
        Arguments.of(completion, "usage.totalTokens", "160"),
        Arguments.of(message, "content[1].text.text", "It is "),
        Arguments.of(message, "content[1].type", "text"),
        Arguments.of(message, "content[3].toolUse.name", "map"),
        Arguments.of(message, "stop_reason", "tool_use"),
        Arguments.of(message, "usage.inputTokens", "20"));
  }

  private static <T> T read(String json, Class<T> type) {
    try {
      return com.openai.core.ObjectMappers.jsonMapper().readValue(json, type);
    } catch (com.fasterxml.jackson.core.JsonProcessingException wrong) {
      throw new IllegalArgumentException(wrong);
    }
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("paths")
  void areFollowedByPathsThroughTheirAccessorsAndWhatIsWritten(
      Object value, String path, String expected) {
    assertThat(PropertyPath.parse(path).find(value)).hasToString(expected);
  }

  @Test
  void stayWhatTheyAreAtTheEndOfAPath() {
    assertThat(PropertyPath.parse("named.it").find(new Turn(1, List.of(), Map.of("it", ANSWER))))
        .isSameAs(ANSWER);
    assertThat(PropertyPath.parse("all[0]").find(new Turn(1, List.of(PROMPT), Map.of())))
        .isSameAs(PROMPT);
  }

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  private final OpenTelemetrySdk sdk =
      OpenTelemetrySdk.builder()
          .setTracerProvider(
              SdkTracerProvider.builder()
                  .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                  .build())
          .build();
  private final Raglan raglan = Raglan.builder(sdk).build();

  @AfterEach
  void close() {
    raglan.close();
    sdk.close();
  }

  private Attributes written() {
    return exporter.getFinishedSpanItems().get(0).getAttributes();
  }

  @Test
  void areReadableOnASpanThatIsNoGeneration() {
    raglan.span("s").input(List.of(ANSWER)).run(() -> raglan.currentSpan().output(PROMPT));

    assertThat(written().get(OpenInference.INPUT_VALUE)).contains("\"role\":\"assistant\"", "So.");
    assertThat(written().get(OpenInference.OUTPUT_VALUE)).contains("\"role\":\"user\"", "Rain?");
  }

  record Ask(String model, List<ChatMessage> messages) {}

  record SpringAsk(String model, List<org.springframework.ai.chat.messages.Message> messages) {}

  @Test
  void areTheMessagesOfAGenerationWhoseRequestHoldsThem() {
    List<Object> requests =
        List.of(
            new Ask(
                "gpt-4o", List.of(dev.langchain4j.data.message.UserMessage.from("Rain?"), ANSWER)),
            Map.of("model", "gpt-4o", "messages", List.of(new UserMessage("Rain?"), SPRING_ANSWER)),
            new SpringAsk("gpt-4o", List.of(new UserMessage("Rain?"), SPRING_ANSWER)));
    for (Object request : requests) {
      exporter.reset();
      raglan.generation("g").prompt(request).run(() -> {});

      assertThat(written().get(GenAi.INPUT_MESSAGES))
          .contains("\"role\":\"user\"", "Rain?", "\"role\":\"assistant\"", "So.")
          .contains("\"type\":\"tool_call\"", "\"name\":\"sky\"", "\"city\":\"Rome\"");
      assertThat(written().get(GenAi.REQUEST_MODEL)).as(request.toString()).isEqualTo("gpt-4o");
    }
  }

  static Stream<Object> requests() {
    return Stream.of(
        OPEN_AI,
        ResponseCreateParams.builder().model("gpt-4o").input("Rain?").build(),
        MessageCreateParams.builder().model("gpt-4o").maxTokens(5).addUserMessage("Rain?").build(),
        ChatRequest.builder()
            .messages(dev.langchain4j.data.message.UserMessage.from("Rain?"))
            .modelName("gpt-4o")
            .build(),
        PROMPT,
        "{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"Rain?\"}]}");
  }

  @ParameterizedTest
  @MethodSource("requests")
  void nameTheModelOfACallInCodeThatFailed(Object request) {
    assertThatThrownBy(
            () ->
                raglan
                    .generation("g")
                    .prompt(request)
                    .run(
                        () -> {
                          throw new IllegalStateException("429");
                        }))
        .hasMessage("429");

    assertThat(written().get(GenAi.REQUEST_MODEL)).isEqualTo("gpt-4o");
    assertThat(written().get(GenAi.INPUT_MESSAGES)).contains("Rain?");
  }

  @Test
  void giveWayToTheModelThatIsStated() {
    raglan.generation("g").prompt(OPEN_AI).model("stated").run(() -> {});

    assertThat(written().get(GenAi.REQUEST_MODEL)).isEqualTo("stated");
  }

  record Reply(ChatResponse response, String note) {}

  record SpringReply(org.springframework.ai.chat.model.ChatResponse response, String note) {}

  @Test
  void areBoundAsTheResponseOfAGenerationByAPath() {
    for (Object reply : List.of(new Reply(RESPONSE, "n"), new SpringReply(SPRING_RESPONSE, "n"))) {
      exporter.reset();
      Object response = PropertyPath.parse("response").find(reply);
      raglan.generation("g").run(() -> raglan.currentGeneration().response(response));

      assertThat(written().get(GenAi.OUTPUT_MESSAGES)).contains("Sun.");
      assertThat(written().get(GenAi.RESPONSE_MODEL)).isEqualTo("gpt-4o");
      assertThat(written().get(GenAi.USAGE_INPUT_TOKENS)).isEqualTo(10);
    }
  }
}

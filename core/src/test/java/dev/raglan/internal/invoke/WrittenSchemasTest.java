package dev.raglan.internal.invoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.anthropic.models.messages.MessageCreateParams;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.gson.JsonParser;
import com.openai.core.ObjectMappers;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.store.embedding.EmbeddingMatch;
import dev.raglan.annotation.Generation;
import dev.raglan.annotation.Traced;
import dev.raglan.internal.dialect.GenAiSchemas;
import dev.raglan.internal.dialect.Rendered;
import dev.raglan.internal.library.Recorded;
import dev.raglan.model.SpanType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.document.Document;

/**
 * Whatever a client asks with and answers, what is written is valid by the conventions' schemas.
 */
class WrittenSchemasTest {

  /** Asks, and gives what it was given. */
  static final class Service {

    @Generation
    @Nullable Object generates(@Nullable Object request, @Nullable Object answer) {
      return answer;
    }

    @Generation
    @Nullable Object asks(@Nullable Object request) {
      return "4";
    }

    @Traced(type = SpanType.AGENT)
    @Nullable Object acts(@Nullable Object request) {
      return request;
    }

    @Traced(type = SpanType.RETRIEVER)
    @Nullable Object retrieves(@Nullable Object answer) {
      return answer;
    }

    @Traced(type = SpanType.TOOL)
    @Nullable Object calls(@Nullable Object answer) {
      return answer;
    }
  }

  private static final Map<String, Consumer<Object>> CHECKS =
      Map.of(
          "gen_ai.input.messages", GenAiSchemas::checkInputMessages,
          "gen_ai.output.messages", GenAiSchemas::checkOutputMessages,
          "gen_ai.system_instructions", GenAiSchemas::checkSystemInstructions,
          "gen_ai.tool.definitions", GenAiSchemas::checkToolDefinitions,
          "gen_ai.retrieval.documents", GenAiSchemas::checkRetrievalDocuments);

  private static Map<String, Object> written(String method, @Nullable Object... arguments)
      throws Exception {
    try (AnnotatedCalls calls = new AnnotatedCalls()) {
      calls.call(new Service(), method, arguments);
      Map<String, Object> written = calls.written();
      CHECKS.forEach(
          (key, check) -> {
            if (written.get(key) != null) {
              check.accept(written.get(key));
            }
          });
      return written;
    }
  }

  private static <T> T read(String json, Class<T> type) throws Exception {
    return ObjectMappers.jsonMapper().readValue(json, type);
  }

  static Stream<Arguments> answers() throws Exception {
    List<Arguments> all = new ArrayList<>();
    for (String json :
        List.of(
            Recorded.CHAT_COMPLETION,
            Recorded.CHAT_TOOL_CALL,
            Recorded.RESPONSE,
            Recorded.ANTHROPIC_MESSAGE)) {
      all.add(Arguments.of("text", json));
      all.add(Arguments.of("map", read(json, Map.class)));
      all.add(Arguments.of("Jackson", new JsonMapper().readTree(json)));
      all.add(
          Arguments.of("Jackson 3", new tools.jackson.databind.json.JsonMapper().readTree(json)));
      all.add(Arguments.of("Gson", JsonParser.parseString(json)));
      all.add(Arguments.of("org.json", new org.json.JSONObject(json)));
    }
    all.add(Arguments.of("openai-java", read(Recorded.CHAT_COMPLETION, ChatCompletion.class)));
    all.add(Arguments.of("openai-java", read(Recorded.CHAT_TOOL_CALL, ChatCompletion.class)));
    all.add(Arguments.of("openai-java", read(Recorded.RESPONSE, Response.class)));
    all.add(
        Arguments.of(
            "anthropic-java",
            com.anthropic.core.ObjectMappers.jsonMapper()
                .readValue(
                    Recorded.ANTHROPIC_MESSAGE, com.anthropic.models.messages.Message.class)));
    for (List<String> chunks :
        List.of(Recorded.CHAT_CHUNKS, Recorded.RESPONSE_EVENTS, Recorded.ANTHROPIC_EVENTS)) {
      all.add(Arguments.of("a list of chunks", chunks));
      all.add(
          Arguments.of(
              "lines", String.join("", chunks.stream().map(WrittenSchemasTest::line).toList())));
    }
    all.add(
        Arguments.of(
            "LangChain4j",
            ChatResponse.builder()
                .aiMessage(
                    AiMessage.from(
                        "I look.",
                        List.of(
                            ToolExecutionRequest.builder()
                                .id("a")
                                .name("f")
                                .arguments("{\"q\":1}")
                                .build(),
                            ToolExecutionRequest.builder().name("g").arguments("no json").build())))
                .build()));
    return all.stream();
  }

  private static String line(String json) {
    return "data: " + json.replace("\n", "") + "\n\n";
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("answers")
  void answersAreValid(String form, Object answer) throws Exception {
    Map<String, Object> written = written("generates", null, answer);

    assertThat(written).containsKey("gen_ai.output.messages");
    assertThat((List<?>) Rendered.json(written.get("gen_ai.output.messages"))).hasSize(1);
    assertThat(written.get("gen_ai.output.messages").toString())
        .contains("\"finish_reason\"")
        .doesNotContain("prompt_tokens", "input_tokens");
    written("calls", answer);
    written("acts", answer);
  }

  private static final String TOOL =
      "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}}}";

  private static final String CHAT =
      """
      {"model":"gpt-4o","messages":[{"role":"developer","content":"Be brief."},
        {"role":"user","name":"ann","content":[{"type":"text","text":"What is it?"},
          {"type":"image_url","image_url":{"url":"https://h/a.png"}},
          {"type":"input_audio","input_audio":{"data":"QUJD","format":"wav"}}]},
        {"role":"assistant","content":null,"tool_calls":[{"id":"a","type":"function",
          "function":{"name":"weather","arguments":"{\\"city\\":\\"Paris\\"}"}}]},
        {"role":"tool","tool_call_id":"a","content":"21"}],
       "tools":[{"type":"function","function":{"name":"weather","description":"d","parameters":%s}}]}
      """
          .formatted(TOOL);

  private static final String FUNCTIONS =
      """
      {"model":"gpt-3.5-turbo","messages":[{"role":"system","content":"Be brief."},
        {"role":"user","content":"Hi"},
        {"role":"assistant","content":null,"function_call":{"name":"weather","arguments":"{}"}},
        {"role":"function","name":"weather","content":"21"}],
       "functions":[{"name":"weather","description":"d","parameters":%s}],
       "function_call":{"name":"weather"}}
      """
          .formatted(TOOL);

  private static final String RESPONSES =
      """
      {"model":"gpt-5","instructions":"Be brief.","input":[
        {"role":"user","content":[{"type":"input_text","text":"Hi"},
          {"type":"input_image","image_url":"data:image/png;base64,%s","detail":"auto"}]},
        {"type":"reasoning","id":"rs","summary":[{"type":"summary_text","text":"Hm."}]},
        {"type":"function_call","call_id":"a","name":"weather","arguments":"{}"},
        {"type":"function_call_output","call_id":"a","output":"21"}],
       "tools":[{"type":"function","name":"weather","description":"d","parameters":%s,"strict":true},
        {"type":"web_search_preview"}]}
      """
          .formatted("QUJD".repeat(300), TOOL);

  private static final String ANTHROPIC =
      """
      {"model":"claude-sonnet-4-5","max_tokens":9,"system":[{"type":"text","text":"Be brief."}],
       "messages":[{"role":"user","content":[{"type":"text","text":"Hi"},
          {"type":"image","source":{"type":"base64","media_type":"image/png","data":"%s"}}]},
        {"role":"assistant","content":[{"type":"text","text":"I look."},
          {"type":"tool_use","id":"a","name":"weather","input":{"city":"Paris"}}]},
        {"role":"user","content":[{"type":"tool_result","tool_use_id":"a","content":
          [{"type":"text","text":"21"}]}]}],
       "tools":[{"name":"weather","description":"d","input_schema":%s},
        {"type":"web_search_20250305","name":"web_search"}]}
      """
          .formatted("QUJD".repeat(300), TOOL);

  private static final String GEMINI =
      """
      {"systemInstruction":{"parts":[{"text":"Be brief."}]},
       "contents":[{"role":"user","parts":[{"text":"Hi"},
          {"inlineData":{"mimeType":"image/png","data":"%s"}}]},
        {"role":"model","parts":[{"functionCall":{"name":"weather","args":{"city":"Paris"}}}]},
        {"role":"user","parts":[{"functionResponse":{"name":"weather","response":{"t":21}}}]}],
       "tools":[{"functionDeclarations":[{"name":"weather","description":"d","parameters":%s}]}]}
      """
          .formatted("QUJD".repeat(300), TOOL);

  private static final String CONVERSE =
      """
      {"modelId":"anthropic.claude","system":[{"text":"Be brief."}],
       "messages":[{"role":"user","content":[{"text":"Hi"}]},
        {"role":"assistant","content":[{"toolUse":{"toolUseId":"a","name":"weather",
          "input":{"city":"Paris"}}}]},
        {"role":"user","content":[{"toolResult":{"toolUseId":"a","content":[{"json":{"t":21}}]}}]}],
       "toolConfig":{"tools":[{"toolSpec":{"name":"weather","description":"d",
          "inputSchema":{"json":%s}}}]}}
      """
          .formatted(TOOL);

  static Stream<Arguments> requests() throws Exception {
    List<Arguments> all = new ArrayList<>();
    Map<String, String> texts =
        Map.of(
            "chat", CHAT,
            "functions", FUNCTIONS,
            "responses", RESPONSES,
            "anthropic", ANTHROPIC,
            "gemini", GEMINI,
            "converse", CONVERSE);
    for (Map.Entry<String, String> each : texts.entrySet()) {
      all.add(Arguments.of(each.getKey() + ", text", each.getValue()));
      all.add(Arguments.of(each.getKey() + ", map", read(each.getValue(), Map.class)));
      all.add(Arguments.of(each.getKey() + ", Gson", JsonParser.parseString(each.getValue())));
    }
    all.add(
        Arguments.of(
            "openai-java",
            ChatCompletionCreateParams.builder()
                .body(read(CHAT, ChatCompletionCreateParams.Body.class))
                .build()));
    all.add(
        Arguments.of(
            "openai-java, Responses",
            ResponseCreateParams.builder()
                .body(read(RESPONSES, ResponseCreateParams.Body.class))
                .build()));
    all.add(
        Arguments.of(
            "anthropic-java",
            MessageCreateParams.builder()
                .body(
                    com.anthropic.core.ObjectMappers.jsonMapper()
                        .readValue(ANTHROPIC, MessageCreateParams.Body.class))
                .build()));
    all.add(
        Arguments.of(
            "LangChain4j",
            ChatRequest.builder()
                .messages(
                    SystemMessage.from("Be brief."),
                    UserMessage.from(
                        TextContent.from("Hi"), ImageContent.from("QUJD".repeat(300), "image/png")),
                    AiMessage.from(ToolExecutionRequest.builder().id("a").name("weather").build()),
                    ToolExecutionResultMessage.from("a", "weather", "21"))
                .toolSpecifications(
                    ToolSpecification.builder().name("weather").description("d").build())
                .build()));
    all.add(
        Arguments.of(
            "Spring AI",
            new Prompt(
                List.of(
                    new org.springframework.ai.chat.messages.SystemMessage("Be brief."),
                    new org.springframework.ai.chat.messages.UserMessage("Hi"),
                    AssistantMessage.builder()
                        .content("I look.")
                        .toolCalls(
                            List.of(
                                new AssistantMessage.ToolCall("a", "function", "weather", "{}")))
                        .build(),
                    ToolResponseMessage.builder()
                        .responses(
                            List.of(new ToolResponseMessage.ToolResponse("a", "weather", "21")))
                        .build()))));
    return all.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("requests")
  void requestsAndTheirToolsAreValid(String client, Object request) throws Exception {
    Map<String, Object> written = written("asks", request);

    assertThat(written).containsKey("gen_ai.input.messages");
    assertThat(written.toString()).doesNotContain("QUJDQUJDQUJD");
    String messages = written.get("gen_ai.input.messages").toString();
    assertThat(messages).contains("\"tool_call\"", "\"tool_call_response\"", "21", "weather");
    assertThat(messages + written.get("gen_ai.system_instructions")).contains("Be brief.");
    // The settings of a request that is a text would have to be read on the caller's thread.
    if (!client.equals("Spring AI") && !client.endsWith("text")) {
      assertThat(written.get("gen_ai.tool.definitions"))
          .asString()
          .contains("\"name\":\"weather\"", "\"description\"");
    }
    written("acts", request);
  }

  static Stream<Arguments> documents() {
    Map<String, Object> hit = Map.of("id", 7, "score", 0.5, "text", "t");
    return Stream.of(
        Arguments.of(
            "Spring AI",
            List.of(Document.builder().id("d").text("t").metadata("k", 1).score(0.5).build())),
        Arguments.of("Spring AI without a score", List.of(new Document("d", "t", Map.of()))),
        Arguments.of(
            "LangChain4j",
            List.of(
                new EmbeddingMatch<>(
                    0.5, "d", Embedding.from(new float[] {0.1f}), TextSegment.from("t")))),
        Arguments.of("LangChain4j's contents", List.of(Content.from(TextSegment.from("t")))),
        Arguments.of("maps", List.of(hit, Map.of("id", "x", "score", "high"))),
        Arguments.of("no number", List.of(Map.of("id", "x", "score", Double.NaN, "text", "t"))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("documents")
  void documentsAreValidOnSpansOfEveryType(String client, Object found) throws Exception {
    for (String method : List.of("retrieves", "calls", "acts")) {
      Map<String, Object> written = written(method, found);
      assertThat(written.toString()).contains("t");
    }
    written("generates", null, found);
  }

  // Streams that do not come to their end

  private static Map<String, Object> streamed(Stream<String> chunks, Consumer<Stream<?>> reader)
      throws Exception {
    try (AnnotatedCalls calls = new AnnotatedCalls()) {
      reader.accept((Stream<?>) calls.call(new Service(), "generates", null, chunks));
      Map<String, Object> written = calls.written();
      GenAiSchemas.checkOutputMessages(written.get("gen_ai.output.messages"));
      return written;
    }
  }

  private static final String PIECE =
      "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"model\":\"m\",\"choices\":"
          + "[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"Hi\"},"
          + "\"finish_reason\":null}]}";

  @Test
  void aStreamThatFailsHasNoFinishReason() throws Exception {
    Stream<String> failing =
        Stream.of(PIECE, "x")
            .map(
                each -> {
                  if (each.equals("x")) {
                    throw new IllegalStateException("cut");
                  }
                  return each;
                });
    Map<String, Object> written =
        streamed(failing, stream -> assertThatThrownBy(stream::toList).hasMessageContaining("cut"));

    assertThat(written).doesNotContainKey("gen_ai.response.finish_reasons");
    assertThat(written.get("gen_ai.output.messages").toString())
        .contains("Hi", "\"finish_reason\":\"unknown\"");
  }

  @Test
  void aStreamThatIsLeftHasNoFinishReason() throws Exception {
    Map<String, Object> written =
        streamed(
            Stream.of(PIECE, PIECE.replace("null}", "\"stop\"}")),
            stream -> {
              assertThat(stream.iterator().next()).isEqualTo(PIECE);
              stream.close();
            });

    assertThat(written).doesNotContainKey("gen_ai.response.finish_reasons");
    assertThat(written.get("gen_ai.output.messages").toString())
        .contains("\"finish_reason\":\"unknown\"");
  }
}

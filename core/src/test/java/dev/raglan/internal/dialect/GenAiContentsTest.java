package dev.raglan.internal.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.annotation.Field;
import dev.raglan.internal.capture.Captured;
import dev.raglan.internal.type.RawJson;
import dev.raglan.model.CaptureLimits;
import dev.raglan.model.Completion;
import dev.raglan.model.Extraction;
import dev.raglan.model.Message;
import dev.raglan.model.Message.Attachment;
import dev.raglan.model.RetrievedChunk;
import dev.raglan.model.SpanType;
import dev.raglan.model.ToolCall;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Content is valid by the schemas of the GenAI conventions in every form, or left out. */
class GenAiContentsTest {

  private static final String SCHEMA = "{\"type\":\"object\",\"properties\":{}}";

  /** How clients offer a tool, and what the conventions call it. */
  static Stream<Arguments> tools() {
    return Stream.of(
        tool(
            "OpenAI's chat API",
            "[{'type':'function','function':{'name':'f','description':'d','parameters':{}}}]",
            "function f"),
        tool(
            "OpenAI's Responses API",
            "[{'type':'function','name':'f','parameters':{},'strict':true}]",
            "function f"),
        tool("a tool of OpenAI's own", "[{'type':'web_search_preview'}]", "web_search_preview x"),
        tool("an MCP server", "[{'type':'mcp','server_label':'wiki'}]", "mcp wiki"),
        tool("OpenAI's custom", "[{'type':'custom','custom':{'name':'f'}}]", "custom f"),
        tool(
            "Anthropic",
            "[{'name':'f','description':'d','input_schema':{'type':'object'}}]",
            "function f"),
        tool(
            "Anthropic's custom",
            "[{'type':'custom','name':'f','input_schema':{'type':'object'}}]",
            "function f"),
        tool(
            "a tool of Anthropic's own",
            "[{'type':'bash_20250124','name':'bash'}]",
            "bash_20250124 bash"),
        tool(
            "Gemini",
            "[{'functionDeclarations':[{'name':'f','parameters':{}},{'name':'g'}]}]",
            "function f",
            "function g"),
        tool("Gemini's search", "[{'googleSearch':{}}]", "googleSearch googleSearch"),
        tool(
            "Bedrock",
            "{'tools':[{'toolSpec':{'name':'f','inputSchema':{'json':{'type':'object'}}}}]}",
            "function f"),
        tool("Cohere", "[{'name':'f','parameter_definitions':{'a':{}}}]", "function f"),
        tool(
            "Spring AI",
            "[{'toolDefinition':{'name':'f','inputSchema':'{\\\"type\\\":\\\"object\\\"}'}}]",
            "function f"),
        tool("LangChain4j", "[{'name':'f','description':'d','parameters':{}}]", "function f"),
        tool("names alone", "['f','g']", "function f", "function g"),
        tool("one tool", "{'type':'function','function':{'name':'f'}}", "function f"),
        tool(
            "a map by name",
            "{'f':{'description':'d','parameters':{}},'g':{'parameters':{}}}",
            "function f",
            "function g"),
        tool("a function without a name", "[{'type':'function','function':{}}]"),
        tool("markers of what was cut", "[{'name':'f'},'…(+3 more)']", "function f"),
        tool("numbers", "[1,2,null,true]"),
        tool("a name that is none", "[{'name':7},{'type':3}]"),
        tool("nothing", "[]"));
  }

  private static Arguments tool(String client, String json, String... expected) {
    return Arguments.of(client, json.replace('\'', '"'), List.of(expected));
  }

  @ParameterizedTest
  @CsvSource({
    "ALTERNATIVE_STATUS_FINAL, stop",
    "ALTERNATIVE_STATUS_TRUNCATED_FINAL, length",
    "ALTERNATIVE_STATUS_CONTENT_FILTER, content_filter",
    "ALTERNATIVE_STATUS_TOOL_CALLS, tool_call",
    "normal, stop",
    "SUCCESS, stop",
    "max_completion_tokens, length",
    "requires_action, tool_call",
    "sensitive, content_filter",
    "blacklist, content_filter",
    "something_else, something_else",
  })
  void finishReasonsHaveOneSpelling(String stated, String written) {
    Completion answer =
        new Completion(null, null, List.of(Message.of("assistant", "A")), List.of(stated), null);

    assertThat(
            Rendered.of(
                CallBuilder.of(SpanType.GENERATION)
                    .read(Extraction.NONE, Extraction.of(answer))
                    .build()))
        .containsEntry("gen_ai.response.finish_reasons", List.of(written));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tools")
  void offeredToolsAreValidInEveryForm(String client, String json, List<String> expected) {
    Map<String, Object> written =
        Rendered.of(
            CallBuilder.of(SpanType.GENERATION).bind(Field.TOOLS, new RawJson(json)).build());

    Object definitions = written.get("gen_ai.tool.definitions");
    if (expected.isEmpty()) {
      assertThat(definitions).isNull();
      return;
    }
    GenAiSchemas.checkToolDefinitions(definitions);
    List<String> named = new ArrayList<>();
    for (Object each : (List<?>) Rendered.json(definitions)) {
      Map<?, ?> tool = (Map<?, ?>) each;
      named.add(tool.get("type") + " " + tool.get("name"));
    }
    assertThat(named)
        .isEqualTo(
            expected.stream()
                .map(each -> each.endsWith(" x") ? each.replace(" x", " web_search_preview") : each)
                .toList());
  }

  @Test
  void aToolKeepsItsDescriptionAndTheSchemaOfItsArguments() {
    Map<String, Object> written =
        Rendered.of(
            CallBuilder.of(SpanType.GENERATION)
                .bind(
                    Field.TOOLS,
                    List.of(Map.of("name", "f", "description", "d", "input_schema", SCHEMA)))
                .build());

    assertThat(Rendered.json(written.get("gen_ai.tool.definitions")))
        .isEqualTo(
            List.of(
                Map.of(
                    "type",
                    "function",
                    "name",
                    "f",
                    "description",
                    "d",
                    "parameters",
                    Map.of("type", "object", "properties", Map.of()))));
  }

  @Test
  void toolsForWhichThereIsNoRoomAreCountedAndNoMarkerStandsAmongThem() {
    List<Map<String, Object>> tools =
        IntStream.range(0, 50)
            .mapToObj(i -> Map.<String, Object>of("name", "f" + i, "description", "x".repeat(90)))
            .toList();

    Map<String, Object> written =
        Rendered.of(
            CallBuilder.of(SpanType.GENERATION).bind(Field.TOOLS, tools).build(),
            List.of(Dialects.named("gen-ai")),
            new CaptureLimits(1_000, 256, 12));

    GenAiSchemas.checkToolDefinitions(written.get("gen_ai.tool.definitions"));
    assertThat((String) written.get("gen_ai.tool.definitions")).hasSizeLessThanOrEqualTo(1_000);
  }

  static Stream<List<RetrievedChunk>> documents() {
    return Stream.of(
        List.of(RetrievedChunk.of("d", "t", 0.5)),
        List.of(RetrievedChunk.of(null, "t", 0.5)),
        List.of(RetrievedChunk.of("d", "t", null)),
        List.of(RetrievedChunk.of("d", null, Double.NaN)),
        List.of(RetrievedChunk.of("d", "t", Double.POSITIVE_INFINITY)),
        List.of(RetrievedChunk.of("d", "t", -1e300), RetrievedChunk.of(null, null, null)),
        List.of(RetrievedChunk.of("x".repeat(5_000), "t", 1.0)),
        Collections.nCopies(500, RetrievedChunk.of("d", "t", 0.1)));
  }

  @ParameterizedTest
  @MethodSource("documents")
  void foundDocumentsAreValidAndThoseThatCannotBeAreCounted(List<RetrievedChunk> documents) {
    for (SpanType type : SpanType.values()) {
      for (int items : new int[] {1, 2, 256}) {
        Map<String, Object> written =
            Rendered.of(
                CallBuilder.of(type)
                    .read(Extraction.NONE, Extraction.ofDocuments(documents, 0))
                    .build(),
                List.of(Dialects.named("gen-ai")),
                new CaptureLimits(2_000, items, 12));
        Object json = written.get("gen_ai.retrieval.documents");
        int kept = 0;
        if (json != null) {
          GenAiSchemas.checkRetrievalDocuments(json);
          kept = ((List<?>) Rendered.json(json)).size();
          assertThat(kept).isPositive();
        }
        assertThat(((Number) written.getOrDefault("raglan.documents.left_out", 0L)).intValue())
            .isEqualTo(documents.size() - kept);
      }
    }
  }

  record Place(String city) {}

  static Stream<Arguments> toolArguments() {
    return Stream.of(
        Arguments.of("Rome", "{\"q\":\"Rome\"}"),
        Arguments.of("", "{\"q\":\"\"}"),
        Arguments.of("{not json", "{\"q\":\"{not json\"}"),
        Arguments.of("[1]", "{\"q\":\"[1]\"}"),
        Arguments.of("{\"city\":\"Rome\"}", "{\"city\":\"Rome\"}"),
        Arguments.of(7, "{\"q\":7}"),
        Arguments.of(true, "{\"q\":true}"),
        Arguments.of(null, "{\"q\":null}"),
        Arguments.of(List.of("Rome"), "{\"q\":[\"Rome\"]}"),
        Arguments.of(RawJson.MASKED, "{\"q\":\"***\"}"),
        Arguments.of(Map.of("city", "Rome"), "{\"city\":\"Rome\"}"),
        Arguments.of(new Place("Rome"), "{\"city\":\"Rome\"}"));
  }

  @ParameterizedTest
  @MethodSource("toolArguments")
  void theArgumentsOfAToolAreAnObject(Object argument, String expected) {
    Map<String, Object> alone =
        Rendered.of(CallBuilder.of(SpanType.TOOL).argument("q", argument).build());

    assertThat(alone)
        .containsEntry("gen_ai.tool.call.arguments", expected)
        .containsEntry("tool.parameters", expected);

    Map<String, Object> bound =
        Rendered.of(
            CallBuilder.of(SpanType.TOOL)
                .argument("q", argument)
                .bind(Field.TOOL_ARGUMENTS, argument)
                .build());

    assertThat(bound).containsEntry("gen_ai.tool.call.arguments", expected);
  }

  @Test
  void severalArgumentsOfAToolAreAnObjectByName() {
    Map<String, Object> written =
        Rendered.of(
            CallBuilder.of(SpanType.TOOL).argument("q", "Rome").argument("days", 3).build());

    assertThat(written).containsEntry("gen_ai.tool.call.arguments", "{\"q\":\"Rome\",\"days\":3}");
  }

  private static final Message EVERYTHING =
      new Message(
          "assistant",
          "text \"quoted\" \n\u0001".repeat(40),
          "reasoning ".repeat(40),
          "name",
          List.of(
              new ToolCall("id", "tool", "{\"a\":[1,2,3,{\"b\":\"" + "x".repeat(300) + "\"}]}"),
              new ToolCall(null, "n".repeat(5_000), "not json"),
              new ToolCall("i".repeat(5_000), "tool", null)),
          null,
          List.of(
              new Attachment("image", "https://h/" + "p".repeat(900), "image/png", null),
              new Attachment("audio", null, "audio/" + "m".repeat(900), 52L),
              new Attachment("file", null, null, null)));

  private static final Message RESULT =
      new Message("tool", "[{\"a\":1},2,\"x\"]", null, null, List.of(), "call-1", List.of());

  static Stream<Arguments> limits() {
    return Stream.of(1, 2, 3, 5, 256)
        .flatMap(
            items ->
                Stream.of(64, 65, 90, 128, 200, 333, 700, 2_000, 16_384, 1 << 24)
                    .map(length -> Arguments.of(length, items)));
  }

  @ParameterizedTest(name = "{0} characters, {1} items")
  @MethodSource("limits")
  void messagesAreValidHoweverLittleRoomThereIs(int length, int items) {
    CaptureLimits limits = new CaptureLimits(length, items, 12);
    for (SpanType type : List.of(SpanType.GENERATION, SpanType.AGENT)) {
      Map<String, Object> written =
          Rendered.of(conversation(type), List.of(Dialects.named("gen-ai")), limits);

      written.forEach(
          (key, value) -> {
            if (value instanceof String text) {
              assertThat((long) text.length()).as(key).isLessThanOrEqualTo(2L * length);
            }
          });
      if (written.get("gen_ai.input.messages") != null) {
        GenAiSchemas.checkInputMessages(written.get("gen_ai.input.messages"));
      }
      if (written.get("gen_ai.output.messages") != null) {
        GenAiSchemas.checkOutputMessages(written.get("gen_ai.output.messages"));
      }
      GenAiSchemas.checkSystemInstructions(written.get("gen_ai.system_instructions"));
      if (length >= 16_384) {
        assertThat((List<?>) Rendered.json(written.get("gen_ai.input.messages"))).isNotEmpty();
        assertThat((String) written.get("gen_ai.input.messages")).contains("the newest");
      }
    }
  }

  private static Captured conversation(SpanType type) {
    List<Message> input =
        List.of(Message.of("user", "first"), EVERYTHING, RESULT, Message.of("user", "the newest"));
    return CallBuilder.of(type)
        .bind(Field.SYSTEM_PROMPT, "Be brief. ".repeat(100))
        .read(
            Extraction.of(input),
            Extraction.of(
                new Completion(null, null, List.of(EVERYTHING, EVERYTHING), List.of(), null)))
        .build();
  }

  @Test
  void partsForWhichThereIsNoRoomAreCountedAndNoMarkerStandsAmongThem() {
    List<ToolCall> calls =
        IntStream.range(0, 300).mapToObj(i -> new ToolCall("c" + i, "t", "{}")).toList();
    Message message = new Message("assistant", null, null, null, calls, null, List.of());

    Map<String, Object> written =
        Rendered.of(
            CallBuilder.of(SpanType.GENERATION)
                .read(
                    Extraction.NONE,
                    Extraction.of(new Completion(null, null, List.of(message), List.of(), null)))
                .build(),
            List.of(Dialects.named("gen-ai"), new RaglanDialect(true)),
            CaptureLimits.DEFAULT);

    GenAiSchemas.checkOutputMessages(written.get("gen_ai.output.messages"));
    Map<?, ?> kept =
        (Map<?, ?>) ((List<?>) Rendered.json(written.get("gen_ai.output.messages"))).get(0);
    assertThat((List<?>) kept.get("parts")).hasSize(256);
    assertThat(written).containsEntry("raglan.message_parts.left_out", 44L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  "})
  void noFinishReasonIsInvented(String reason) {
    Message calling =
        new Message(
            "assistant", null, null, null, List.of(new ToolCall("c", "t", "{}")), null, List.of());
    for (Message message : List.of(Message.of("assistant", "So."), calling)) {
      for (List<String> reasons : List.of(List.<String>of(), List.of(reason))) {
        Map<String, Object> written =
            Rendered.of(
                CallBuilder.of(SpanType.GENERATION)
                    .read(
                        Extraction.NONE,
                        Extraction.of(new Completion(null, null, List.of(message), reasons, null)))
                    .build());
        assertThat((String) written.get("gen_ai.output.messages"))
            .contains("\"finish_reason\":\"unknown\"")
            .doesNotContain("\"stop\"", "\"finish_reason\":\"tool_call\"");
      }
    }
  }

  @Test
  void jsonThatIsNoMessagesIsTheTextOfOne() {
    Map<String, Object> written =
        Rendered.of(
            CallBuilder.of(SpanType.GENERATION)
                .bind(Field.PROMPT, new RawJson("{\"template\":\"t\"}"))
                .bind(Field.RESPONSE, new RawJson("[1,2]"))
                .build());

    assertThat(written)
        .containsEntry(
            "gen_ai.input.messages",
            "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\","
                + "\"content\":\"{\\\"template\\\":\\\"t\\\"}\"}]}]")
        .containsEntry("input.value", "{\"template\":\"t\"}")
        .containsEntry("output.value", "[1,2]");
  }

  @Test
  void aConversationIsNamedBesideAnOperationAloneAndASessionEverywhere() {
    for (SpanType type : SpanType.values()) {
      Map<String, Object> written =
          Rendered.of(
              CallBuilder.of(type).bind(Field.SESSION_ID, "s-1").build(),
              Dialects.withOwn(List.of(Dialects.named("gen-ai"))),
              CaptureLimits.DEFAULT);
      boolean operation = written.containsKey("gen_ai.operation.name");

      assertThat(written.get("gen_ai.conversation.id")).isEqualTo(operation ? "s-1" : null);
      assertThat(written.get("session.id")).isEqualTo("s-1");
    }
  }
}

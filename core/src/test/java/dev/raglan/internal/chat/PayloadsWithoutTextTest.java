package dev.raglan.internal.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.raglan.Raglan;
import dev.raglan.annotation.Bind;
import dev.raglan.annotation.BindResult;
import dev.raglan.annotation.Field;
import dev.raglan.annotation.Generation;
import dev.raglan.annotation.Masked;
import dev.raglan.annotation.SpanAttribute;
import dev.raglan.annotation.Traced;
import dev.raglan.internal.invoke.ReflectedCall;
import dev.raglan.internal.library.Recorded;
import dev.raglan.model.CaptureLimits;
import dev.raglan.model.CaptureMode;
import dev.raglan.model.CapturePolicy;
import dev.raglan.model.ExceptionCapture;
import dev.raglan.model.Feedback;
import dev.raglan.model.SpanType;
import dev.raglan.trace.Tracing;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;

/** Payloads of providers with every text marked: no mark leaves where no text is kept. */
class PayloadsWithoutTextTest {

  private static final String MARK = "Wegener";
  private static final JsonMapper JSON = new JsonMapper();

  /** Members whose texts are structure: roles, kinds, names of tools, ids, models, reasons. */
  private static final Set<String> STRUCTURE =
      Set.of(
          "role",
          "type",
          "id",
          "model",
          "modelId",
          "model_id",
          "request_id",
          "object",
          "status",
          "call_id",
          "item_id",
          "name",
          "tool_call_id",
          "tool_use_id",
          "toolUseId",
          "finish_reason",
          "finishReason",
          "stop_reason",
          "stopReason",
          "completionReason",
          "done_reason",
          "modelVersion",
          "responseId",
          "response_id",
          "generation_id",
          "conversation_id",
          "service_tier",
          "tool_choice",
          "created_at",
          "code");

  /** Members whose value is what a user or a model wrote, with the names of its members. */
  private static final Set<String> FREE = Set.of("input", "args", "arguments", "documents");

  @RegisterExtension final Tracing tracing = new Tracing();

  private Raglan raglan;

  /** A payload: one JSON text, or those of a stream. */
  private record Payload(String name, List<String> json) {

    @Override
    public String toString() {
      return name;
    }
  }

  private static Payload whole(String name, String json) {
    return new Payload(name, List.of(json));
  }

  private static Stream<Payload> recorded() {
    return Stream.of(
        whole("OpenAI chat", Recorded.CHAT_COMPLETION),
        whole("OpenAI tool call", Recorded.CHAT_TOOL_CALL),
        whole("OpenAI response", Recorded.RESPONSE),
        whole("Anthropic message", Recorded.ANTHROPIC_MESSAGE),
        new Payload("OpenAI chat, chunks", Recorded.CHAT_CHUNKS),
        new Payload("OpenAI response, events", Recorded.RESPONSE_EVENTS),
        new Payload("Anthropic events", Recorded.ANTHROPIC_EVENTS));
  }

  private static Stream<Payload> ofProviders() {
    Stream<Payload> answers =
        Stream.concat(ProviderAnswersTest.answers(), ProviderAnswersTest.calls())
            .map(Arguments::get)
            .map(each -> whole(each[0] + " " + each.length, (String) each[1]));
    Stream<Payload> streams =
        ProviderAnswersTest.streams().map(Arguments::get).map(PayloadsWithoutTextTest::streamed);
    return Stream.concat(answers, streams);
  }

  private static Payload streamed(Object[] arguments) {
    List<String> chunks = ((List<?>) arguments[1]).stream().map(String::valueOf).toList();
    return new Payload(arguments[0] + ", chunks", chunks);
  }

  private static Stream<Payload> messages() {
    return WholeAndInPiecesTest.answers()
        .filter(each -> each.matches(".*[a-z]{3}.*'}?]?$|.*Paris.*"))
        .map(each -> each.replace('\'', '"').replace("^", "\\\""))
        .map(
            each ->
                whole(
                    "message " + each,
                    "{\"id\":\"r\",\"object\":\"chat.completion\",\"model\":\"m\",\"choices\":["
                        + "{\"index\":0,\"message\":{\"role\":\"assistant\","
                        + each
                        + "},\"finish_reason\":\"stop\"}]}"));
  }

  private static Stream<Payload> requestsAndOthers() {
    return Stream.of(
        whole(
            "OpenAI request",
            """
            {"model":"gpt-4o","temperature":0.2,"stop":["END"],"user":"u","seed":1,
             "metadata":{"case":"x"},"prediction":{"type":"content","content":"x"},
             "messages":[{"role":"system","content":"Be brief."},
              {"role":"user","name":"function","content":[{"type":"text","text":"What?"},
               {"type":"image_url","image_url":{"url":"https://h/x.png","detail":"low"}},
               {"type":"input_audio","input_audio":{"data":"AAAA","format":"wav"}},
               {"type":"file","file":{"filename":"x.pdf","file_data":"AAAA"}}]},
              {"role":"assistant","tool_calls":[{"id":"c","type":"function",
               "function":{"name":"f","arguments":"{\\"city\\":\\"Paris\\"}"}}]},
              {"role":"tool","tool_call_id":"c","content":"{\\"city\\":\\"Paris\\"}"}],
             "tools":[{"type":"function","function":{"name":"f","description":"d",
              "parameters":{"type":"object","properties":{"city":{"type":"string",
               "description":"d","enum":["Paris"]}}}}}],
             "response_format":{"type":"json_schema","json_schema":{"name":"s",
              "schema":{"type":"object","description":"d"}}}}"""),
        whole(
            "Anthropic request",
            """
            {"model":"claude","max_tokens":5,"system":[{"type":"text","text":"Be brief."}],
             "stop_sequences":["END"],"metadata":{"user_id":"x"},
             "messages":[{"role":"user","content":[{"type":"document","title":"x","context":"x",
               "source":{"type":"text","media_type":"text/plain","data":"x"}}]},
              {"role":"assistant","content":[{"type":"tool_use","id":"t","name":"f",
               "input":{"city":"Paris"}}]},
              {"role":"user","content":[{"type":"tool_result","tool_use_id":"t",
               "content":[{"type":"text","text":"sunny"}]}]}],
             "tools":[{"name":"f","description":"d","input_schema":{"type":"object",
              "properties":{"city":{"description":"d"}}}}]}"""),
        whole(
            "Gemini request",
            """
            {"systemInstruction":{"parts":[{"text":"Be brief."}]},
             "contents":[{"role":"user","parts":[{"text":"?"},
               {"inlineData":{"mimeType":"image/png","data":"AAAA"}}]},
              {"role":"model","parts":[{"functionCall":{"name":"f","args":{"city":"Rome"}}}]},
              {"role":"function","parts":[{"functionResponse":{"name":"f",
               "response":{"weather":"sunny"}}}]}],
             "safetySettings":[{"category":"x","threshold":"x"}],
             "generationConfig":{"stopSequences":["x"],"responseSchema":{"description":"x"}}}"""),
        whole(
            "Converse request",
            """
            {"modelId":"m","system":[{"text":"Be brief."}],"messages":[{"role":"user","content":[
              {"text":"?"},{"toolResult":{"toolUseId":"t","content":[{"json":{"city":"x"}}]}},
              {"document":{"name":"d","format":"txt","source":{"text":"x"}}}]}],
             "toolConfig":{"tools":[{"toolSpec":{"name":"f","description":"d"}}]}}"""),
        whole(
            "error",
            """
            {"error":{"type":"invalid_request_error","code":"bad","message":"No: x",
              "param":"x"}}"""),
        whole(
            "unknown shape",
            """
            {"answer":"x","sources":[{"title":"x","snippet":"x","score":0.5}],"documents":
             {"Ada":{"address":"x"}},"nested":[["x",["x"]],{"deep":{"deeper":"x"}}]}"""),
        whole("list of documents", "[{\"id\":\"1\",\"text\":\"x\",\"score\":0.5,\"title\":\"x\"}]"),
        whole("list of messages", "[{\"role\":\"user\",\"content\":\"x\"}]"),
        whole("list of texts", "[\"x\",\"y\"]"),
        whole("text", "\"x\""));
  }

  static Stream<Arguments> payloads() {
    return Stream.of(recorded(), ofProviders(), messages(), requestsAndOthers())
        .flatMap(each -> each)
        .flatMap(
            each ->
                Stream.of(CaptureMode.STRUCTURE, CaptureMode.NONE)
                    .map(mode -> Arguments.of(mode, each)));
  }

  private static JsonNode marked(String json) {
    try {
      return marked("", JSON.readTree(json), false);
    } catch (JsonProcessingException wrong) {
      throw new IllegalArgumentException(json, wrong);
    }
  }

  private static JsonNode marked(String name, JsonNode value, boolean free) {
    if (value instanceof ObjectNode object) {
      ObjectNode copy = JSON.createObjectNode();
      object
          .properties()
          .forEach(
              member -> {
                String key = member.getKey();
                boolean written = free || FREE.contains(key) && member.getValue().isObject();
                copy.set(free ? key + " " + MARK : key, marked(key, member.getValue(), written));
              });
      return copy;
    }
    if (value instanceof ArrayNode array) {
      ArrayNode copy = JSON.createArrayNode();
      array.forEach(each -> copy.add(marked(name, each, free)));
      return copy;
    }
    boolean kept = !value.isTextual() || !free && STRUCTURE.contains(name);
    return kept ? value : TextNode.valueOf(withMark(value.textValue()));
  }

  /** Marks a text, within its quotes where it is, or may be a piece of, JSON. */
  private static String withMark(String text) {
    String inJson = text.replaceAll("city|Paris|Rome", MARK);
    return inJson.equals(text) && !text.isEmpty() ? text + " " + MARK : inJson;
  }

  /** Methods that take, return and fail with payloads. */
  public static final class Calls {

    @Generation(provider = "openai")
    @BindResult(attribute = "result.whole")
    @BindResult(attribute = "result.text", path = "choices.0.message.content")
    public Object generation(
        @Bind(Field.PROMPT) Object prompt, @SpanAttribute("payload") Object payload) {
      return payload;
    }

    @Generation
    public Object response(
        @Bind(Field.TOOLS) Object tools,
        @Bind(Field.MODEL_OPTIONS) Object options,
        @Bind(Field.CONTEXT) Object context,
        @Bind(Field.DOCUMENTS) Object documents) {
      return tools;
    }

    @Traced
    public Object plain(Object value, Map<String, Object> in) {
      return value;
    }

    @Traced(type = SpanType.TOOL)
    public Object tool(Object value) {
      return value;
    }

    @Traced(type = SpanType.RETRIEVER)
    public Object retriever(Object value) {
      return List.of(value);
    }

    @Generation
    public Flux<?> flux(List<?> values) {
      return Flux.fromIterable(values);
    }

    @Generation
    public Stream<?> stream(List<?> values) {
      return values.stream();
    }

    @Generation
    public CompletableFuture<?> future(Object value) {
      return CompletableFuture.completedFuture(value);
    }

    @Generation
    public Object masked(Object value, @Masked String argument) {
      return value;
    }

    @Generation
    public Flux<?> maskedFlux(List<?> values, @Masked String argument) {
      return Flux.fromIterable(values);
    }

    @Traced
    public Object failing(Object value) {
      throw new IllegalStateException(
          "Cannot read " + value, new IllegalArgumentException(String.valueOf(value)));
    }
  }

  private Object call(String name, Object... arguments) throws Throwable {
    return ReflectedCall.of(new Calls(), name, arguments).tracedBy(raglan);
  }

  private static Object asJava(JsonNode node) {
    return JSON.convertValue(node, Object.class);
  }

  /** The forms that an application may have a payload in. */
  private static Stream<Function<JsonNode, Object>> forms() {
    return Stream.of(JsonNode::toString, PayloadsWithoutTextTest::asJava, node -> node);
  }

  private static List<Object> typed(JsonNode node) {
    String kind = node.path("object").asText(node.path("type").asText());
    try {
      return switch (kind) {
        case "chat.completion" ->
            List.of(
                com.openai.core.ObjectMappers.jsonMapper()
                    .convertValue(node, com.openai.models.chat.completions.ChatCompletion.class));
        case "response" ->
            List.of(
                com.openai.core.ObjectMappers.jsonMapper()
                    .convertValue(node, com.openai.models.responses.Response.class));
        case "message" ->
            List.of(
                com.anthropic.core.ObjectMappers.jsonMapper()
                    .convertValue(node, com.anthropic.models.messages.Message.class));
        default -> List.of();
      };
    } catch (IllegalArgumentException notOfThisType) {
      return List.of();
    }
  }

  private void throughAnnotations(List<Object> values) throws Throwable {
    for (Object value : values) {
      call("generation", value, value);
      call("response", value, value, value, value);
      call("plain", value, Map.of("payload", value));
      call("tool", value);
      call("retriever", value);
      ((CompletableFuture<?>) call("future", value)).join();
      assertThatThrownBy(() -> call("failing", value)).hasMessage("Cannot read " + value);
    }
    ((Flux<?>) call("flux", values)).collectList().block();
    ((Stream<?>) call("stream", values)).forEach(each -> {});
  }

  private void throughTheFacade(Object value) {
    raglan
        .trace("trace")
        .input(value)
        .attribute("payload", value)
        .metadata(Map.of("payload", value))
        .run(
            () -> {
              raglan.params().register("payload", value);
              raglan.feedback().log(Feedback.json(value));
              raglan.feedback().text(String.valueOf(value));
              raglan.rag().query(String.valueOf(value), value, String.valueOf(value));
              raglan.rag().metadata(Map.of("payload", value)).custom(value, value);
              raglan.rag().traceEvent(value, value, value);
              raglan.rag().toolCall("tool", Map.of("payload", value), value);
              raglan
                  .generation("generation")
                  .prompt(value)
                  .start()
                  .response(value)
                  .output(value)
                  .recordException(new IllegalStateException(String.valueOf(value)))
                  .end();
            });
  }

  /** The names of a span's parts that hold a mark, with what they hold. */
  private static Stream<String> leaks(SpanData span) {
    Stream<String> attributes =
        span.getAttributes().asMap().entrySet().stream().map(each -> "attribute " + each);
    Stream<String> others =
        Stream.of("status " + span.getStatus(), "events " + span.getEvents(), span.getName());
    return Stream.concat(attributes, others)
        .filter(each -> each.contains(MARK))
        .map(each -> span.getName() + ": " + each);
  }

  static Stream<Arguments> failures() {
    String chunk = Recorded.CHAT_CHUNKS.get(0);
    String failure = "{\"error\":{\"type\":\"overloaded\",\"message\":\"No: " + MARK + "\"}}";
    return Stream.of(
        Arguments.of("masked", failure),
        Arguments.of("masked", asJava(marked(failure))),
        Arguments.of("masked", marked(failure)),
        Arguments.of("maskedFlux", List.of(chunk, failure)),
        Arguments.of("maskedFlux", List.of(marked(chunk), marked(failure))));
  }

  private void fails(String method, Object values) throws Throwable {
    if (call(method, values, MARK) instanceof Flux<?> flux) {
      flux.blockLast();
    }
    raglan.close();
    StatusData status = tracing.ended().get(0).getStatus();
    assertThat(status.getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(status.getDescription()).isNotNull().doesNotContain(MARK);
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aFailureThatIsAValueLosesTheTextOfMaskedArguments(String method, Object values)
      throws Throwable {
    raglan = Raglan.builder(tracing.sdk()).build();
    fails(method, values);
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aFailureThatIsAValueFollowsTheSwitchOfExceptions(String method, Object values)
      throws Throwable {
    CapturePolicy types =
        new CapturePolicy(true, true, ExceptionCapture.TYPE, CaptureLimits.DEFAULT);
    raglan = Raglan.builder(tracing.sdk()).capture(types).build();
    fails(method, values);
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("payloads")
  void noTextOfThemLeaves(CaptureMode mode, Payload payload) throws Throwable {
    raglan =
        Raglan.builder(tracing.sdk())
            .dialects("gen-ai", "openinference", "langfuse")
            .captureDecider(request -> mode)
            .build();
    List<JsonNode> marked = payload.json().stream().map(each -> marked(each)).toList();
    List<List<Object>> inForms =
        new ArrayList<>(forms().map(form -> marked.stream().map(form).toList()).toList());
    inForms.add(marked.stream().flatMap(each -> typed(each).stream()).toList());
    for (List<Object> values : inForms) {
      throughAnnotations(values);
      values.forEach(this::throughTheFacade);
    }
    raglan.close();

    assertThat(marked.toString()).contains(MARK);
    assertThat(tracing.ended()).hasSizeGreaterThan(20);
    assertThat(tracing.ended().stream().flatMap(PayloadsWithoutTextTest::leaks)).isEmpty();
  }
}

package dev.raglan.internal.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.query.Query;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.raglan.Raglan;
import dev.raglan.annotation.Bind;
import dev.raglan.annotation.Exclude;
import dev.raglan.annotation.Field;
import dev.raglan.annotation.Generation;
import dev.raglan.annotation.Masked;
import dev.raglan.annotation.RagEvent;
import dev.raglan.annotation.Traced;
import dev.raglan.model.CapturePolicy;
import dev.raglan.model.RagEventType;
import dev.raglan.model.SpanType;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Parameters that nobody bound. */
class InferredBindingsTest {

  record Msg(String role, String content) {}

  record Doc(String id, String text, double score) {}

  record Car(String name) {}

  /** Has the shape of the Model Context Protocol's request. */
  record CallToolRequest(String name, Map<String, Object> arguments, Map<String, Object> meta) {}

  record Search(String query, int topK, String filter) {}

  record Order(String model, List<Msg> messages, Double temperature) {}

  record ToRank(String q, Doc[] candidates, int topN) {}

  static class Service {

    @Generation
    String ask(String model, List<Msg> messages) {
      return "4";
    }

    @Generation
    String converse(double temperature, int maxTokens, Msg[] turns, String modelName) {
      return "4";
    }

    @Generation(model = "declared")
    String declares(String model, String prompt) {
      return "4";
    }

    @Generation
    String binds(
        @Bind(Field.MODEL) String engine,
        String model,
        @Bind(Field.PROMPT) String text,
        String prompt) {
      return "4";
    }

    @Generation
    String hides(@Exclude String model, @Masked String prompt, String password) {
      return "4";
    }

    @Generation
    String drives(Car model, int prompt, Long query) {
      return "4";
    }

    @Generation
    String goesOn(List<Msg> history, String prompt, String instructions) {
      return "4";
    }

    @Generation
    String chats(List<Map<String, Object>> chatHistory, String userQuery) {
      return "4";
    }

    @Generation
    String remembers(List<String> history, String question) {
      return "4";
    }

    @Generation
    String answers(List<ChatMessage> turns, String model_name, int max_tokens) {
      return "4";
    }

    @Generation
    String springs(List<? extends org.springframework.ai.chat.messages.Message> turns, int k) {
      return "4";
    }

    @Generation
    String knows(com.openai.models.ChatModel model, String question, String context, Doc[] docs) {
      return "4";
    }

    @Generation
    String speaks(String sessionId, String message) {
      return "4";
    }

    @Generation
    String sums(String text, String language) {
      return "4";
    }

    @Generation
    String passes(String tenant, ChatRequest asked) {
      return "4";
    }

    @Generation
    String prompts(org.springframework.ai.chat.prompt.Prompt p, String sid) {
      return "4";
    }

    @Generation
    String says(List<String> messages) {
      return "4";
    }

    @Generation
    String orders(String tenant, Order order) {
      return "4";
    }

    @Generation
    String folds(String model, io.vavr.collection.List<Msg> turns) {
      return "4";
    }

    @RagEvent(RagEventType.RETRIEVAL)
    List<Doc> looks(String searchTerm, Map<String, Object> filter) {
      return List.of();
    }

    @RagEvent(RagEventType.RERANKING)
    List<Doc> ranks(String tenant, ToRank request) {
      return List.of();
    }

    @RagEvent(RagEventType.RERANKING)
    List<Doc> picks(String query, io.vavr.collection.List<Doc> docs) {
      return List.of();
    }

    @RagEvent(RagEventType.TOOL_CALL)
    String runs(String toolName, Map<String, Object> args) {
      return "rain";
    }

    @Traced(type = SpanType.TOOL)
    String lists(String args) {
      return "rain";
    }

    @RagEvent(RagEventType.RETRIEVAL)
    List<String> finds(Search request) {
      return List.of("rain", "sun");
    }

    @RagEvent(RagEventType.RETRIEVAL)
    List<Doc> findsBySegment(EmbeddingSearchRequest request) {
      return List.of();
    }

    @RagEvent(RagEventType.RERANKING)
    List<String> reorders(String userQuery, List<String> passages, int top_n) {
      return List.of("sun");
    }

    @RagEvent(RagEventType.RERANKING)
    List<Content> reorders4j(Query query, List<Content> found) {
      return found;
    }

    @RagEvent(RagEventType.RERANKING)
    List<Doc> rerank(String query, List<Doc> candidates, int topN) {
      return candidates.subList(0, topN);
    }

    @Traced(type = SpanType.RERANKER)
    List<Doc> sorts(String question, List<? extends Doc> anything, Integer k) {
      return List.of();
    }

    @Traced(type = SpanType.RETRIEVER)
    List<Doc> search(String query, int limit) {
      return List.of();
    }

    @Traced(type = SpanType.TOOL)
    String tool(String toolCallId, String city) {
      return "rain";
    }

    @Traced(type = SpanType.TOOL)
    String executes(ToolExecutionRequest request, Object memoryId) {
      return "rain";
    }

    @Traced(type = SpanType.TOOL)
    String calls(Object exchange, CallToolRequest request) {
      return "rain";
    }

    @Traced(type = SpanType.TOOL)
    String callsBack(String toolInput, Map<String, Object> toolContext) {
      return "rain";
    }

    @Traced
    String plain(String model, String query) {
      return "x";
    }
  }

  private static final String MODEL = "gen_ai.request.model";
  private static final String INPUT = "gen_ai.input.messages";

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  private final OpenTelemetrySdk sdk =
      OpenTelemetrySdk.builder()
          .setTracerProvider(
              SdkTracerProvider.builder()
                  .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                  .build())
          .build();
  private InvocationTracer tracer = InvocationTracer.of(Raglan.builder(sdk).build());

  private SpanData call(String name, @Nullable Object... arguments) throws Throwable {
    Service service = new Service();
    tracer.around(ReflectedCall.of(service, name, arguments));
    List<SpanData> spans = exporter.getFinishedSpanItems();
    return spans.get(spans.size() - 1);
  }

  private static @Nullable String text(SpanData span, String key) {
    return span.getAttributes().get(AttributeKey.stringKey(key));
  }

  private static String all(SpanData span) {
    return span.getAttributes().asMap().toString();
  }

  @Test
  void showsModelAndMessagesOfABareGeneration() throws Throwable {
    SpanData span =
        call("ask", "gpt-4o", List.of(new Msg("system", "Be kind."), new Msg("user", "2+2?")));
    assertThat(text(span, MODEL)).isEqualTo("gpt-4o");
    assertThat(text(span, INPUT)).contains("\"role\":\"system\"", "Be kind.", "2+2?");
  }

  @Test
  void tellsMessagesByTheirShape() throws Throwable {
    SpanData span = call("converse", 0.5, 99, new Msg[] {new Msg("user", "2+2?")}, "m");
    assertThat(text(span, MODEL)).isEqualTo("m");
    assertThat(text(span, INPUT)).contains("\"role\":\"user\"", "2+2?");
    assertThat(all(span))
        .contains("gen_ai.request.temperature=0.5", "gen_ai.request.max_tokens=99");
  }

  @Test
  void takesTheTextsOfTheOnlyArgumentForMessages() throws Throwable {
    assertThat(text(call("says", List.of("Hello", "2+2?")), INPUT))
        .isEqualTo(
            "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"Hello\"}]},"
                + "{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"2+2?\"}]}]");
  }

  @Test
  void tellsARequestByItsShape() throws Throwable {
    Order order = new Order("gpt-4o", List.of(new Msg("user", "2+2?")), 0.5);
    SpanData span = call("orders", "acme", order);
    assertThat(text(span, MODEL)).isEqualTo("gpt-4o");
    assertThat(text(span, INPUT)).contains("\"role\":\"user\"", "2+2?");
    assertThat(all(span)).contains("gen_ai.request.temperature=0.5");

    ToRank ranked = new ToRank("weather?", new Doc[] {new Doc("d1", "rain", 0.5)}, 3);
    assertThat(all(call("ranks", "acme", ranked)))
        .contains(
            "reranker.query=weather?",
            "reranker.top_k=3",
            "reranker.input_documents.0.document.id=d1");
  }

  @Test
  void tellsListsOfOtherLibraries() throws Throwable {
    assertThat(text(call("folds", "m", io.vavr.collection.List.of(new Msg("user", "2+2?"))), INPUT))
        .contains("2+2?");
    assertThat(
            all(call("picks", "weather?", io.vavr.collection.List.of(new Doc("d1", "rain", 0.5)))))
        .contains("reranker.input_documents.0.document.id=d1");
  }

  @Test
  void tellsSearchTermsAndTheArgumentsOfTools() throws Throwable {
    assertThat(text(call("looks", "weather?", Map.of()), "gen_ai.retrieval.query.text"))
        .isEqualTo("weather?");
    SpanData run = call("runs", "weather", Map.of("city", "Rome"));
    assertThat(text(run, "gen_ai.tool.name")).isEqualTo("weather");
    assertThat(text(run, "gen_ai.tool.call.arguments")).isEqualTo("{\"city\":\"Rome\"}");
    assertThat(text(call("lists", "-l"), "gen_ai.tool.call.arguments"))
        .isEqualTo("{\"args\":\"-l\"}");
  }

  @Test
  void prefersWhatIsDeclaredOrBound() throws Throwable {
    assertThat(text(call("declares", "other", "2+2?"), MODEL)).isEqualTo("declared");
    SpanData span = call("binds", "bound", "other", "bound text", "other text");
    assertThat(text(span, MODEL)).isEqualTo("bound");
    assertThat(text(span, INPUT)).contains("bound text").doesNotContain("other text");
  }

  @Test
  void showsNothingThatIsHidden() throws Throwable {
    SpanData span = call("hides", "secret-model", "secret-prompt", "secret-word");
    assertThat(text(span, MODEL)).isNull();
    assertThat(all(span)).doesNotContain("secret-");
  }

  @Test
  void takesNoNameWithATypeThatDoesNotFit() throws Throwable {
    SpanData span = call("drives", new Car("Panda"), 7, 8L);
    assertThat(text(span, MODEL)).isNull();
    assertThat(text(span, INPUT)).isNull();
  }

  @Test
  void showsQueryAndCandidatesOfABareReranking() throws Throwable {
    List<Doc> candidates = List.of(new Doc("d1", "rain", 0.25), new Doc("d2", "sun", 0.5));
    SpanData span = call("rerank", "weather?", candidates, 1);
    assertThat(all(span))
        .contains("weather?", "reranker.input_documents.1.document.id=d2", "reranker.top_k=1");
    SpanData sorted = call("sorts", "weather?", candidates, 3);
    assertThat(all(sorted))
        .contains(
            "reranker.query=weather?",
            "reranker.input_documents.0.document.id=d1",
            "reranker.top_k=3");
  }

  @Test
  void showsTheQueryOfABareSearchAndTheIdOfAToolCall() throws Throwable {
    assertThat(text(call("search", "weather?", 5), "gen_ai.retrieval.query.text"))
        .isEqualTo("weather?");
    assertThat(text(call("tool", "call_1", "Rome"), "gen_ai.tool.call.id")).isEqualTo("call_1");
  }

  @Test
  void findsTheArgumentsOfAToolInTheRequestToExecuteIt() throws Throwable {
    String arguments = "gen_ai.tool.call.arguments";
    SpanData executed =
        call(
            "executes",
            ToolExecutionRequest.builder()
                .id("call_1")
                .name("weather")
                .arguments("{\"city\":\"Rome\"}")
                .build(),
            "m-1");
    assertThat(text(executed, arguments)).isEqualTo("{\"city\":\"Rome\"}");
    assertThat(text(executed, "gen_ai.tool.name")).isEqualTo("weather");
    assertThat(text(executed, "gen_ai.tool.call.id")).isEqualTo("call_1");

    SpanData called =
        call("calls", "x", new CallToolRequest("weather", Map.of("city", "Rome"), Map.of()));
    assertThat(text(called, arguments)).isEqualTo("{\"city\":\"Rome\"}");
    assertThat(text(called, "gen_ai.tool.name")).isEqualTo("weather");

    SpanData calledBack = call("callsBack", "{\"city\":\"Rome\"}", Map.of("user", "u-1"));
    assertThat(text(calledBack, arguments)).isEqualTo("{\"city\":\"Rome\"}");
    assertThat(text(calledBack, "input.value")).doesNotContain("u-1");
  }

  private static final List<Msg> HISTORY =
      List.of(new Msg("user", "Hello"), new Msg("assistant", "Hi"));

  @Test
  void putsTheQuestionAfterTheMessages() throws Throwable {
    SpanData span = call("goesOn", HISTORY, "2+2?", "Be brief.");
    assertThat(text(span, INPUT))
        .matches(".*\"user\".*Hello.*\"assistant\".*Hi.*\"user\".*2\\+2\\?.*");
    assertThat(text(span, "input.value")).contains("Be brief.", "Hello", "2+2?");
    assertThat(
            text(call("chats", List.of(Map.of("role", "user", "content", "Hello")), "2+2?"), INPUT))
        .contains("Hello", "2+2?");
    assertThat(text(call("remembers", List.of("Hello"), "2+2?"), INPUT)).contains("Hello", "2+2?");
    assertThat(text(call("goesOn", null, "2+2?", null), INPUT)).contains("2+2?");
    assertThat(text(call("goesOn", HISTORY, null, null), INPUT)).contains("Hello", "Hi");
  }

  @Test
  void repeatsNoQuestionThatTheLastMessageHas() throws Throwable {
    List<Msg> whole = List.of(new Msg("user", "Context: numbers. Question: 2+2?"));
    assertThat(text(call("goesOn", whole, "2+2?", null), INPUT)).containsOnlyOnce("2+2?");
  }

  @Test
  void tellsMessagesOfLibraries() throws Throwable {
    SpanData span = call("answers", List.of(UserMessage.from("2+2?")), "gpt-4o", 9);
    assertThat(text(span, INPUT)).contains("2+2?");
    assertThat(text(span, MODEL)).isEqualTo("gpt-4o");
    assertThat(all(span)).contains("gen_ai.request.max_tokens=9");
    assertThat(
            text(
                call(
                    "springs",
                    List.of(new org.springframework.ai.chat.messages.UserMessage("2+2?")),
                    1),
                INPUT))
        .contains("2+2?");
  }

  @Test
  void tellsAMessageOrTextByItsNameAndARequestByItsType() throws Throwable {
    assertThat(text(call("speaks", "s-1", "2+2?"), INPUT)).contains("2+2?").doesNotContain("s-1");
    assertThat(text(call("sums", "2+2?", "en"), INPUT)).contains("2+2?").doesNotContain("en\"");
    ChatRequest request =
        ChatRequest.builder().messages(UserMessage.from("2+2?")).modelName("gpt-4o").build();
    SpanData passed = call("passes", "acme", request);
    assertThat(text(passed, INPUT)).contains("\"role\":\"user\"", "2+2?");
    assertThat(text(passed, MODEL)).isEqualTo("gpt-4o");
    SpanData prompted =
        call("prompts", new org.springframework.ai.chat.prompt.Prompt("2+2?"), "s-1");
    assertThat(text(prompted, INPUT)).contains("\"role\":\"user\"", "2+2?");
  }

  @Test
  void losesNothingThatIsAskedAbout() throws Throwable {
    Doc[] docs = {new Doc("d1", "rain", 0.25)};
    SpanData span =
        call("knows", com.openai.models.ChatModel.GPT_4O, "weather?", "It is May.", docs);
    assertThat(text(span, MODEL)).isEqualTo("gpt-4o");
    assertThat(text(span, INPUT)).contains("weather?");
    assertThat(text(span, "raglan.context")).isEqualTo("It is May.");
    assertThat(text(span, "raglan.documents")).contains("\"text\":\"rain\"");
  }

  @Test
  void findsQueryAndNumberInWhatIsAskedFor() throws Throwable {
    SpanData span = call("finds", new Search("weather?", 7, "year = 2026"));
    assertThat(text(span, "gen_ai.retrieval.query.text")).isEqualTo("weather?");
    assertThat(all(span))
        .contains("gen_ai.request.top_k=7.0", "retrieval.documents.1.document.content=sun");
    EmbeddingSearchRequest request =
        EmbeddingSearchRequest.builder()
            .query("weather?")
            .queryEmbedding(Embedding.from(new float[] {0.5f}))
            .maxResults(7)
            .build();
    SpanData embedded = call("findsBySegment", request);
    assertThat(text(embedded, "gen_ai.retrieval.query.text")).isEqualTo("weather?");
    assertThat(all(embedded)).contains("gen_ai.request.top_k=7.0");
  }

  @Test
  void takesTextsForDocumentsWhereTheyAreReranked() throws Throwable {
    SpanData span = call("reorders", "weather?", List.of("rain", "sun"), 1);
    assertThat(all(span))
        .contains(
            "reranker.query=weather?",
            "reranker.top_k=1",
            "reranker.input_documents.0.document.content=rain",
            "reranker.input_documents.1.document.content=sun",
            "reranker.output_documents.0.document.content=sun");
    SpanData ofLibrary = call("reorders4j", Query.from("weather?"), List.of(Content.from("rain")));
    assertThat(all(ofLibrary))
        .contains("reranker.query=weather?", "reranker.input_documents.0.document.content=rain");
  }

  @Test
  void infersNothingOfAPlainSpanNorWhenTurnedOff() throws Throwable {
    assertThat(text(call("plain", "m", "q"), MODEL)).isNull();
    tracer =
        InvocationTracer.of(
            Raglan.builder(sdk).capture(CapturePolicy.DEFAULT.inferring(false)).build());
    assertThat(text(call("ask", "gpt-4o", List.of(new Msg("user", "q"))), MODEL)).isNull();
    assertThat(
            CapturePolicy.DEFAULT.inferring(false).with(dev.raglan.model.CaptureMode.NONE).infer())
        .isFalse();
  }

  @Test
  void infersNothingUnderANameThatIsRedacted() throws Throwable {
    tracer =
        InvocationTracer.of(
            Raglan.builder(sdk)
                .redaction(
                    dev.raglan.Redaction.builder().fields(List.of("prompt", "query")).build())
                .build());
    assertThat(all(call("declares", "m", "what I asked"))).doesNotContain("what I asked");
    assertThat(all(call("search", "what I asked", 5))).doesNotContain("what I asked");
  }
}

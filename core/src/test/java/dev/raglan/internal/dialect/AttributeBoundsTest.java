package dev.raglan.internal.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.annotation.Field;
import dev.raglan.internal.capture.Captured;
import dev.raglan.internal.type.RawJson;
import dev.raglan.model.CaptureLimits;
import dev.raglan.model.Completion;
import dev.raglan.model.Embeddings;
import dev.raglan.model.Extraction;
import dev.raglan.model.Message;
import dev.raglan.model.Message.Attachment;
import dev.raglan.model.Operation;
import dev.raglan.model.RetrievedChunk;
import dev.raglan.model.SpanType;
import dev.raglan.model.ToolCall;
import dev.raglan.model.Usage;
import dev.raglan.spi.SpanDescription;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * However much goes in and out of a call, its span keeps every attribute, and says what it lacks.
 */
class AttributeBoundsTest {

  private static final int LIMIT = 128;

  /** The outcome and the like; what a trace has in common is among the bound fields. */
  private static final int ROOM_FOR_THE_TRACE = 10;

  private static final String SECRET = "sk-proj-abcdefghij0123456789abcdefghij";

  @ParameterizedTest
  @EnumSource(SpanType.class)
  void fewerAttributesThanASpanKeepsWithEverythingBoundAndReadAtOnce(SpanType type) {
    Map<String, Object> attributes = Rendered.of(everything(type));

    assertThat(attributes).hasSizeLessThan(LIMIT - ROOM_FOR_THE_TRACE);
  }

  @Test
  void attributesOfTheApplicationTakeTheirRoomFromTheLists() {
    CallBuilder call =
        CallBuilder.of(SpanType.RETRIEVER)
            .read(Extraction.NONE, Extraction.ofDocuments(documents(100), 5));
    IntStream.range(0, 80).forEach(i -> call.bind("app." + i, i));

    Map<String, Object> attributes = Rendered.of(call.build());

    assertThat(attributes).hasSizeLessThan(LIMIT).containsKey("app.79");
    assertThat(attributes).doesNotContainKey("retrieval.documents.2.document.id");
    assertThat((Long) attributes.get("raglan.documents.left_out")).isGreaterThan(100L);
  }

  @Test
  void aPipelineThatKeepsMoreAttributesLosesNoMessage() {
    Captured call =
        CallBuilder.of(SpanType.GENERATION)
            .read(Extraction.of(Generations.conversation(60)), Extraction.NONE)
            .build();

    assertThat(Rendered.of(call, Rendered.dialects(), CaptureLimits.DEFAULT, 1_024))
        .containsKey("llm.input_messages.59.message.content")
        .doesNotContainKey("raglan.messages.left_out");
    assertThat(Rendered.of(call, Rendered.dialects(), CaptureLimits.DEFAULT, 60))
        .hasSizeLessThan(60)
        .containsKey("raglan.messages.left_out");
  }

  @Test
  void theFirstMessageAndTheLatestStay() {
    Map<String, Object> attributes =
        Rendered.of(
            CallBuilder.of(SpanType.GENERATION)
                .read(Extraction.of(Generations.conversation(200)), Extraction.NONE)
                .output(Calls.ANSWER)
                .build());

    long flat = attributes.keySet().stream().filter(key -> key.matches("llm.input.*role")).count();
    assertThat(attributes)
        .containsEntry("llm.input_messages.0.message.content", "message 0")
        .containsEntry("llm.input_messages." + (flat - 1) + ".message.content", "message 199")
        .containsEntry("llm.input_messages." + (flat - 2) + ".message.content", "message 198")
        .containsEntry("llm.output_messages.0.message.content", Calls.ANSWER)
        .containsEntry("raglan.messages.left_out", 200 - flat);
    assertThat(messages(attributes)).hasSize(200);
  }

  @Test
  void aLongConversationIsCutToTheLengthOfTwoValues() {
    List<Message> messages =
        IntStream.range(0, 40)
            .mapToObj(i -> Message.of("user", "#" + i + " " + "long ".repeat(400)))
            .toList();

    Map<String, Object> attributes =
        Rendered.of(
            CallBuilder.of(SpanType.GENERATION)
                .read(Extraction.of(messages), Extraction.NONE)
                .build());

    String json = (String) attributes.get("gen_ai.input.messages");
    List<Map<String, Object>> kept = messages(attributes);
    assertThat(json.length()).isLessThanOrEqualTo(2 * CaptureLimits.DEFAULT.maxLength());
    assertThat(kept).hasSizeBetween(10, 20).allMatch(message -> message.containsKey("parts"));
    assertThat(kept.get(0).toString()).contains("#0 ");
    assertThat(kept.get(kept.size() - 1).toString()).contains("#39 ").doesNotContain("…");
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 100, 257, 1_000, 5_000})
  void everyJsonIsValidHoweverShortItMustBe(int length) {
    CaptureLimits limits = new CaptureLimits(length, 8, 12);
    for (SpanType type : SpanType.values()) {
      Map<String, Object> attributes = Rendered.of(everything(type), Rendered.dialects(), limits);
      attributes.forEach((key, value) -> checkLength(key, value, length));
      attributes.keySet().stream()
          .filter(key -> key.startsWith("gen_ai.") && key.endsWith("messages"))
          .forEach(key -> Rendered.json(attributes.get(key)));
    }
  }

  private static void checkLength(String key, Object value, int length) {
    boolean mayBeTwice =
        key.endsWith("messages")
            || key.startsWith("langfuse.observation.")
            || key.equals("input.value")
            || key.equals("output.value")
            || key.equals("gen_ai.system_instructions");
    if (value instanceof String text) {
      assertThat(text.length()).as(key).isLessThanOrEqualTo(mayBeTwice ? 2 * length : length);
    }
  }

  @Test
  void aLongPromptIsMarkedWithWhatIsReallyMissing() {
    Map<String, Object> attributes =
        Rendered.of(
            CallBuilder.of(SpanType.GENERATION).argument("prompt", "x".repeat(100_000)).build());

    assertThat((String) attributes.get("gen_ai.input.messages")).contains("…[+836");
    assertThat((String) attributes.get("llm.input_messages.0.message.content"))
        .hasSizeBetween(16_380, 16_384)
        .contains("…[+836");
  }

  @Test
  void secretsAreRedactedWhereverMessagesAndDocumentsAreWritten() {
    Message message =
        new Message(
            "assistant",
            "key " + SECRET,
            "reason " + SECRET,
            null,
            List.of(new ToolCall("c", "t", "{\"password\":\"hunter2\",\"k\":\"" + SECRET + "\"}")),
            null,
            List.of(new Attachment("image", "https://h/?k=" + SECRET, null, null)));
    RetrievedChunk chunk = new RetrievedChunk("d", SECRET, 1.0, Map.of("password", "hunter2"));

    for (SpanType type : List.of(SpanType.GENERATION, SpanType.RETRIEVER, SpanType.RERANKER)) {
      Extraction input = new Extraction(List.of(message, message), null, List.of(chunk), 0, null);
      Completion completion = new Completion(null, null, List.of(message), List.of(), null);
      Extraction output = new Extraction(List.of(), completion, List.of(chunk), 0, null);
      Map<String, Object> attributes =
          Rendered.of(CallBuilder.of(type).read(input, output).build());
      assertThat(attributes.toString()).doesNotContain("hunter2", "abcdefghij0123456789");
    }
  }

  @Test
  void toolsAndToolCallsPastTheFirstAreCounted() {
    List<ToolCall> calls =
        IntStream.range(0, 20).mapToObj(i -> new ToolCall("c" + i, "t", "{}")).toList();
    Message message = new Message("assistant", null, null, null, calls, null, List.of());
    String tools =
        "["
            + String.join(",", Collections.nCopies(30, "{\"name\":\"t\",\"type\":\"function\"}"))
            + "]";

    Map<String, Object> attributes =
        Rendered.of(
            CallBuilder.of(SpanType.GENERATION)
                .bind(Field.TOOLS, new RawJson(tools))
                .read(
                    Extraction.NONE,
                    Extraction.of(new Completion(null, null, List.of(message), List.of(), null)))
                .build());

    assertThat(attributes)
        .containsEntry("raglan.message_parts.left_out", 12L)
        .containsEntry("raglan.tools.left_out", 14L)
        .containsEntry(
            "gen_ai.tool.definitions",
            tools.replace(
                "{\"name\":\"t\",\"type\":\"function\"}",
                "{\"type\":\"function\",\"name\":\"t\"}"));
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> messages(Map<String, Object> attributes) {
    return (List<Map<String, Object>>) Rendered.json(attributes.get("gen_ai.input.messages"));
  }

  private static List<RetrievedChunk> documents(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new RetrievedChunk("d" + i, "text ".repeat(50), 0.5, Map.of("page", i)))
        .toList();
  }

  /** Every field bound, and everything read that there is. */
  static Captured everything(SpanType type) {
    SpanDescription.GenerationDescription generation =
        new SpanDescription.GenerationDescription(Operation.CHAT, "openai", "gpt-4o", "slug");
    SpanDescription step =
        new SpanDescription("Acme.run", type, null, generation, null, null, List.of("tag"));
    CallBuilder call = CallBuilder.of(step).argument("a", "b").output("c");
    for (Field field : Field.values()) {
      if (field != Field.NONE && field != Field.PROMPT && field != Field.RESPONSE) {
        call.bind(field, field == Field.TOOLS ? new RawJson("[{\"a\":1}]") : "1");
      }
    }
    Usage usage = new Usage(9L, 9L, null, 1L, 1L, 1L, true);
    List<Message> messages = Generations.conversation(100);
    Completion completion =
        new Completion("id", "model", messages.subList(0, 3), List.of("stop"), usage);
    Embeddings embeddings =
        new Embeddings("m", 300, 2, Collections.nCopies(300, List.of(0.1, 0.2)), usage);
    return call.read(
            new Extraction(messages, null, documents(50), 1, null),
            new Extraction(List.of(), completion, documents(50), 1, embeddings))
        .build();
  }
}

package dev.raglan.internal.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.annotation.Field;
import dev.raglan.internal.type.RawJson;
import dev.raglan.model.CaptureLimits;
import dev.raglan.model.Completion;
import dev.raglan.model.Embeddings;
import dev.raglan.model.Extraction;
import dev.raglan.model.Message;
import dev.raglan.model.RetrievedChunk;
import dev.raglan.model.SpanType;
import dev.raglan.model.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The content that Phoenix and Langfuse show: input and output, messages, documents. */
class ShownContentTest {

  private static final String LONG = "x".repeat(20_000);

  @Test
  void aGenerationShowsItsMessagesAndItsAnswerRatherThanArgumentsAndResult() {
    Map<String, Object> written =
        Rendered.of(
            CallBuilder.of(SpanType.GENERATION)
                .argument("model", "gpt-4o")
                .argument("messages", new RawJson("[{\"role\":\"user\"}]"))
                .output(new RawJson("{\"choices\":[]}"))
                .read(
                    Extraction.of(
                        List.of(Message.of("system", "Be brief."), Message.of("user", "Why?"))),
                    answer(Message.of("assistant", "So.")))
                .build());

    assertThat(Rendered.json(written.get("input.value")))
        .isEqualTo(
            List.of(
                Map.of("role", "system", "content", "Be brief."),
                Map.of("role", "user", "content", "Why?")));
    assertThat(written)
        .containsEntry("input.mime_type", "application/json")
        .containsEntry("output.value", "So.")
        .containsEntry("output.mime_type", "text/plain")
        .containsEntry("langfuse.observation.input", written.get("input.value"))
        .containsEntry("langfuse.observation.output", "So.");
  }

  @Test
  void anAnswerThatIsACallShowsTheCall() {
    ToolCall call = new ToolCall("c", "weather", "{\"city\":\"Paris\"}");
    Map<String, Object> written =
        Rendered.of(
            CallBuilder.of(SpanType.GENERATION)
                .output(new RawJson("{}"))
                .read(
                    Extraction.NONE,
                    answer(
                        new Message("assistant", null, null, null, List.of(call), null, List.of())))
                .build());

    assertThat((String) written.get("output.value")).contains("weather").contains("Paris");
    assertThat(written).containsEntry("output.mime_type", "application/json");
  }

  @Test
  void aGenerationWithoutMessagesShowsItsArgumentsAndItsResult() {
    Map<String, Object> written =
        Rendered.of(
            CallBuilder.of(SpanType.GENERATION)
                .argument("a", 1)
                .argument("b", 2)
                .output(new RawJson("{\"c\":3}"))
                .build());

    assertThat(written)
        .containsEntry("input.value", "{\"a\":1,\"b\":2}")
        .containsEntry("output.value", "{\"c\":3}");
  }

  @ParameterizedTest
  @EnumSource(SpanType.class)
  void documentsThatWereReadAreShownOnASpanOfAnyType(SpanType type) {
    RetrievedChunk chunk = RetrievedChunk.of("d1", "A raglan is a sleeve.", 0.9);
    Map<String, Object> written =
        Rendered.of(
            CallBuilder.of(type)
                .read(Extraction.NONE, Extraction.ofDocuments(List.of(chunk), 2))
                .build());

    String list = type == SpanType.RERANKER ? "reranker.output_documents" : "retrieval.documents";
    assertThat(written)
        .containsEntry(list + ".0.document.id", "d1")
        .containsEntry(list + ".0.document.content", "A raglan is a sleeve.")
        .containsEntry("gen_ai.retrieval.documents", "[{\"id\":\"d1\",\"score\":0.9}]")
        .containsEntry("raglan.documents.left_out", 2L);
  }

  @Test
  void documentsBesideAnAnswerAndBesideVectorsAreShownToo() {
    RetrievedChunk chunk = RetrievedChunk.of("d1", "text", 0.9);
    Completion completion =
        new Completion(null, null, List.of(Message.of("assistant", "So.")), List.of(), null);
    Embeddings embeddings = new Embeddings(null, 1, 2, List.of(List.of(0.1, 0.2)), null);
    Map<String, Object> generation =
        Rendered.of(
            CallBuilder.of(SpanType.GENERATION)
                .read(
                    Extraction.NONE, new Extraction(List.of(), completion, List.of(chunk), 0, null))
                .build());
    Map<String, Object> embedding =
        Rendered.of(
            CallBuilder.of(SpanType.EMBEDDING)
                .argument("text", "text")
                .read(
                    Extraction.ofDocuments(List.of(chunk), 0),
                    new Extraction(List.of(), null, List.of(), 0, embeddings))
                .build());

    assertThat(generation)
        .containsEntry("llm.output_messages.0.message.content", "So.")
        .containsEntry("retrieval.documents.0.document.id", "d1");
    assertThat(embedding)
        .containsEntry("embedding.embeddings.0.embedding.vector", List.of(0.1, 0.2))
        .containsEntry("retrieval.documents.0.document.id", "d1");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3})
  void flattenedMessagesKeepTheSystemMessageAndTheNewest(int before) {
    List<Message> messages = new ArrayList<>();
    IntStream.range(0, before).forEach(i -> messages.add(Message.of("user", "early " + i)));
    messages.add(Message.of(before == 1 ? "developer" : "system", "Be brief. " + LONG));
    IntStream.range(0, 300).forEach(i -> messages.add(Message.of("user", "question " + i)));
    messages.add(heavy("the newest"));

    Map<String, Object> written =
        Rendered.of(
            CallBuilder.of(SpanType.GENERATION)
                .read(Extraction.of(messages), Extraction.NONE)
                .build());

    List<String> contents = flattened(written);
    assertThat(contents.get(0)).startsWith("Be brief. ");
    assertThat(contents.get(contents.size() - 1)).startsWith("the newest");
    assertThat(written.get("raglan.messages.left_out"))
        .isEqualTo((long) messages.size() - contents.size());
  }

  /** A message that alone is longer than all messages together may be. */
  private static Message heavy(String content) {
    List<ToolCall> calls =
        IntStream.range(0, 8).mapToObj(i -> new ToolCall("c" + i, "t", LONG)).toList();
    return new Message("assistant", content + LONG, LONG, null, calls, null, List.of());
  }

  private static List<String> flattened(Map<String, Object> written) {
    List<String> contents = new ArrayList<>();
    for (int i = 0; written.containsKey("llm.input_messages." + i + ".message.role"); i++) {
      String prefix = "llm.input_messages." + i + ".message.";
      Object plain = written.get(prefix + "content");
      Object part = written.get(prefix + "contents.1.message_content.text");
      contents.add(String.valueOf(plain == null ? part : plain));
    }
    return contents;
  }

  @Test
  void aMessageThatAloneIsTooLongIsCutRatherThanLeftOut() {
    Map<String, Object> written =
        Rendered.of(
            CallBuilder.of(SpanType.GENERATION)
                .read(Extraction.of(List.of(heavy("question"))), answer(heavy("answer")))
                .build());

    assertThat((String) written.get("llm.input_messages.0.message.contents.1.message_content.text"))
        .startsWith("question");
    assertThat(
            (String) written.get("llm.output_messages.0.message.contents.1.message_content.text"))
        .startsWith("answer");
    long length =
        written.entrySet().stream()
            .filter(entry -> entry.getKey().startsWith("llm."))
            .mapToLong(entry -> entry.getValue().toString().length())
            .sum();
    assertThat(length).isLessThan(5L * CaptureLimits.DEFAULT.maxLength());
  }

  @ParameterizedTest
  @ValueSource(ints = {1_000_000, 8_388_609, 16_777_216})
  void nothingIsLostWhereTheLengthOfAValueIsNearlyUnlimited(int length) {
    RetrievedChunk chunk = RetrievedChunk.of("d1", "text", 0.9);
    Map<String, Object> generation =
        Rendered.of(
            CallBuilder.of(SpanType.GENERATION)
                .bind(Field.SYSTEM_PROMPT, "Be brief.")
                .read(
                    Extraction.of(List.of(Message.of("user", "Why?"), Message.of("user", "How?"))),
                    answer(Message.of("assistant", "So."), Message.of("assistant", "Thus.")))
                .build(),
            Rendered.dialects(),
            new CaptureLimits(length, 256, 12));
    Map<String, Object> retriever =
        Rendered.of(
            CallBuilder.of(SpanType.RETRIEVER)
                .read(Extraction.NONE, Extraction.ofDocuments(List.of(chunk), 0))
                .build(),
            Rendered.dialects(),
            new CaptureLimits(length, 256, 12));

    assertThat(generation)
        .containsEntry("llm.input_messages.2.message.content", "How?")
        .containsEntry("llm.output_messages.1.message.content", "Thus.")
        .doesNotContainKey("raglan.messages.left_out");
    assertThat((String) generation.get("gen_ai.input.messages")).contains("Why?", "How?");
    assertThat((String) generation.get("gen_ai.system_instructions")).contains("Be brief.");
    assertThat((String) generation.get("langfuse.observation.output")).contains("So.", "Thus.");
    assertThat(retriever)
        .containsEntry("retrieval.documents.0.document.content", "text")
        .containsEntry("gen_ai.retrieval.documents", "[{\"id\":\"d1\",\"score\":0.9}]");
  }

  private static Extraction answer(Message... messages) {
    return Extraction.of(new Completion(null, null, List.of(messages), List.of(), null));
  }
}

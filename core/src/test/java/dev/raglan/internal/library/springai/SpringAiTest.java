package dev.raglan.internal.library.springai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.internal.library.BuiltIn;
import dev.raglan.internal.read.Extractors;
import dev.raglan.model.Completion;
import dev.raglan.model.Embeddings;
import dev.raglan.model.Message.Attachment;
import dev.raglan.model.Message.Reasoning;
import dev.raglan.model.Message.Text;
import dev.raglan.model.RetrievedChunk;
import dev.raglan.model.ToolCall;
import dev.raglan.model.Usage;
import dev.raglan.spi.ChunkReader;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.metadata.ChatGenerationMetadata;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.metadata.DefaultUsage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.content.Media;
import org.springframework.ai.document.Document;
import org.springframework.ai.embedding.Embedding;
import org.springframework.ai.embedding.EmbeddingResponse;
import org.springframework.ai.embedding.EmbeddingResponseMetadata;
import org.springframework.util.MimeTypeUtils;

/** Runs at the newest and at the oldest supported version of Spring AI. */
class SpringAiTest {

  private final Extractors extractors = BuiltIn.extractors(false);

  private static ChatResponse response(String text, String finishReason, DefaultUsage usage) {
    return new ChatResponse(
        List.of(
            new Generation(
                new AssistantMessage(text),
                ChatGenerationMetadata.builder().finishReason(finishReason).build())),
        ChatResponseMetadata.builder().id("r-1").model("gpt-4o").usage(usage).build());
  }

  @Test
  void readsAChatResponse() {
    assertThat(extractors.extract(response("Paris.", "STOP", new DefaultUsage(10, 5))).completion())
        .isEqualTo(
            new Completion(
                "r-1",
                "gpt-4o",
                List.of(dev.raglan.model.Message.of("assistant", "Paris.")),
                List.of("STOP"),
                Usage.of(10L, 5L)));
  }

  @Test
  void readsWhatOnlyTheProvidersOwnUsageStates() {
    record Details(int cachedTokens) {}
    record Spent(int reasoningTokens) {}
    record Own(
        int promptTokens,
        int completionTokens,
        int totalTokens,
        Details promptTokensDetails,
        Spent completionTokenDetails) {}
    Own own = new Own(10, 5, 15, new Details(8), new Spent(4));

    Completion completion =
        extractors.extract(response("Hi", "STOP", new DefaultUsage(10, 5, 15, own))).completion();

    assertThat(completion).isNotNull();
    assertThat(completion.usage()).isEqualTo(new Usage(10L, 5L, 15L, 8L, null, 4L, false));
  }

  @Test
  void countsTheCacheOfAnthropicAsInput() {
    record Own(
        int inputTokens,
        int outputTokens,
        int cacheCreationInputTokens,
        int cacheReadInputTokens) {}

    Completion completion =
        extractors
            .extract(response("Hi", "STOP", new DefaultUsage(10, 5, 15, new Own(10, 5, 20, 70))))
            .completion();

    assertThat(completion).isNotNull();
    assertThat(completion.usage()).isEqualTo(new Usage(100L, 5L, 105L, 70L, 20L, null, false));
  }

  @Test
  void putsTheResponsesOfAStreamTogether() {
    List<ChatResponse> chunks =
        List.of(
            response("It is ", "", new DefaultUsage(0, 0)),
            response("Paris.", "", new DefaultUsage(0, 0)),
            response("", "STOP", new DefaultUsage(10, 5)));
    ChunkReader reader = extractors.accumulator(chunks.get(0));
    assertThat(reader).isNotNull();
    chunks.forEach(reader::add);

    assertThat(reader.result().completion())
        .isEqualTo(
            new Completion(
                "r-1",
                "gpt-4o",
                List.of(dev.raglan.model.Message.of("assistant", "It is Paris.")),
                List.of("STOP"),
                Usage.of(10L, 5L)));
  }

  @Test
  void readsTheMessagesOfAPrompt() {
    Media here = new Media(MimeTypeUtils.IMAGE_PNG, URI.create("https://acme.com/a.png"));
    Prompt prompt =
        new Prompt(
            List.of(
                new SystemMessage("Be brief."),
                UserMessage.builder().text("What is this?").media(here).build()));

    assertThat(extractors.extract(prompt).messages())
        .containsExactly(
            dev.raglan.model.Message.of("system", "Be brief."),
            new dev.raglan.model.Message(
                "user",
                "What is this?",
                null,
                null,
                List.of(),
                null,
                List.of(new Attachment("image", "https://acme.com/a.png", "image/png", null))));
  }

  @Test
  void readsAListOfMessages() {
    List<Message> messages = List.of(new UserMessage("Hi"), new AssistantMessage("Hello"));

    assertThat(extractors.extract(messages).messages())
        .containsExactly(
            dev.raglan.model.Message.of("user", "Hi"),
            dev.raglan.model.Message.of("assistant", "Hello"));
  }

  @Test
  void readsAnAnswerAndItsToolCalls() {
    AssistantMessage message =
        SpringAiSamples.calling(
            new AssistantMessage.ToolCall("call_1", "function", "weather", "{\"city\":\"Paris\"}"));

    Completion completion = extractors.extract(message).completion();

    assertThat(completion).isNotNull();
    assertThat(completion.messages().get(0).toolCalls())
        .containsExactly(new ToolCall("call_1", "weather", "{\"city\":\"Paris\"}"));
  }

  private static Generation said(String text, Map<String, Object> metadata) {
    return new Generation(
        SpringAiSamples.with(text, metadata),
        ChatGenerationMetadata.builder().finishReason("end_turn").build());
  }

  private static ChatResponse answers(Generation... generations) {
    return new ChatResponse(
        List.of(generations), ChatResponseMetadata.builder().id("r-1").model("claude").build());
  }

  @Test
  void readsThoughtsThatAreAnswersOfTheirOwnAsReasoning() {
    ChatResponse response =
        answers(
            said("hm", Map.of("signature", "QUJD")),
            said("", Map.of("data", "QUJDREVG")),
            said("Paris.", Map.of()));

    Completion completion = extractors.extract(response).completion();
    assertThat(completion.messages())
        .containsExactly(
            new dev.raglan.model.Message(
                "assistant", null, List.of(new Reasoning("hm", 9L), new Text("Paris."))));
    assertThat(completion.finishReasons()).containsExactly("end_turn");
  }

  @Test
  void readsThoughtsOfAStreamAsReasoning() {
    List<ChatResponse> chunks =
        List.of(
            answers(said("h", Map.of("thinking", true))),
            answers(said("m", Map.of("thinking", true))),
            answers(said("", Map.of("signature", "QUJD"))),
            answers(said("Par", Map.of())),
            answers(said("is.", Map.of())));
    ChunkReader reader = extractors.accumulator(chunks.get(0));
    chunks.forEach(reader::add);

    assertThat(reader.result().completion().messages())
        .containsExactly(
            new dev.raglan.model.Message(
                "assistant", null, List.of(new Reasoning("hm", 3L), new Text("Paris."))));
  }

  @Test
  void keepsTheThoughtsOfGooglesModelsBySize() {
    Map<String, Object> signed = Map.of("thoughtSignatures", List.of(new byte[40]));
    Map<String, Object> thought =
        Map.of("thoughtSignatures", List.of(new byte[40]), "isThought", true);

    assertThat(extractors.extract(answers(said("Paris.", signed))).completion().messages())
        .containsExactly(
            new dev.raglan.model.Message(
                "assistant", null, List.of(new Reasoning("", 40L), new Text("Paris."))));
    assertThat(
            extractors
                .extract(answers(said("hm", thought), said("Paris.", Map.of())))
                .completion()
                .messages())
        .containsExactly(
            new dev.raglan.model.Message(
                "assistant", null, List.of(new Reasoning("hm"), new Text("Paris."))));
  }

  @Test
  void readsDocumentsWithTheirScores() {
    List<Document> documents =
        List.of(
            Document.builder()
                .id("d1")
                .text("one")
                .score(0.9)
                .metadata(Map.of("source", "a.pdf"))
                .build(),
            Document.builder().id("d2").text("two").build());

    assertThat(extractors.extract(documents).documents())
        .containsExactly(
            new RetrievedChunk("d1", "one", 0.9, Map.of("source", "a.pdf")),
            RetrievedChunk.of("d2", "two", null));
  }

  @Test
  void countsEmbeddingsAndTheirDimensions() {
    EmbeddingResponse response =
        new EmbeddingResponse(
            List.of(new Embedding(new float[] {0.12345f, 1}, 0), new Embedding(new float[2], 1)),
            new EmbeddingResponseMetadata("text-embedding-3-small", new DefaultUsage(8, 0)));

    assertThat(extractors.extract(response).embeddings())
        .isEqualTo(
            new Embeddings(
                "text-embedding-3-small",
                2,
                2,
                List.of(),
                new Usage(8L, 0L, 8L, null, null, null, false)));
  }

  @Test
  void vouchesForNothingBecauseItsMetadataCanChange() {
    assertThat(extractors.isImmutable(ChatResponse.class)).isFalse();
    assertThat(extractors.isImmutable(Document.class)).isFalse();
  }

  @Test
  void readsTheSourcesThatAnAnswerNamesWholeAndStreamed() {
    List<Map<String, Object>> sources =
        List.of(Map.of("type", "url_citation", "url", "https://met.test/"));
    ChatResponse whole = cited("Rain in Bath.", sources);
    ChunkReader stream = extractors.accumulator(cited("Rain", List.of(Map.of())));
    stream.add(cited("Rain", List.of(Map.of())));
    stream.add(cited(" in Bath.", sources));

    Completion read = extractors.extract(whole).completion();
    assertThat(read.messages().get(0).parts())
        .hasSize(2)
        .startsWith(new dev.raglan.model.Message.Text("Rain in Bath."))
        .last()
        .satisfies(
            part ->
                assertThat(((dev.raglan.model.Message.OtherPart) part).json())
                    .startsWith("[{")
                    .contains("\"url\":\"https://met.test/\"")
                    .endsWith("}]"));
    assertThat(stream.result().completion().messages()).isEqualTo(read.messages());
    assertThat(extractors.extract(cited("Hi.", List.of(Map.of()))).completion().messages())
        .containsExactly(dev.raglan.model.Message.of("assistant", "Hi."));
  }

  @Test
  void readsTheSourcesThatStandBesideTheAnswersWholeAndStreamed() {
    record Citation(String citedText, int documentIndex) {}
    ChatResponse whole =
        new ChatResponse(
            List.of(new Generation(new AssistantMessage("Rain."))),
            ChatResponseMetadata.builder()
                .keyValue("citations", List.of(new Citation("It rains.", 0)))
                .build());
    ChunkReader stream = extractors.accumulator(response("Ra", null, new DefaultUsage(0, 0)));
    stream.add(new ChatResponse(List.of(new Generation(new AssistantMessage("Ra")))));
    stream.add(
        new ChatResponse(
            List.of(new Generation(new AssistantMessage("in."))), whole.getMetadata()));

    List<dev.raglan.model.Message> read = extractors.extract(whole).completion().messages();
    assertThat(read.get(0).parts())
        .containsExactly(
            new dev.raglan.model.Message.Text("Rain."),
            new dev.raglan.model.Message.OtherPart(
                "citations", "[{\"citedText\":\"It rains.\",\"documentIndex\":0}]"));
    assertThat(stream.result().completion().messages()).isEqualTo(read);
  }

  /** Spring AI has one empty source where OpenAI has none. */
  private static ChatResponse cited(String text, List<Map<String, Object>> sources) {
    AssistantMessage message = SpringAiSamples.with(text, Map.of("annotations", sources));
    return new ChatResponse(List.of(new Generation(message)));
  }
}

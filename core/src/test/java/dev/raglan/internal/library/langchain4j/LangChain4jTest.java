package dev.raglan.internal.library.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.image.Image;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ChatMessageType;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.ChatResponseMetadata;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.output.TokenUsage;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.ContentMetadata;
import dev.langchain4j.service.Result;
import dev.langchain4j.store.embedding.EmbeddingMatch;
import dev.langchain4j.store.embedding.EmbeddingSearchResult;
import dev.raglan.internal.library.BuiltIn;
import dev.raglan.internal.read.Extractors;
import dev.raglan.model.Completion;
import dev.raglan.model.Embeddings;
import dev.raglan.model.Extraction;
import dev.raglan.model.Message;
import dev.raglan.model.Message.Attachment;
import dev.raglan.model.RetrievedChunk;
import dev.raglan.model.ToolCall;
import dev.raglan.model.Usage;
import dev.raglan.model.Usage.Billing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs at the newest and at the oldest supported version of LangChain4j. */
class LangChain4jTest {

  private static final TextSegment SEGMENT =
      TextSegment.from("one", Metadata.from(Map.of("source", "a.pdf")));

  private final Extractors extractors = BuiltIn.extractors(false);

  @Test
  void readsAChatResponse() {
    ChatResponse response =
        ChatResponse.builder()
            .aiMessage(AiMessage.from("Paris."))
            .id("r-1")
            .modelName("gpt-4o")
            .tokenUsage(new TokenUsage(10, 5))
            .finishReason(FinishReason.STOP)
            .build();

    assertThat(extractors.extract(response).completion())
        .isEqualTo(
            new Completion(
                "r-1",
                "gpt-4o",
                List.of(Message.of("assistant", "Paris.")),
                List.of("STOP"),
                Usage.of(10L, 5L)));
  }

  /** Older versions show the lists that they were given, and newer ones copies. */
  @Test
  void keepsNoRequestThatItWouldReadDifferentlyLater() {
    List<dev.langchain4j.data.message.Content> contents =
        new ArrayList<>(List.of(TextContent.from("Hello")));
    List<ChatMessage> messages =
        new ArrayList<>(List.of(SystemMessage.from("Be brief."), UserMessage.from(contents)));
    List<String> stops = new ArrayList<>(List.of("stop"));
    ChatRequest request =
        ChatRequest.builder().modelName("m").messages(messages).stopSequences(stops).build();
    boolean keeps = extractors.keeps(request);
    Extraction before = extractors.extract(request);
    String settings = extractors.settings(request).toString();

    contents.set(0, TextContent.from("changed"));
    messages.set(0, SystemMessage.from("changed"));
    stops.set(0, "changed");

    if (keeps) {
      assertThat(extractors.extract(request)).isEqualTo(before);
      assertThat(extractors.settings(request)).hasToString(settings);
    }
  }

  @Test
  void keepsNoRequestWithMessagesOfTheApplicationsOwn() {
    ChatMessage own =
        new ChatMessage() {
          @Override
          public ChatMessageType type() {
            return ChatMessageType.USER;
          }
        };
    Image image = Image.builder().url("https://h/a.png").build();
    ChatMessage shown = UserMessage.from(ImageContent.from(image));

    for (ChatMessage each : List.of(own, shown)) {
      List<ChatMessage> messages = List.of(UserMessage.from("Hello"), each);
      assertThat(extractors.keeps(ChatRequest.builder().messages(messages).build())).isFalse();
    }
  }

  @Test
  void readsAResponseOfTheOlderKind() {
    Response<AiMessage> response =
        Response.from(AiMessage.from("Paris."), new TokenUsage(10, 5), FinishReason.LENGTH);

    assertThat(extractors.extract(response).completion())
        .isEqualTo(
            new Completion(
                null,
                null,
                List.of(Message.of("assistant", "Paris.")),
                List.of("LENGTH"),
                Usage.of(10L, 5L)));
  }

  @Test
  void readsTheImagesThatAModelDraws() {
    Image image = Image.builder().url("https://h/a.png").build();
    for (Response<?> response : List.of(Response.from(image), Response.from(List.of(image)))) {
      assertThat(extractors.extract(response).completion().messages())
          .singleElement()
          .satisfies(
              message ->
                  assertThat(message.attachments())
                      .containsExactly(new Attachment("image", "https://h/a.png", null, null)));
    }
  }

  @Test
  void readsAnAnswerAndItsToolCalls() {
    AiMessage message =
        AiMessage.from(
            ToolExecutionRequest.builder()
                .id("call_1")
                .name("weather")
                .arguments("{\"city\":\"Paris\"}")
                .build());

    Completion completion = extractors.extract(message).completion();

    assertThat(completion).isNotNull();
    assertThat(completion.messages().get(0).toolCalls())
        .containsExactly(new ToolCall("call_1", "weather", "{\"city\":\"Paris\"}"));
  }

  @Test
  void readsAConversation() {
    List<ChatMessage> messages =
        List.of(
            SystemMessage.from("Be brief."),
            UserMessage.from(
                TextContent.from("What is this?"), ImageContent.from("A".repeat(400), "image/png")),
            AiMessage.from("A cat."),
            ToolExecutionResultMessage.from("call_1", "weather", "sunny"));

    assertThat(extractors.extract(messages).messages())
        .containsExactly(
            Message.of("system", "Be brief."),
            new Message(
                "user",
                "What is this?",
                null,
                null,
                List.of(),
                null,
                List.of(new Attachment("image", null, "image/png", 300L))),
            Message.of("assistant", "A cat."),
            new Message("tool", "sunny", null, "weather", List.of(), "call_1", List.of()));
    assertThat(extractors.extract(ChatRequest.builder().messages(messages).build()).messages())
        .isEqualTo(extractors.extract(messages).messages());
  }

  @Test
  void readsMatchesOfASearchWithTheirScores() {
    EmbeddingMatch<TextSegment> match =
        new EmbeddingMatch<>(0.9, "e1", Embedding.from(new float[] {1}), SEGMENT);
    RetrievedChunk chunk = new RetrievedChunk("e1", "one", 0.9, Map.of("source", "a.pdf"));

    assertThat(extractors.extract(new EmbeddingSearchResult<>(List.of(match))).documents())
        .containsExactly(chunk);
    assertThat(extractors.extract(List.of(match)).documents()).containsExactly(chunk);
  }

  @Test
  void saysHowManyMatchesItLeftOut() {
    List<EmbeddingMatch<TextSegment>> matches =
        IntStream.range(0, 300)
            .mapToObj(
                i -> new EmbeddingMatch<>(0.5, "e" + i, Embedding.from(new float[] {1}), SEGMENT))
            .toList();

    Extraction result = extractors.extract(new EmbeddingSearchResult<>(matches));

    assertThat(result.documents()).hasSize(256);
    assertThat(result.documentsLeftOut()).isEqualTo(44);
    assertThat(extractors.extract(matches)).isEqualTo(result);
  }

  @Test
  void readsContentsAndSegments() {
    Content content =
        Content.from(
            SEGMENT, Map.of(ContentMetadata.SCORE, 0.7, ContentMetadata.EMBEDDING_ID, "e1"));

    assertThat(extractors.extract(List.of(content)).documents())
        .containsExactly(new RetrievedChunk("e1", "one", 0.7, Map.of("source", "a.pdf")));
    assertThat(extractors.extract(List.of(SEGMENT)).documents())
        .containsExactly(new RetrievedChunk(null, "one", null, Map.of("source", "a.pdf")));
  }

  @Test
  void prefersTheScoreOfAReranker() {
    Content content =
        Content.from(
            SEGMENT, Map.of(ContentMetadata.SCORE, 0.7, ContentMetadata.RERANKED_SCORE, 0.2));

    assertThat(extractors.extract(content).documents().get(0).score()).isEqualTo(0.2);
  }

  @Test
  void countsEmbeddingsAndTheirDimensions() {
    Embedding embedding = Embedding.from(new float[] {0.12345f, 1});
    Embeddings two =
        new Embeddings(null, 2, 2, List.of(), new Usage(8L, null, 8L, null, null, null, false));

    assertThat(
            extractors
                .extract(Response.from(List.of(embedding, embedding), new TokenUsage(8)))
                .embeddings())
        .isEqualTo(two);
    assertThat(extractors.extract(Response.from(embedding)).embeddings())
        .isEqualTo(new Embeddings(null, 1, 2, List.of(), null));
    assertThat(extractors.extract(List.of(embedding, embedding)).embeddings())
        .isEqualTo(new Embeddings(null, 2, 2, List.of(), null));
  }

  @Test
  void readsTheAnswerOfAServiceWithItsSources() {
    Result<String> result =
        Result.<String>builder()
            .content("Paris.")
            .tokenUsage(new TokenUsage(10, 5))
            .sources(List.of(Content.from(SEGMENT)))
            .finishReason(FinishReason.STOP)
            .build();

    Extraction extraction = extractors.extract(result);

    assertThat(extraction.completion())
        .isEqualTo(
            new Completion(
                null,
                null,
                List.of(Message.of("assistant", "Paris.")),
                List.of("STOP"),
                Usage.of(10L, 5L)));
    assertThat(extraction.documents()).hasSize(1);
  }

  @Test
  void vouchesForWhatNeverChanges() {
    assertThat(extractors.isImmutable(ChatResponse.class)).isTrue();
    assertThat(extractors.isImmutable(AiMessage.class)).isTrue();
    assertThat(extractors.isImmutable(TextSegment.class)).isFalse();
  }

  /** As LangChain4j's Gemini has it: thoughts are beside the output. */
  public static class OfGemini extends TokenUsage {

    OfGemini() {
      super(900, 50, 1250);
    }

    public Integer cachedContentTokenCount() {
      return 800;
    }

    public Integer thoughtsTokenCount() {
      return 300;
    }
  }

  /** As LangChain4j's Bedrock has it: the cache is beside the input. */
  public static class OfBedrock extends TokenUsage {

    OfBedrock(Integer total) {
      super(50, 120, total);
    }

    public Integer cacheReadInputTokens() {
      return 1800;
    }

    public Integer cacheWriteInputTokens() {
      return 200;
    }
  }

  /** As LangChain4j's Anthropic has it, with a total of its own making. */
  public static class OfAnthropic extends TokenUsage {

    OfAnthropic() {
      super(50, 120);
    }

    public Integer cacheReadInputTokens() {
      return 30;
    }

    public Integer cacheCreationInputTokens() {
      return 20;
    }
  }

  static Stream<Arguments> usages() {
    return Stream.of(
        arguments(new OfGemini(), new Usage(900L, 350L, 1250L, 800L, null, 300L, false)),
        arguments(new OfBedrock(2170), new Usage(2050L, 120L, 2170L, 1800L, 200L, null, false)),
        arguments(new OfBedrock(null), new Usage(2050L, 120L, 2170L, 1800L, 200L, null, false)),
        arguments(new OfAnthropic(), new Usage(100L, 120L, 220L, 30L, 20L, null, false)),
        arguments(new TokenUsage(-3, 5), Usage.of(null, 5L)),
        arguments(new TokenUsage(null, 5, 8), Usage.of(3L, 5L)));
  }

  @ParameterizedTest
  @MethodSource("usages")
  void readsTheUsageOfEachProvider(TokenUsage stated, Usage read) {
    ChatResponse response =
        ChatResponse.builder().aiMessage(AiMessage.from("4")).tokenUsage(stated).build();

    assertThat(extractors.extract(response).completion().usage()).isEqualTo(read);
  }

  record Grounding(List<String> webSearchQueries) {}

  /** As of OpenAI and of Gemini. */
  public static class OfProvider extends ChatResponseMetadata {

    private final String tier;
    private final Grounding grounding;

    OfProvider(Builder<?> builder, String tier, Grounding grounding) {
      super(builder);
      this.tier = tier;
      this.grounding = grounding;
    }

    public String serviceTier() {
      return tier;
    }

    public Grounding groundingMetadata() {
      return grounding;
    }
  }

  @Test
  void readsWhatAProviderChargesByBesideTokens() {
    ChatResponseMetadata.Builder<?> builder =
        ChatResponseMetadata.builder().tokenUsage(new TokenUsage(10, 5));
    Billing billing =
        extractors
            .extract(
                ChatResponse.builder()
                    .aiMessage(AiMessage.from("4"))
                    .metadata(new OfProvider(builder, "flex", new Grounding(List.of("a", "b"))))
                    .build())
            .completion()
            .usage()
            .billing();

    assertThat(billing).isEqualTo(new Billing(null, "flex", null, null, null, null, null, 2L));
  }
}

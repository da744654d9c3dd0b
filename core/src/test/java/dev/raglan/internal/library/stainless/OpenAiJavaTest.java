package dev.raglan.internal.library.stainless;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.openai.core.JsonValue;
import com.openai.core.ObjectMappers;
import com.openai.core.Page;
import com.openai.models.audio.transcriptions.Transcription;
import com.openai.models.audio.transcriptions.TranscriptionCreateParams;
import com.openai.models.audio.transcriptions.TranscriptionCreateResponse;
import com.openai.models.audio.transcriptions.TranscriptionStreamEvent;
import com.openai.models.beta.assistants.AssistantStreamEvent;
import com.openai.models.beta.threads.runs.Run;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionContentPart;
import com.openai.models.chat.completions.ChatCompletionContentPartImage;
import com.openai.models.chat.completions.ChatCompletionContentPartText;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import com.openai.models.chat.completions.StructuredChatCompletion;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.images.ImageEditParams;
import com.openai.models.images.ImageGenerateParams;
import com.openai.models.images.ImagesResponse;
import com.openai.models.responses.EasyInputMessage;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseInputItem;
import com.openai.models.responses.ResponseStreamEvent;
import com.openai.models.vectorstores.VectorStoreSearchResponse;
import dev.raglan.internal.chat.Shapes;
import dev.raglan.internal.library.BuiltIn;
import dev.raglan.internal.library.Recorded;
import dev.raglan.internal.read.Extractors;
import dev.raglan.internal.read.Vectors;
import dev.raglan.model.Completion;
import dev.raglan.model.Embeddings;
import dev.raglan.model.Extraction;
import dev.raglan.model.Extraction.Failure;
import dev.raglan.model.Message;
import dev.raglan.model.Message.Attachment;
import dev.raglan.model.RetrievedChunk;
import dev.raglan.model.ToolCall;
import dev.raglan.model.Usage;
import dev.raglan.spi.ChunkReader;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Runs at the newest and at the oldest supported version of openai-java. */
class OpenAiJavaTest {

  private final Extractors extractors = BuiltIn.extractors(false);

  private static <T> T parse(String json, Class<T> type) {
    try {
      return ObjectMappers.jsonMapper().readValue(json, type);
    } catch (JsonProcessingException wrong) {
      throw new IllegalArgumentException(wrong);
    }
  }

  private Completion completion(Object value) {
    Completion completion = extractors.extract(value).completion();
    assertThat(completion).isNotNull();
    return completion;
  }

  @Test
  void readsAChatCompletion() {
    Completion completion = completion(parse(Recorded.CHAT_COMPLETION, ChatCompletion.class));

    assertThat(completion.responseId()).isEqualTo("chatcmpl-1");
    assertThat(completion.model()).isEqualTo("gpt-4o-2024-08-06");
    assertThat(completion.messages()).containsExactly(Message.of("assistant", "Paris."));
    assertThat(completion.finishReasons()).containsExactly("stop");
    assertThat(completion.usage()).isEqualTo(new Usage(120L, 40L, 160L, 100L, null, 32L, false));
  }

  @Test
  void readsImagesAsAttachmentsByTheirSizeOrAddress() {
    String json =
        "{\"created\":1,\"output_format\":\"png\",\"data\":[{\"b64_json\":\"QUJDREVG\"},"
            + "{\"url\":\"https://h/a.png\"}],\"usage\":{\"total_tokens\":100,"
            + "\"input_tokens\":60,\"output_tokens\":40,"
            + "\"input_tokens_details\":{\"text_tokens\":20,\"image_tokens\":40}}}";

    Completion completion = completion(parse(json, ImagesResponse.class));

    assertThat(completion.messages().get(0).attachments())
        .containsExactly(
            new Attachment("image", null, "image/png", 6L),
            new Attachment("image", "https://h/a.png", "image/png", null));
    assertThat(completion.usage().inputTokens()).isEqualTo(60);
    assertThat(completion.usage().outputTokens()).isEqualTo(40);
  }

  @Test
  void readsWhatIsAskedOfAnImageModel() {
    ImageGenerateParams params =
        ImageGenerateParams.builder().model("gpt-image-1").prompt("A cat").build();

    assertThat(extractors.extract(params).messages()).containsExactly(Message.of("user", "A cat"));
    assertThat(extractors.settings(params)).containsEntry("model", "gpt-image-1");
  }

  @Test
  void leavesTheStreamsOfARequestToTheClient() {
    InputStream picture =
        new InputStream() {
          @Override
          public int read() {
            throw new AssertionError("read by another than the client");
          }
        };
    ImageEditParams params =
        ImageEditParams.builder().image(picture).prompt("Make it blue.").model("m").build();

    assertThat(extractors.extract(params).messages())
        .containsExactly(Message.of("user", "Make it blue."));
    assertThat(
            extractors.extract(
                TranscriptionCreateParams.builder().file(picture).model("whisper-1").build()))
        .isEqualTo(Extraction.NONE);
  }

  @Test
  void readsTranscriptions() {
    Transcription text = parse("{\"text\":\"Hello.\"}", Transcription.class);

    assertThat(completion(text).messages()).containsExactly(Message.of("assistant", "Hello."));
    assertThat(completion(TranscriptionCreateResponse.ofTranscription(text)).messages())
        .containsExactly(Message.of("assistant", "Hello."));
    ChunkReader stream =
        extractors.accumulator(
            parse(
                "{\"type\":\"transcript.text.delta\",\"delta\":\"Hello.\"}",
                TranscriptionStreamEvent.class));
    stream.add(
        parse(
            "{\"type\":\"transcript.text.done\",\"text\":\"Hello.\",\"usage\":{\"type\":\"tokens\","
                + "\"input_tokens\":14,\"output_tokens\":4,\"total_tokens\":18}}",
            TranscriptionStreamEvent.class));
    assertThat(stream.result().completion().messages())
        .containsExactly(Message.of("assistant", "Hello."));
    assertThat(stream.result().completion().usage().inputTokens()).isEqualTo(14);
  }

  @Test
  void readsWhatAVectorStoreFinds() {
    VectorStoreSearchResponse found =
        parse(
            "{\"file_id\":\"f\",\"filename\":\"a.txt\",\"score\":0.5,\"attributes\":null,"
                + "\"content\":[{\"type\":\"text\",\"text\":\"one\"}]}",
            VectorStoreSearchResponse.class);

    Page<VectorStoreSearchResponse> page =
        new Page<>() {
          @Override
          public boolean hasNextPage() {
            throw new AssertionError("another page may be asked for");
          }

          @Override
          public Page<VectorStoreSearchResponse> nextPage() {
            throw new AssertionError("another page is asked for");
          }

          @Override
          public List<VectorStoreSearchResponse> items() {
            return List.of(found);
          }
        };
    assertThat(extractors.extract(List.of(found)).documents())
        .containsExactly(RetrievedChunk.of("f", "one", 0.5));
    assertThat(
            new OpenAiJava(new Shapes(new Vectors(false)), new Vectors(false))
                .extract(page)
                .documents())
        .containsExactly(RetrievedChunk.of("f", "one", 0.5));
  }

  @Test
  void readsToolCallsThatAModelAsksFor() {
    Completion completion = completion(parse(Recorded.CHAT_TOOL_CALL, ChatCompletion.class));

    assertThat(completion.finishReasons()).containsExactly("tool_calls");
    assertThat(completion.messages()).hasSize(1);
    assertThat(completion.messages().get(0).content()).isNull();
    assertThat(completion.messages().get(0).toolCalls())
        .containsExactly(new ToolCall("call_1", "weather", "{\"city\":\"Paris\"}"));
  }

  @Test
  void readsAResponseThatLeavesOutWhatOpenAiRequires() {
    Completion completion =
        completion(
            parse(
                "{\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":\"hi\"}}]}",
                ChatCompletion.class));

    assertThat(completion.model()).isNull();
    assertThat(completion.usage()).isNull();
    assertThat(completion.messages()).containsExactly(Message.of("assistant", "hi"));
  }

  @Test
  void looksThroughAStructuredCompletion() {
    ChatCompletion raw = parse(Recorded.CHAT_COMPLETION, ChatCompletion.class);

    assertThat(extractors.extract(new StructuredChatCompletion<>(Object.class, raw)))
        .isEqualTo(extractors.extract(raw));
  }

  @Test
  void putsChunksOfAChatCompletionTogether() {
    List<ChatCompletionChunk> chunks =
        Recorded.CHAT_CHUNKS.stream().map(json -> parse(json, ChatCompletionChunk.class)).toList();

    Completion completion = accumulated(chunks).completion();

    assertThat(completion).isNotNull();
    assertThat(completion.responseId()).isEqualTo("chatcmpl-2");
    assertThat(completion.model()).isEqualTo("gpt-4o-mini");
    assertThat(completion.messages()).hasSize(1);
    assertThat(completion.messages().get(0).content()).isEqualTo("Let me look.");
    assertThat(completion.messages().get(0).toolCalls())
        .containsExactly(
            new ToolCall("call_1", "weather", "{\"city\":\"Paris\"}"),
            new ToolCall("call_2", "time", "{}"));
    assertThat(completion.finishReasons()).containsExactly("tool_calls");
    assertThat(completion.usage()).isEqualTo(new Usage(9L, 5L, 14L, null, null, null, false));
  }

  @Test
  void keepsWhatArrivedBeforeAStreamBrokeOff() {
    List<ChatCompletionChunk> chunks =
        Recorded.CHAT_CHUNKS.stream()
            .limit(2)
            .map(json -> parse(json, ChatCompletionChunk.class))
            .toList();

    Completion completion = accumulated(chunks).completion();

    assertThat(completion).isNotNull();
    assertThat(completion.messages()).containsExactly(Message.of("assistant", "Let me"));
    assertThat(completion.finishReasons()).isEmpty();
  }

  private Extraction accumulated(List<?> chunks) {
    ChunkReader reader = extractors.accumulator(chunks.get(0));
    assertThat(reader).isNotNull();
    chunks.forEach(reader::add);
    return reader.result();
  }

  @Test
  void readsAResponse() {
    Completion completion = completion(parse(Recorded.RESPONSE, Response.class));

    assertThat(completion.responseId()).isEqualTo("resp_1");
    assertThat(completion.model()).isEqualTo("gpt-5");
    assertThat(completion.finishReasons()).containsExactly("completed");
    assertThat(completion.usage()).isEqualTo(new Usage(80L, 30L, 110L, 64L, null, 20L, false));
    assertThat(completion.messages())
        .containsExactly(
            new Message(
                "assistant",
                null,
                List.of(
                    new Message.Reasoning("The user wants the weather."),
                    new ToolCall("call_9", "weather", "{\"city\":\"Paris\"}"),
                    new Message.Text("It is sunny."))));
  }

  @Test
  void takesTheWholeResponseFromTheLastEventOfAStream() {
    List<ResponseStreamEvent> events =
        Recorded.RESPONSE_EVENTS.stream()
            .map(json -> parse(json, ResponseStreamEvent.class))
            .toList();

    assertThat(accumulated(events))
        .isEqualTo(extractors.extract(parse(Recorded.RESPONSE, Response.class)));
  }

  @Test
  void putsTheDeltasOfAResponseTogetherIfItsStreamBreaksOff() {
    List<ResponseStreamEvent> events =
        Recorded.RESPONSE_EVENTS.stream()
            .limit(4)
            .map(json -> parse(json, ResponseStreamEvent.class))
            .toList();

    Completion completion = accumulated(events).completion();

    assertThat(completion).isNotNull();
    assertThat(completion.responseId()).isEqualTo("resp_1");
    assertThat(completion.messages()).hasSize(1);
    assertThat(completion.messages().get(0).content()).isEqualTo("It is");
    assertThat(completion.messages().get(0).toolCalls())
        .containsExactly(new ToolCall("call_9", "weather", "{\"city\":\"Paris\"}"));
  }

  @Test
  void readsTheEventsOfARunOfAnAssistant() {
    String run = "{'id':'run_1','object':'thread.run','thread_id':'t','assistant_id':'a',";
    List<AssistantStreamEvent> events =
        Stream.of(
                "{'event':'thread.run.created','data':" + run + "'status':'queued'}}",
                "{'event':'thread.message.delta','data':{'id':'m','object':"
                    + "'thread.message.delta','delta':{'content':[{'index':0,'type':'text',"
                    + "'text':{'value':'Par'}}]}}}",
                "{'event':'thread.message.delta','data':{'id':'m','object':"
                    + "'thread.message.delta','delta':{'content':[{'index':0,'type':'text',"
                    + "'text':{'value':'is.'}}]}}}",
                "{'event':'thread.run.completed','data':"
                    + run
                    + "'status':'completed','model':'gpt-4o','usage':{'prompt_tokens':7,"
                    + "'completion_tokens':2,'total_tokens':9}}}")
            .map(json -> parse(json.replace('\'', '"'), AssistantStreamEvent.class))
            .toList();
    ChunkReader reader = extractors.accumulator(events.get(0));
    assertThat(reader).isNotNull();
    events.forEach(reader::add);

    Completion completion = reader.result().completion();
    assertThat(completion)
        .isEqualTo(
            new Completion(
                "run_1",
                "gpt-4o",
                List.of(Message.of("assistant", "Paris.")),
                List.of("completed"),
                new Usage(7L, 2L, 9L, null, null, null, false)));
  }

  @Test
  void readsWhyARunOfAnAssistantFailed() {
    Run run =
        parse(
            "{\"id\":\"run_1\",\"object\":\"thread.run\",\"status\":\"failed\",\"last_error\":"
                + "{\"code\":\"rate_limit_exceeded\",\"message\":\"Slow down\"}}",
            Run.class);

    assertThat(extractors.extract(run).failure())
        .isEqualTo(new Failure("rate_limit_exceeded", "Slow down", null));
  }

  @Test
  void readsTheMessagesOfAChatRequest() {
    String image = "data:image/png;base64," + "A".repeat(400);
    ChatCompletionCreateParams params =
        ChatCompletionCreateParams.builder()
            .model("gpt-4o")
            .addSystemMessage("Be brief.")
            .addDeveloperMessage("Be kind.")
            .addUserMessageOfArrayOfContentParts(List.of(text("What is this?"), image(image)))
            .addMessage(
                ChatCompletionToolMessageParam.builder().toolCallId("call_1").content("21").build())
            .build();

    assertThat(extractors.extract(params).messages())
        .containsExactly(
            Message.of("system", "Be brief."),
            Message.of("system", "Be kind."),
            new Message(
                "user",
                "What is this?",
                null,
                null,
                List.of(),
                null,
                List.of(new Attachment("image", null, "image/png", 300L))),
            new Message("tool", "21", null, null, List.of(), "call_1", List.of()));
  }

  private static ChatCompletionContentPart text(String text) {
    return ChatCompletionContentPart.ofText(
        ChatCompletionContentPartText.builder().text(text).build());
  }

  private static ChatCompletionContentPart image(String url) {
    return ChatCompletionContentPart.ofImageUrl(
        ChatCompletionContentPartImage.builder()
            .imageUrl(ChatCompletionContentPartImage.ImageUrl.builder().url(url).build())
            .build());
  }

  @Test
  void readsAModelsOwnMessageOutOfARequest() {
    ChatCompletionCreateParams params =
        ChatCompletionCreateParams.builder()
            .model("gpt-4o")
            .addMessage(
                parse(Recorded.CHAT_TOOL_CALL, ChatCompletion.class).choices().get(0).message())
            .build();

    assertThat(extractors.extract(params).messages().get(0).toolCalls())
        .containsExactly(new ToolCall("call_1", "weather", "{\"city\":\"Paris\"}"));
  }

  @Test
  void readsNoMoreMessagesThanTheLimitAllows() {
    ChatCompletionCreateParams.Builder params =
        ChatCompletionCreateParams.builder().model("gpt-4o");
    for (int i = 0; i < 200; i++) {
      params.addUserMessage("message " + i);
    }

    assertThat(extractors.extract(params.build()).messages()).hasSize(128);
  }

  @Test
  void readsTheInputOfAResponsesRequest() {
    ResponseCreateParams params =
        ResponseCreateParams.builder()
            .model("gpt-5")
            .instructions("Be brief.")
            .inputOfResponse(
                List.of(
                    ResponseInputItem.ofEasyInputMessage(
                        EasyInputMessage.builder()
                            .role(EasyInputMessage.Role.USER)
                            .content("The weather?")
                            .build()),
                    ResponseInputItem.ofFunctionCallOutput(
                        ResponseInputItem.FunctionCallOutput.builder()
                            .callId("call_9")
                            .output("sunny")
                            .build())))
            .build();

    assertThat(extractors.extract(params).messages())
        .containsExactly(
            Message.of("system", "Be brief."),
            Message.of("user", "The weather?"),
            new Message("tool", "sunny", null, null, List.of(), "call_9", List.of()));
  }

  @Test
  void readsATextThatIsTheInputOfAResponsesRequest() {
    ResponseCreateParams params =
        ResponseCreateParams.builder().model("gpt-5").input("Hello").build();

    assertThat(extractors.extract(params).messages()).containsExactly(Message.of("user", "Hello"));
  }

  @Test
  void countsEmbeddingsAndTheirDimensions() {
    CreateEmbeddingResponse response = parse(Recorded.EMBEDDINGS, CreateEmbeddingResponse.class);

    assertThat(extractors.extract(response).embeddings())
        .isEqualTo(
            new Embeddings(
                "text-embedding-3-small",
                2,
                3,
                List.of(),
                new Usage(8L, null, 8L, null, null, null, false)));
  }

  @Test
  void readsVectorsRoundedToFourPlacesIfAsked() {
    Embeddings embeddings =
        BuiltIn.extractors(true)
            .extract(parse(Recorded.EMBEDDINGS, CreateEmbeddingResponse.class))
            .embeddings();

    assertThat(embeddings).isNotNull();
    assertThat(embeddings.vectors())
        .containsExactly(List.of(0.1235, -0.5, 0.25), List.of(1.0, 2.0, 3.0));
  }

  @Test
  void vouchesForWhatIsBuiltOnce() {
    assertThat(extractors.isImmutable(ChatCompletion.class)).isTrue();
    assertThat(extractors.isImmutable(ChatCompletionCreateParams.class)).isTrue();
    assertThat(extractors.isImmutable(Response.class)).isTrue();
    assertThat(extractors.isImmutable(ChatCompletion.Builder.class)).isFalse();
    assertThat(extractors.isImmutable(StructuredChatCompletion.class)).isFalse();
    assertThat(extractors.isImmutable(JsonValue.class)).isFalse();
  }
}

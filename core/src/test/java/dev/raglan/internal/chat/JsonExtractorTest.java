package dev.raglan.internal.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.gson.JsonParser;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.raglan.internal.foreign.PlainValuesTest;
import dev.raglan.internal.library.BuiltIn;
import dev.raglan.internal.library.Recorded;
import dev.raglan.internal.read.Extractors;
import dev.raglan.model.Completion;
import dev.raglan.model.Embeddings;
import dev.raglan.model.Extraction;
import dev.raglan.model.Message;
import dev.raglan.model.Message.Attachment;
import dev.raglan.model.RetrievedChunk;
import dev.raglan.model.ToolCall;
import dev.raglan.model.Usage;
import dev.raglan.spi.ChunkReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonExtractorTest {

  private static final JsonMapper JSON = new JsonMapper();

  private final Extractors extractors = BuiltIn.extractors(false);

  private static Map<String, Object> map(String json) {
    try {
      return JSON.readValue(json, new TypeReference<>() {});
    } catch (JsonProcessingException wrong) {
      throw new IllegalArgumentException(wrong);
    }
  }

  private static Stream<Object> forms(String json) throws JsonProcessingException {
    return Stream.of(json, JSON.readTree(json), map(json));
  }

  static Stream<Object> chatCompletions() throws JsonProcessingException {
    return forms(Recorded.CHAT_COMPLETION);
  }

  @ParameterizedTest
  @MethodSource("chatCompletions")
  void readsAChatCompletionAsTextTreeOrMap(Object json) {
    assertThat(extractors.extract(json).completion())
        .isEqualTo(
            new Completion(
                "chatcmpl-1",
                "gpt-4o-2024-08-06",
                List.of(Message.of("assistant", "Paris.")),
                List.of("stop"),
                new Usage(120L, 40L, 160L, 100L, null, 32L, false)));
  }

  static Stream<Object> responses() throws JsonProcessingException {
    return forms(Recorded.RESPONSE);
  }

  @ParameterizedTest
  @MethodSource("responses")
  void readsAResponseAsTextTreeOrMap(Object json) {
    Completion completion = extractors.extract(json).completion();

    assertThat(completion).isNotNull();
    assertThat(completion.messages().get(0).content()).isEqualTo("It is sunny.");
    assertThat(completion.messages().get(0).reasoning()).isEqualTo("The user wants the weather.");
    assertThat(completion.messages().get(0).toolCalls())
        .containsExactly(new ToolCall("call_9", "weather", "{\"city\":\"Paris\"}"));
    assertThat(completion.usage()).isEqualTo(new Usage(80L, 30L, 110L, 64L, null, 20L, false));
  }

  static Stream<Object> anthropicMessages() throws JsonProcessingException {
    return forms(Recorded.ANTHROPIC_MESSAGE);
  }

  @ParameterizedTest
  @MethodSource("anthropicMessages")
  void readsAnAnthropicMessageAsTextTreeOrMap(Object json) {
    Completion completion = extractors.extract(json).completion();

    assertThat(completion).isNotNull();
    assertThat(completion.finishReasons()).containsExactly("tool_use");
    assertThat(completion.messages().get(0).content()).isEqualTo("It is Paris.");
    assertThat(completion.usage()).isEqualTo(new Usage(100L, 15L, 115L, 50L, 30L, null, false));
  }

  static Stream<List<String>> streams() {
    return Stream.of(Recorded.CHAT_CHUNKS, Recorded.RESPONSE_EVENTS, Recorded.ANTHROPIC_EVENTS);
  }

  @ParameterizedTest
  @MethodSource("streams")
  void putsChunksTogetherAsTextsTreesOrMaps(List<String> chunks) {
    ChunkReader texts = extractors.accumulator(chunks.get(0));
    ChunkReader maps = extractors.accumulator(map(chunks.get(0)));
    assertThat(texts).isNotNull();
    assertThat(maps).isNotNull();
    chunks.forEach(texts::add);
    texts.add("[DONE]");
    chunks.forEach(chunk -> maps.add(map(chunk)));

    Completion completion = texts.result().completion();
    assertThat(completion).isNotNull();
    assertThat(completion.messages()).hasSize(1);
    assertThat(completion.messages().get(0).toolCalls()).isNotEmpty();
    assertThat(completion.usage()).isNotNull();
    assertThat(maps.result()).isEqualTo(texts.result());
  }

  @Test
  void readsAConversationWithPartsToolCallsAndToolResults() {
    String json =
        """
        [{"role":"system","content":"Be brief."},
         {"role":"user","name":"ada","content":[{"type":"text","text":"What is this?"},
           {"type":"image_url","image_url":{"url":"https://acme.com/a.png"}},
           {"type":"input_audio","input_audio":{"data":"AAAA","format":"wav"}},
           {"type":"file","file":{"file_id":"file-1"}}]},
         {"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function",
           "function":{"name":"look","arguments":"{}"}}]},
         {"role":"tool","tool_call_id":"call_1","content":"a cat"}]
        """;

    assertThat(extractors.extract(json).messages())
        .containsExactly(
            Message.of("system", "Be brief."),
            new Message(
                "user",
                "What is this?",
                null,
                "ada",
                List.of(),
                null,
                List.of(
                    new Attachment("image", "https://acme.com/a.png", null, null),
                    new Attachment("audio", null, "audio/wav", 3L),
                    new Attachment("file", "file-1", null, null))),
            new Message(
                "assistant",
                null,
                null,
                null,
                List.of(new ToolCall("call_1", "look", "{}")),
                null,
                List.of()),
            new Message("tool", "a cat", null, null, List.of(), "call_1", List.of()));
  }

  @Test
  void takesTextsAmongMessagesForTheUsers() {
    Map<String, String> answer = Map.of("role", "assistant", "content", "Hello.");

    assertThat(extractors.extract(List.of("Hi.", answer, "Rain?")).messages())
        .containsExactly(
            Message.of("user", "Hi."),
            Message.of("assistant", "Hello."),
            Message.of("user", "Rain?"));
    assertThat(extractors.extract(List.of("Hi.", "Rain?"))).isEqualTo(Extraction.NONE);
  }

  @Test
  void readsRequests() {
    Map<String, Object> chat =
        Map.of("model", "m", "messages", List.of(Map.of("role", "user", "content", "Hi")));
    Map<String, Object> anthropic = new LinkedHashMap<>(chat);
    anthropic.put("system", List.of(Map.of("type", "text", "text", "Be brief.")));
    Map<String, Object> responses =
        Map.of("model", "m", "instructions", "Be brief.", "input", "Hi");
    Message hi = Message.of("user", "Hi");
    Message brief = Message.of("system", "Be brief.");

    assertThat(extractors.extract(chat).messages()).containsExactly(hi);
    assertThat(extractors.extract(anthropic).messages()).containsExactly(brief, hi);
    assertThat(extractors.extract(responses).messages()).containsExactly(brief, hi);
  }

  @Test
  void neverKeepsADataUri() {
    Map<String, Object> message =
        Map.of(
            "role",
            "user",
            "content",
            List.of(Map.of("type", "input_image", "image_url", "data:image/png;base64,AAAAAAAA")));

    assertThat(extractors.extract(message).messages().get(0).attachments())
        .containsExactly(new Attachment("image", null, "image/png", 6L));
  }

  @Test
  void keepsContentByReference() {
    String content = "a long text";

    assertThat(
            extractors
                .extract(Map.of("role", "user", "content", content))
                .messages()
                .get(0)
                .content())
        .isSameAs(content);
  }

  @Test
  void readsNoMoreMessagesThanTheLimitAllows() {
    List<Map<String, String>> messages =
        Collections.nCopies(200, Map.of("role", "user", "content", "Hi"));

    assertThat(extractors.extract(messages).messages()).hasSize(128);
    assertThat(extractors.extract(Map.of("messages", messages)).messages()).hasSize(128);
  }

  @Test
  void readsEmbeddings() {
    assertThat(extractors.extract(Recorded.EMBEDDINGS).embeddings())
        .isEqualTo(
            new Embeddings(
                "text-embedding-3-small",
                2,
                3,
                List.of(),
                new Usage(8L, null, 8L, null, null, null, false)));
    assertThat(BuiltIn.extractors(true).extract(Recorded.EMBEDDINGS).embeddings().vectors())
        .containsExactly(List.of(0.1235, -0.5, 0.25), List.of(1.0, 2.0, 3.0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'embedding':[0.5,0.25],'inputTextTokenCount':5}",
        "{'embedding':{'values':[0.5,0.25]}}",
        "{'id':'e','embeddings':{'float':[[0.5,0.25]]},'meta':{'billed_units':{'input_tokens':2}}}",
        "{'predictions':[{'embeddings':{'values':[0.5,0.25],'statistics':{'token_count':4}}}]}"
      })
  void readsEmbeddingsOfOtherProviders(String json) {
    Embeddings read = BuiltIn.extractors(true).extract(json.replace('\'', '"')).embeddings();

    assertThat(read.vectors()).containsExactly(List.of(0.5, 0.25));
    assertThat(read.count()).isOne();
    assertThat(read.dimensions()).isEqualTo(2);
  }

  @Test
  void takesADocumentWithItsVectorForADocument() {
    Extraction read =
        extractors.extract("[{\"id\":\"7\",\"text\":\"one\",\"embedding\":[0.5,0.25]}]");

    assertThat(read.embeddings()).isNull();
    assertThat(read.documents()).hasSize(1);
  }

  @Test
  void readsDocumentsAsMaps() {
    Map<String, Object> map =
        Map.of("id", 7, "score", 0.5, "text", "one", "metadata", Map.of("page", 3));
    RetrievedChunk chunk = new RetrievedChunk("7", "one", 0.5, Map.of("page", 3));

    assertThat(extractors.extract(List.of(map)).documents()).containsExactly(chunk);
    assertThat(extractors.extract(Map.of("hits", List.of(map), "total", 9)).documents())
        .containsExactly(chunk);
  }

  @Test
  void saysHowManyDocumentsItLeftOut() {
    List<Map<String, Object>> maps = Collections.nCopies(300, Map.of("id", "1", "content", "one"));

    Extraction list = extractors.extract(maps);

    assertThat(list.documents()).hasSize(256);
    assertThat(list.documentsLeftOut()).isEqualTo(44);
    assertThat(extractors.extract(Map.of("documents", maps))).isEqualTo(list);
    assertThat(extractors.extract(Map.of("documents", 300, "results", maps))).isEqualTo(list);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Paris.",
        "{",
        "{}",
        "[]",
        "[1, 2]",
        "{\"name\": \"Ada\"}",
        "{\"choices\": 3}",
        "{\"choices\": [1]}",
        "{\"role\": \"admin\", \"content\": \"x\"}",
        "{\"usage\": \"high\"}",
        "{\"id\": 1, \"name\": \"x\"}",
        "{\"messages\": [\"a\"]}",
        "{\"data\": [{\"id\": 1}]}",
        "null",
        "{\"a\": {\"a\": {\"a\": 1}}} trailing {"
      })
  void readsNothingOutOfOtherTexts(String text) {
    assertThat(extractors.extract(text)).isEqualTo(Extraction.NONE);
  }

  @Test
  void readsModelAndUsageOfATextOfFiveMegabytes() {
    String answer = "\"content\": \"" + "x".repeat(5 << 20) + "\"";
    String json =
        "{\"id\": \"r\", \"model\": \"gpt-4o\", \"choices\": [{\"message\": {\"role\": \"assistant\", "
            + answer
            + "}, \"finish_reason\": \"length\"}], \"usage\": {\"prompt_tokens\": 7, \"completion_tokens\": 9}}";

    Completion read = extractors.extract(json).completion();

    assertThat(read.model()).isEqualTo("gpt-4o");
    assertThat(read.finishReasons()).containsExactly("length");
    assertThat(read.usage()).isEqualTo(Usage.of(7L, 9L));
    assertThat(read.messages().get(0).content().length()).isBetween(1 << 19, 1 << 20);
  }

  @Test
  void countsTheEmbeddingsOfALongText() {
    String vectors = ("{\"embedding\": [" + "0.25,".repeat(767) + "0.5]},").repeat(600);
    String json =
        "{\"data\": ["
            + vectors.substring(0, vectors.length() - 1)
            + "], \"model\": \"voyage-3\", \"usage\": {\"total_tokens\": 21}}";

    Embeddings read = extractors.extract(json).embeddings();

    assertThat(read.count()).isEqualTo(600);
    assertThat(read.dimensions()).isEqualTo(768);
    assertThat(read.model()).isEqualTo("voyage-3");
    assertThat(read.usage().inputTokens()).isEqualTo(21);
  }

  @Test
  void readsJsonInAnyTextOfTheJdk() {
    String json =
        "{\"model\":\"m\",\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":\"4\"}}]}";

    for (CharSequence text : List.of(new StringBuilder(json), java.nio.CharBuffer.wrap(json))) {
      assertThat(extractors.extract(text).completion()).isNotNull();
    }
  }

  static Stream<Object> texts() {
    String json = Recorded.CHAT_COMPLETION;
    return Stream.of(
        io.vavr.control.Try.success(json),
        com.google.common.base.Optional.of(json),
        com.google.protobuf.StringValue.of(json),
        new com.google.gson.JsonPrimitive(json),
        tools.jackson.databind.node.JsonNodeFactory.instance.stringNode(json),
        JSON.getNodeFactory().textNode(json),
        JSON.getNodeFactory().pojoNode(map(json)));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void readsTheTextThatAContainerHolds(Object container) {
    assertThat(extractors.extract(container))
        .isEqualTo(extractors.extract(Recorded.CHAT_COMPLETION));
  }

  @Test
  void readsATextOfSeveralLinesAsTheChunksThatTheyAre() {
    String chunk =
        "{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\"%s\"},\"done\":false}\n";
    String last =
        "{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\"\"},\"done\":true,"
            + "\"done_reason\":\"stop\",\"prompt_eval_count\":7,\"eval_count\":2}\n";
    String whole = chunk.formatted("Par") + chunk.formatted("is.") + last;

    Completion completion = extractors.extract(whole).completion();
    assertThat(completion.messages()).containsExactly(Message.of("assistant", "Paris."));
    assertThat(completion.usage().inputTokens()).isEqualTo(7);
    assertThat(completion.finishReasons()).containsExactly("stop");
    String longer = chunk.formatted("Par" + "x".repeat(300_000)) + chunk.formatted("is.") + last;
    assertThat(extractors.extract(longer).completion().usage().outputTokens()).isEqualTo(2);

    String cut = chunk.formatted("Par") + chunk.formatted("is.") + last.substring(0, 30);
    assertThat(extractors.extract(cut).completion().messages())
        .containsExactly(Message.of("assistant", "Paris."));

    String first = chunk.formatted("P") + chunk.formatted("ar");
    ChunkReader reader = extractors.accumulator(first);
    reader.add(first);
    reader.add(chunk.formatted("is") + chunk.formatted("."));
    reader.add(last);
    assertThat(reader.result().completion().messages())
        .containsExactly(Message.of("assistant", "Paris."));
  }

  @Test
  void readsWhatIsBeforeAnythingElseThanAnotherLine() {
    Extraction whole = extractors.extract(Recorded.CHAT_COMPLETION);
    for (String end : List.of("\n[DONE]", " and so on", "\n\n]", "\n7")) {
      assertThat(extractors.extract(Recorded.CHAT_COMPLETION + end)).as(end).isEqualTo(whole);
    }
  }

  @Test
  void readsNothingOutOfALongTextThatIsNotJson() {
    String begun = "{\"usage\": {\"prompt_tokens\": 7}, \"list\": [" + "1,".repeat(1 << 18);

    assertThat(extractors.extract(begun)).isEqualTo(Extraction.NONE);
    assertThat(extractors.extract("[".repeat(1 << 20))).isEqualTo(Extraction.NONE);
  }

  @Test
  void readsNothingOutOfOtherMaps() {
    assertThat(extractors.extract(Map.of())).isEqualTo(Extraction.NONE);
    assertThat(extractors.extract(Map.of(1, "one"))).isEqualTo(Extraction.NONE);
    assertThat(extractors.extract(new TreeMap<>(Map.of(1, "one")))).isEqualTo(Extraction.NONE);
    Map<String, Object> self = new LinkedHashMap<>();
    self.put("choices", List.of(self));
    self.put("message", self);
    assertThat(extractors.extract(self)).isNotNull();
  }

  static Stream<Arguments> treesOfOtherMappers() {
    return Stream.of(Recorded.CHAT_COMPLETION, Recorded.RESPONSE)
        .flatMap(
            text ->
                PlainValuesTest.trees(text)
                    .map(tree -> Arguments.of(tree.get()[0], tree.get()[1], text)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("treesOfOtherMappers")
  void readsAnAnswerAsATreeOfAnyMapper(String mapper, Object tree, String text) {
    Extraction read = extractors.extract(tree);
    assertThat(read).isEqualTo(extractors.extract(text));
    assertThat(read.completion()).isNotNull();
    assertThat(extractors.extract(Optional.of(tree))).isEqualTo(read);
  }

  @Test
  void readsChunksThatAreTreesOfAnotherMapper() {
    List<Object> chunks = new ArrayList<>();
    for (String word : List.of("Par", "is.")) {
      chunks.add(
          JsonParser.parseString(
              "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"model\":\"m\",\"choices\":"
                  + "[{\"index\":0,\"delta\":{\"content\":\""
                  + word
                  + "\"}}]}"));
    }
    assertThat(extractors.extract(chunks).completion().messages())
        .containsExactly(Message.of("assistant", "Paris."));
    assertThat(extractors.extract(io.vavr.collection.List.ofAll(chunks)).completion().messages())
        .containsExactly(Message.of("assistant", "Paris."));
  }

  @Test
  void readsDocumentsInMessagesOfProtobuf() {
    Struct found =
        Struct.newBuilder()
            .putFields("id", Value.newBuilder().setStringValue("d1").build())
            .putFields("score", Value.newBuilder().setNumberValue(0.5).build())
            .putFields("text", Value.newBuilder().setStringValue("t").build())
            .build();
    assertThat(extractors.extract(List.of(found)).documents())
        .containsExactly(new RetrievedChunk("d1", "t", 0.5, Map.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "7", "\"{\\\"choices\\\":1}\"", "[]", "[null]", "{}"})
  void findsNothingInTreesThatHoldNothing(String json) {
    assertThat(extractors.extract(JsonParser.parseString(json))).isEqualTo(Extraction.NONE);
  }
}

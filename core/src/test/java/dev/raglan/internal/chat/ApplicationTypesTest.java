package dev.raglan.internal.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.raglan.annotation.Exclude;
import dev.raglan.annotation.Generation;
import dev.raglan.annotation.Masked;
import dev.raglan.internal.invoke.AnnotatedCalls;
import dev.raglan.internal.library.BuiltIn;
import dev.raglan.internal.read.Extractors;
import dev.raglan.model.Completion;
import dev.raglan.model.Embeddings;
import dev.raglan.model.Message;
import dev.raglan.model.RetrievedChunk;
import dev.raglan.model.ToolCall;
import dev.raglan.model.Usage;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Types that applications write for themselves: answers, messages, documents and vectors. */
class ApplicationTypesTest {

  private final Extractors extractors = BuiltIn.extractors(true);

  record Brief(int input, int output) {}

  record WithTokens(String content, String model, String finishReason, Brief tokens) {}

  record Words(int prompt, int completion) {}

  record WithUsage(String body, String modelName, String stopReason, Words usage) {}

  record About(String model, String finishReason, Map<String, Object> usage) {}

  record WithMetadata(String text, About metadata) {}

  enum Ended {
    @JsonProperty("stop")
    DONE
  }

  enum Reason {
    DONE;

    @JsonValue
    String word() {
      return "stop";
    }
  }

  record WithEnum(
      String answer, String model, Ended finishReason, long inputTokens, long outputTokens) {}

  record WithValue(
      Optional<String> reply, String model, Reason finishReason, Map<String, Object> tokenUsage) {}

  /** Lombok makes such accessors if it is asked for. */
  static final class Fluent {

    private final String content = "Paris.";
    private final String model = "m";
    private final String finishReason = "stop";
    private final FluentUsage usage = new FluentUsage();

    public String content() {
      return content;
    }

    public String model() {
      return model;
    }

    public String finishReason() {
      return finishReason;
    }

    public FluentUsage usage() {
      return usage;
    }
  }

  static final class FluentUsage {

    private final AtomicLong promptTokens = new AtomicLong(7);
    private final BigDecimal completionTokens = new BigDecimal("2.0");

    public AtomicLong promptTokens() {
      return promptTokens;
    }

    public BigDecimal completionTokens() {
      return completionTokens;
    }
  }

  /** Its fields have other names than they are written by. */
  static final class Renamed {

    @JsonProperty("text")
    private final String said = "Paris.";

    @JsonProperty("model_name")
    private final String by = "m";

    @JsonProperty("finish_reason")
    private final String why = "stop";

    @JsonProperty("prompt_tokens")
    private final String in = "7";

    @JsonProperty("completion_tokens")
    private final short out = 2;
  }

  static Stream<Object> answers() {
    return Stream.of(
        new WithTokens("Paris.", "m", "stop", new Brief(7, 2)),
        new WithUsage("Paris.", "m", "stop", new Words(7, 2)),
        new WithMetadata(
            "Paris.", new About("m", "stop", Map.of("promptTokens", 7, "completionTokens", 2))),
        new WithEnum("Paris.", "m", Ended.DONE, 7, 2),
        new WithValue(
            Optional.of("Paris."), "m", Reason.DONE, Map.of("inputTokens", "7", "output", 2)),
        new Fluent(),
        new Renamed());
  }

  @ParameterizedTest
  @MethodSource("answers")
  void areAnswers(Object answer) {
    Completion read = extractors.extract(answer).completion();

    assertThat(read).as("%s", answer.getClass()).isNotNull();
    assertThat(read.model()).isEqualTo("m");
    assertThat(read.messages()).containsExactly(Message.of("assistant", "Paris."));
    assertThat(read.finishReasons()).containsExactly("stop");
    assertThat(read.usage().inputTokens()).isEqualTo(7);
  }

  static final class FluentSecrets {

    private final String content = "Paris.";
    @Exclude private final String model = "hidden";
    @Masked private final String finishReason = "hidden";
    private final FluentUsage usage = new FluentUsage();

    public String content() {
      return content;
    }

    public String model() {
      return model;
    }

    public String finishReason() {
      return finishReason;
    }

    public FluentUsage usage() {
      return usage;
    }
  }

  @Test
  void whatIsHiddenOfAFluentTypeIsNotRead() {
    assertThat(extractors.extract(new FluentSecrets()).toString()).doesNotContain("hidden");
  }

  record Call(String id, String name, Map<String, Object> input) {}

  record Said(String role, List<Object> content) {}

  record Line(String author, String text) {}

  record Commented(String author, String text, String id) {}

  @Test
  void messagesMayHaveCallsWithoutATypeAndAnAuthorInPlaceOfARole() {
    Said calling = new Said("assistant", List.of(new Call("c", "f", Map.of("q", 1))));

    assertThat(extractors.extract(calling).completion().messages().get(0).parts())
        .containsExactly(new ToolCall("c", "f", "{\"q\":1}"));
    assertThat(
            extractors.extract(List.of(new Line("USER", "Hi"), new Line("bot", "Yes"))).messages())
        .containsExactly(Message.of("user", "Hi"), Message.of("assistant", "Yes"));
    assertThat(extractors.extract(new Commented("Jane", "A text", "d")).documents())
        .containsExactly(RetrievedChunk.of("d", "A text", null));
  }

  record Doc(String id, String text, double score) {}

  record Found(List<Doc> retrievedDocuments, long tookMillis) {}

  record Context(Doc[] context) {}

  record PageOf(List<Doc> content, int number) {}

  record Passage(UUID uuid, String chunk, OptionalDouble score) {}

  record Scored<T>(T value, BigDecimal score) {}

  record Text(String text) {}

  @Test
  void documentsAreFoundInTheirLists() {
    RetrievedChunk found = RetrievedChunk.of("d", "A text", 0.5);
    Doc doc = new Doc("d", "A text", 0.5);

    for (Object each :
        List.of(
            new Found(List.of(doc), 3),
            new Context(new Doc[] {doc}),
            new PageOf(List.of(doc), 0),
            new ArrayDeque<>(List.of(doc)),
            new Doc[] {doc})) {
      assertThat(extractors.extract(each).documents()).as("%s", each).containsExactly(found);
    }
    UUID id = new UUID(1, 2);
    assertThat(
            extractors
                .extract(List.of(new Passage(id, "A text", OptionalDouble.of(0.5))))
                .documents())
        .containsExactly(RetrievedChunk.of(id.toString(), "A text", 0.5));
    assertThat(
            extractors
                .extract(List.of(new Scored<>(new Text("A text"), new BigDecimal("0.5"))))
                .documents())
        .containsExactly(RetrievedChunk.of(null, "A text", 0.5));
  }

  record Vector(float[] vector) {}

  @Test
  void vectorsAreEmbeddings() {
    assertThat(extractors.extract(new Vector(new float[] {0.5f, 0.25f})).embeddings())
        .isEqualTo(new Embeddings(null, 1, 2, List.of(List.of(0.5, 0.25)), null));
    assertThat(
            extractors
                .extract(List.of(new BigDecimal("0.5"), new BigDecimal("0.25")))
                .embeddings()
                .dimensions())
        .isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[[0.5,0.25],[0.5,0.25]]",
        "{'embeddings':[[0.5,0.25],[0.5,0.25]]}",
        "{'model_id':'m','results':[{'embedding':[0.5,0.25],'input':'a'},"
            + "{'embedding':[0.5,0.25]}]}",
        "{'data':[{'object':'embedding','index':0,'embeddings':[[0.5,0.25],[0.1,0.2]]},"
            + "{'object':'embedding','index':1,'embeddings':[[0.5,0.25]]}]}",
        "{'predictions':[{'textEmbedding':[0.5,0.25]},{'textEmbedding':[0.5,0.25]}]}"
      })
  void vectorsAreFoundInJson(String json) {
    Embeddings read = extractors.extract(json.replace('\'', '"')).embeddings();

    assertThat(read.count()).isEqualTo(2);
    assertThat(read.dimensions()).isEqualTo(2);
    assertThat(read.vectors()).containsExactly(List.of(0.5, 0.25), List.of(0.5, 0.25));
  }

  @Test
  void documentsWithVectorsAreDocuments() {
    String json = "{'code':0,'data':[{'id':1,'text':'x','vector':[0.5,0.25],'distance':0.5}]}";

    assertThat(extractors.extract(json.replace('\'', '"')).documents())
        .containsExactly(RetrievedChunk.of("1", "x", 0.5));
  }

  record Ticket(String id, String text, String priority) {}

  static final class Model {

    @Generation
    Ticket write(String prompt) {
      return new Ticket("t-1", "Broken: " + prompt, "high");
    }
  }

  @Test
  void anObjectThatAModelWasAskedForIsNoDocument() throws Exception {
    try (AnnotatedCalls calls = new AnnotatedCalls()) {
      calls.call(new Model(), "write", "a lamp");

      assertThat(calls.written())
          .containsEntry(
              "output.value", "{\"id\":\"t-1\",\"text\":\"Broken: a lamp\",\"priority\":\"high\"}")
          .doesNotContainKeys(
              "retrieval.documents.0.document.id",
              "raglan.documents.left_out",
              "gen_ai.retrieval.documents");
    }
  }

  @Test
  void aUsageOfRaglansOwnIsReadAsItIs() {
    Usage usage = new Usage(100L, 20L, 120L, 60L, 10L, 5L, false);
    record Answered(String text, Usage usage) {}

    assertThat(extractors.extract(new Answered("4", usage)).completion().usage()).isEqualTo(usage);
  }
}

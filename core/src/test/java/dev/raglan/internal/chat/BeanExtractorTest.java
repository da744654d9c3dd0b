package dev.raglan.internal.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.raglan.annotation.Exclude;
import dev.raglan.annotation.Masked;
import dev.raglan.internal.library.BuiltIn;
import dev.raglan.internal.read.Extractors;
import dev.raglan.model.Completion;
import dev.raglan.model.Extraction;
import dev.raglan.model.Message;
import dev.raglan.model.RetrievedChunk;
import dev.raglan.model.Usage;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BeanExtractorTest {

  private final Extractors extractors = BuiltIn.extractors(false);

  record Tokens(int promptTokens, Integer completionTokens) {}

  record Answer(String id, String model, String text, String finishReason, Tokens usage) {}

  @Test
  void readsARecordThatStatesItsUsage() {
    Answer answer = new Answer("r-1", "my-model", "Paris.", "stop", new Tokens(10, 5));

    assertThat(extractors.extract(answer).completion())
        .isEqualTo(
            new Completion(
                "r-1",
                "my-model",
                List.of(Message.of("assistant", "Paris.")),
                List.of("stop"),
                Usage.of(10L, 5L)));
  }

  /** Messages that Jackson tells apart by their role. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "role")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Said.class, name = "user"),
    @JsonSubTypes.Type(value = Answered.class, name = "assistant")
  })
  sealed interface Line permits Said, Answered {}

  record Said(List<Part> content) implements Line {}

  record Answered(String content) implements Line {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  interface Part {}

  @JsonTypeName("text")
  record TextPart(String text) implements Part {}

  @Test
  void readsTheRoleThatIsTheNameOfAType() {
    List<Line> turns = List.of(new Said(List.of(new TextPart("2+2?"))), new Answered("4"));

    assertThat(extractors.extract(turns).messages())
        .containsExactly(Message.of("user", "2+2?"), Message.of("assistant", "4"));
  }

  /** A bean as older code has them. */
  static final class FlatAnswer {

    private final String message = "Paris.";
    private final long inputTokens = 10;
    private final long outputTokens = 5;
    private final long totalTokens = 16;

    public String getMessage() {
      return message;
    }

    public long getInputTokens() {
      return inputTokens;
    }

    public long getOutputTokens() {
      return outputTokens;
    }

    public long getTotalTokens() {
      return totalTokens;
    }
  }

  @Test
  void readsABeanWhoseCountsLieFlat() {
    assertThat(extractors.extract(new FlatAnswer()).completion())
        .isEqualTo(
            new Completion(
                null,
                null,
                List.of(Message.of("assistant", "Paris.")),
                List.of(),
                new Usage(10L, 5L, 16L, null, null, null, false)));
  }

  record Choice(Turn message, String finishReason) {}

  record Choices(List<Choice> choices) {}

  enum Speaker {
    HUMAN,
    AI
  }

  record Turn(Speaker role, String content) {}

  @Test
  void readsChoicesAndRolesInOtherWords() {
    Choices choices = new Choices(List.of(new Choice(new Turn(Speaker.AI, "Hi"), "stop")));

    Completion completion = extractors.extract(choices).completion();

    assertThat(completion).isNotNull();
    assertThat(completion.messages()).containsExactly(Message.of("assistant", "Hi"));
    assertThat(
            extractors
                .extract(List.of(new Turn(Speaker.HUMAN, "Hi"), new Turn(Speaker.AI, "Hello")))
                .messages())
        .containsExactly(Message.of("user", "Hi"), Message.of("assistant", "Hello"));
  }

  record Hit(long id, float score, String content, Map<String, Object> metadata) {}

  record Search(String query, List<Hit> hits) {}

  @Test
  void readsDocumentsAndListsOfThem() {
    Hit hit = new Hit(7, 0.5f, "one", Map.of("page", 3, "tags", List.of("a")));
    RetrievedChunk chunk = new RetrievedChunk("7", "one", 0.5, Map.of("page", 3));

    assertThat(extractors.extract(List.of(hit)).documents()).containsExactly(chunk);
    assertThat(extractors.extract(new Hit[] {hit}).documents()).containsExactly(chunk);
    assertThat(extractors.extract(new Search("q", List.of(hit))).documents())
        .containsExactly(chunk);
  }

  /** As Lucene has it. */
  static final class ScoreDoc {
    public float score = 1.5f;
    public int doc = 42;
    public int shardIndex = -1;
  }

  /** As Lucene has it. */
  static final class TopDocs {
    public ScoreDoc[] scoreDocs = {new ScoreDoc()};
  }

  @Test
  void readsLucenesHits() {
    assertThat(extractors.extract(new TopDocs()).documents())
        .containsExactly(RetrievedChunk.of("42", null, 1.5));
  }

  record Ranked(Hit document, double score) {}

  @Test
  void prefersTheScoreAroundADocument() {
    Ranked ranked = new Ranked(new Hit(7, 0.5f, "one", Map.of()), 0.9);

    assertThat(extractors.extract(List.of(ranked)).documents())
        .containsExactly(RetrievedChunk.of("7", "one", 0.9));
  }

  record Sourced(String id, String text, Tokens usage, List<Hit> sources) {}

  @Test
  void readsTheSourcesOfAnAnswer() {
    Extraction extraction =
        extractors.extract(
            new Sourced(
                "r-1", "Paris.", new Tokens(1, 1), List.of(new Hit(7, 1, "one", Map.of()))));

    assertThat(extraction.completion()).isNotNull();
    assertThat(extraction.documents()).containsExactly(RetrievedChunk.of("7", "one", 1.0));
  }

  record Person(String name, int age) {}

  record Order(String id, List<Person> items) {}

  /** Has names of ours, but no shape. */
  record Note(String content) {}

  @Test
  void readsNothingOutOfABeanWithoutAShape() {
    assertThat(extractors.extract(new Person("Ada", 36))).isEqualTo(Extraction.NONE);
    assertThat(extractors.extract(new Order("1", List.of(new Person("Ada", 36)))))
        .isEqualTo(Extraction.NONE);
    assertThat(extractors.extract(new Note("x"))).isEqualTo(Extraction.NONE);
    assertThat(extractors.extract(List.of(new Person("Ada", 36)))).isEqualTo(Extraction.NONE);
    assertThat(extractors.extract(new Object())).isEqualTo(Extraction.NONE);
  }

  record Left(String id, @Exclude String content, double score) {}

  record Hidden(String id, @Masked String content, double score) {}

  /** Hides one of its properties from JSON. */
  static final class Ignored {

    private final String content = "secret";

    public String getId() {
      return "1";
    }

    @JsonIgnore
    public String getContent() {
      return content;
    }
  }

  @Test
  void neverReadsWhatIsExcludedMaskedOrIgnored() {
    RetrievedChunk without = RetrievedChunk.of("1", null, 0.5);

    assertThat(extractors.extract(new Left("1", "secret", 0.5)).documents())
        .containsExactly(without);
    assertThat(extractors.extract(new Hidden("1", "secret", 0.5)).documents())
        .containsExactly(without);
    assertThat(extractors.extract(new Ignored())).isEqualTo(Extraction.NONE);
  }

  /** A fluent client, whose methods send requests. */
  static final class CallSpec {

    private final AtomicInteger requests = new AtomicInteger();

    public String content() {
      requests.incrementAndGet();
      return "an answer";
    }

    public String getText() {
      requests.incrementAndGet();
      return "an answer";
    }

    public Tokens usage() {
      requests.incrementAndGet();
      return new Tokens(1, 1);
    }
  }

  @Test
  void callsNoMethodThatIsNotAGetterOfAField() {
    CallSpec spec = new CallSpec();

    assertThat(extractors.extract(spec)).isEqualTo(Extraction.NONE);
    assertThat(spec.requests).hasValue(0);
  }

  /** Fails in every getter. */
  static final class Failing {

    private final String content = "x";
    private final Object usage = "x";

    public String getContent() {
      throw new StackOverflowError(content);
    }

    public Object getUsage() {
      throw new LinkageError(String.valueOf(usage));
    }
  }

  @Test
  void takesAGetterThatThrowsForOneThatHasNothing() {
    assertThat(extractors.extract(new Failing())).isEqualTo(Extraction.NONE);
  }
}

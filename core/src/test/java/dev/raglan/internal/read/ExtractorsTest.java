package dev.raglan.internal.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.internal.library.BuiltIn;
import dev.raglan.model.Chunk;
import dev.raglan.model.Completion;
import dev.raglan.model.Completion.ModelUsage;
import dev.raglan.model.Document;
import dev.raglan.model.Embeddings;
import dev.raglan.model.Extraction;
import dev.raglan.model.Message;
import dev.raglan.model.RetrievedChunk;
import dev.raglan.model.Usage;
import dev.raglan.spi.ChunkReader;
import dev.raglan.spi.ResultExtractor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.json.JSONArray;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.ResponseEntity;

class ExtractorsTest {

  private final Extractors extractors = BuiltIn.extractors(false);

  private static Completion completion(String text, Usage usage) {
    return new Completion("1", "m", List.of(Message.of("assistant", text)), List.of(), usage);
  }

  @Test
  void readsRaglansOwnRecords() {
    Completion completion = completion("Hi", Usage.of(1L, 2L));
    Message message = Message.of("user", "Hi");
    RetrievedChunk chunk = RetrievedChunk.of("1", "one", 0.5);
    Embeddings embeddings = new Embeddings("m", 1, 3, List.of(), null);

    assertThat(extractors.extract(completion)).isEqualTo(Extraction.of(completion));
    assertThat(extractors.extract(message)).isEqualTo(Extraction.of(List.of(message)));
    assertThat(extractors.extract(embeddings)).isEqualTo(Extraction.of(embeddings));
    assertThat(extractors.extract(List.of(chunk)))
        .isEqualTo(Extraction.ofDocuments(List.of(chunk), 0));
    assertThat(extractors.extract(List.of(Chunk.of("1", "one"))).documents())
        .containsExactly(RetrievedChunk.of("1", "one", null));
    assertThat(extractors.extract(Document.of("1", "a.pdf", "one")).documents())
        .containsExactly(RetrievedChunk.of("1", "one", null));
    assertThat(extractors.extract(Usage.of(1L, 2L)).completion())
        .isEqualTo(new Completion(null, null, List.of(), List.of(), Usage.of(1L, 2L)));
  }

  @Test
  void countsVectors() {
    assertThat(extractors.extract(new float[384]).embeddings())
        .isEqualTo(new Embeddings(null, 1, 384, List.of(), null));
    assertThat(extractors.extract(List.of(new float[3], new float[3])).embeddings())
        .isEqualTo(new Embeddings(null, 2, 3, List.of(), null));
    assertThat(
            BuiltIn.extractors(true)
                .extract(List.of(new double[] {1.23456, Double.NaN}))
                .embeddings()
                .vectors())
        .containsExactly(List.of(1.2346, Double.NaN));
  }

  @Test
  void addsUpSeveralResponses() {
    List<Completion> list =
        List.of(completion("a", Usage.of(1L, 2L)), completion("b", Usage.of(10L, null)));

    assertThat(extractors.extract(list).completion())
        .isEqualTo(
            new Completion(
                "1",
                "m",
                List.of(Message.of("assistant", "a"), Message.of("assistant", "b")),
                List.of(),
                new Usage(11L, 2L, 13L, null, null, null, false),
                List.of(
                    new ModelUsage(null, "m", "1", Usage.of(1L, 2L)),
                    new ModelUsage(null, "m", "1", Usage.of(10L, null)))));
  }

  @Test
  void looksThroughAnOptional() {
    Message message = Message.of("user", "Hi");

    assertThat(extractors.extract(Optional.of(message)).messages()).containsExactly(message);
    assertThat(extractors.extract(Optional.empty())).isSameAs(Extraction.NONE);
  }

  @Test
  void readsNothingOutOfWhatItDoesNotKnow() {
    assertThat(extractors.extract(null)).isSameAs(Extraction.NONE);
    assertThat(extractors.extract(42)).isSameAs(Extraction.NONE);
    assertThat(extractors.extract(List.of("a", "b"))).isSameAs(Extraction.NONE);
    assertThat(extractors.extract(Arrays.asList(null, null))).isSameAs(Extraction.NONE);
    assertThat(extractors.extract(List.of(List.of(List.of("a"))))).isSameAs(Extraction.NONE);
    assertThat(extractors.extract(new int[] {1})).isSameAs(Extraction.NONE);
    assertThat(extractors.accumulator(null)).isNull();
    assertThat(extractors.accumulator("Hi")).isNull();
    assertThat(extractors.accumulator(Map.of("a", 1))).isNull();
  }

  @Test
  void consumesNoStream() {
    Stream<Message> stream = Stream.of(Message.of("user", "Hi"));

    assertThat(extractors.extract(stream)).isSameAs(Extraction.NONE);
    assertThat(stream.count()).isEqualTo(1);
  }

  /** A response of the application's own. */
  record Own(String said) {}

  /** Reads it. */
  public static final class OwnExtractor implements ResultExtractor {

    @Override
    public boolean supports(Class<?> type) {
      return type == Own.class;
    }

    @Override
    public Extraction extract(Object value) {
      return Extraction.of(completion(((Own) value).said(), null));
    }

    @Override
    public boolean isImmutable(Class<?> type) {
      return true;
    }
  }

  @Test
  void asksTheApplicationsExtractorsFirst() {
    assertThat(extractors.extract(new Own("Hi")).completion()).isEqualTo(completion("Hi", null));
    assertThat(extractors.isImmutable(Own.class)).isTrue();
    assertThat(extractors.isImmutable(String.class)).isFalse();
  }

  @Test
  void asksNoOthersThanTheGivenOnes() {
    Extractors own = Extractors.of(new OwnExtractor());

    assertThat(own.extract(new Own("Hi")).completion()).isNotNull();
    assertThat(own.extract(Message.of("user", "Hi"))).isSameAs(Extraction.NONE);
    assertThat(Extractors.of().extract(new Own("Hi"))).isSameAs(Extraction.NONE);
  }

  /** Fails in every method. */
  static final class FailingExtractor implements ResultExtractor {

    @Override
    public boolean supports(Class<?> type) {
      if (type == Integer.class) {
        throw new LinkageError("no");
      }
      return true;
    }

    @Override
    public Extraction extract(Object value) {
      throw new StackOverflowError();
    }

    @Override
    public ChunkReader chunks(Object first) {
      return new ChunkReader() {
        @Override
        public void add(Object chunk) {
          throw new IllegalStateException("no");
        }

        @Override
        public Extraction result() {
          throw new LinkageError("no");
        }
      };
    }

    @Override
    public boolean isImmutable(Class<?> type) {
      throw new IllegalStateException("no");
    }
  }

  @Test
  void neverThrows() {
    Extractors failing = Extractors.of(new FailingExtractor());
    ChunkReader chunks = failing.accumulator("a");

    assertThat(failing.extract("a")).isSameAs(Extraction.NONE);
    assertThat(failing.extract(1)).isSameAs(Extraction.NONE);
    assertThat(failing.extract(List.of(Map.of()))).isSameAs(Extraction.NONE);
    assertThat(failing.isImmutable(String.class)).isFalse();
    assertThat(chunks).isNotNull();
    chunks.add("a");
    assertThat(chunks.result()).isSameAs(Extraction.NONE);
  }

  @Test
  void boundsTheTextOfAStream() {
    Map<String, Object> chunk =
        Map.of(
            "object",
            "chat.completion.chunk",
            "choices",
            List.of(Map.of("index", 0, "delta", Map.of("content", "x".repeat(10_000)))));
    ChunkReader reader = extractors.accumulator(chunk);
    assertThat(reader).isNotNull();
    for (int i = 0; i < 100; i++) {
      reader.add(chunk);
    }

    assertThat(reader.result().completion().messages().get(0).content())
        .isEqualTo("x".repeat(1 << 17) + "…[+868928 chars]");
  }

  /** A list that counts how often it is gone through. */
  private static final class Counting extends ArrayList<Object> {

    private int times;

    @Override
    public Iterator<Object> iterator() {
      times++;
      return super.iterator();
    }
  }

  static Stream<Named<UnaryOperator<Object>>> carriers() {
    return Stream.of(
        Named.of("itself", list -> list),
        Named.of("an Optional of itself", Optional::of),
        Named.of("an answer of HTTP", list -> ResponseEntity.ok(list)),
        Named.of("a map", list -> Map.of("data", list, "messages", list, "content", list)),
        Named.of("an array", list -> new Object[] {list, list}),
        Named.of("a tree of org.json", list -> new JSONArray(List.of(1)).put(0, list)));
  }

  @ParameterizedTest
  @MethodSource("carriers")
  void readsAListThatHoldsItselfAFewTimes(UnaryOperator<Object> carrier) {
    Counting list = new Counting();
    list.add(carrier.apply(list));
    list.add(carrier.apply(list));

    assertThat(extractors.extract(list)).isEqualTo(Extraction.NONE);

    assertThat(list.times).isLessThan(40);
  }
}

package dev.raglan.internal.library;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.core.ObjectMappers;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.model.output.Response;
import dev.raglan.annotation.BindResult;
import dev.raglan.annotation.Field;
import dev.raglan.annotation.Generation;
import dev.raglan.annotation.RagEvent;
import dev.raglan.annotation.Traced;
import dev.raglan.internal.invoke.AnnotatedCalls;
import dev.raglan.model.Operation;
import dev.raglan.model.RagEventType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.ai.embedding.EmbeddingResponse;

/** Whatever client computes embeddings, their vectors are written by number and dimensions. */
class EmbeddingsWrittenTest {

  /** Gives what a client answered. */
  static final class Embedder {

    private final Object answer;

    Embedder(Object answer) {
      this.answer = answer;
    }

    @Generation(operation = Operation.EMBEDDINGS, model = "m")
    Object embeds(String text) {
      return answer;
    }

    @Generation(operation = Operation.EMBEDDINGS)
    @BindResult(field = Field.RESPONSE)
    Object binds(String text) {
      return answer;
    }

    @RagEvent(RagEventType.EMBEDDING)
    Object isAnEvent(String text) {
      return answer;
    }

    @Generation
    Object isNoEmbedding(String text) {
      return answer;
    }

    @Traced
    Object isTraced(String text) {
      return answer;
    }
  }

  private static float[] vector(int dimensions) {
    float[] vector = new float[dimensions];
    for (int i = 0; i < dimensions; i++) {
      vector[i] = 0.1234f + i;
    }
    return vector;
  }

  private static List<Double> numbers(int dimensions) {
    return IntStream.range(0, dimensions).mapToObj(i -> 0.1234 + i).toList();
  }

  private static String json(int dimensions) {
    String vector =
        numbers(dimensions).stream()
            .map(String::valueOf)
            .collect(Collectors.joining(",", "[", "]"));
    return "{\"object\":\"list\",\"model\":\"text-embedding-3-small\",\"data\":["
        + "{\"object\":\"embedding\",\"index\":0,\"embedding\":"
        + vector
        + "},{\"object\":\"embedding\",\"index\":1,\"embedding\":"
        + vector
        + "}],\"usage\":{\"prompt_tokens\":8,\"total_tokens\":8}}";
  }

  private static Map<String, Object> answers(int dimensions) throws Exception {
    float[] vector = vector(dimensions);
    String json = json(dimensions);
    List<org.springframework.ai.embedding.Embedding> results =
        List.of(new org.springframework.ai.embedding.Embedding(vector, 0));
    return Map.ofEntries(
        Map.entry("an array", vector),
        Map.entry("a list", numbers(dimensions)),
        Map.entry("arrays", List.of(vector, vector)),
        Map.entry("lists", List.of(numbers(dimensions), numbers(dimensions))),
        Map.entry("JSON", json),
        Map.entry("a tree", ObjectMappers.jsonMapper().readTree(json)),
        Map.entry("a map", ObjectMappers.jsonMapper().readValue(json, Map.class)),
        Map.entry(
            "Gemini's shape", Map.of("embeddings", List.of(Map.of("values", numbers(dimensions))))),
        Map.entry(
            "Ollama's shape", Map.of("model", "m", "embeddings", List.of(numbers(dimensions)))),
        Map.entry(
            "openai-java",
            ObjectMappers.jsonMapper().readValue(json, CreateEmbeddingResponse.class)),
        Map.entry("Spring AI", new EmbeddingResponse(results)),
        Map.entry("Spring AI's one", results.get(0)),
        Map.entry("LangChain4j", Response.from(Embedding.from(vector))),
        Map.entry("LangChain4j's list", Response.from(List.of(Embedding.from(vector)))),
        Map.entry("LangChain4j's one", Embedding.from(vector)));
  }

  static Stream<Arguments> few() throws Exception {
    return each(3, List.of("embeds", "binds", "isAnEvent"));
  }

  static Stream<Arguments> many() throws Exception {
    List<String> methods = List.of("embeds", "binds", "isAnEvent", "isNoEmbedding", "isTraced");
    return each(1536, methods).filter(each -> !isTracedText(each));
  }

  /** What is no answer of a model is written as it is where it is a text. */
  private static boolean isTracedText(Arguments each) {
    return each.get()[0].equals("JSON") && each.get()[1].equals("isTraced");
  }

  private static Stream<Arguments> each(int dimensions, List<String> methods) throws Exception {
    List<Arguments> all = new ArrayList<>();
    answers(dimensions)
        .forEach(
            (name, answer) ->
                methods.forEach(method -> all.add(Arguments.of(name, method, answer))));
    return all.stream();
  }

  private static Map<String, Object> written(String method, @Nullable Object answer)
      throws Exception {
    try (AnnotatedCalls calls = new AnnotatedCalls()) {
      assertThat(calls.call(new Embedder(answer), method, "text")).isSameAs(answer);
      return calls.written();
    }
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("few")
  void anEmbeddingIsWrittenWithoutItsNumbers(String name, String method, Object answer)
      throws Exception {
    Map<String, Object> written = written(method, answer);

    assertThat(written.toString()).doesNotContain("0.1234", "2.1234");
    assertThat((String) written.get("output.value")).contains("\"dimensions\":3");
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("many")
  void aVectorIsSummarizedWhereverItStands(String name, String method, Object answer)
      throws Exception {
    assertThat(written(method, answer).toString())
        .hasSizeLessThan(3_000)
        .doesNotContain("5.1234", "100.1234");
  }

  @org.junit.jupiter.api.Test
  void numbersOfTheApplicationStay() throws Exception {
    List<Double> temperatures = numbers(48);

    assertThat((String) written("isTraced", temperatures).get("output.value"))
        .contains("47.1234")
        .startsWith("[0.1234,");
  }

  @org.junit.jupiter.api.Test
  void numbersThatAModelAnswersAreNoEmbedding() throws Exception {
    Map<String, Object> written = written("isNoEmbedding", List.of(0.25, 0.5));

    assertThat(written.get("output.value")).isEqualTo("[0.25,0.5]");
    assertThat(written)
        .doesNotContainKeys("gen_ai.embeddings.dimension.count", "raglan.embeddings.count");
  }
}

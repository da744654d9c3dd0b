package dev.raglan.seeds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.annotation.Bind;
import dev.raglan.annotation.Field;
import dev.raglan.annotation.RagEvent;
import dev.raglan.model.RagEventType;
import dev.raglan.semconv.GenAi;
import dev.raglan.semconv.OpenInference;
import dev.raglan.semconv.RaglanAttributes;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An annotated call writes what the event of the facade writes. */
class AnnotatedEventTest {

  @RegisterExtension final Spans spans = new Spans();

  /** Where no dialect writes the input and output of every span. */
  @RegisterExtension final Spans genAi = new Spans(builder -> builder.dialects("gen-ai"));

  /** Annotated methods. */
  static final class Pipeline {

    @RagEvent(value = RagEventType.CUSTOM, name = "cleaned")
    String clean(String text) {
      return "clean";
    }

    @RagEvent(value = RagEventType.TEMPLATING, name = "filled")
    String fill(String template, @Bind(Field.EVENT_METADATA) Map<String, Object> metadata) {
      return "Hello";
    }

    @RagEvent(value = RagEventType.EMBEDDING, name = "floats")
    float[] floats(String text) {
      return new float[] {0.1f, 0.2f, 0.3f};
    }

    @RagEvent(value = RagEventType.EMBEDDING, name = "numbers")
    List<Double> numbers(String text) {
      return List.of(0.1, 0.2, 0.3);
    }

    @RagEvent(value = RagEventType.MULTI_EMBEDDING, name = "lists")
    List<List<Double>> lists(List<String> texts) {
      return List.of(List.of(0.1, 0.2, 0.3), List.of(0.1, 0.2, 0.3));
    }

    @RagEvent(value = RagEventType.MULTI_EMBEDDING, name = "arrays")
    List<float[]> arrays(List<String> texts) {
      return List.of(new float[] {0.1f, 0.2f, 0.3f}, new float[] {0.1f, 0.2f, 0.3f});
    }
  }

  private final Pipeline pipeline = new Pipeline();

  @Test
  void writesInputAndOutputOfTheEvent() {
    genAi.call(pipeline, "clean", "dirty");
    genAi.raglan.rag().named("said").custom("dirty", "clean");

    for (String span : List.of("cleaned", "said")) {
      assertThat(genAi.written(span, RaglanAttributes.EVENT_TYPE)).isEqualTo("custom");
      assertThat(genAi.written(span, RaglanAttributes.EVENT_NAME)).isEqualTo(span);
      assertThat(genAi.written(span, RaglanAttributes.EVENT_INPUT)).isEqualTo("dirty");
      assertThat(genAi.written(span, RaglanAttributes.EVENT_OUTPUT)).isEqualTo("clean");
    }
  }

  @Test
  void writesThemOnceWhereADialectHasThem() {
    spans.call(pipeline, "clean", "dirty");

    assertThat(spans.written("cleaned", OpenInference.INPUT_VALUE)).isEqualTo("dirty");
    assertThat(spans.written("cleaned", OpenInference.OUTPUT_VALUE)).isEqualTo("clean");
    assertThat(spans.written("cleaned", RaglanAttributes.EVENT_INPUT)).isNull();
    assertThat(spans.written("cleaned", RaglanAttributes.EVENT_OUTPUT)).isNull();
  }

  @Test
  void takesMetadata() {
    spans.call(pipeline, "fill", "Hello {name}", Map.of("slug", "greeting"));

    assertThat(spans.written("filled", RaglanAttributes.EVENT_METADATA))
        .isEqualTo("{\"slug\":\"greeting\"}");
    assertThat(spans.written("filled", OpenInference.INPUT_VALUE)).contains("Hello {name}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"floats", "numbers"})
  void writesTheDimensionsOfAVector(String method) {
    spans.call(pipeline, method, "a text");
    spans.raglan.rag().named("said").embedding("a text", new float[] {0.1f, 0.2f, 0.3f});

    assertSame(method, "{\"count\":1,\"dimensions\":3}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"lists", "arrays"})
  void writesTheNumberOfVectors(String method) {
    spans.call(pipeline, method, List.of("a", "b"));
    List<Double> vector = List.of(0.1, 0.2, 0.3);
    spans.raglan.rag().named("said").embeddings(List.of("a", "b"), List.of(vector, vector));

    assertSame(method, "{\"count\":2,\"dimensions\":3}");
    assertThat(spans.written(method, RaglanAttributes.EMBEDDINGS_COUNT)).isEqualTo(2);
  }

  private void assertSame(String method, String output) {
    for (String span : List.of(method, "said")) {
      assertThat(spans.written(span, OpenInference.OUTPUT_VALUE)).as(span).isEqualTo(output);
      assertThat(spans.written(span, GenAi.EMBEDDINGS_DIMENSION_COUNT)).as(span).isEqualTo(3);
      SpanData ended = spans.ended(span);
      assertThat(ended.getAttributes().toString()).as(span).doesNotContain("0.2");
    }
  }
}

package dev.raglan.seeds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.model.ParamKey;
import dev.raglan.trace.ActiveTrace;
import dev.raglan.trace.Params;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** LastMile's page "Tracing SDK": the ParamSet. */
class LastMileParamsTest {

  private static final String MODEL = "raglan.param.model";
  private static final Map<String, Object> EXTRAS = Map.of("overlap", 20);

  @RegisterExtension final Spans spans = new Spans();

  private final Params params = spans.raglan.params();

  /** The parameters that are written on the span. */
  private static Map<String, Object> written(Spans spans, String span) {
    Map<String, Object> written = new LinkedHashMap<>();
    spans
        .ended(span)
        .getAttributes()
        .forEach(
            (key, value) -> {
              if (key.getKey().startsWith("raglan.param.")) {
                written.put(key.getKey().substring("raglan.param.".length()), value);
              }
            });
    return written;
  }

  private Map<String, Object> registered(Consumer<Params> register) {
    spans.raglan.trace("t", () -> register.accept(params));
    return written(spans, "t");
  }

  @Test
  void registersAParamOfTheTrace() {
    spans.raglan.trace("t", () -> spans.raglan.span("s", () -> params.register("model", "m")));

    assertThat(spans.text("t", MODEL)).isEqualTo("m");
    assertThat(spans.text("s", MODEL)).isNull();
    assertThat(params.getAll()).isEmpty();
  }

  @Test
  void takesAnyValueThatIsJson() {
    assertThat(
            registered(
                all -> {
                  all.register("options", Map.of("k", List.of(1)));
                  all.register("text", "t");
                  all.register("whole", 1);
                  all.register("part", 0.5);
                  all.register("flag", true);
                }))
        .containsOnly(
            Map.entry("options", "{\"k\":[1]}"),
            Map.entry("text", "t"),
            Map.entry("whole", 1L),
            Map.entry("part", 0.5),
            Map.entry("flag", true));
  }

  @Test
  void writesAParamOnASpanThatIsNamed() {
    spans.raglan.trace(
        "t",
        () ->
            spans.raglan.span(
                "s",
                () -> {
                  params.register("model", "m", Span.current());
                  params.register("query_model", "q", Span.current());
                  params.registerAll(Map.of("top", 3), false, Span.current());
                }));

    for (String span : List.of("t", "s")) {
      assertThat(written(spans, span))
          .containsOnly(
              Map.entry("model", "m"), Map.entry("query_model", "q"), Map.entry("top", 3L));
    }
  }

  @Test
  void addsToTheParamsThereAre() {
    assertThat(
            registered(
                all -> {
                  all.registerAll(Map.of("model", "old", "kept", "k"));
                  all.registerAll(Map.of("model", "new"));
                }))
        .containsOnly(Map.entry("model", "new"), Map.entry("kept", "k"));
  }

  @Test
  void replacesTheParamsThereAre() {
    assertThat(
            registered(
                all -> {
                  all.registerAll(Map.of("dropped", "d"));
                  all.registerAll(Map.of("model", "new"), true);
                }))
        .containsOnly(Map.entry("model", "new"));
  }

  @Test
  void isGlobalOutsideATrace() {
    params.register("model", "m");
    spans.raglan.trace("first", () -> params.register("model", "own"));
    spans.raglan.trace("second", () -> {});

    assertThat(spans.text("first", MODEL)).isEqualTo("own");
    assertThat(spans.text("second", MODEL)).isEqualTo("m");
  }

  @Test
  void everyTraceBeginsWithTheInitialParams() {
    Spans initial = new Spans(builder -> builder.params(Map.of("chunk_size", 512)));
    initial.raglan.trace("t", () -> {});

    assertThat(written(initial, "t")).containsOnly(Map.entry("chunk_size", 512L));
  }

  @ParameterizedTest
  @EnumSource(ParamKey.class)
  void registersAParamByItsKey(ParamKey key) {
    String name = key.name().toLowerCase(Locale.ROOT);

    assertThat(registered(all -> all.register(key, "v"))).containsOnly(Map.entry(name, "v"));
  }

  static Stream<Arguments> typedForms() {
    return Stream.of(
        form(
            "document preprocessing",
            all -> all.documentPreprocessing(512, "sliding window", EXTRAS),
            Map.of("chunk_size", 512L, "chunk_strategy", "sliding window", "overlap", 20L)),
        form(
            "embedding",
            all -> all.embedding("ada", 1536, EXTRAS),
            Map.of("embedding_model", "ada", "embedding_dimensions", 1536L, "overlap", 20L)),
        form(
            "query processing",
            all -> all.queryProcessing("ada", 1536, "sub-questions", EXTRAS),
            Map.of(
                "embedding_model",
                "ada",
                "embedding_dimensions",
                1536L,
                "decomposition_strategy",
                "sub-questions",
                "overlap",
                20L)),
        form(
            "retrieval",
            all -> all.retrieval(5, "rerank-3", EXTRAS),
            Map.of("top_k", 5L, "reranking_model", "rerank-3", "overlap", 20L)),
        form(
            "generation",
            all -> all.generation(Map.of("temperature", 0.7), EXTRAS),
            Map.of("temperature", 0.7, "overlap", 20L)),
        form("model", all -> all.queryModel("gpt-4"), Map.of("query_model", "gpt-4")),
        form("temperature", all -> all.queryTemperature(0.7), Map.of("query_temperature", 0.7)),
        form("top-p", all -> all.queryTopP(0.9), Map.of("query_top_p", 0.9)),
        form(
            "chunk size", all -> all.ingestionChunkSize(100), Map.of("ingestion_chunk_size", 100L)),
        form("top-k", all -> all.retrievalTopK(10), Map.of("retrieval_top_k", 10L)));
  }

  private static Arguments form(
      String name, Consumer<Params> register, Map<String, Object> written) {
    return Arguments.of(name, register, written);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("typedForms")
  void registersWhatATypedFormSays(
      String name, Consumer<Params> register, Map<String, Object> written) {
    assertThat(registered(register)).containsExactlyInAnyOrderEntriesOf(written);
  }

  @Test
  void leavesOutMessages() {
    Map<String, Object> request = Map.of("model", "gpt-4", "messages", List.of("secret"));

    assertThat(registered(all -> all.generation(request, null)))
        .containsOnly(Map.entry("model", "gpt-4"));
  }

  @Test
  void readsTheParamsBack() {
    try (ActiveTrace trace = spans.raglan.trace("t").start()) {
      params.registerAll(Map.of("size", 512, "part", 0.5, "flag", true, "model", "m"));

      assertThat(params.getAll())
          .containsOnlyKeys("size", "part", "flag", "model")
          .containsEntry("model", "m");
      assertThat(params.get("size")).isEqualTo(512);
      assertThat(params.getLong("size")).isEqualTo(512);
      assertThat(params.getDouble("part")).isEqualTo(0.5);
      assertThat(params.getBoolean("flag")).isTrue();
      assertThat(params.getString("model")).isEqualTo("m");
    }
  }

  @Test
  void dropsTheParams() {
    assertThat(
            registered(
                all -> {
                  all.register("model", "m");
                  all.clear();
                }))
        .isEmpty();
    assertThat(spans.written("t", AttributeKey.stringKey(MODEL))).isNull();
  }
}

package dev.raglan.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.raglan.Raglan;
import dev.raglan.model.ParamKey;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ParamsTest {

  private final Recorded recorded = new Recorded();
  private final Params params = recorded.raglan.params();

  @AfterEach
  void close() {
    recorded.close();
  }

  @Test
  void writesATracesParametersOnItsTopmostSpanAlone() {
    recorded.in("root", root -> recorded.in("child", child -> params.register("chunk_size", 512)));

    assertThat(recorded.number("root", "raglan.param.chunk_size")).isEqualTo(512);
    assertThat(recorded.number("child", "raglan.param.chunk_size")).isNull();
  }

  @Test
  void writesAParameterAlsoOnTheSpanThatIsAskedFor() {
    recorded.in("root", root -> recorded.in("child", child -> params.register("top_k", 5, child)));

    assertThat(recorded.number("root", "raglan.param.top_k")).isEqualTo(5);
    assertThat(recorded.number("child", "raglan.param.top_k")).isEqualTo(5);
  }

  @Test
  void writesEachTypeAsItIs() {
    recorded.in(
        "root",
        root -> {
          params.register("text", "a");
          params.register("flag", true);
          params.register("float", 0.5f);
          params.register("byte", (byte) 7);
          params.register("key", ParamKey.TOP_K);
          params.register("list", List.of("a", 1));
          params.register("map", Map.of("a", Map.of("b", 1)));
        });

    var attributes = recorded.span("root").getAttributes();
    assertThat(attributes.get(AttributeKey.stringKey("raglan.param.text"))).isEqualTo("a");
    assertThat(attributes.get(AttributeKey.booleanKey("raglan.param.flag"))).isTrue();
    assertThat(attributes.get(AttributeKey.doubleKey("raglan.param.float"))).isEqualTo(0.5);
    assertThat(attributes.get(AttributeKey.longKey("raglan.param.byte"))).isEqualTo(7);
    assertThat(attributes.get(AttributeKey.stringKey("raglan.param.key"))).isEqualTo("TOP_K");
    assertThat(attributes.get(AttributeKey.stringKey("raglan.param.list"))).isEqualTo("[\"a\",1]");
    assertThat(attributes.get(AttributeKey.stringKey("raglan.param.map")))
        .isEqualTo("{\"a\":{\"b\":1}}");
  }

  @Test
  void copiesGlobalParametersIntoEveryLaterTrace() {
    params.register("model", "a");
    recorded.in("one", span -> {});
    recorded.in("two", span -> params.register("model", "b"));
    recorded.in("three", span -> {});

    assertThat(recorded.text("one", "raglan.param.model")).isEqualTo("a");
    assertThat(recorded.text("two", "raglan.param.model")).isEqualTo("b");
    assertThat(recorded.text("three", "raglan.param.model")).isEqualTo("a");
    assertThat(params.get("model")).isEqualTo("a");
  }

  @Test
  void keepsWhatATraceRegistersToThatTrace() {
    recorded.in(
        "root",
        span -> {
          params.register("k", 1);
          assertThat(params.getAll()).containsExactly(Map.entry("k", 1));
        });

    assertThat(params.getAll()).isEmpty();
  }

  @Test
  void twoTracesAtOnceDoNotMix() throws Exception {
    int traces = 8;
    CyclicBarrier together = new CyclicBarrier(traces);
    ExecutorService threads = Executors.newFixedThreadPool(traces);
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < traces; i++) {
      int trace = i;
      running.add(
          threads.submit(
              () -> recorded.in("trace-" + trace, span -> registerMany(trace, together))));
    }
    for (Future<?> each : running) {
      each.get(30, TimeUnit.SECONDS);
    }
    threads.shutdown();

    for (int i = 0; i < traces; i++) {
      assertThat(recorded.number("trace-" + i, "raglan.param.of")).isEqualTo(i);
      long count =
          recorded.span("trace-" + i).getAttributes().asMap().keySet().stream()
              .filter(key -> key.getKey().startsWith("raglan.param."))
              .count();
      assertThat(count).isEqualTo(51);
    }
  }

  private void registerMany(int trace, CyclicBarrier together) {
    try {
      together.await(30, TimeUnit.SECONDS);
    } catch (Exception broken) {
      throw new AssertionError(broken);
    }
    for (int i = 0; i < 50; i++) {
      params.register("of", trace);
      params.register("t" + trace + "-" + i, i);
    }
  }

  @Test
  void losesNoParameterThatThreadsOfOneTraceRegisterAtOnce() {
    recorded.in(
        "root",
        span -> {
          Context context = Context.current();
          List<Thread> threads = new ArrayList<>();
          for (int i = 0; i < 4; i++) {
            int number = i;
            threads.add(new Thread(context.wrap(() -> registerFifty(number))));
          }
          threads.forEach(Thread::start);
          threads.forEach(ParamsTest::join);
          assertThat(params.getAll()).hasSize(200);
        });
  }

  private void registerFifty(int thread) {
    for (int i = 0; i < 50; i++) {
      params.register(thread + "-" + i, i);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join(30_000);
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  @Test
  void upsertsUnlessToldToOverwrite() {
    recorded.in(
        "root",
        span -> {
          params.registerAll(Map.of("a", 1, "b", 2));
          params.registerAll(Map.of("b", 3));
          assertThat(params.getAll()).isEqualTo(Map.of("a", 1, "b", 3));
          params.registerAll(Map.of("c", 4), true);
          assertThat(params.getAll()).isEqualTo(Map.of("c", 4));
        });

    assertThat(recorded.number("root", "raglan.param.a")).isNull();
    assertThat(recorded.number("root", "raglan.param.c")).isEqualTo(4);
  }

  @Test
  void clearsTheTraceInsideAndTheGlobalOnesOutside() {
    params.register("global", 1);
    recorded.in(
        "root",
        span -> {
          params.clear();
          assertThat(params.getAll()).isEmpty();
        });
    assertThat(params.getAll()).hasSize(1);
    params.clear();

    assertThat(params.getAll()).isEmpty();
    assertThat(recorded.number("root", "raglan.param.global")).isNull();
  }

  @Test
  void dropsNulls() {
    Map<String, Object> some = new HashMap<>();
    some.put("a", null);
    some.put(null, 1);
    some.put(" ", 1);
    some.put("b", 2);
    params.registerAll(some);
    params.registerAll(null);
    params.register("b", null);
    params.register((String) null, 1);

    assertThat(params.getAll()).isEqualTo(Map.of("b", 2));
  }

  @Test
  void keepsAValueAsItWasWhenItWasRegistered() {
    List<String> changing = new ArrayList<>(List.of("a"));
    params.register("list", changing);
    changing.add("b");

    assertThat(params.get("list")).isEqualTo(List.of("a"));
    assertThat(params.getString("list")).isEqualTo("[\"a\"]");
  }

  @Test
  void readsValuesAsTheTypeThatIsAskedFor() {
    params.registerAll(Map.of("n", 5, "d", 0.5, "s", "x", "b", true));

    assertThat(params.getLong("n")).isEqualTo(5);
    assertThat(params.getDouble("n")).isEqualTo(5.0);
    assertThat(params.getDouble("d")).isEqualTo(0.5);
    assertThat(params.getString("n")).isEqualTo("5");
    assertThat(params.getString("s")).isEqualTo("x");
    assertThat(params.getBoolean("b")).isTrue();
    assertThat(params.getBoolean("s")).isNull();
    assertThat(params.getLong("s")).isNull();
    assertThat(params.getDouble("missing")).isNull();
    assertThat(params.getString("missing")).isNull();
  }

  @Test
  void keepsAtMost256WithShortNamesAndTexts() {
    Map<String, Object> many = new LinkedHashMap<>();
    for (int i = 0; i < 300; i++) {
      many.put("p" + i, i);
    }
    params.registerAll(many);
    params.register("one more", 1);
    params.register("p0", "replaced");
    assertThat(params.getAll()).hasSize(256).containsEntry("p0", "replaced");
    params.clear();
    params.register("k".repeat(129), 1);
    params.register("long", "x".repeat(1_000_000));

    assertThat(params.getAll()).hasSize(1);
    assertThat(params.getString("long")).hasSizeLessThanOrEqualTo(4_096);
  }

  @Test
  void registersWhatTheTypedFormsSayUnderTheSeedsNames() {
    params.documentPreprocessing(512, "sliding window", Map.of("overlap", 64));
    params.queryProcessing("small", 1536, "sub-questions", null);
    params.retrieval(10, "rerank-v3", Map.of());
    assertThat(params.getAll())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "overlap",
                64,
                "chunk_size",
                512,
                "chunk_strategy",
                "sliding window",
                "embedding_model",
                "small",
                "embedding_dimensions",
                1536,
                "decomposition_strategy",
                "sub-questions",
                "top_k",
                10,
                "reranking_model",
                "rerank-v3"));
    params.clear();
    params.embedding("large", null, null);

    assertThat(params.getAll()).isEqualTo(Map.of("embedding_model", "large"));
  }

  @Test
  void leavesMessagesOutOfGenerationParameters() {
    params.generation(
        Map.of("model", "gpt-4o", "messages", List.of("secret"), "temperature", 0.2),
        Map.of("stage", "answer"));

    assertThat(params.getAll())
        .isEqualTo(Map.of("model", "gpt-4o", "temperature", 0.2, "stage", "answer"));
  }

  @Test
  void registersTheOlderSingleOnes() {
    params.queryModel("gpt-4");
    params.queryTemperature(0.7);
    params.queryTopP(0.9);
    params.ingestionChunkSize(100);
    params.retrievalTopK(10);

    assertThat(params.getAll())
        .isEqualTo(
            Map.of(
                "query_model",
                "gpt-4",
                "query_temperature",
                0.7,
                "query_top_p",
                0.9,
                "ingestion_chunk_size",
                100,
                "retrieval_top_k",
                10));
  }

  @Test
  void hidesSecretsByNameAndByForm() {
    recorded.in(
        "root",
        span -> {
          params.register("api_key", "abc");
          params.register("header", "Bearer sk-proj-abcdefghijklmnopqrstuvwxyz0123456789");
          params.register("nested", Map.of("password", "hunter2"));
        });

    assertThat(recorded.span("root").getAttributes().toString())
        .doesNotContain("abc", "hunter2")
        .contains("__REDACTED__");
  }

  @Test
  void beginsWithTheBuildersParameters() {
    try (Recorded other = new Recorded(builder -> builder.params(Map.of("chunk_size", 512)))) {
      other.in("root", span -> {});

      assertThat(other.number("root", "raglan.param.chunk_size")).isEqualTo(512);
    }
  }

  @Test
  void refusesABlankNameWhenConfigured() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Raglan.builder().params(Map.of(" ", 1)))
        .withMessageContaining("must not be blank");
  }

  @Test
  void writesOnASpanOfAnotherLibraryAndNeverMakesItGlobal() {
    Span other = recorded.sdk.getTracer("other").spanBuilder("http").startSpan();
    try (Scope scope = other.makeCurrent()) {
      params.register("k", 1);
    }
    other.end();

    assertThat(recorded.number("http", "raglan.param.k")).isEqualTo(1);
    assertThat(params.getAll()).isEmpty();
  }

  @Test
  void aMapThatThrowsHarmsNobody() {
    Map<String, Object> broken =
        new AbstractMap<>() {
          @Override
          public Set<Entry<String, Object>> entrySet() {
            throw new StackOverflowError();
          }
        };

    assertThatNoException()
        .isThrownBy(
            () -> {
              params.registerAll(broken);
              params.retrieval(5, null, broken);
            });
    assertThat(params.getAll()).isEqualTo(Map.of("top_k", 5));
  }

  @Test
  void doesNothingWhenDisabledOrClosed() {
    for (Recorded idle : Arrays.asList(new Recorded(b -> b.enabled(false)), new Recorded())) {
      idle.close();
      idle.raglan.params().register("k", 1);
      idle.raglan.params().clear();

      assertThat(idle.raglan.params().getAll()).isEmpty();
    }
  }
}

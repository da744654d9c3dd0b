package dev.raglan.spring.internal.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.raglan.annotation.Generation;
import dev.raglan.annotation.Masked;
import dev.raglan.spring.RaglanAutoConfiguration;
import dev.raglan.spring.RecordedSpans;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.metadata.ChatGenerationMetadata;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.metadata.DefaultUsage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.observation.ChatModelObservationContext;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.embedding.EmbeddingRequest;
import org.springframework.ai.embedding.EmbeddingResponse;
import org.springframework.ai.embedding.EmbeddingResponseMetadata;
import org.springframework.ai.embedding.observation.EmbeddingModelObservationContext;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Flux;

/** A model call that is observed by its library, as Spring AI's are, below a generation. */
class ModelObservationsTest {

  @Configuration(proxyBeanMethods = false)
  static class Application {

    @Bean
    Answers answers(ObservationRegistry registry) {
      return new Answers(registry);
    }
  }

  static class Answers {

    private final ObservationRegistry registry;

    Answers(ObservationRegistry registry) {
      this.registry = registry;
    }

    @Generation(provider = "openai")
    public String answer(Observation.Context call) {
      return askModel(call);
    }

    String askModel(Observation.Context call) {
      Observation observation =
          Observation.createNotStarted("gen_ai.client.operation", () -> call, registry);
      return observation.observe(
          () -> {
            call.addLowCardinalityKeyValue(of("gen_ai.response.model", "gpt-4o"));
            call.addHighCardinalityKeyValue(of("gen_ai.usage.input_tokens", "12"));
            call.addHighCardinalityKeyValue(of("gen_ai.usage.output_tokens", "3"));
            return "A sleeve.";
          });
    }

    static io.micrometer.common.KeyValue of(String key, String value) {
      return io.micrometer.common.KeyValue.of(key, value);
    }
  }

  /** The rounds of a tool loop, below methods of every return type. */
  static class Loops {

    private final ObservationRegistry registry;

    Loops(ObservationRegistry registry) {
      this.registry = registry;
    }

    @Generation(provider = "openai")
    public String text(Round... rounds) {
      return run(rounds).getResult().getOutput().getText();
    }

    @Generation(provider = "openai")
    public Map<String, String> entity(Round... rounds) {
      return Map.of("answer", text(run(rounds)));
    }

    @Generation(provider = "openai")
    public Sleeve masked(Round... rounds) {
      return new Sleeve(text(run(rounds)), "Ann");
    }

    @Generation(provider = "openai")
    public ChatResponse response(Round... rounds) {
      return run(rounds);
    }

    @Generation(provider = "openai")
    public ChatClientResponse clientResponse(Round... rounds) {
      return new ChatClientResponse(run(rounds), Map.of());
    }

    @Generation(provider = "openai")
    public Flux<ChatResponse> responses(Round... rounds) {
      return stream(rounds);
    }

    @Generation(provider = "openai")
    public Flux<ChatClientResponse> clientResponses(Round... rounds) {
      return stream(rounds).map(response -> new ChatClientResponse(response, Map.of()));
    }

    @Generation(provider = "openai")
    public Flux<String> texts(Round... rounds) {
      return stream(rounds).map(Loops::text);
    }

    /** As Spring AI does it: the rounds of a stream run where the chunks before them arrive. */
    @Generation(provider = "openai")
    public String elsewhere(Round... rounds) {
      Observation client = Observation.start("spring.ai.chat.client", registry);
      ChatResponse last = null;
      for (Round round : rounds) {
        last =
            CompletableFuture.supplyAsync(
                    () ->
                        round
                            .observation(registry)
                            .parentObservation(client)
                            .observe(round::answer))
                .join();
      }
      client.stop();
      return text(last);
    }

    @Generation(provider = "openai")
    public String states(String model, Round round) {
      return text(run(round));
    }

    @Generation(provider = "openai")
    public String fails(Round round) {
      return round
          .observation(registry)
          .observe(
              () -> {
                throw new IllegalStateException("429");
              });
    }

    @Generation(provider = "openai")
    public String embedsLast(Round round) {
      String text = text(run(round));
      EmbeddingModelObservationContext embedding =
          EmbeddingModelObservationContext.builder()
              .embeddingRequest(new EmbeddingRequest(List.of("a"), null))
              .provider("openai")
              .build();
      Observation.createNotStarted("gen_ai.client.operation", () -> embedding, registry)
          .observe(
              () -> {
                embedding.setResponse(
                    new EmbeddingResponse(
                        List.of(),
                        new EmbeddingResponseMetadata(
                            "text-embedding-3-small", new DefaultUsage(8, 0, 8))));
                round.contexts().add(embedding);
                embedding.addHighCardinalityKeyValue(Answers.of("gen_ai.usage.input_tokens", "8"));
                return text;
              });
      return text;
    }

    private static String text(ChatResponse response) {
      return response.getResult().getOutput().getText();
    }

    private ChatResponse run(Round... rounds) {
      ChatResponse last = null;
      for (Round round : rounds) {
        last = round.observation(registry).observe(round::answer);
      }
      return last;
    }

    /** As Spring AI does it: the observation stops after the subscriber knows of the end. */
    private Flux<ChatResponse> stream(Round... rounds) {
      return Flux.deferContextual(
          context -> {
            for (int i = 0; i < rounds.length - 1; i++) {
              rounds[i].observation(registry).observe(rounds[i]::answer);
            }
            Observation last = rounds[rounds.length - 1].observation(registry).start();
            return Flux.just(rounds[rounds.length - 1])
                .map(Round::answer)
                .doFinally(signal -> last.stop());
          });
    }
  }

  /** One call of a model. */
  record Round(String id, List<Observation.Context> contexts) {

    Observation observation(ObservationRegistry registry) {
      ChatModelObservationContext context =
          ChatModelObservationContext.builder()
              .prompt(
                  new Prompt(
                      "What is a sleeve?", ChatOptions.builder().model("gpt-4o-mini").build()))
              .provider("openai")
              .build();
      contexts.add(context);
      return Observation.createNotStarted("gen_ai.client.operation", () -> context, registry);
    }

    ChatResponse answer() {
      ChatModelObservationContext context =
          (ChatModelObservationContext) contexts.get(contexts.size() - 1);
      context.addHighCardinalityKeyValue(Answers.of("gen_ai.usage.input_tokens", "1117"));
      context.addHighCardinalityKeyValue(
          Answers.of("gen_ai.usage.cache_read.input_tokens", "1024"));
      ChatResponse response =
          new ChatResponse(
              List.of(
                  new org.springframework.ai.chat.model.Generation(
                      new AssistantMessage("A sleeve."),
                      ChatGenerationMetadata.builder().finishReason("STOP").build())),
              ChatResponseMetadata.builder()
                  .id(id)
                  .model("gpt-4o")
                  .usage(new DefaultUsage(1117, 246, 1363, null, 1024L, null))
                  .build());
      context.setResponse(response);
      return response;
    }
  }

  private final List<Observation.Context> contexts = new ArrayList<>();

  private Round round(String id) {
    return new Round(id, contexts);
  }

  static Stream<BiFunction<Loops, Round[], Object>> returnTypes() {
    return Stream.of(
        Loops::text,
        Loops::entity,
        Loops::response,
        Loops::clientResponse,
        Loops::elsewhere,
        (loops, rounds) -> loops.responses(rounds).blockLast(),
        (loops, rounds) -> loops.clientResponses(rounds).blockLast(),
        (loops, rounds) -> loops.texts(rounds).blockLast());
  }

  /** The object that a model's answer was made into, and what of it stays hidden. */
  record Sleeve(String answer, @Masked String owner) {}

  @Test
  void theObjectThatAnAnswerWasMadeIntoIsTheMessage() {
    runner
        .withBean(Loops.class)
        .run(
            context -> {
              context.getBean(Loops.class).masked(round("a"));

              Attributes shown = RecordedSpans.of(context).get(0).getAttributes();
              assertThat(shown.get(AttributeKey.stringKey("gen_ai.output.messages")))
                  .isEqualTo(
                      "[{\"role\":\"assistant\",\"finish_reason\":\"stop\",\"parts\":["
                          + "{\"type\":\"text\",\"content\":"
                          + "\"{\\\"answer\\\":\\\"A sleeve.\\\",\\\"owner\\\":\\\"***\\\"}\"}]}]");
              assertThat(shown.get(AttributeKey.stringKey("output.value")))
                  .isEqualTo("{\"answer\":\"A sleeve.\",\"owner\":\"***\"}");
              assertThat(shown.get(AttributeKey.stringKey("output.mime_type")))
                  .isEqualTo("application/json");
            });
  }

  private static final Path PAGE = Path.of("../docs/generations.md");
  private static final String HEAD =
      "| result of a method that asks a `ChatClient` | model | answer | why it ended "
          + "| two rounds: tokens, cached | cost |\n|---|---|---|---|---|---|\n";

  /** Holds the table to what is shown; {@code -Draglan.docs.update=true} writes it. */
  @Test
  void isShownAsTheDocsSay() throws IOException {
    Map<String, BiFunction<Loops, Round[], Object>> kinds = new LinkedHashMap<>();
    kinds.put("`String`, `content()`", Loops::text);
    kinds.put("an object, `entity(...)`", Loops::entity);
    kinds.put("`ChatResponse`", Loops::response);
    kinds.put("`ChatClientResponse`", Loops::clientResponse);
    kinds.put("`Flux<String>`", (loops, rounds) -> loops.texts(rounds).blockLast());
    kinds.put("`Flux<ChatResponse>`", (loops, rounds) -> loops.responses(rounds).blockLast());
    kinds.put(
        "`Flux<ChatClientResponse>`", (loops, rounds) -> loops.clientResponses(rounds).blockLast());
    StringBuilder table = new StringBuilder(HEAD);
    kinds.forEach(
        (kind, ask) ->
            runner
                .withBean(Loops.class)
                .run(
                    context -> {
                      ask.apply(context.getBean(Loops.class), new Round[] {round("a"), round("b")});
                      table.append(line(kind, RecordedSpans.of(context).get(0)));
                    }));
    String page = Files.readString(PAGE);
    int begin = page.indexOf(HEAD);
    if (Boolean.getBoolean("raglan.docs.update") && begin >= 0) {
      int end = page.indexOf("\n\n", begin) + 1;
      page = page.substring(0, begin) + table + page.substring(end);
      Files.writeString(PAGE, page);
    }

    assertThat(page).contains(table + "\n");
  }

  private static String line(String kind, SpanData span) {
    Attributes shown = span.getAttributes();
    return "| %s | %s | %s | %s | %s + %s, %s | %s |\n"
        .formatted(
            kind,
            "`" + shown.get(AttributeKey.stringKey("gen_ai.response.model")) + "`",
            shown.get(AttributeKey.stringKey("gen_ai.output.messages")) == null ? "–" : "yes",
            "`"
                + String.join(
                    ", ", shown.get(AttributeKey.stringArrayKey("gen_ai.response.finish_reasons")))
                + "`",
            inputTokens(span),
            number(span, "gen_ai.usage.output_tokens"),
            number(span, "gen_ai.usage.cache_read.input_tokens"),
            shown.get(AttributeKey.doubleKey("llm.cost.total")) == null ? "–" : "yes");
  }

  @ParameterizedTest
  @MethodSource("returnTypes")
  void sumsALoopWhateverTheMethodReturns(BiFunction<Loops, Round[], Object> ask) {
    runner
        .withBean(Loops.class)
        .run(
            context -> {
              ask.apply(context.getBean(Loops.class), new Round[] {round("a"), round("b")});

              SpanData span = RecordedSpans.of(context).get(0);
              assertThat(inputTokens(span)).isEqualTo(2234);
              assertThat(number(span, "gen_ai.usage.output_tokens")).isEqualTo(492);
              assertThat(number(span, "gen_ai.usage.cache_read.input_tokens")).isEqualTo(2048);
              assertThat(span.getAttributes().get(AttributeKey.doubleKey("llm.cost.total")))
                  .isCloseTo(2 * 0.0039725, within(1e-9));
              assertThat(contexts)
                  .hasSize(2)
                  .allSatisfy(
                      each ->
                          assertThat(each.getHighCardinalityKeyValues())
                              .noneMatch(pair -> pair.getKey().startsWith("gen_ai.usage.")));
            });
  }

  @Test
  void namesTheModelThatAFailedCallAskedFor() {
    runner
        .withBean(Loops.class)
        .run(
            context -> {
              assertThatThrownBy(() -> context.getBean(Loops.class).fails(round("a")))
                  .hasMessage("429");

              assertThat(requestModel(RecordedSpans.of(context).get(0))).isEqualTo("gpt-4o-mini");
            });
  }

  @Test
  void namesTheModelThatACallAskedForWhereTheMethodDoesNot() {
    runner
        .withBean(Loops.class)
        .run(
            context -> {
              context.getBean(Loops.class).text(round("a"));
              context.getBean(Loops.class).states("stated", round("b"));
              context.getBean(Loops.class).embedsLast(round("c"));

              assertThat(RecordedSpans.of(context))
                  .extracting(ModelObservationsTest::requestModel)
                  .containsExactly("gpt-4o-mini", "stated", "gpt-4o-mini");
            });
  }

  @Test
  void namesTheProviderOfACallWhereTheMethodDoesNot() {
    runner
        .withBean(Loops.class)
        .run(
            context -> {
              context.getBean(Loops.class).text(round("a"));
              context.getBean(Loops.class).states("stated", round("b"));

              assertThat(RecordedSpans.of(context))
                  .extracting(
                      span ->
                          span.getAttributes().get(AttributeKey.stringKey("gen_ai.provider.name")))
                  .containsExactly("openai", "openai");
            });
  }

  private static String requestModel(SpanData span) {
    return span.getAttributes().get(AttributeKey.stringKey("gen_ai.request.model"));
  }

  @Test
  void leavesTheTokensOfEmbeddingsOnTheirOwnSpan() {
    runner
        .withBean(Loops.class)
        .run(
            context -> {
              context.getBean(Loops.class).embedsLast(round("a"));

              SpanData span = RecordedSpans.of(context).get(0);
              assertThat(inputTokens(span)).isEqualTo(1117);
              assertThat(span.getAttributes().get(AttributeKey.stringKey("gen_ai.response.model")))
                  .isEqualTo("gpt-4o");
              assertThat(contexts.get(1).getHighCardinalityKeyValues()).hasSize(1);
            });
  }

  private static Long number(SpanData span, String key) {
    return span.getAttributes().get(AttributeKey.longKey(key));
  }

  private final Observation.Context call = new Observation.Context();
  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  ObservationAutoConfiguration.class, RaglanAutoConfiguration.class))
          .withBean(RecordedSpans.class)
          .withUserConfiguration(Application.class);

  private static Long inputTokens(SpanData span) {
    return span.getAttributes().get(AttributeKey.longKey("gen_ai.usage.input_tokens"));
  }

  @Test
  void countsItsTokensOnTheGenerationAndNotOnItsOwnSpan() {
    runner.run(
        context -> {
          context.getBean(Answers.class).answer(call);

          assertThat(RecordedSpans.of(context))
              .singleElement()
              .satisfies(span -> assertThat(inputTokens(span)).isEqualTo(12));
          assertThat(call.getHighCardinalityKeyValues()).isEmpty();
          assertThat(call.getLowCardinalityKeyValues()).hasSize(1);
        });
  }

  @Test
  void leavesItsTokensWhereNoGenerationEnclosesIt() {
    runner.run(
        context -> {
          context.getBean(Answers.class).askModel(call);

          assertThat(call.getHighCardinalityKeyValues()).hasSize(2);
        });
  }

  @Test
  void leavesItsTokensWhenTracingIsOff() {
    runner
        .withPropertyValues("raglan.enabled=false")
        .run(
            context -> {
              context.getBean(Answers.class).answer(call);

              assertThat(call.getHighCardinalityKeyValues()).hasSize(2);
            });
  }
}

package dev.raglan.spring.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.PriceTable;
import dev.raglan.annotation.Generation;
import dev.raglan.model.ModelPrice;
import dev.raglan.semconv.OpenInference;
import dev.raglan.spring.RaglanAutoConfiguration;
import dev.raglan.spring.RecordedSpans;
import dev.raglan.spring.properties.RaglanProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** The sources of prices. */
class PriceSettingsTest {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(AopAutoConfiguration.class, RaglanAutoConfiguration.class))
          .withBean(RecordedSpans.class)
          .withBean(Assistant.class);

  @Test
  void takesTheShippedPricesByDefault() {
    runner.run(context -> assertThat(table(context).price("gpt-4o")).isEqualTo(shipped("gpt-4o")));
  }

  @Test
  void putsThePricesOfThePropertiesOverTheShippedOnes() {
    runner
        .withPropertyValues(
            "raglan.pricing.models[gpt-4.1].input=7",
            "raglan.pricing.models.own_model.input=1",
            "raglan.pricing.models.own_model.cached-input=0.1",
            "raglan.pricing.models.own_model.cache-write=1.25",
            "raglan.pricing.models.own_model.output=2")
        .run(
            context -> {
              PriceTable table = table(context);
              assertThat(table.price("gpt-4.1")).isEqualTo(ModelPrice.of(7, 0));
              assertThat(table.price("own_model")).isEqualTo(new ModelPrice(1, 0.1, 1.25, 2));
              assertThat(table.price("gpt-4o")).isEqualTo(shipped("gpt-4o"));
            });
  }

  @Test
  void putsThePricesOfThePropertiesOverThoseOfTheFile(@TempDir Path directory) throws Exception {
    runner
        .withPropertyValues(
            "raglan.pricing.file="
                + file(directory, "{'models': {'a': {'input': 1}, 'b': {'input': 2}}}"),
            "raglan.pricing.models.b.input=3")
        .run(
            context -> {
              PriceTable table = table(context);
              assertThat(table.price("a")).isEqualTo(ModelPrice.of(1, 0));
              assertThat(table.price("b")).isEqualTo(ModelPrice.of(3, 0));
              assertThat(table.price("gpt-4o")).isEqualTo(shipped("gpt-4o"));
            });
  }

  @Test
  void leavesTheShippedPricesOutOfAnotherCurrency() {
    runner
        .withPropertyValues("raglan.pricing.currency=EUR", "raglan.pricing.models.own.input=1")
        .run(
            context -> {
              assertThat(table(context).currency()).isEqualTo("EUR");
              assertThat(table(context).size()).isEqualTo(1);
            });
  }

  @Test
  void takesTheCurrencyOfTheFile(@TempDir Path directory) throws Exception {
    runner
        .withPropertyValues(
            "raglan.pricing.file="
                + file(directory, "{'currency': 'CHF', 'models': {'a': {'input': 1}}}"))
        .run(context -> assertThat(table(context).currency()).isEqualTo("CHF"));
  }

  @Test
  void estimatesTheCostOfACall() {
    runner
        .withPropertyValues(
            "raglan.pricing.models.own.input=1", "raglan.pricing.models.own.output=2")
        .run(
            context -> {
              context.getBean(Assistant.class).answer("why?");
              assertThat(RecordedSpans.of(context))
                  .singleElement()
                  .satisfies(
                      span ->
                          assertThat(span.getAttributes().get(OpenInference.LLM_COST_TOTAL))
                              .isEqualTo(3.0));
            });
  }

  @Test
  void refusesACurrencyThatIsNoneOrNotTheFiles(@TempDir Path directory) throws Exception {
    assertThat(failure("raglan.pricing.currency=gold").getDescription())
        .startsWith("raglan.pricing.currency = gold")
        .contains("ISO 4217");
    String file = file(directory, "{'currency': 'CHF', 'models': {'a': {'input': 1}}}");
    assertThat(
            failure("raglan.pricing.currency=EUR", "raglan.pricing.file=" + file).getDescription())
        .startsWith("raglan.pricing.currency = EUR")
        .contains("CHF");
  }

  @Test
  void refusesPricesThatCannotBe() {
    assertThat(failure("raglan.pricing.models[gpt-4.1].input=-1").getDescription())
        .startsWith("raglan.pricing.models[gpt-4.1] cannot be used")
        .contains("from 0 up");
    assertThat(failure("raglan.pricing.models.own.output=1").getDescription())
        .contains("it has no input");
    assertThat(failure("raglan.pricing.file=/nowhere/prices.json").getDescription())
        .startsWith("raglan.pricing.file = /nowhere/prices.json");
  }

  @Test
  void refusesAModelWhoseNameItWouldCutOff() {
    FailureAnalysis analysis =
        failure("raglan.pricing.models.gpt-4.1.input=2", "raglan.pricing.models.gpt-4.input=30");
    assertThat(analysis.getDescription()).startsWith("raglan.pricing.models.gpt-4 ");
    assertThat(analysis.getAction()).contains("[gpt-4.1]");
  }

  @Test
  void refusesToEstimateTokensWithoutTheLibrary() {
    assertThat(failure("raglan.estimate-tokens=true").getAction()).contains("com.knuddels:jtokkit");
  }

  private FailureAnalysis failure(String... properties) {
    FailureAnalysis[] analysis = new FailureAnalysis[1];
    runner
        .withPropertyValues(properties)
        .run(context -> analysis[0] = analyze(context.getStartupFailure()));
    return analysis[0];
  }

  private static FailureAnalysis analyze(Throwable failure) {
    assertThat(failure).isNotNull();
    FailureAnalysis analysis = new RaglanFailureAnalyzer().analyze(failure);
    assertThat(analysis).as("analysis of %s", failure).isNotNull();
    return analysis;
  }

  private static PriceTable table(org.springframework.context.ApplicationContext context) {
    RaglanProperties properties = context.getBean(RaglanProperties.class);
    return new PriceSettings(properties.pricing(), context.getEnvironment()).table();
  }

  private static ModelPrice shipped(String model) {
    return PriceTable.shipped().price(model);
  }

  private static String file(Path directory, String json) throws IOException {
    return Files.writeString(directory.resolve("prices.json"), json.replace('\'', '"')).toString();
  }

  public static class Assistant {

    @Generation(model = "own")
    public Map<String, Object> answer(String question) {
      return Map.of("usage", Map.of("prompt_tokens", 1_000_000, "completion_tokens", 1_000_000));
    }
  }
}

package dev.raglan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;

import dev.raglan.internal.pricing.PriceFile;
import dev.raglan.model.Cost;
import dev.raglan.model.ModelPrice;
import dev.raglan.model.Usage;
import dev.raglan.model.Usage.Billing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PriceTableTest {

  private static final PriceTable SHIPPED = PriceTable.shipped();

  @TempDir Path directory;

  @Test
  void saysWhichDayItsPricesAreOf() {
    assertThat(SHIPPED.asOf()).isEqualTo(LocalDate.of(2026, 9, 23));
    assertThat(SHIPPED.currency()).isEqualTo("USD");
    assertThat(SHIPPED.size()).isGreaterThan(1_900);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gpt-4o",
        "claude-sonnet-4-5",
        "gemini-2.5-pro",
        "mistral-large-latest",
        "deepseek-v3.2",
        "command-r-plus-08-2024",
        "amazon.nova-pro-v1:0",
        "grok-4",
        "text-embedding-3-small",
        "voyage-3.5"
      })
  void knowsTheModelsOfTheWellKnownProviders(String model) {
    assertThat(SHIPPED.price(model)).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({
    "gpt-4o-2024-08-06, gpt-4o",
    "GPT-4o, gpt-4o",
    "gpt-4-0613, gpt-4",
    "openai/gpt-4o, gpt-4o",
    "openrouter/openai/gpt-4o-mini-2024-07-18, gpt-4o-mini",
    "claude-3-opus@20240229, claude-3-opus",
    "models/gemini-2.5-flash-preview-09-2025, gemini-2.5-flash",
    "gpt-3.5-turbo-0125, gpt-3.5-turbo",
    "gpt-35-turbo, gpt-3.5-turbo",
    "claude-sonnet-4.5, claude-sonnet-4-5",
    "anthropic/claude-3.5-haiku, claude-3-5-haiku",
    "claude-opus-4-5-20251101, claude-opus-4-5",
    "claude-haiku-4-5@20251001, claude-haiku-4-5",
    "gpt-5-6-luna, gpt-5.6-luna",
    "gpt-6-luna-2026-09-09, gpt-6-luna",
    "gemini-2.0-flash-001, gemini-2.0-flash",
    "mistral-large-2411, mistral-large",
  })
  void findsAVersionOfAModelUnderTheModelsName(String version, String model) {
    assertThat(SHIPPED.price(version)).isNotNull().isEqualTo(SHIPPED.price(model));
  }

  @ParameterizedTest
  @CsvSource({
    "us.anthropic.claude-sonnet-4-20250514-v1:0, claude-sonnet-4-20250514",
    "anthropic.claude-3-5-sonnet-20241022-v2:0, claude-3-5-sonnet-20241022",
    "bedrock/us.anthropic.claude-haiku-4-5-20251001-v1:0, claude-haiku-4-5-20251001",
  })
  void takesANameWithARegionOrVendorForOneOfBedrock(String name, String model) {
    assertThat(SHIPPED.price(name)).isNotNull().isEqualTo(SHIPPED.price("aws.bedrock", model));
  }

  @Test
  void prefersTheLongestName() {
    assertThat(SHIPPED.price("gpt-4o-2024-05-13")).isNotEqualTo(SHIPPED.price("gpt-4o"));
    assertThat(SHIPPED.price("gpt-4o-mini-2024-07-18"))
        .isNotEqualTo(SHIPPED.price("gpt-4o"))
        .isEqualTo(SHIPPED.price("gpt-4o-mini"));
    PriceTable without = PriceTable.none().with(Map.of("gpt-4o", ModelPrice.of(1, 2)));
    assertThat(without.price("gpt-4o-mini")).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gpt-4o-audio-preview",
        "gpt-4o-2031-01-01",
        "mistral-large-2402",
        "mistral-small-2402",
        "command-r-03-2024",
        "gpt-3.5-turbo-0999",
        "claude-opus-4-79",
        "claude-opus-47",
        "text-embedding-3",
        "o1-ultra",
        "gpt-4o-mini-tuned",
        "command-r:latest",
        "ollama/command-r",
        "lm_studio/gpt-4o",
        "gpt-5.9",
        "ft:gpt-4o-mini-2024-07-18:acme::id",
        "deepseek/deepseek-chat:free",
        "llama3",
        " ",
        "/",
        "."
      })
  void knowsNoPriceOfAnotherModel(String model) {
    assertThat(SHIPPED.price(model)).isNull();
    assertThat(SHIPPED.cost(model, Usage.of(1L, 1L))).isNull();
  }

  @Test
  void knowsNoCostWithoutModelOrCounts() {
    assertThat(SHIPPED.cost(null, Usage.of(1L, 1L))).isNull();
    assertThat(SHIPPED.cost("gpt-4o", null)).isNull();
    assertThat(SHIPPED.cost("gpt-4o", Usage.of(null, null))).isNull();
    assertThat(SHIPPED.price("x".repeat(10_000))).isNull();
  }

  @Test
  void pricesTokensByTheMillionAsAnEstimate() {
    assertCost(SHIPPED.cost("gpt-4o", Usage.of(1_000L, 500L)), 0.0025, 0.005);
  }

  @Test
  void pricesCachedTokensApart() {
    Usage read = new Usage(1_000L, 0L, null, 800L, null, null, false);
    Usage written = new Usage(1_000L, 100L, null, 500L, 300L, null, false);

    assertCost(SHIPPED.cost("gpt-4o", read), (200 * 2.5 + 800 * 1.25) / 1e6, 0);
    assertCost(
        SHIPPED.cost("claude-sonnet-4", written),
        (200 * 3 + 500 * 0.3 + 300 * 3.75) / 1e6,
        100 * 15 / 1e6);
  }

  @Test
  void pricesCachedTokensAsOthersIfTheTableMakesNoDifference() {
    PriceTable table = PriceTable.none().with(Map.of("m", ModelPrice.of(1, 2)));

    assertCost(table.cost("m", new Usage(1_000L, null, null, 900L, 50L, null, false)), 0.001, null);
  }

  @Test
  void countsNoMoreCachedTokensThanThereAreInputTokens() {
    Usage odd = new Usage(100L, 0L, null, 500L, 500L, null, false);

    assertCost(SHIPPED.cost("claude-sonnet-4", odd), 100 * 0.3 / 1e6, 0);
  }

  private static void assertCost(Cost cost, double prompt, Number completion) {
    assertThat(cost).isNotNull();
    assertThat(cost.estimated()).isTrue();
    assertThat(cost.prompt()).isCloseTo(prompt, within(1e-12));
    double out = completion == null ? 0 : completion.doubleValue();
    if (completion == null) {
      assertThat(cost.completion()).isNull();
    } else {
      assertThat(cost.completion()).isCloseTo(out, within(1e-12));
    }
    assertThat(cost.total()).isCloseTo(prompt + out, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource({
    "openai, gpt-4o, 2.5",
    "azure.ai.openai, gpt-4o, 2.5",
    "azure-openai, gpt-4o-mini, 0.15",
    "aws.bedrock, us.anthropic.claude-haiku-4-5-20251001-v1:0, 1.1",
    "aws.bedrock, global.anthropic.claude-haiku-4-5-20251001-v1:0, 1.0",
    "anthropic, claude-haiku-4-5, 1.0",
    "gcp.vertex_ai, claude-haiku-4-5@20251001, 1.0",
    "mistral_ai, mistral-large-2512, 0.5",
    "OpenRouter, openai/gpt-4o, 2.5",
    "x_ai, grok-4, 3.0",
  })
  void priceIsThatOfTheProvider(String provider, String model, double input) {
    assertThat(SHIPPED.price(provider, model)).isNotNull();
    assertThat(SHIPPED.price(provider, model).input()).isEqualTo(input);
  }

  @ParameterizedTest
  @CsvSource({
    "ollama, command-r:latest",
    "ollama, command-r",
    "vllm, gpt-4o",
    "acme, claude-opus-4-5",
    "anthropic, gpt-4o",
    "openai, claude-opus-4-5",
    "cohere, gpt-4o",
  })
  void aProviderHasNoPriceOfAnothersModels(String provider, String model) {
    assertThat(SHIPPED.cost(provider, model, Usage.of(100L, 10L))).isNull();
  }

  @Test
  void pricesThatAnApplicationGivesHoldForAnyProvider() {
    PriceTable mine = SHIPPED.with(Map.of("llama3.2", ModelPrice.of(1, 2)));

    assertThat(mine.price("ollama", "llama3.2")).isEqualTo(ModelPrice.of(1, 2));
  }

  @Test
  void pricesAllTokensOfALongPromptByItsTier() {
    Usage shorter = Usage.of(200_000L, 1_000L);
    Usage longer = Usage.of(200_001L, 1_000L);

    assertThat(SHIPPED.cost("gemini-2.5-pro", shorter).total())
        .isCloseTo(0.2 * 1.25 + 0.01, within(1e-9));
    assertThat(SHIPPED.cost("gemini-2.5-pro", longer).total())
        .isCloseTo(0.200001 * 2.5 + 0.015, within(1e-9));
  }

  private static Usage billed(Billing billing) {
    return new Usage(10_000L, 1_000L, null, null, 8_000L, null, false, billing);
  }

  private static Billing served(String tier) {
    return new Billing(null, tier, null, null, null, null, null, null);
  }

  @Test
  void pricesWhatIsCachedForAnHour() {
    Billing hour = new Billing(null, null, 6_000L, null, null, null, null, null);

    assertThat(SHIPPED.cost("claude-sonnet-4-0", billed(hour)).total())
        .isCloseTo((2_000 * 3 + 2_000 * 3.75 + 6_000 * 6 + 1_000 * 15) / 1e6, within(1e-9));
    assertThat(SHIPPED.cost("gcp.vertex_ai", "claude-sonnet-4", billed(hour))).isNull();
    assertThat(ModelPrice.of(1, 2).of(billed(hour)).total()).isCloseTo(0.012, within(1e-9));
  }

  @Test
  void pricesCallsThatAreServedInAnotherWay() {
    Usage usual = Usage.of(1_000L, 100L);

    assertThat(SHIPPED.cost("gpt-4o", usual).total()).isCloseTo(0.0035, within(1e-9));
    assertThat(SHIPPED.cost("gpt-4o", usual.with(served("flex"))).total())
        .isCloseTo(0.00175, within(1e-9));
    assertThat(SHIPPED.cost("claude-sonnet-4-0", usual.with(served("batch"))).total())
        .isCloseTo(0.00225, within(1e-9));
    assertThat(SHIPPED.cost("gpt-4o", usual.with(served("priority")))).isNull();
    assertThat(SHIPPED.cost("xai", "grok-4", usual.with(served("flex")))).isNull();
  }

  @Test
  void pricesAudioImagesAndSearchesOrNothing() {
    Billing audio = new Billing(null, null, null, 8_000L, null, 600L, null, null);
    Billing image = new Billing(null, null, null, null, null, null, 900L, null);
    Billing searches = new Billing(null, null, null, null, null, null, null, 3L);
    Usage usage = Usage.of(10_000L, 1_000L);

    assertThat(SHIPPED.cost("gpt-audio", usage.with(audio)).total())
        .isCloseTo((2_000 * 2.5 + 8_000 * 32 + 400 * 10 + 600 * 64) / 1e6, within(1e-9));
    assertThat(SHIPPED.cost("gpt-4o", usage.with(audio))).isNull();
    assertThat(SHIPPED.cost("gemini-2.5-flash-image", usage.with(image)).total())
        .isCloseTo((10_000 * 0.3 + 100 * 2.5 + 900 * 30) / 1e6, within(1e-9));
    assertThat(SHIPPED.cost("gpt-4o", usage.with(image))).isNull();
    assertThat(SHIPPED.cost("claude-sonnet-4-0", usage.with(searches)).total())
        .isCloseTo((10_000 * 3 + 1_000 * 15) / 1e6 + 0.03, within(1e-9));
    assertThat(SHIPPED.cost("gemini-2.5-pro", usage.with(searches))).isNull();
    assertThat(SHIPPED.cost("perplexity", "sonar", usage).total())
        .isCloseTo(0.011 + 0.012, within(1e-9));
  }

  @Test
  void isOverriddenByAFileWithProviders() throws IOException {
    PriceTable mine =
        SHIPPED.with(
            file(
                """
                {"asOf": "2031-01-31", "licence": "mine", "providers": {
                  "openai": {"names": ["openai"], "home": ["gpt-"], "serviceTiers": {"flex": 0.25},
                    "models": {"gpt-9": {"input": 4, "output": 8, "cacheWriteHour": 2,
                        "above": [{"tokens": 10, "input": 8, "output": 16}]},
                      "gpt-9-2031-01-01": "gpt-9"}}}}
                """));

    assertThat(mine.price("openai", "gpt-9-2031-01-01")).isEqualTo(mine.price("gpt-9"));
    assertThat(mine.cost("gpt-9", Usage.of(11L, 1L).with(served("flex"))).total())
        .isCloseTo((11 * 8 + 16) / 4e6, within(1e-12));
    assertThat(mine.price("gpt-4o")).isNull();
    assertThat(mine.price("claude-opus-4-5")).isEqualTo(SHIPPED.price("claude-opus-4-5"));
  }

  @Test
  void isOverriddenByModelAndLeftAsItWas() {
    PriceTable mine = SHIPPED.with(Map.of("OpenAI/GPT-4o", ModelPrice.of(1, 2)));

    assertThat(mine.price("gpt-4o")).isEqualTo(ModelPrice.of(1, 2));
    assertThat(mine.price("gpt-4o-mini")).isEqualTo(SHIPPED.price("gpt-4o-mini"));
    assertThat(SHIPPED.price("gpt-4o")).isNotEqualTo(ModelPrice.of(1, 2));
  }

  @Test
  void isOverriddenByAFile() throws IOException {
    PriceTable mine =
        SHIPPED.with(
            file(
                """
                {"asOf": "2026-01-31", "source": "my contract", "models": {
                  "gpt-4o": {"input": 1, "cachedInput": 0.5, "cacheWrite": 2, "output": 3},
                  "my-embedder": {"input": 0.01}}}
                """));

    assertThat(mine.asOf()).isEqualTo(LocalDate.of(2026, 1, 31));
    assertThat(mine.price("gpt-4o")).isEqualTo(new ModelPrice(1, 0.5, 2.0, 3));
    assertThat(mine.price("my-embedder")).isEqualTo(ModelPrice.of(0.01, 0));
    assertThat(mine.price("gpt-4o-mini")).isNotNull();
  }

  @Test
  void doesNotMixCurrencies() throws IOException {
    PriceTable mine =
        SHIPPED.with(file("{\"currency\": \"EUR\", \"models\": {\"m\": {\"input\": 1}}}"));

    assertThat(mine.currency()).isEqualTo("EUR");
    assertThat(mine.price("m")).isNotNull();
    assertThat(mine.price("gpt-4o")).isNull();
    assertThat(PriceTable.none().in("CHF").currency()).isEqualTo("CHF");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[]|it is no object",
        "{}|models is missing",
        "{\"models\": {\"m\": 1}}|models[\"m\"] is no object",
        "{\"models\": {\"m\": {}}}|models[\"m\"] has no \"input\"",
        "{\"models\": {\"m\": {\"input\": -1}}}|models[\"m\"].input is -1; allowed are numbers from",
        "{\"models\": {\"m\": {\"input\": \"1\"}}}|models[\"m\"].input is \"1\"; allowed are numbers",
        "{\"models\": {\"m\": {\"input\": 1, \"in\": 2}}}|unknown member \"in\"; allowed are above",
        "{\"models\": {\" \": {\"input\": 1}}}|models has an entry whose name is blank",
        "{\"price\": {}, \"models\": {}}|it has an unknown member \"price\"; allowed are asOf",
        "{\"asOf\": \"today\", \"models\": {}}|asOf is \"today\"; allowed are dates such as",
        "{\"currency\": \"EURO\", \"models\": {}}|currency is \"EURO\"; allowed are ISO 4217 codes",
        "{\"providers\": {\"p\": {\"home\": true, \"models\": {}}}}|home is true; allowed are lists",
        "{\"providers\": 3}|providers is no object",
        "{\"providers\": {\"p\": {\"key\": 1}}}|providers[\"p\"] has an unknown member \"key\"",
        "{\"providers\": {\"p\": {\"names\": [1], \"models\": {}}}}|names has 1; allowed are texts",
        "{\"providers\": {\"p\": {\"models\": {\"m\": \"n\"}}}}|models[\"m\"] is no object",
        "{\"models\": {|cannot be read as JSON",
      })
  void refusesAMalformedFile(String json, String why) throws IOException {
    Path file = file(json);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> SHIPPED.with(file))
        .withMessageStartingWith("The price file " + file)
        .withMessageContaining(why);
  }

  @Test
  void refusesAFileThatIsNotThere() {
    Path missing = directory.resolve("missing.json");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> SHIPPED.with(missing))
        .withMessage("The price file " + missing + " does not exist");
  }

  @Test
  void refusesAModelWithoutAPriceBeforeAnyIsAskedFor() {
    Map<String, ModelPrice> models = new HashMap<>();
    models.put("m", null);

    assertThatNullPointerException().isThrownBy(() -> SHIPPED.with(models));
  }

  @Test
  void isShippedInTheCurrencyThatIsSaidWithoutReadingIt() throws Exception {
    Path shipped = Path.of(PriceFile.class.getResource("prices.json").toURI());

    assertThat(PriceFile.read(shipped).currency()).isEqualTo(SHIPPED.currency());
  }

  @Test
  void refusesPricesThatAreNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ModelPrice.of(-1, 0))
        .withMessage("input is -1.0; allowed are prices per million tokens from 0 up to 1e12");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ModelPrice(1, Double.NaN, null, 0))
        .withMessageContaining("cachedInput is NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SHIPPED.with(Map.of(" ", ModelPrice.of(1, 1))))
        .withMessageContaining("must not be blank");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SHIPPED.in("dollars"))
        .withMessageContaining("ISO 4217");
  }

  private Path file(String json) throws IOException {
    return Files.writeString(directory.resolve("prices.json"), json);
  }
}

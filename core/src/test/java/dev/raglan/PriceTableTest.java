package dev.raglan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;

import dev.raglan.internal.pricing.PriceFile;
import dev.raglan.model.Cost;
import dev.raglan.model.ModelPrice;
import dev.raglan.model.Usage;
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
    assertThat(SHIPPED.asOf()).isEqualTo(LocalDate.of(2025, 10, 15));
    assertThat(SHIPPED.currency()).isEqualTo("USD");
    assertThat(SHIPPED.size()).isGreaterThan(100);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gpt-4o",
        "claude-sonnet-4-5",
        "gemini-2.5-pro",
        "mistral-large-latest",
        "deepseek-chat",
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
    "us.anthropic.claude-sonnet-4-20250514-v1:0, claude-sonnet-4",
    "anthropic.claude-3-5-sonnet-20241022-v2:0, claude-3-5-sonnet",
    "claude-3-opus@20240229, claude-3-opus",
    "models/gemini-2.5-flash-preview-05-20, gemini-2.5-flash",
    "gemini-2.0-flash-001, gemini-2.0-flash",
    "mistral-large-2411, mistral-large",
  })
  void findsAVersionOfAModelUnderTheModelsName(String version, String model) {
    assertThat(SHIPPED.price(version)).isNotNull().isEqualTo(SHIPPED.price(model));
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
        "gpt-4o-realtime-preview-2024-10-01",
        "claude-opus-4-7",
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
        "{\"models\": {\"m\": {\"input\": 1, \"in\": 2}}}|unknown member \"in\"; allowed are cacheW",
        "{\"models\": {\" \": {\"input\": 1}}}|models has an entry whose name is blank",
        "{\"price\": {}, \"models\": {}}|it has an unknown member \"price\"; allowed are asOf",
        "{\"asOf\": \"today\", \"models\": {}}|asOf is \"today\"; allowed are dates such as",
        "{\"currency\": \"EURO\", \"models\": {}}|currency is \"EURO\"; allowed are ISO 4217 codes",
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
        .withMessageContaining(missing.toString())
        .withMessageContaining("NoSuchFile");
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
        .withMessage("input is -1.0; allowed are prices per million tokens from 0 up");
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

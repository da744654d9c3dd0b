package dev.raglan.internal.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.langchain4j.model.ModelProvider;
import dev.raglan.PriceTable;
import dev.raglan.model.Cost;
import dev.raglan.model.Usage;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.ai.observation.conventions.AiProvider;

/**
 * The shipped prices, beside what the reader of their source computes, as {@code
 * core/src/prices/write-prices.mjs} wrote it down, and beside the models that SDKs name.
 */
class SecondOpinionTest {

  private static final PriceTable SHIPPED = PriceTable.shipped();

  private static JsonNode opinions() throws IOException {
    try (InputStream file = SecondOpinionTest.class.getResourceAsStream("second-opinion.json")) {
      return new JsonMapper().readTree(file);
    }
  }

  private static Usage usage(JsonNode counts) {
    return new Usage(
        counts.get("input_tokens").longValue(),
        counts.get("output_tokens").longValue(),
        null,
        counts.path("cache_read_tokens").longValue(),
        counts.path("cache_write_tokens").longValue(),
        null,
        false);
  }

  @Test
  void theReaderOfTheSourceComputesTheSame() throws IOException {
    JsonNode opinions = opinions();
    List<String> others = new ArrayList<>();
    for (JsonNode each : opinions.get("prices")) {
      String provider = each.get(0).textValue();
      String model = each.get(1).textValue();
      Cost cost =
          SHIPPED.cost(provider, model, usage(opinions.get("usages").get(each.get(2).intValue())));
      if (cost == null || Math.abs(cost.total() - each.get(3).doubleValue()) > 1e-9) {
        others.add(each + " is " + cost);
      }
    }

    assertThat(opinions.get("prices")).hasSizeGreaterThan(3_500);
    assertThat(others).isEmpty();
  }

  /** What a model's vendor takes is not what another model's vendor takes under the same name. */
  @Test
  void aNameAloneHasThePriceOfOneVendor() throws IOException {
    for (JsonNode each : opinions().get("prices")) {
      String model = each.get(1).textValue();
      if ("openai".equals(each.get(0).textValue())) {
        assertThat(SHIPPED.price(model)).as(model).isEqualTo(SHIPPED.price("openai", model));
      }
    }
  }

  private static List<String> withoutPrice(String provider, Class<?> models) {
    return unpriced(
        provider,
        Stream.of(models.getFields())
            .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == models)
            .map(SecondOpinionTest::constant));
  }

  private static List<String> unpriced(String provider, Stream<String> models) {
    return models.filter(model -> SHIPPED.price(provider, model) == null).sorted().toList();
  }

  private static String constant(Field field) {
    try {
      return field.get(null).toString().toLowerCase(Locale.ROOT);
    } catch (IllegalAccessException hidden) {
      throw new IllegalStateException(hidden);
    }
  }

  @Test
  void theseConstantsOfOpenAiJavaHaveNoPrice() {
    assertThat(withoutPrice("openai", com.openai.models.ChatModel.class))
        .containsExactly(
            "gpt-4o-audio-preview",
            "gpt-4o-audio-preview-2024-10-01",
            "gpt-4o-audio-preview-2024-12-17",
            "gpt-4o-audio-preview-2025-06-03",
            "gpt-4o-mini-audio-preview",
            "gpt-4o-mini-audio-preview-2024-12-17",
            "gpt-4o-mini-search-preview",
            "gpt-4o-mini-search-preview-2025-03-11",
            "gpt-4o-search-preview",
            "gpt-4o-search-preview-2025-03-11",
            "gpt-6.1-sol",
            "gpt-6.1-terra");
  }

  @Test
  void theseConstantsOfOpenAiJavaForOtherUsesHaveNoPrice() {
    assertThat(withoutPrice("openai", com.openai.models.embeddings.EmbeddingModel.class)).isEmpty();
    assertThat(withoutPrice("openai", com.openai.models.audio.AudioModel.class))
        .containsExactly("gpt-transcribe", "whisper-1");
    assertThat(withoutPrice("openai", com.openai.models.ResponsesModel.ResponsesOnlyModel.class))
        .containsExactly(
            "gpt-5.6-cyber",
            "gpt-6-rosalind",
            "gpt-daybreak-blue-latest",
            "gpt-daybreak-red-latest",
            "gpt-rosalind-research");
  }

  /** Images cost by their size and quality, or by tokens of which the source lists no prices. */
  @Test
  void noConstantOfOpenAiJavaForImagesHasAPrice() {
    assertThat(com.openai.models.images.ImageModel.class.getFields())
        .filteredOn(field -> field.getType() == com.openai.models.images.ImageModel.class)
        .allSatisfy(field -> assertThat(SHIPPED.price("openai", constant(field))).isNull());
  }

  @Test
  void theseConstantsOfLangChain4jHaveNoPrice() {
    assertThat(
            unpriced(
                "openai",
                Stream.of(dev.langchain4j.model.openai.OpenAiChatModelName.values())
                    .map(Object::toString)))
        .isEmpty();
    assertThat(
            unpriced(
                "openai",
                Stream.of(dev.langchain4j.model.openai.OpenAiEmbeddingModelName.values())
                    .map(Object::toString)))
        .isEmpty();
  }

  @Test
  void theseConstantsOfAnthropicJavaHaveNoPrice() {
    assertThat(withoutPrice("anthropic", com.anthropic.models.messages.Model.class))
        .containsExactly(
            "claude-haiku-5-5",
            "claude-mythos-5",
            "claude-mythos-5-1",
            "claude-mythos-preview",
            "claude-sonnet-5-5");
  }

  /** A model of each provider that the enums of SDKs and the conventions name. */
  @ParameterizedTest
  @CsvSource({
    "anthropic, claude-sonnet-4-5",
    "ANTHROPIC, claude-sonnet-4-5",
    "bedrock_converse, us.anthropic.claude-sonnet-4-5-20250929-v1:0",
    "AMAZON_BEDROCK, amazon.nova-pro-v1:0",
    "aws.bedrock, amazon.nova-pro-v1:0",
    "google_genai, gemini-2.5-pro",
    "vertex_ai, gemini-2.5-pro",
    "gcp.gemini, gemini-2.5-pro",
    "gcp.gen_ai, gemini-2.5-pro",
    "gcp.vertex_ai, gemini-2.5-pro",
    "GOOGLE_AI_GEMINI, gemini-2.5-pro",
    "GOOGLE_GENAI, gemini-2.5-pro",
    "GOOGLE_VERTEX_AI_GEMINI, gemini-2.5-pro",
    "GOOGLE_VERTEX_AI_ANTHROPIC, claude-sonnet-4-5@20250929",
    "mistral_ai, mistral-large-latest",
    "MISTRAL_AI, mistral-large-latest",
    "openai, gpt-4o",
    "OPEN_AI, gpt-4o",
    "AZURE_OPEN_AI, gpt-4o",
    "azure.ai.openai, gpt-4o",
    "az.ai.openai, gpt-4o",
    "azure.ai.inference, gpt-4o",
    "MICROSOFT_FOUNDRY, gpt-4o",
    "COHERE, command-r",
    "VOYAGE_AI, voyage-3.5",
    "groq, llama-3.3-70b-versatile",
    "perplexity, sonar",
    "x_ai, grok-4"
  })
  void aProviderHasItsPricesByWhateverName(String provider, String model) {
    assertThat(SHIPPED.price(provider, model)).isNotNull();
  }

  @Test
  void theseProvidersOfTheEnumsOfSdksHaveNoPrices() {
    Stream<String> ofSpringAi = Stream.of(AiProvider.values()).map(AiProvider::value);
    Stream<String> ofLangChain4j = Stream.of(ModelProvider.values()).map(Enum::name);

    assertThat(Stream.concat(ofSpringAi, ofLangChain4j).filter(each -> !hasPrices(each)))
        .containsExactly(
            "deepseek", // Its prices depend on the hour.
            "ollama",
            "onnx",
            "spring_ai",
            "GITHUB_MODELS",
            "OLLAMA",
            "WATSONX",
            "JINA",
            "OTHER");
  }

  private static boolean hasPrices(String provider) {
    return Stream.of(
            "gpt-4o",
            "claude-sonnet-4-5",
            "claude-sonnet-4-5@20250929",
            "us.anthropic.claude-sonnet-4-5-20250929-v1:0",
            "gemini-2.5-pro",
            "mistral-large-latest",
            "command-r",
            "voyage-3.5")
        .anyMatch(model -> SHIPPED.price(provider, model) != null);
  }
}

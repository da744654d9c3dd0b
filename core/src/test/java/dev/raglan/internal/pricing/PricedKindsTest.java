package dev.raglan.internal.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.raglan.internal.library.BuiltIn;
import dev.raglan.internal.read.Extractors;
import dev.raglan.model.Completion;
import dev.raglan.model.Cost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is priced and what is not: from a provider's answer to its cost. */
class PricedKindsTest {

  private static final Path PAGE = Path.of("..", "docs", "generations.md");

  private final Extractors extractors = BuiltIn.extractors(true);
  private final PriceMetering metering = new PriceMetering(() -> PriceFile.shipped(), true, null);

  /**
   * A kind of call.
   *
   * @param cost in US dollars; null for none
   */
  record Kind(String name, String priced, String provider, String json, Double cost) {

    String row() {
      return "| " + name + " | " + priced + " |";
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static String openAi(String model, String usage) {
    return "{'model':'"
        + model
        + "','choices':[{'message':{'content':'4'}}],'usage':{"
        + usage
        + "}}";
  }

  private static String anthropic(String usage) {
    return "{'model':'claude-sonnet-4-20250514','role':'assistant','content':[],"
        + "'stop_reason':'end_turn','usage':{"
        + usage
        + "}}";
  }

  private static final String PLAIN =
      "'prompt_tokens':1000,'completion_tokens':50,'total_tokens':1050";

  static Stream<Kind> kinds() {
    return Stream.of(
        new Kind(
            "a cost that the answer states (`usage.cost`, `cost_in_usd_ticks`, `estimated_cost`;"
                + " beside the usage `total_cost_usd`, `cost_usd`, `total_cost`, `response_cost`),"
                + " unless in a `currency` other than USD",
            "as stated, not estimated",
            "openrouter",
            openAi("openai/gpt-4o", PLAIN + ",'cost':0.00123"),
            0.00123),
        new Kind(
            "input and output",
            "by the model that answered, at its provider",
            "openai",
            openAi("gpt-4o-2024-08-06", PLAIN),
            0.003),
        new Kind(
            "reasoning beside the output",
            "as output",
            "x_ai",
            openAi(
                "grok-3",
                "'prompt_tokens':1000,'completion_tokens':50,'total_tokens':1500,"
                    + "'completion_tokens_details':{'reasoning_tokens':450}"),
            0.0105),
        new Kind(
            "input read from the cache",
            "at its own price",
            "openai",
            openAi("gpt-4o", PLAIN + ",'prompt_tokens_details':{'cached_tokens':800}"),
            0.002),
        new Kind(
            "input written to the cache, for five minutes and for an hour",
            "at their own prices",
            "anthropic",
            anthropic(
                "'input_tokens':0,'output_tokens':0,'cache_creation':{"
                    + "'ephemeral_5m_input_tokens':1000,'ephemeral_1h_input_tokens':1000}"),
            0.00975),
        new Kind(
            "input for an hour where the provider lists no price of it",
            "no cost",
            "gcp.vertex_ai",
            anthropic(
                "'input_tokens':0,'output_tokens':0,'cache_creation':{"
                    + "'ephemeral_1h_input_tokens':1000}"),
            null),
        new Kind(
            "a prompt above the length of a price tier",
            "all of it by that tier",
            "gcp.gemini",
            "{'modelVersion':'gemini-2.5-pro','candidates':[],'usageMetadata':{"
                + "'promptTokenCount':300000,'candidatesTokenCount':1000,'totalTokenCount':301000}}",
            0.765),
        new Kind(
            "`flex` and `batch`",
            "their share of the price, at providers that list one",
            "openai",
            openAi("gpt-4o", PLAIN).replace("{'model'", "{'service_tier':'flex','model'"),
            0.0015),
        new Kind(
            "a line of a batch's results",
            "as `batch`",
            "openai",
            "{'custom_id':'a','response':{'status_code':200,'body':"
                + openAi("gpt-4o", PLAIN).replace("{'model'", "{'service_tier':'default','model'")
                + "}}",
            0.0015),
        new Kind(
            "the same where the provider lists no share for it",
            "no cost",
            "aws.bedrock",
            "{'recordId':'1','modelOutput':"
                + anthropic("'input_tokens':1000,'output_tokens':50")
                    .replace("claude", "anthropic.claude")
                    .replace("20250514", "20250514-v1:0")
                + "}",
            null),
        new Kind(
            "`priority`, `scale` and other tiers of service",
            "no cost",
            "openai",
            openAi("gpt-4o", PLAIN).replace("{'model'", "{'service_tier':'priority','model'"),
            null),
        new Kind(
            "Anthropic's fast mode (`speed`), and a place that is asked for (`inference_geo`)",
            "no cost",
            "anthropic",
            anthropic("'input_tokens':1000,'output_tokens':50,'speed':'fast'"),
            null),
        new Kind(
            "Bedrock's models that answer faster (`performanceConfig`)",
            "no cost",
            "aws.bedrock",
            "{'model':'anthropic.claude-sonnet-4-5-20250929-v1:0','stopReason':'end_turn',"
                + "'output':{'message':{'role':'assistant','content':[{'text':'4'}]}},"
                + "'performanceConfig':{'latency':'optimized'},"
                + "'usage':{'inputTokens':1000,'outputTokens':50}}",
            null),
        new Kind(
            "audio and images that have a price",
            "at their own prices",
            "openai",
            openAi("gpt-audio", PLAIN + ",'prompt_tokens_details':{'audio_tokens':900}"),
            0.02955),
        new Kind(
            "audio read from the cache",
            "at its own price",
            "openai",
            openAi(
                "gpt-4o-realtime-preview",
                PLAIN
                    + ",'prompt_tokens_details':{'audio_tokens':900,'cached_tokens':850,"
                    + "'cached_tokens_details':{'audio_tokens':800}}"),
            0.007375),
        new Kind(
            "audio and images without one",
            "no cost",
            "openai",
            openAi("gpt-4o", PLAIN + ",'prompt_tokens_details':{'audio_tokens':900}"),
            null),
        new Kind(
            "searches of the web that have a price",
            "a fee for each",
            "anthropic",
            anthropic(
                "'input_tokens':1000,'output_tokens':0,"
                    + "'server_tool_use':{'web_search_requests':2}"),
            0.023),
        new Kind(
            "the same as items of an answer (`web_search_call`)",
            "a fee for each",
            "openai",
            "{'object':'response','model':'gpt-4o','output':[{'type':'web_search_call'},"
                + "{'type':'web_search_call','action':{'type':'open_page','url':'u'}}],"
                + "'usage':{'input_tokens':1000,'output_tokens':50}}",
            0.013),
        new Kind(
            "searches of the web that have no price, such as Gemini's (`groundingMetadata`)",
            "no cost",
            "gcp.gemini",
            "{'modelVersion':'gemini-2.5-flash','candidates':[{'content':{'parts':[{'text':'4'}]},"
                + "'groundingMetadata':{'webSearchQueries':['a']}}],'usageMetadata':{"
                + "'promptTokenCount':1000,'candidatesTokenCount':50}}",
            null),
        new Kind(
            "other tools of the provider's (`file_search_call`, `code_interpreter_call`,"
                + " `image_generation_call`, `x_search_call`)",
            "no cost",
            "openai",
            "{'object':'response','model':'gpt-4o','output':[{'type':'file_search_call'},"
                + "{'type':'web_search_call'}],'service_tier':'flex',"
                + "'usage':{'input_tokens':1000,'output_tokens':50}}",
            null),
        new Kind(
            "a model that searches at each request, of which no fee is listed"
                + " (`gpt-4o-search-preview`)",
            "no cost",
            "openai",
            openAi("gpt-4o-mini-search-preview-2025-03-11", PLAIN),
            null),
        new Kind(
            "audio that is counted in seconds (`prompt_audio_seconds`)",
            "no cost",
            "mistral",
            openAi("voxtral-small-latest", PLAIN + ",'prompt_audio_seconds':4"),
            null),
        new Kind(
            "tokens that only the total has",
            "no cost",
            "gcp.gemini",
            openAi(
                "gemini-2.5-flash",
                "'prompt_tokens':1000,'completion_tokens':50,'total_tokens':1350"),
            null),
        new Kind(
            "a fee for each request",
            "with the tokens",
            "perplexity",
            openAi("sonar", PLAIN),
            0.01305),
        new Kind(
            "less than all that a search found, where the fee is of all (`search_context_size`)",
            "no cost",
            "perplexity",
            openAi("sonar", PLAIN + ",'search_context_size':'low'"),
            null),
        new Kind(
            "a provider that is not listed, such as a local server",
            "no cost",
            "ollama",
            openAi("command-r:latest", PLAIN),
            null),
        new Kind(
            "a model or a version that is not listed",
            "no cost",
            "openai",
            openAi("gpt-4o-2031-01-01", PLAIN),
            null),
        new Kind(
            "a model whose price depends on the hour",
            "no cost",
            "deepseek",
            openAi("deepseek-chat", PLAIN),
            null),
        new Kind(
            "counts that cannot be",
            "no cost",
            "openai",
            openAi("gpt-4o", "'prompt_tokens':1e400,'completion_tokens':-1"),
            null));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void hasTheCostThatThePageSays(Kind kind) throws IOException {
    Completion read =
        extractors.extract(new JsonMapper().readTree(kind.json().replace('\'', '"'))).completion();
    Cost cost =
        read == null || read.usage() == null
            ? null
            : metering.cost(kind.provider(), read.model(), read.usage());

    if (kind.cost() == null) {
      assertThat(cost).isNull();
    } else {
      assertThat(cost.total()).isCloseTo(kind.cost(), within(1e-9));
      assertThat(cost.estimated()).isEqualTo(!kind.json().contains("'cost'"));
    }
  }

  @Test
  void thePageListsTheseKinds() throws IOException {
    List<String> rows =
        Files.readAllLines(PAGE).stream()
            .dropWhile(line -> !line.startsWith("| what a call took"))
            .skip(2)
            .takeWhile(line -> line.startsWith("|"))
            .toList();

    assertThat(rows).containsExactlyElementsOf(kinds().map(Kind::row).toList());
  }

  @Test
  void aStatedCostIsInDollarsAndStandsForNoOtherCurrency() {
    Completion read =
        extractors.extract(openAi("m", PLAIN + ",'cost':0.5").replace('\'', '"')).completion();
    PriceMetering inEuros = new PriceMetering(() -> Prices.NONE, false, null);

    assertThat(inEuros.cost("openai", "m", read.usage())).isNull();
  }
}

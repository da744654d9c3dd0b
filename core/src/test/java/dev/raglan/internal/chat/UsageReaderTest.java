package dev.raglan.internal.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.internal.library.BuiltIn;
import dev.raglan.internal.read.Extractors;
import dev.raglan.model.Completion;
import dev.raglan.model.Extraction;
import dev.raglan.model.Usage;
import dev.raglan.model.Usage.Billing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Token counts wherever providers put them, checked against their total. */
class UsageReaderTest {

  private static final Path PAGE = Path.of("..", "docs", "generations.md");

  private final Extractors extractors = BuiltIn.extractors(true);

  /** A provider's answer, and what of it is billed. */
  record Place(
      String provider,
      String where,
      String json,
      Long input,
      Long output,
      Long read,
      Long written,
      Long reasoning) {

    /** Returns the row of the page's table. */
    String row() {
      return "| " + provider + " | " + where + " |";
    }

    @Override
    public String toString() {
      return provider;
    }
  }

  private static Place place(String provider, String where, String json, Long... counts) {
    return new Place(
        provider,
        where,
        json.replace('\'', '"'),
        counts[0],
        counts[1],
        counts[2],
        counts[3],
        counts[4]);
  }

  static Stream<Place> places() {
    return Stream.of(
        place(
            "OpenAI, Azure, Mistral, Groq, vLLM: Chat Completions",
            "`usage`; cached tokens are part of the prompt, reasoning of the completion",
            "{'choices':[{'message':{'role':'assistant','content':'4'}}],'usage':"
                + "{'prompt_tokens':1117,'completion_tokens':246,'total_tokens':1363,"
                + "'prompt_tokens_details':{'cached_tokens':1024},"
                + "'completion_tokens_details':{'reasoning_tokens':192}}}",
            1117L,
            246L,
            1024L,
            null,
            192L),
        place(
            "OpenAI: Responses",
            "`usage` of the response, of `response.completed` in a stream",
            "{'object':'response','output':[],'usage':{'input_tokens':80,'output_tokens':30,"
                + "'total_tokens':110,'input_tokens_details':{'cached_tokens':64},"
                + "'output_tokens_details':{'reasoning_tokens':20}}}",
            80L,
            30L,
            64L,
            null,
            20L),
        place(
            "xAI",
            "`usage`; reasoning is beside the completion, as the total says",
            "{'choices':[{'message':{'role':'assistant','content':'4'}}],'usage':"
                + "{'prompt_tokens':1000,'completion_tokens':50,'total_tokens':1500,"
                + "'completion_tokens_details':{'reasoning_tokens':450}}}",
            1000L,
            500L,
            null,
            null,
            450L),
        place(
            "Anthropic",
            "`usage`, of `message_start` and `message_delta` in a stream; the cache is beside the input",
            "{'role':'assistant','content':[],'stop_reason':'end_turn','usage':{'input_tokens':50,"
                + "'cache_creation_input_tokens':200,'cache_read_input_tokens':1800,"
                + "'output_tokens':120}}",
            2050L,
            120L,
            1800L,
            200L,
            null),
        place(
            "LiteLLM, OpenRouter in front of Anthropic",
            "`usage`; Anthropic's names beside a prompt that includes the cache",
            "{'choices':[{'message':{'role':'assistant','content':'4'}}],'usage':"
                + "{'prompt_tokens':2050,'completion_tokens':120,'total_tokens':2170,"
                + "'cache_creation_input_tokens':200,'cache_read_input_tokens':1800,"
                + "'prompt_tokens_details':{'cached_tokens':1800}}}",
            2050L,
            120L,
            1800L,
            200L,
            null),
        place(
            "DeepSeek",
            "`usage`; `prompt_cache_hit_tokens` are part of the prompt",
            "{'choices':[{'message':{'role':'assistant','content':'4'}}],'usage':"
                + "{'prompt_tokens':100,'completion_tokens':9,'total_tokens':109,"
                + "'prompt_cache_hit_tokens':64,'prompt_cache_miss_tokens':36}}",
            100L,
            9L,
            64L,
            null,
            null),
        place(
            "Groq's streams",
            "`x_groq.usage`",
            "{'object':'chat.completion.chunk','choices':[{'delta':{}}],'x_groq':{'usage':"
                + "{'prompt_tokens':5,'completion_tokens':3,'total_tokens':8}}}",
            5L,
            3L,
            null,
            null,
            null),
        place(
            "Moonshot's streams",
            "`choices[0].usage`",
            "{'object':'chat.completion.chunk','choices':[{'delta':{},'usage':"
                + "{'prompt_tokens':5,'completion_tokens':3,'total_tokens':8}}]}",
            5L,
            3L,
            null,
            null,
            null),
        place(
            "Gemini, Vertex AI",
            "`usageMetadata`; thoughts and tools' results are beside candidates and prompt",
            "{'candidates':[],'modelVersion':'gemini-2.5-pro','usageMetadata':{"
                + "'promptTokenCount':900,'cachedContentTokenCount':800,'candidatesTokenCount':50,"
                + "'thoughtsTokenCount':300,'toolUsePromptTokenCount':100,'totalTokenCount':1350}}",
            1000L,
            350L,
            800L,
            null,
            300L),
        place(
            "Bedrock: Converse",
            "`usage`, of the `metadata` event in a stream; the cache is beside the input",
            "{'output':{'message':{'role':'assistant','content':[{'text':'4'}]}},'usage':{"
                + "'inputTokens':50,'outputTokens':120,'totalTokens':2170,"
                + "'cacheReadInputTokens':1800,'cacheWriteInputTokens':200}}",
            2050L,
            120L,
            1800L,
            200L,
            null),
        place(
            "Bedrock: Converse, streamed",
            "`metadata.usage`",
            "{'metadata':{'usage':{'inputTokens':5,'outputTokens':3,'totalTokens':8}}}",
            5L,
            3L,
            null,
            null,
            null),
        place(
            "Bedrock: InvokeModel, Llama",
            "`prompt_token_count`, `generation_token_count`",
            "{'generation':'4','prompt_token_count':25,'generation_token_count':7,"
                + "'stop_reason':'stop'}",
            25L,
            7L,
            null,
            null,
            null),
        place(
            "Bedrock: InvokeModel, streamed",
            "`amazon-bedrock-invocationMetrics` of the last chunk",
            "{'amazon-bedrock-invocationMetrics':{'inputTokenCount':25,'outputTokenCount':7}}",
            25L,
            7L,
            null,
            null,
            null),
        place(
            "Ollama",
            "`prompt_eval_count`, `eval_count`",
            "{'model':'llama3.2','message':{'role':'assistant','content':'4'},'done_reason':'stop',"
                + "'prompt_eval_count':26,'eval_count':282}",
            26L,
            282L,
            null,
            null,
            null),
        place(
            "Cohere v1",
            "`meta.billed_units`, else `meta.tokens`",
            "{'text':'4','meta':{'billed_units':{'input_tokens':5,'output_tokens':3},"
                + "'tokens':{'input_tokens':71,'output_tokens':3}}}",
            5L,
            3L,
            null,
            null,
            null),
        place(
            "Cohere v2",
            "`usage.billed_units`, else `usage.tokens`; in a stream `delta.usage`",
            "{'message':{'role':'assistant','content':[{'type':'text','text':'4'}]},'usage':"
                + "{'tokens':{'input_tokens':71,'output_tokens':3}}}",
            71L,
            3L,
            null,
            null,
            null),
        place(
            "LangChain's messages",
            "`usage_metadata`",
            "{'content':'4','usage_metadata':{'input_tokens':350,'output_tokens':240,"
                + "'total_tokens':590,'input_token_details':{'cache_read':100,'cache_creation':200},"
                + "'output_token_details':{'reasoning':200}}}",
            350L,
            240L,
            100L,
            200L,
            200L),
        place(
            "llama.cpp",
            "`tokens_evaluated`, `tokens_predicted`",
            "{'content':'4','model':'m','tokens_evaluated':12,'tokens_predicted':4}",
            12L,
            4L,
            null,
            null,
            null),
        place(
            "Vercel's AI SDK",
            "`usage`; `cachedInputTokens` or `inputTokenDetails`, part of the input",
            "{'text':'4','finishReason':'stop','usage':{'inputTokens':10,'inputTokenDetails"
                + "':{'noCacheTokens':4,'cacheReadTokens':6},'outputTokens':5,'outputTokenDetails"
                + "':{'textTokens':3,'reasoningTokens':2},'totalTokens':15}}",
            10L,
            5L,
            6L,
            null,
            2L),
        place(
            "LM Studio",
            "`stats`",
            "{'output':[{'type':'message','content':'4'}],'stats':{'input_tokens':5,'total_"
                + "output_tokens':7,'reasoning_output_tokens':3},'response_id':'r'}",
            5L,
            7L,
            null,
            null,
            3L),
        place(
            "Codex, Pydantic AI",
            "`usage`; `cached_input_tokens`, `cache_read_tokens` and `cache_write_tokens` are part of the input",
            "{'type':'turn.completed','usage':{'input_tokens':24,'cache_read_tokens':12,'ca"
                + "che_write_tokens':8,'output_tokens':3}}",
            24L,
            3L,
            12L,
            8L,
            null),
        place(
            "an application's own",
            "`usage`, `usageInfo` or `tokens`, with `input` and `output`, or `prompt` and `completion`",
            "{'content':'4','model':'m','tokens':{'input':7,'output':2}}",
            7L,
            2L,
            null,
            null,
            null),
        place(
            "Embeddings of OpenAI, Mistral, Jina",
            "`usage.prompt_tokens`",
            "{'data':[{'index':0,'embedding':[0.5,0.1]}],'model':'m',"
                + "'usage':{'prompt_tokens':8,'total_tokens':8}}",
            8L,
            null,
            null,
            null,
            null),
        place(
            "Embeddings of Voyage AI",
            "`usage.total_tokens`",
            "{'data':[{'index':0,'embedding':[0.5,0.1]}],'model':'m','usage':{'total_tokens':8}}",
            8L,
            null,
            null,
            null,
            null),
        place(
            "Embeddings of Titan by Bedrock",
            "`inputTextTokenCount`",
            "{'embedding':[0.5,0.1],'inputTextTokenCount':8}",
            8L,
            null,
            null,
            null,
            null),
        place(
            "Embeddings of Cohere",
            "`meta.billed_units.input_tokens`",
            "{'id':'c','embeddings':{'float':[[0.5,0.1]]},'meta':{'billed_units':"
                + "{'input_tokens':8}}}",
            8L,
            null,
            null,
            null,
            null),
        place(
            "Embeddings of Vertex AI",
            "`predictions[].embeddings.statistics.token_count`, summed",
            "{'predictions':[{'embeddings':{'values':[0.5,0.1],'statistics':{'token_count':5}}},"
                + "{'embeddings':{'values':[0.5,0.1],'statistics':{'token_count':3}}}]}",
            8L,
            null,
            null,
            null,
            null));
  }

  private Completion read(String json) {
    return extractors.extract(json.replace('\'', '"')).completion();
  }

  @ParameterizedTest
  @MethodSource("places")
  void findsTheUsageOf(Place place) {
    Extraction read = extractors.extract(place.json());
    Usage usage = read.embeddings() == null ? read.completion().usage() : read.embeddings().usage();

    assertThat(usage)
        .isEqualTo(
            new Usage(
                place.input(),
                place.output(),
                null,
                place.read(),
                place.written(),
                place.reasoning(),
                false));
  }

  @Test
  void thePageListsThesePlaces() throws IOException {
    List<String> rows =
        Files.readAllLines(PAGE).stream()
            .dropWhile(line -> !line.startsWith("| provider | place of the usage"))
            .skip(2)
            .takeWhile(line -> line.startsWith("|"))
            .toList();

    assertThat(rows).containsExactlyElementsOf(places().map(Place::row).toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e400",
        "9223372036854775807",
        "18446744073709551617",
        "7.9",
        "-1",
        "1000000000001",
        "'-12'",
        "'1.5'",
        "'18446744073709551617'",
        "true",
        "[3]"
      })
  void takesACountThatIsNotAWholeNumberWithinReasonForUnknown(String count) {
    String usage = "'usage':{'prompt_tokens':5,'completion_tokens':C}";

    assertThat(read("{'text':'4'," + usage.replace("C", count) + "}").usage())
        .isEqualTo(Usage.of(5L, null));
  }

  @Test
  void takesANumberThatIsNotACountForUnknownInMapsToo() {
    assertThat(Stream.of(Double.NaN, Float.POSITIVE_INFINITY, -3L, 7.9, Long.MAX_VALUE))
        .allSatisfy(
            each ->
                assertThat(
                        extractors
                            .extract(
                                Map.of("usage", Map.of("prompt_tokens", 5, "total_tokens", each)))
                            .completion()
                            .usage())
                    .isEqualTo(Usage.of(5L, null)));
  }

  @Test
  void takesAWholeNumberForACountWhateverItsType() {
    assertThat(read("{'text':'4','usage':{'prompt_tokens':5.0,'completion_tokens':3e0}}").usage())
        .isEqualTo(Usage.of(5L, 3L));
    assertThat(read("{'text':'4','usage':{'prompt_tokens':'5','completion_tokens':'3'}}").usage())
        .isEqualTo(Usage.of(5L, 3L));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Anthropic's names and no total: more is cached than the input has.
        "'prompt_tokens':50,'completion_tokens':9,'cache_read_input_tokens':1800",
        "'input_tokens':50,'output_tokens':9,'total_tokens':1859,'cache_read_input_tokens':1800",
        "'input_tokens':50,'output_tokens':9,'total_tokens':59,'cache_read_input_tokens':1800",
        "'input_tokens':1850,'output_tokens':9,'total_tokens':1859,'cache_read_input_tokens':1800",
        "'prompt_tokens':1850,'completion_tokens':9,'cache_read_input_tokens':1800",
        "'prompt_tokens':50,'completion_tokens':9,'total_tokens':1859,"
            + "'prompt_tokens_details':{'cached_tokens':1800}",
        "'input_tokens':50,'output_tokens':4,'total_tokens':1859,'cache_read_input_tokens':1800,"
            + "'output_tokens_details':{'reasoning_tokens':5}"
      })
  void tellsByNamesAndTotalsWhetherTheCacheIsPartOfTheInput(String counts) {
    Usage usage = read("{'text':'4','usage':{" + counts + "}}").usage();

    assertThat(usage.inputTokens()).isEqualTo(1850);
    assertThat(usage.outputTokens()).isEqualTo(9);
    assertThat(usage.totalTokens()).isEqualTo(1859);
    assertThat(usage.cacheReadTokens()).isEqualTo(1800);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'total_tokens':15,'prompt_tokens_details':{'cached_tokens':999999999}",
        "'total_tokens':15,'cached_tokens':11",
        "'total_tokens':15,'prompt_cache_hit_tokens':11",
        "'total_tokens':20,'prompt_tokens_details':{'cached_tokens':11}",
        "'total_tokens':15,'completion_tokens_details':{'reasoning_tokens':999999999}",
        "'total_tokens':15,'completion_tokens_details':{'reasoning_tokens':6}",
        "'total_tokens':15,'reasoning_tokens':6"
      })
  void takesAPartThatTheTotalHasNoRoomForForUnknown(String counts) {
    Usage usage =
        read("{'text':'4','usage':{'prompt_tokens':10,'completion_tokens':5," + counts + "}}")
            .usage();

    assertThat(usage.inputTokens()).isEqualTo(10);
    assertThat(usage.outputTokens()).isEqualTo(5);
    assertThat(usage.cacheReadTokens()).isNull();
    assertThat(usage.reasoningTokens()).isNull();
  }

  @Test
  void takesWhatTheTotalHasMoreForThePartThatIsMissing() {
    assertThat(read("{'text':'4','usage':{'prompt_tokens':5,'total_tokens':8}}").usage())
        .isEqualTo(Usage.of(5L, 3L));
    assertThat(read("{'text':'4','usage':{'completion_tokens':3,'total_tokens':8}}").usage())
        .isEqualTo(Usage.of(5L, 3L));
  }

  @Test
  void readsWhatAProviderChargesByBesideTokens() {
    assertThat(
            read("{'service_tier':'flex','choices':[{'message':{'content':'4'}}],'usage':{"
                    + "'prompt_tokens':9,'completion_tokens':9,"
                    + "'prompt_tokens_details':{'audio_tokens':4},"
                    + "'completion_tokens_details':{'audio_tokens':5,'image_tokens':2},"
                    + "'cost':0.25}}")
                .usage()
                .billing())
        .isEqualTo(new Billing(0.25, "flex", null, 4L, null, 5L, 2L, null));
    assertThat(
            read("{'role':'assistant','content':[],'stop_reason':'end_turn','usage':{"
                    + "'input_tokens':9,'output_tokens':9,'cache_creation':{"
                    + "'ephemeral_5m_input_tokens':3,'ephemeral_1h_input_tokens':4},"
                    + "'service_tier':'batch','server_tool_use':{'web_search_requests':2}}}")
                .usage())
        .isEqualTo(
            new Usage(
                16L,
                9L,
                null,
                null,
                7L,
                null,
                false,
                new Billing(null, "batch", 4L, null, null, null, null, 2L)));
    assertThat(
            read("{'candidates':[],'usageMetadata':{'promptTokenCount':9,"
                    + "'candidatesTokenCount':9,'trafficType':'ON_DEMAND','promptTokensDetails':["
                    + "{'modality':'TEXT','tokenCount':2},{'modality':'AUDIO','tokenCount':7}],"
                    + "'candidatesTokensDetails':[{'modality':'IMAGE','tokenCount':9}]}}")
                .usage()
                .billing())
        .isEqualTo(new Billing(null, null, null, 7L, null, null, 9L, null));
  }

  @Test
  void readsAudioThatWasReadFromTheCache() {
    assertThat(
            read("{'object':'realtime.response','output':[{'type':'message','content':[]}],"
                    + "'usage':{'input_tokens':132,'output_tokens':121,'total_tokens':253,"
                    + "'input_token_details':{'text_tokens':119,'audio_tokens':13,"
                    + "'cached_tokens':64,'cached_tokens_details':{'text_tokens':54,"
                    + "'audio_tokens':10}},'output_token_details':{'audio_tokens':91}}}")
                .usage()
                .billing())
        .isEqualTo(new Billing(null, null, null, 13L, 10L, 91L, null, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'usage':{'prompt_tokens':5,'cost':0.25}", // OpenRouter
        "'usage':{'prompt_tokens':5,'cost':{'total_cost':0.25}}", // Perplexity
        "'usage':{'prompt_tokens':5,'cost_in_usd_ticks':2500000000}", // xAI
        "'usage':{'prompt_tokens':5,'estimated_cost':0.25}", // DeepInfra
        "'usage':{'input_tokens':5},'total_cost_usd':0.25" // Anthropic's agents
      })
  void readsACostThatIsStated(String stated) {
    assertThat(read("{'text':'4'," + stated + "}").usage().billing().statedCost()).isEqualTo(0.25);
  }

  @Test
  void countsWhatGeminiSearchedFor() {
    String answer =
        "{'candidates':[{'content':{'parts':[{'text':'4'}]},'groundingMetadata':{G}}],"
            + "'usageMetadata':{'promptTokenCount':9,'candidatesTokenCount':9}}";

    assertThat(Stream.of("'webSearchQueries':['a','b']", "'groundingChunks':[{'web':{}}]", ""))
        .extracting(each -> read(answer.replace("G}}", each + "}}")).usage().billing().searches())
        .containsExactly(2L, 1L, null);
  }

  @Test
  void addsWhatItTookToMakeALongConversationShorter() {
    String round = "'input_tokens':23000,'output_tokens':1000";

    assertThat(
            read("{'role':'assistant','content':[],'stop_reason':'end_turn','usage':{"
                    + round
                    + ",'iterations':[{'type':'compaction','input_tokens':180000,"
                    + "'output_tokens':3500},{'type':'message',"
                    + round
                    + "}]}}")
                .usage())
        .isEqualTo(Usage.of(203_000L, 4_500L));
  }

  @Test
  void believesNoCostThatCannotBe() {
    assertThat(
            Stream.of(Double.NaN, -1.0, Double.POSITIVE_INFINITY)
                .map(cost -> new Billing(cost, null, null, null, null, null, null, null)))
        .containsOnly(Billing.NONE);
  }

  @Test
  void addsWhatTheProviderTakesWhereTheCustomersOwnKeyIsUsed() {
    String usage = "{'text':'4','usage':{'prompt_tokens':5,'cost':0.25,'is_byok':true,";

    assertThat(
            read(usage + "'cost_details':{'upstream_inference_cost':0.5}}}")
                .usage()
                .billing()
                .statedCost())
        .isEqualTo(0.75);
    assertThat(read(usage + "'cost_details':{}}}").usage().billing()).isEqualTo(Billing.NONE);
    assertThat(
            read("{'text':'4','usage':{'prompt_tokens':5,'cost':{'total_cost':0.006}}}")
                .usage()
                .billing()
                .statedCost())
        .isEqualTo(0.006);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'text':'4','cost_usd':0.25,'usage':{'prompt_tokens':3,'completion_tokens':4}}",
        "{'text':'4','totalCost':'0.25','usage':{'prompt_tokens':3,'completion_tokens':4}}",
        "{'text':'4','usage':{'prompt':3,'completion':4},'total_cost':0.25,'currency':'USD'}",
        "{'answer':'4','metadata':{'usage':{'prompt_tokens':3,'completion_tokens':4,"
            + "'total_price':'0.25','currency':'USD'}}}"
      })
  void aCostBesideTheUsageIsStated(String json) {
    assertThat(read(json).usage().billing().statedCost()).isEqualTo(0.25);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'text':'4','cost':1532,'usage':{'prompt_tokens':3,'completion_tokens':4}}",
        "{'text':'4','total_cost':0.25,'currency':'EUR','usage':{'prompt_tokens':3}}",
        "{'text':'4','total_cost':'free','usage':{'prompt_tokens':3}}",
        "{'text':'4','total_cost':-1,'usage':{'prompt_tokens':3}}",
        "{'answer':'4','metadata':{'usage':{'prompt_tokens':3,'total_price':'0.25',"
            + "'currency':'RMB'}}}"
      })
  void aTimeOrAnotherCurrencyIsNoCost(String json) {
    assertThat(read(json).usage().inputTokens()).isEqualTo(3);
    assertThat(read(json).usage().billing().statedCost()).isNull();
  }

  @Test
  void aToolWithAFeeDoesNotHideTheTier() {
    String json =
        "{'object':'response','model':'gpt-5','status':'completed','service_tier':'flex','output':"
            + "[{'type':'code_interpreter_call','id':'c','code':'1'}],"
            + "'usage':{'input_tokens':3,'output_tokens':4}}";

    assertThat(read(json).usage().billing().serviceTier()).isEqualTo("flex+code_interpreter_call");
  }
}

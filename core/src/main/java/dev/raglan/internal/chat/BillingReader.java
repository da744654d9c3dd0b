package dev.raglan.internal.chat;

import dev.raglan.internal.read.Limits;
import dev.raglan.internal.read.Shape;
import dev.raglan.internal.read.ShapeReader;
import dev.raglan.model.Usage;
import dev.raglan.model.Usage.Billing;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a provider charges by beside tokens. */
final class BillingReader {

  /** The words for the tier of calls that ask for none. */
  private static final Set<String> STANDARD =
      Set.of(
          "",
          "default",
          "standard",
          "auto",
          "on_demand",
          "standard_only",
          "not_available",
          "global",
          "high");

  /** The provider's own tools whose fees are beside the tokens, as items of an answer. */
  private static final Set<String> CHARGED_TOOLS =
      Set.of("file_search_call", "code_interpreter_call", "image_generation_call", "x_search_call");

  /** Mistral takes its price of audio for the time that it lasts. */
  private static final String AUDIO_SECONDS = "prompt_audio_seconds";

  /** Gemini's lists of output tokens by modality; the latter of its Live API. */
  private static final String[] OUTPUT_LISTS = {
    "candidates_tokens_details", "response_tokens_details"
  };

  /** A cost beside the usage, where a bare {@code cost} may be the time that a call took. */
  private static final String[] COST_BESIDE = {
    "total_cost_usd", "cost_usd", "total_cost", "response_cost"
  };

  private static final String[] SERVED = {"speed", "inference_geo", "search_context_size"};

  /** xAI states a cost in parts of a dollar. */
  private static final double TICKS = 1e10;

  private static final ShapeReader<Billing> READER = ShapeReader.of(BillingReader::read);

  private BillingReader() {}

  /** Returns what a usage states. */
  static Billing of(Shape usage) {
    return READER.read(usage);
  }

  private static Billing read(Shape usage) {
    Shape input = usage.at("prompt_tokens_details", "input_tokens_details", "input_token_details");
    Shape output =
        usage.at("completion_tokens_details", "output_tokens_details", "output_token_details");
    Shape cacheKinds = usage.at("cache_creation");
    Billing billing =
        new Billing(
            cost(usage),
            servedAs(usage),
            positive(
                UsageReader.sum(
                    count(cacheKinds, "ephemeral_1h_input_tokens"), writtenForAnHour(usage))),
            modal(input, usage, "audio", "prompt_tokens_details"),
            modal(cachedDetails(input), usage, "audio", "cache_tokens_details"),
            modal(output, usage, "audio", OUTPUT_LISTS),
            modal(output, usage, "image", OUTPUT_LISTS),
            searches(usage));
    return billing.equals(Billing.NONE) ? Billing.NONE : billing;
  }

  private static @Nullable Shape cachedDetails(@Nullable Shape input) {
    return input == null ? null : input.at("cached_tokens_details");
  }

  /** Returns the usage with the tier, the cost and the searches that its response states. */
  static Usage served(Usage usage, Shape response) {
    Billing stated = usage.billing();
    String tier = stated.serviceTier() == null ? tierOf(response) : null;
    Usage served = tier == null ? usage : servedAs(usage, tier);
    boolean isStated = stated.statedCost() != null || !isInDollars(response);
    Double cost = isStated ? null : response.decimal(COST_BESIDE);
    served = cost == null ? served : served.with(served.billing().withCost(cost));
    List<Shape> candidates = response.list(1, "candidates");
    Shape grounding = candidates.isEmpty() ? null : candidates.get(0).at("grounding_metadata");
    return grounding == null ? served : grounded(served, grounding);
  }

  private static boolean isInDollars(Shape stated) {
    String currency = stated.text("currency");
    return currency == null || currency.isBlank() || currency.equalsIgnoreCase("USD");
  }

  /** Returns the usage of an answer in the results of a batch, which need not state its tier. */
  static Usage batched(Usage usage) {
    return usage.billing().serviceTier() == null ? servedAs(usage, "batch") : usage;
  }

  private static Usage servedAs(Usage usage, String tier) {
    return usage.with(
        continued(usage.billing(), new Billing(null, tier, null, null, null, null, null, null)));
  }

  /** Gemini states what it searched for, and where it found what; a request is one at least. */
  private static Usage grounded(Usage usage, Shape grounding) {
    int queries = grounding.list(Limits.CHOICES, "web_search_queries").size();
    boolean isFound = !grounding.list(1, "grounding_chunks").isEmpty();
    int searches = queries == 0 && isFound ? 1 : queries;
    return searches == 0 ? usage : usage.with(usage.billing().withSearches(searches));
  }

  /** Returns the usage of an answer with what the provider takes for its own tools. */
  static Usage withTools(Usage usage, List<Shape> items) {
    long searches = items.stream().filter(BillingReader::isSearch).count();
    Usage all = searches == 0 ? usage : usage.with(usage.billing().withSearches(searches));
    for (Shape each : items) {
      String type = each.text("type");
      if (type != null && CHARGED_TOOLS.contains(type)) {
        String tier = all.billing().serviceTier();
        return servedAs(all, tier == null ? type : tier + '+' + type);
      }
    }
    return all;
  }

  /** A search has a fee; opening what it found has none. */
  private static boolean isSearch(Shape item) {
    Shape action = item.at("action");
    String kind = action == null ? null : action.text("type");
    return "web_search_call".equals(item.text("type")) && (kind == null || kind.equals("search"));
  }

  /** Bedrock has an object for its tier, and another for models that answer faster. */
  private static @Nullable String tierOf(Shape response) {
    Shape stated = response.at("service_tier");
    String tier =
        stated == null ? null : tier(stated.isText() ? stated.asText() : stated.text("type"));
    Shape performance = tier == null ? response.at("performance_config") : null;
    return performance == null ? tier : tier(performance.text("latency"));
  }

  /**
   * Returns how a call is served, if in a way that has another price: its tier, Anthropic's speed
   * and place, how much Perplexity reads of what it found, audio that is counted in seconds.
   */
  private static @Nullable String servedAs(Shape usage) {
    String tier = tier(usage.text("service_tier", "traffic_type"));
    for (String each : SERVED) {
      tier = tier == null ? tier(usage.text(each)) : tier;
    }
    return positive(usage.count(AUDIO_SECONDS)) == null ? tier : AUDIO_SECONDS;
  }

  /** Bedrock tells for how long it keeps what was written. */
  private static @Nullable Long writtenForAnHour(Shape usage) {
    Long written = null;
    for (Shape each : usage.list(Limits.CHOICES, "cache_details")) {
      if ("1h".equals(each.text("ttl"))) {
        written = UsageReader.sum(written, each.count("input_tokens"));
      }
    }
    return written;
  }

  private static @Nullable String tier(@Nullable String stated) {
    String tier = stated == null ? "" : stated.toLowerCase(Locale.ROOT);
    return STANDARD.contains(tier) ? null : tier;
  }

  /**
   * OpenRouter's fee, where the customer's own key is used, is beside what the provider takes.
   * DeepInfra has another name for what it takes.
   */
  private static @Nullable Double cost(Shape usage) {
    if (!isInDollars(usage)) {
      return null;
    }
    Shape parts = usage.at("cost");
    Double cost = parts == null ? usage.decimal("estimated_cost") : usage.decimal("cost");
    if (parts != null && cost == null) {
      return parts.number("total_cost");
    }
    if (cost == null && usage.has("currency")) {
      return usage.decimal("total_price"); // Of Dify
    }
    Long ticks = cost == null ? usage.count("cost_in_usd_ticks") : null;
    if (ticks != null) {
      return ticks / TICKS;
    }
    Shape upstream = usage.at("cost_details");
    if (cost != null && Boolean.TRUE.equals(usage.get("is_byok"))) {
      Double beside = upstream == null ? null : upstream.number("upstream_inference_cost");
      return beside == null ? null : (Double) (cost + beside);
    }
    return cost;
  }

  private static @Nullable Long searches(Shape usage) {
    Long tools = count(usage.at("server_tool_use"), "web_search_requests");
    Long any =
        UsageReader.larger(
            usage.count("num_search_queries"),
            UsageReader.larger(
                usage.count("num_sources_used"), usage.count("num_server_side_tools_used")));
    return positive(tools == null ? any : tools);
  }

  /** Returns the tokens of a modality: OpenAI has a name for each, Gemini a list. */
  private static @Nullable Long modal(
      @Nullable Shape details, Shape usage, String modality, String... lists) {
    Long named = count(details, modality + "_tokens");
    if (named == null) {
      for (Shape each : usage.list(Limits.CHOICES, lists)) {
        if (modality.equalsIgnoreCase(each.text("modality"))) {
          named = UsageReader.sum(named, each.count("token_count"));
        }
      }
    }
    return positive(named);
  }

  private static @Nullable Long positive(@Nullable Long count) {
    return count == null || count == 0 ? null : count;
  }

  private static @Nullable Long count(@Nullable Shape shape, String name) {
    return shape == null ? null : shape.count(name);
  }

  /** Returns both in one; a cost only if both state theirs. */
  static Billing sum(Billing one, Billing other) {
    if (one == Billing.NONE && other == Billing.NONE) {
      return Billing.NONE;
    }
    Double first = one.statedCost();
    Double second = other.statedCost();
    return new Billing(
        first == null || second == null ? null : (Double) (first + second),
        one.serviceTier() == null ? other.serviceTier() : one.serviceTier(),
        UsageReader.sum(one.cacheWriteHourTokens(), other.cacheWriteHourTokens()),
        UsageReader.sum(one.inputAudioTokens(), other.inputAudioTokens()),
        UsageReader.sum(one.cachedAudioTokens(), other.cachedAudioTokens()),
        UsageReader.sum(one.outputAudioTokens(), other.outputAudioTokens()),
        UsageReader.sum(one.outputImageTokens(), other.outputImageTokens()),
        UsageReader.sum(one.searches(), other.searches()));
  }

  /** Returns one of two of the same response, of which the later one continues the earlier. */
  static Billing continued(Billing earlier, Billing later) {
    if (earlier == Billing.NONE || later == Billing.NONE) {
      return later == Billing.NONE ? earlier : later;
    }
    return new Billing(
        later.statedCost() == null ? earlier.statedCost() : later.statedCost(),
        later.serviceTier() == null ? earlier.serviceTier() : later.serviceTier(),
        UsageReader.larger(later.cacheWriteHourTokens(), earlier.cacheWriteHourTokens()),
        UsageReader.larger(later.inputAudioTokens(), earlier.inputAudioTokens()),
        UsageReader.larger(later.cachedAudioTokens(), earlier.cachedAudioTokens()),
        UsageReader.larger(later.outputAudioTokens(), earlier.outputAudioTokens()),
        UsageReader.larger(later.outputImageTokens(), earlier.outputImageTokens()),
        UsageReader.larger(later.searches(), earlier.searches()));
  }
}

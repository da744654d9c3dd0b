package dev.raglan.internal.chat;

import dev.raglan.internal.read.Limits;
import dev.raglan.internal.read.Shape;
import dev.raglan.internal.read.ShapeReader;
import dev.raglan.model.Usage;
import dev.raglan.model.Usage.Billing;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads token counts, under the names of any provider or library. */
public final class UsageReader {

  /** Names of which everything that states a usage has one. */
  static final String[] DISTINCTIVE = {
    "usage",
    "token_usage",
    "usage_metadata",
    "usage_info",
    "tokens",
    "prompt_tokens",
    "input_tokens",
    "input_token_count",
    "prompt_token_count",
    "completion_tokens",
    "output_tokens",
    "generation_tokens",
    "output_token_count",
    "candidates_token_count",
    "total_tokens",
    "total_token_count",
    "prompt_eval_count",
    "generation_token_count",
    "billed_units",
    "tokens_predicted"
  };

  private static final String[] INPUT = {
    "prompt_tokens",
    "input_tokens",
    "input_token_count",
    "prompt_token_count",
    "prompt_eval_count",
    "total_input_tokens",
    "input_text_token_count",
    "input_text_tokens",
    "tokens_evaluated"
  };
  private static final String[] OUTPUT = {
    "completion_tokens",
    "output_tokens",
    "generation_tokens",
    "output_token_count",
    "candidates_token_count",
    "generation_token_count",
    "generated_token_count",
    "total_output_tokens",
    "total_output_text_token_count",
    "response_token_count",
    "eval_count",
    "tokens_predicted"
  };
  private static final String[] CACHE_READ = {
    "cache_read_input_tokens", "cache_read_input_token_count", "cache_read_input_tokens_count"
  };
  private static final String[] TOTAL = {"total_tokens", "total_token_count"};
  private static final String[] INPUT_DETAILS = {
    "prompt_tokens_details", "input_tokens_details", "input_token_details"
  };
  private static final String[] OUTPUT_DETAILS = {
    "completion_tokens_details",
    "output_tokens_details",
    "completion_token_details",
    "output_token_details"
  };

  /** The names under which providers state a usage. */
  private static final String[] PLACES = {
    "usage", "token_usage", "usage_metadata", "usage_info", "stats"
  };

  /** The parts of a response in which a usage is looked for in turn, if it has none itself. */
  private static final String[] PARTS = {"x_groq", "meta", "metadata", "delta"};

  private static final String BEDROCK = "amazon-bedrock-invocationMetrics";

  // In the order in which they ask each other.
  private static final ShapeReader<@Nullable Usage> READER = ShapeReader.of(UsageReader::read);
  private static final ShapeReader<@Nullable Usage> IN_ONE =
      ShapeReader.of(UsageReader::readUsageOf);
  private static final ShapeReader<@Nullable Usage> STATED =
      ShapeReader.of(UsageReader::readStated);

  private UsageReader() {}

  /** Returns the usage that a response states, or that it is; null if it states none. */
  static @Nullable Usage in(Shape response) {
    Usage stated = stated(response);
    return stated == null ? of(response) : stated;
  }

  /**
   * Returns the usage that a response or a chunk states: in its {@code usage} or what other
   * providers call it, in a part of it, or in its first choice; null if it states none.
   */
  static @Nullable Usage stated(Shape response) {
    return STATED.read(response);
  }

  private static @Nullable Usage readStated(Shape response) {
    Usage usage = usageOf(response);
    for (int i = 0; i < PARTS.length && usage == null; i++) {
      Shape part = response.at(PARTS[i]);
      usage = part == null ? null : usageOf(part);
    }
    if (usage == null) {
      List<Shape> choices = response.list(1, "choices");
      usage = choices.isEmpty() ? null : usageOf(choices.get(0));
    }
    return usage == null ? null : BillingReader.served(usage, response);
  }

  private static @Nullable Usage usageOf(Shape shape) {
    return IN_ONE.read(shape);
  }

  private static @Nullable Usage readUsageOf(Shape shape) {
    Shape usage = shape.at(PLACES);
    Usage read = usage == null ? null : of(usage);
    read = read == null ? brief(shape.at("usage", "usage_info")) : read;
    if (read == null && shape.has("billed_units", "tokens")) {
      Usage counted = of(shape);
      return counted == null ? brief(shape.at("tokens")) : counted;
    }
    Shape measured = read == null ? shape.at(BEDROCK) : null;
    if (measured != null) {
      return of(measured);
    }
    Shape details = read == null ? shape.at("details") : null;
    return details == null ? read : ofDetails(details);
  }

  /** Reads a usage that is one by its name, and so need not say of what it counts. */
  private static @Nullable Usage brief(@Nullable Shape usage) {
    if (usage == null || usage.isText()) {
      return null;
    }
    Long input = usage.count("input", "prompt");
    Long output = usage.count("output", "completion");
    return input == null && output == null ? null : Usage.of(input, output);
  }

  /** Text generation inference counts among its details. */
  private static @Nullable Usage ofDetails(Shape details) {
    Long output = details.count("generated_tokens");
    Long stated = details.count("input_length");
    int listed = details.size("prefill");
    Long input = stated == null && listed > 0 ? (Long) (long) listed : stated;
    return output == null ? null : Usage.of(input, output);
  }

  /** Returns the usage that the value is; null if it has no count. */
  public static @Nullable Usage of(Shape usage) {
    return READER.read(usage);
  }

  private static @Nullable Usage read(Shape usage) {
    Shape tokens = usage.at("billed_units");
    if (tokens == null || !tokens.has(INPUT)) {
      tokens = usage.at("tokens");
    }
    return tokens == null || !tokens.has(INPUT) ? ofTokens(usage) : ofTokens(tokens);
  }

  private static @Nullable Usage ofTokens(Shape usage) {
    StatedCounts stated = StatedCounts.of(usage);
    Usage read = stated == null ? null : stated.usage(BillingReader.of(usage));
    return read == null ? null : withCompactions(read, usage);
  }

  /** Anthropic's counts leave out what it took to make a long conversation shorter. */
  private static Usage withCompactions(Usage read, Shape usage) {
    Usage all = read;
    for (Shape each : usage.list(Limits.CHOICES, "iterations")) {
      Usage sum = "compaction".equals(each.text("type")) ? sum(all, ofTokens(each)) : null;
      all = sum == null ? all : sum;
    }
    return all;
  }

  /**
   * The counts as a usage states them: what the cache and reasoning took may be part of the input
   * and the output, or stand beside them.
   *
   * @param tools input tokens of tools' results, which Gemini counts beside the prompt
   * @param cacheBeside true if names say that cached tokens are beside the input
   * @param reasoningBeside true if names say that reasoning is beside the output
   */
  private record StatedCounts(
      @Nullable Long input,
      @Nullable Long output,
      @Nullable Long total,
      @Nullable Long read,
      @Nullable Long written,
      @Nullable Long reasoning,
      long tools,
      boolean cacheBeside,
      boolean reasoningBeside) {

    static @Nullable StatedCounts of(Shape usage) {
      Long precached = usage.count("precached_prompt_tokens"); // GigaChat's counts leave them out.
      Long input = UsageReader.sum(usage.count(INPUT), precached);
      Long output = usage.count(OUTPUT);
      Long total = usage.count(TOTAL);
      total = total == null ? null : UsageReader.sum(total, precached);
      Long read = usage.count(CACHE_READ);
      Long written = written(usage);
      boolean isStated = input != null || output != null || total != null;
      if (!isStated && read == null && written == null) {
        return null;
      }
      Long cached =
          detail(usage, INPUT_DETAILS, "cached_tokens", "cache_read", "cache_read_tokens");
      Long inside =
          cached == null
              ? usage.count(
                  "prompt_cache_hit_tokens",
                  "cached_tokens",
                  "cached_input_tokens",
                  "cache_read_tokens",
                  "precached_prompt_tokens",
                  "num_cached_tokens",
                  "cached_content_token_count",
                  "total_cached_tokens",
                  "cached_prompt_text_tokens")
              : cached;
      boolean isOfNames = read != null || written != null;
      inside = isOfNames ? inside : possible(inside, input, output, total);
      Long putInside = detail(usage, INPUT_DETAILS, "cache_write_tokens", "cache_creation");
      putInside = putInside == null ? usage.count("cache_write_tokens") : putInside;
      Long thoughts =
          usage.count("thoughts_token_count", "total_thought_tokens", "total_reasoning_tokens");
      Long reasoned =
          detail(usage, OUTPUT_DETAILS, "reasoning_tokens", "thinking_tokens", "reasoning");
      Long named =
          reasoned == null ? usage.count("reasoning_tokens", "reasoning_output_tokens") : reasoned;
      return new StatedCounts(
          input,
          output,
          total,
          read == null || read == 0 && inside != null ? inside : read,
          written == null ? putInside : written,
          thoughts == null ? possible(named, output, input, total) : thoughts,
          orZero(usage.count("tool_use_prompt_token_count", "total_tool_use_tokens")),
          inside == null && (read != null || written != null) && !usage.has("prompt_tokens"),
          thoughts != null);
    }

    /** A part that is larger than the whole, and that the total has no room for, is unknown. */
    private static @Nullable Long possible(
        @Nullable Long part, @Nullable Long whole, @Nullable Long other, @Nullable Long total) {
      if (part == null || whole == null || total == null || part <= whole) {
        return part;
      }
      return total - whole - orZero(other) < part ? null : part;
    }

    private static @Nullable Long written(Shape usage) {
      Long written =
          usage.count(
              "cache_creation_input_tokens",
              "cache_write_input_tokens",
              "cache_write_input_token_count");
      Shape kinds = written == null ? usage.at("cache_creation") : null;
      return kinds == null
          ? written
          : UsageReader.sum(
              kinds.count("ephemeral_5m_input_tokens"), kinds.count("ephemeral_1h_input_tokens"));
    }

    private static @Nullable Long detail(Shape usage, String[] where, String... names) {
      Shape details = usage.at(where);
      return details == null ? null : details.count(names);
    }

    /** Returns the counts as parts of the input and the output: as the total and names say. */
    private Usage usage(Billing billing) {
      boolean cache = cacheBeside || input != null && cache() > input;
      boolean thought = reasoningBeside || output != null && orZero(reasoning) > output;
      boolean mayBeInside = cache() <= orZero(input);
      if (total != null && sum(cache, thought) != total) {
        if (sum(cache, !thought) == total) {
          thought = !thought;
        } else if (mayBeInside && sum(!cache, thought) == total) {
          cache = !cache;
        } else if (mayBeInside && sum(!cache, !thought) == total) {
          cache = !cache;
          thought = !thought;
        }
      }
      Long in = input == null ? null : (Long) (input + tools + (cache ? cache() : 0));
      Long out = thought && reasoning != null ? (Long) (orZero(output) + reasoning) : output;
      return completed(in, out, billing);
    }

    private long cache() {
      return orZero(read) + orZero(written);
    }

    private long sum(boolean cacheIsBeside, boolean reasoningIsBeside) {
      return orZero(input)
          + tools
          + orZero(output)
          + (cacheIsBeside ? cache() : 0)
          + (reasoningIsBeside ? orZero(reasoning) : 0);
    }

    /** A part that is missing is what the total has more than the other one. */
    private Usage completed(@Nullable Long in, @Nullable Long out, Billing billing) {
      long more = total == null ? 0 : total - orZero(in) - orZero(out);
      Long whole = total == null || more < 0 ? null : total;
      return new Usage(
          in == null && out != null && more > 0 ? (Long) more : in,
          out == null && in != null && more > 0 ? (Long) more : out,
          whole,
          read,
          written,
          reasoning,
          false,
          billing);
    }
  }

  /** Returns the usage with the tier and the searches that the response around it states. */
  public static @Nullable Usage served(@Nullable Usage usage, Map<String, Object> response) {
    return usage == null || response.isEmpty()
        ? usage
        : BillingReader.served(usage, Shape.of(response));
  }

  private static long orZero(@Nullable Long count) {
    return count == null ? 0 : count;
  }

  /** Returns both usages in one; where both state a count, their sum. */
  public static @Nullable Usage sum(@Nullable Usage one, @Nullable Usage other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return new Usage(
        sum(one.inputTokens(), other.inputTokens()),
        sum(one.outputTokens(), other.outputTokens()),
        sum(one.totalTokens(), other.totalTokens()),
        sum(one.cacheReadTokens(), other.cacheReadTokens()),
        sum(one.cacheWriteTokens(), other.cacheWriteTokens()),
        sum(one.reasoningTokens(), other.reasoningTokens()),
        one.estimated() || other.estimated(),
        BillingReader.sum(one.billing(), other.billing()));
  }

  static @Nullable Long sum(@Nullable Long one, @Nullable Long other) {
    return one == null ? other : other == null ? one : (Long) (one + other);
  }

  /**
   * Returns one usage of two of the same response, of which the later one continues the earlier.
   */
  public static @Nullable Usage continued(@Nullable Usage earlier, @Nullable Usage later) {
    if (earlier == null || later == null) {
      return later == null ? earlier : later;
    }
    return new Usage(
        larger(later.inputTokens(), earlier.inputTokens()),
        larger(later.outputTokens(), earlier.outputTokens()),
        null,
        larger(later.cacheReadTokens(), earlier.cacheReadTokens()),
        larger(later.cacheWriteTokens(), earlier.cacheWriteTokens()),
        larger(later.reasoningTokens(), earlier.reasoningTokens()),
        false,
        BillingReader.continued(earlier.billing(), later.billing()));
  }

  /**
   * Returns the part of a usage that came after an earlier one, which it includes; null if it does
   * not include it.
   */
  public static @Nullable Usage since(@Nullable Usage earlier, @Nullable Usage later) {
    if (earlier == null || later == null) {
      return null;
    }
    long input = orZero(later.inputTokens()) - orZero(earlier.inputTokens());
    long output = orZero(later.outputTokens()) - orZero(earlier.outputTokens());
    return input < 0 || output < 0 ? null : Usage.of(input, output);
  }

  static @Nullable Long larger(@Nullable Long one, @Nullable Long other) {
    return one == null ? other : other == null ? one : (Long) Math.max(one, other);
  }
}

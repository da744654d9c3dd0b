package dev.raglan.internal.chat;

import dev.raglan.internal.read.Shape;
import dev.raglan.model.Usage;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads token counts, under the names of any provider or library. */
public final class UsageReader {

  /** Names of which everything that states a usage has one. */
  static final String[] DISTINCTIVE = {
    "usage",
    "token_usage",
    "usage_metadata",
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
    "total_token_count"
  };

  private static final String[] INPUT = {
    "prompt_tokens", "input_tokens", "input_token_count", "prompt_token_count"
  };
  private static final String[] OUTPUT = {
    "completion_tokens",
    "output_tokens",
    "generation_tokens",
    "output_token_count",
    "candidates_token_count"
  };
  private static final String[] TOTAL = {"total_tokens", "total_token_count"};
  private static final String[] INPUT_DETAILS = {"prompt_tokens_details", "input_tokens_details"};
  private static final String[] OUTPUT_DETAILS = {
    "completion_tokens_details", "output_tokens_details", "completion_token_details"
  };

  private UsageReader() {}

  /** Returns the usage that a response states, or that it is; null if it states none. */
  static @Nullable Usage in(Shape response) {
    Usage stated = stated(response);
    return stated == null ? of(response) : stated;
  }

  /**
   * Returns the usage that a response or a chunk states: in its {@code usage}, in Groq's part of
   * it, or in its first choice; null if it states none.
   */
  static @Nullable Usage stated(Shape response) {
    Usage own = usageOf(response);
    if (own != null) {
      return own;
    }
    Shape groq = response.at("x_groq");
    Usage beside = groq == null ? null : usageOf(groq);
    List<Shape> choices = beside == null ? response.list(1, "choices") : List.of();
    return choices.isEmpty() ? beside : usageOf(choices.get(0));
  }

  private static @Nullable Usage usageOf(Shape shape) {
    Shape usage = shape.at("usage", "token_usage", "usage_metadata");
    return usage == null ? null : of(usage);
  }

  /** Returns the usage that the value is; null if it has no count. */
  public static @Nullable Usage of(Shape usage) {
    Long input = usage.count(INPUT);
    Long output = usage.count(OUTPUT);
    Long total = usage.count(TOTAL);
    Long read = usage.count("cache_read_input_tokens");
    Long written = usage.count("cache_creation_input_tokens", "cache_write_input_tokens");
    if (Stream.of(input, output, total, read, written).allMatch(Objects::isNull)) {
      return null;
    }
    Long cached = detail(usage, INPUT_DETAILS, "cached_tokens");
    Long reasoning = detail(usage, OUTPUT_DETAILS, "reasoning_tokens", "thinking_tokens");
    if (read != null || written != null) {
      return withCacheBeside(new Usage(input, output, null, read, written, reasoning, false));
    }
    Long hit = cached == null ? usage.count("prompt_cache_hit_tokens", "cached_tokens") : cached;
    Long put = detail(usage, INPUT_DETAILS, "cache_write_tokens");
    return new Usage(input, output, total, hit, put, reasoning, false);
  }

  private static @Nullable Long detail(Shape usage, String[] where, String... names) {
    Shape details = usage.at(where);
    return details == null ? null : details.count(names);
  }

  /** Adds the cached tokens, which Anthropic counts beside its input tokens, to the input. */
  private static Usage withCacheBeside(Usage usage) {
    Long input = usage.inputTokens();
    Long whole =
        input == null
            ? null
            : (Long) (input + orZero(usage.cacheReadTokens()) + orZero(usage.cacheWriteTokens()));
    return new Usage(
        whole,
        usage.outputTokens(),
        null,
        usage.cacheReadTokens(),
        usage.cacheWriteTokens(),
        usage.reasoningTokens(),
        false);
  }

  private static long orZero(@Nullable Long count) {
    return count == null ? 0 : count;
  }

  /** Returns both usages in one; where both state a count, their sum. */
  static @Nullable Usage sum(@Nullable Usage one, @Nullable Usage other) {
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
        one.estimated() || other.estimated());
  }

  private static @Nullable Long sum(@Nullable Long one, @Nullable Long other) {
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
        false);
  }

  private static @Nullable Long larger(@Nullable Long one, @Nullable Long other) {
    return one == null ? other : other == null ? one : (Long) Math.max(one, other);
  }
}

package dev.raglan.internal.pricing;

import dev.raglan.internal.safe.Safe;
import dev.raglan.model.Message;
import dev.raglan.model.Message.Part;
import dev.raglan.model.Message.Reasoning;
import dev.raglan.model.Message.Text;
import dev.raglan.model.Message.ToolResult;
import dev.raglan.model.ToolCall;
import dev.raglan.model.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Estimates token counts that nobody reported, with jtokkit. Thread-safe; its methods never throw.
 *
 * <p>Models of OpenAI are counted by their own encoding. For all others {@code o200k_base} stands
 * in, which is off by some tens of percent for some of them. Of each call at most 65,536 characters
 * are encoded; a longer text is counted by the average of its beginning.
 */
public final class TokenEstimator {

  private static final int MAX_ENCODED = 1 << 16;

  // What a chat format adds, as OpenAI counts it.
  private static final int PER_MESSAGE = 3;
  private static final int PER_REPLY = 3;

  private final TextTokens tokens;

  TokenEstimator(TextTokens tokens) {
    this.tokens = tokens;
  }

  /** Returns an estimator; null if jtokkit is not on the class path. */
  static @Nullable TokenEstimator ifPresent() {
    TextTokens found = Safe.orNull(TokenEstimator::jtokkit);
    return found == null ? null : new TokenEstimator(found);
  }

  /**
   * Returns an estimator.
   *
   * @throws IllegalStateException if jtokkit is not on the class path
   */
  public static TokenEstimator required() {
    TokenEstimator found = ifPresent();
    if (found == null) {
      throw new IllegalStateException(
          "token estimates need jtokkit, which is not on the class path;"
              + " add the dependency com.knuddels:jtokkit");
    }
    return found;
  }

  private static TextTokens jtokkit() throws ClassNotFoundException {
    ClassLoader loader = TokenEstimator.class.getClassLoader();
    Class.forName("com.knuddels.jtokkit.Encodings", false, loader);
    return new JtokkitTokens();
  }

  /**
   * Returns the usage with its missing counts estimated and, if any was missing, marked as an
   * estimate.
   *
   * @param usage what was reported; null for nothing
   * @param model the model that answered; null if it is not known
   * @param input the messages to the model; empty if they are not known, and then not estimated
   * @param output the model's answers; empty if they are not known, and then not estimated
   * @return null if nothing was reported and nothing can be estimated
   */
  @Nullable Usage complete(
      @Nullable Usage usage, @Nullable String model, List<Message> input, List<Message> output) {
    Long in = usage == null ? null : usage.inputTokens();
    Long out = usage == null ? null : usage.outputTokens();
    boolean misses = in == null && !input.isEmpty() || out == null && !output.isEmpty();
    if (!misses) {
      return usage;
    }
    return Safe.get(() -> estimate(usage, model, input, output), () -> usage);
  }

  private Usage estimate(
      @Nullable Usage usage, @Nullable String model, List<Message> input, List<Message> output) {
    Budget budget = new Budget(model);
    Usage known = usage == null ? Usage.of(null, null) : usage;
    Long in = known.inputTokens();
    Long out = known.outputTokens();
    return new Usage(
        in == null && !input.isEmpty() ? (Long) (budget.count(input) + PER_REPLY) : in,
        out == null && !output.isEmpty() ? (Long) budget.countAnswers(output) : out,
        in == null && out == null ? known.totalTokens() : null,
        known.cacheReadTokens(),
        known.cacheWriteTokens(),
        known.reasoningTokens(),
        true);
  }

  /** Counts tokens as long as there are characters left to encode. */
  private final class Budget {

    private final @Nullable String model;
    private int left = MAX_ENCODED;

    private Budget(@Nullable String model) {
      this.model = model;
    }

    private long count(List<Message> messages) {
      return countAnswers(messages) + (long) PER_MESSAGE * messages.size();
    }

    private long countAnswers(List<Message> messages) {
      long sum = 0;
      for (Message message : messages) {
        for (Part part : message.parts()) {
          sum += count(part);
        }
      }
      return sum;
    }

    private long count(Part part) {
      if (part instanceof ToolCall call) {
        return count(call.name()) + count(call.arguments());
      }
      return part instanceof Text said
          ? count(said.text())
          : part instanceof Reasoning thought
              ? count(thought.text())
              : part instanceof ToolResult result ? count(result.content()) : 0;
    }

    /** A text past the budget is taken to have a token for every four characters. */
    private long count(@Nullable String text) {
      if (text == null || text.isEmpty()) {
        return 0;
      }
      int encoded = Math.min(left, text.length());
      left -= encoded;
      if (encoded == 0) {
        return Math.max(1, text.length() / 4);
      }
      long counted = tokens.count(text.substring(0, encoded), model);
      return Math.round((double) counted * text.length() / encoded);
    }
  }
}

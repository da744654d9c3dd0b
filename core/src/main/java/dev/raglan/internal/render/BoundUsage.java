package dev.raglan.internal.render;

import dev.raglan.annotation.Field;
import dev.raglan.internal.capture.Bindings;
import dev.raglan.internal.read.Shape;
import dev.raglan.internal.type.RawJson;
import dev.raglan.model.Completion;
import dev.raglan.model.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The usage and the cost that an application binds, over those that were read. */
public final class BoundUsage {

  private static final int LONGEST_NUMBER = 32;

  private BoundUsage() {}

  /** Returns the usage that is read, with the counts that are bound; null if there is neither. */
  static @Nullable Usage over(Bindings bindings, @Nullable Usage read) {
    if (bindings.isEmpty()) {
      return read;
    }
    Long input = count(bindings, Field.PROMPT_TOKENS);
    Long output = count(bindings, Field.COMPLETION_TOKENS);
    Long total = count(bindings, Field.TOTAL_TOKENS);
    if (input == null && output == null && total == null) {
      return read;
    }
    return read == null
        ? new Usage(input, output, total, null, null, null, false)
        : merged(input, output, total, read);
  }

  /** A total that was read says nothing any more once a part of it is bound. */
  private static Usage merged(
      @Nullable Long input, @Nullable Long output, @Nullable Long total, Usage read) {
    boolean partBound = input != null || output != null;
    Long otherTotal = partBound ? null : read.totalTokens();
    return new Usage(
        input == null ? read.inputTokens() : input,
        output == null ? read.outputTokens() : output,
        total == null ? otherTotal : total,
        read.cacheReadTokens(),
        read.cacheWriteTokens(),
        read.reasoningTokens(),
        read.estimated() && (input == null || output == null),
        read.billing());
  }

  /**
   * Returns the answer with the usage and the cost that are bound; null if there is neither an
   * answer nor a bound usage.
   */
  public static @Nullable Completion over(Bindings bindings, @Nullable Completion read) {
    Usage own = read == null ? null : read.usage();
    Usage usage = over(bindings, own);
    Double cost = cost(bindings);
    if (usage == own && cost == null) {
      return read;
    }
    Usage known = usage == null ? Usage.of(null, null) : usage;
    Usage whole = cost == null ? known : known.with(known.billing().withCost(cost));
    return read == null
        ? new Completion(null, null, List.of(), List.of(), whole)
        : new Completion(
            read.responseId(), read.model(), read.messages(), read.finishReasons(), whole);
  }

  /** Returns the cost that is bound; null for none. */
  static @Nullable Double cost(Bindings bindings) {
    Number cost = bindings.isEmpty() ? null : number(bindings.get(Field.COST));
    return cost == null ? null : (Double) AttributeWriter.decimal(cost);
  }

  /** Returns true if counts of tokens are bound. */
  static boolean isBound(Bindings bindings) {
    return over(bindings, (Usage) null) != null;
  }

  private static @Nullable Long count(Bindings bindings, Field field) {
    return Shape.countOf(number(bindings.get(field)));
  }

  private static @Nullable Number number(@Nullable Object value) {
    if (value instanceof Number number) {
      return number;
    }
    if (value instanceof RawJson raw) {
      return parsed(raw.json());
    }
    return value instanceof CharSequence text && text.length() <= LONGEST_NUMBER
        ? parsed(text.toString())
        : null;
  }

  private static @Nullable Number parsed(String text) {
    try {
      return text.length() > LONGEST_NUMBER ? null : Double.valueOf(text);
    } catch (NumberFormatException notANumber) {
      return null;
    }
  }
}

package dev.raglan.internal.library.springai;

import dev.raglan.internal.chat.Shapes;
import dev.raglan.internal.chat.UsageReader;
import dev.raglan.internal.foreign.PerClass;
import dev.raglan.internal.library.stainless.LibraryTrees;
import dev.raglan.internal.type.PropertyPath;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.metadata.Usage;

/** Reads the token counts of Spring AI: its own, and those that only the provider states. */
final class SpringAiUsages {

  /** Getters of 2.x, which 1.x does not have. */
  private static final PerClass<Function<Object, @Nullable Object>> CACHE_READ =
      new PerClass<>(PropertyPath.parse("cacheReadInputTokens")::finderIn);

  private static final PerClass<Function<Object, @Nullable Object>> CACHE_WRITE =
      new PerClass<>(PropertyPath.parse("cacheWriteInputTokens")::finderIn);

  private final Shapes shapes;

  SpringAiUsages(Shapes shapes) {
    this.shapes = shapes;
  }

  /** Returns the usage; null if it counts nothing, as the one of most chunks. */
  dev.raglan.model.@Nullable Usage of(@Nullable Usage usage) {
    if (usage == null) {
      return null;
    }
    dev.raglan.model.Usage stated = stated(usage);
    return stated == null ? null : of(stated, usage.getNativeUsage());
  }

  /**
   * Returns the usage.
   *
   * @param stated as Spring AI states it
   * @param own as the provider states it; null for none
   */
  dev.raglan.model.Usage of(dev.raglan.model.Usage stated, @Nullable Object own) {
    dev.raglan.model.Usage provided = own == null ? null : provided(own);
    return provided == null ? stated : merged(stated, provided);
  }

  private dev.raglan.model.@Nullable Usage provided(Object own) {
    return UsageReader.of(shapes.of(LibraryTrees.of(own)));
  }

  /** Returns Spring AI's own counts; null if it counts nothing. */
  static dev.raglan.model.@Nullable Usage stated(Usage usage) {
    if (orZero(usage.getTotalTokens()) == 0) {
      return null;
    }
    return new dev.raglan.model.Usage(
        number(usage.getPromptTokens()),
        number(usage.getCompletionTokens()),
        number(usage.getTotalTokens()),
        number(CACHE_READ.get(usage.getClass()).apply(usage)),
        number(CACHE_WRITE.get(usage.getClass()).apply(usage)),
        null,
        false);
  }

  /** Adds the finer counts of the provider: the cache, reasoning, and all of the input. */
  private static dev.raglan.model.Usage merged(
      dev.raglan.model.Usage stated, dev.raglan.model.Usage provided) {
    dev.raglan.model.Usage merged = UsageReader.continued(stated, provided);
    return merged == null ? provided : merged;
  }

  private static @Nullable Long number(@Nullable Object count) {
    return count instanceof Number number ? (Long) number.longValue() : null;
  }

  private static long orZero(@Nullable Integer count) {
    return count == null ? 0 : count;
  }
}

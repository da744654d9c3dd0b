package dev.raglan.internal.render;

import dev.raglan.annotation.Field;
import dev.raglan.model.Completion;
import dev.raglan.model.Embeddings;
import dev.raglan.model.Extraction;
import dev.raglan.model.Usage;
import org.jspecify.annotations.Nullable;

/** The tokens a call took: the counts that are bound, and for the others what was read. */
final class UsageAttributes {

  private UsageAttributes() {}

  static @Nullable Usage of(Rendering rendering) {
    Usage read = rendering.callsModel() ? read(rendering.readFromOutput()) : null;
    if (!rendering.hasBindings()) {
      return read;
    }
    Long input = rendering.integer(Field.PROMPT_TOKENS);
    Long output = rendering.integer(Field.COMPLETION_TOKENS);
    Long total = rendering.integer(Field.TOTAL_TOKENS);
    if (input == null && output == null && total == null) {
      return read;
    }
    return read == null
        ? new Usage(input, output, total, null, null, null, false)
        : merged(input, output, total, read);
  }

  private static @Nullable Usage read(Extraction output) {
    Completion completion = output.completion();
    if (completion != null) {
      return completion.usage();
    }
    Embeddings embeddings = output.embeddings();
    return embeddings == null ? null : embeddings.usage();
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
        read.estimated() && (input == null || output == null));
  }
}

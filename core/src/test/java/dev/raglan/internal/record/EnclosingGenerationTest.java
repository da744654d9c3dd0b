package dev.raglan.internal.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.internal.record.EnclosingGeneration.Asked;
import dev.raglan.internal.record.EnclosingGeneration.ModelCall;
import dev.raglan.model.Completion;
import dev.raglan.model.Extraction;
import dev.raglan.model.Usage;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class EnclosingGenerationTest {

  private static final Asked ASKED = new Asked(() -> "gpt-4o", () -> "openai");

  private final EnclosingGeneration generation =
      Objects.requireNonNull(
          EnclosingGeneration.of(
              EnclosingGeneration.begin(Context.root(), read -> Extraction.of((Completion) read))));

  private static Completion answer(long tokens) {
    return new Completion(null, "gpt-4o", List.of(), List.of(), Usage.of(tokens, 0L));
  }

  private static long counted(Extraction all) {
    Completion answer = all.completion();
    Long tokens = answer == null || answer.usage() == null ? null : answer.usage().inputTokens();
    return tokens == null ? 0 : tokens;
  }

  @Test
  void takesNothingOnceItHasEnded() {
    assertThat(counted(generation.closeUnread().apply(Extraction.NONE))).isZero();
    assertThat(generation.report("gpt-4o", Usage.of(7L, 0L))).isFalse();
    assertThat(generation.begin(() -> answer(7), ASKED, false).end()).isFalse();
  }

  @Test
  void takesTheCallsThatAreOpenWhenItEnds() {
    ModelCall below = generation.begin(() -> answer(7), ASKED, false);
    assertThat(counted(generation.closeUnread().apply(Extraction.NONE))).isEqualTo(7);
    assertThat(below.end()).isTrue();
  }

  @Test
  void countsWhatItTakesAlsoWhereACallIsToldOfAsItEnds() throws Exception {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      for (int i = 0; i < 1_000; i++) {
        EnclosingGeneration each = new EnclosingGenerationTest().generation;
        Future<Boolean> taken = thread.submit(() -> each.report("gpt-4o", Usage.of(7L, 0L)));
        long counted = counted(each.closeUnread().apply(Extraction.NONE));
        assertThat(counted).isEqualTo(taken.get() ? 7 : 0);
      }
    } finally {
      thread.shutdown();
    }
  }
}

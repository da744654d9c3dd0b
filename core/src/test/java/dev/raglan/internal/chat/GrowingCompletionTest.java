package dev.raglan.internal.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.model.Completion;
import dev.raglan.model.Usage;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Responses that arrive in chunks. */
class GrowingCompletionTest {

  @Test
  void aStreamThatStatesTheUsageOfAllRoundsIsSaidByTheLastOfThem() {
    GrowingCompletion growing = GrowingCompletion.cumulative();
    growing.about("r-0", "gpt-4o", Usage.of(100L, 10L));
    growing.about("r-1", "gpt-4o", Usage.of(100L, 10L));
    growing.choice(0).parts().text("Sun.");
    growing.about("r-1", "gpt-4o", Usage.of(300L, 30L));

    Completion read = Objects.requireNonNull(growing.completion());
    assertThat(read.usage()).isEqualTo(Usage.of(300L, 30L));
    assertThat(read.responseId()).isEqualTo("r-1");
  }

  /** As Spring AI 1.x has it where nobody asked for the usage, and the provider states it. */
  @Test
  void aRoundThatStatesNoUsageAtItsBeginningStatesItsOwnAlone() {
    GrowingCompletion growing = GrowingCompletion.cumulative();
    growing.about("r-0", "gpt-4o", null);
    growing.about("r-0", "gpt-4o", Usage.of(100L, 10L));
    growing.about("r-1", "gpt-4o", null);
    growing.choice(0).parts().text("Sun.");
    growing.about("r-1", "gpt-4o", Usage.of(200L, 20L));

    Completion read = Objects.requireNonNull(growing.completion());
    assertThat(read.usage()).isEqualTo(Usage.of(300L, 30L));
    assertThat(read.responseId()).isEqualTo("r-1");
  }
}

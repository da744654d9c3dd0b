package dev.raglan.internal.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.model.Completion;
import dev.raglan.model.Completion.ModelUsage;
import dev.raglan.model.Message;
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

  @Test
  void aResponseGoesOnBehindThoseOfOthersWithTheSameId() {
    GrowingCompletion growing = new GrowingCompletion();
    for (int i = 1; i <= 3; i++) { // Each states the usage of all chunks so far.
      growing.about("r-1", "gpt-4o", Usage.of(100L, (long) i));
      growing.choice(0).parts().text("a");
      growing.about("r-2", "gpt-4o-mini", Usage.of(10L, 5L * i));
      growing.choice(0).parts().text("b");
    }

    Completion read = Objects.requireNonNull(growing.completion());
    assertThat(read.messages())
        .containsExactly(Message.of("assistant", "aaa"), Message.of("assistant", "bbb"));
    assertThat(read.usage()).isEqualTo(Usage.of(110L, 18L));
    assertThat(read.calls())
        .containsExactly(
            new ModelUsage(null, "gpt-4o", "r-1", Usage.of(100L, 3L)),
            new ModelUsage(null, "gpt-4o-mini", "r-2", Usage.of(10L, 15L)));
  }

  @Test
  void theUsageOfAFallbackIsOfTheModelThatFellIn() {
    GrowingCompletion growing = new GrowingCompletion();
    growing.about("r-1", "gpt-4o", null);
    growing.choice(0).parts().text("Half");
    growing.about("r-2", "gpt-4o-mini", Usage.of(10L, 5L));
    growing.choice(0).parts().text("Whole");

    Completion read = Objects.requireNonNull(growing.completion());
    assertThat(read.model()).isEqualTo("gpt-4o");
    assertThat(read.calls())
        .containsExactly(new ModelUsage(null, "gpt-4o-mini", "r-2", Usage.of(10L, 5L)));
  }
}

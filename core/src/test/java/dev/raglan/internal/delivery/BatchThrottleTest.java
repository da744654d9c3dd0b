package dev.raglan.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.internal.redact.ForeignTexts;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BatchThrottleTest {

  private static final long MILLISECOND = TimeUnit.MILLISECONDS.toNanos(1);

  private final QueueBudget budget = new QueueBudget(1 << 20, 100);
  private final TargetWorker idle = target("idle");
  private final TargetWorker behind = target("behind");
  private final BatchThrottle pace = new BatchThrottle(List.of(behind, idle), budget, 5, 1_000);

  /** A target whose thread never starts, with room for ten spans. */
  private static TargetWorker target(String name) {
    return new TargetWorker(
        new GuardedExporter(name, ScriptedExporter.healthy(name)),
        new QueueBudget(1 << 20, 10),
        new TargetCounts(new Object(), new LossLog("scripted")),
        null,
        1,
        () -> {});
  }

  private Batch batchOf(int spans) {
    List<QueuedSpan> queued = new ArrayList<>();
    for (int i = 0; i < spans; i++) {
      queued.add(new QueuedSpan(Spans.root("span " + i).build(), null));
    }
    return Batch.render(queued, budget, 1, false, ForeignTexts.UNCHANGED);
  }

  @Test
  void goesOnWhileOneTargetHasNothingToDo() {
    behind.accept(batchOf(5));

    assertThat(pace.allowsMore(0)).isTrue();
    assertThat(pace.nanosLeft(0)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void waitsForTheTargetsWhenAllOfThemHaveSomethingToDo() {
    behind.accept(batchOf(1));
    idle.accept(batchOf(1));

    assertThat(pace.allowsMore(0)).isFalse();
  }

  @Test
  void waitsAMomentForATargetThatWouldLoseTheBatchButOnlyOnce() {
    behind.accept(batchOf(8));

    assertThat(pace.allowsMore(0)).isFalse();
    assertThat(pace.nanosLeft(0)).isEqualTo(50 * MILLISECOND);
    assertThat(pace.allowsMore(49 * MILLISECOND)).isFalse();
    assertThat(pace.allowsMore(50 * MILLISECOND)).isTrue();
    assertThat(pace.allowsMore(51 * MILLISECOND)).isTrue();
  }

  @Test
  void doesNotWaitWhileTheQueueIsAboutToBeFull() {
    behind.accept(batchOf(8));
    budget.take(90, 0);

    assertThat(pace.allowsMore(0)).isTrue();
  }
}

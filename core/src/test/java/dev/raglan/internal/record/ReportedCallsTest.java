package dev.raglan.internal.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.model.Completion;
import dev.raglan.model.Completion.ModelUsage;
import dev.raglan.model.Message;
import dev.raglan.model.Usage;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One rule for what is spent below a generation, whatever its method returns. */
class ReportedCallsTest {

  private final ReportedCalls calls = new ReportedCalls();

  private static Completion answer(String id, long input, long output) {
    return answer(id, Usage.of(input, output));
  }

  private static Completion answer(String id, Usage usage) {
    return new Completion(
        id, "gpt-4o", List.of(Message.of("assistant", "4")), List.of("stop"), usage);
  }

  private void report(Completion... answers) {
    for (Completion each : answers) {
      calls.add(each, "openai", "gpt-4o", false);
    }
  }

  @Test
  void aLoopOfTwoCallsShowsTheSumWhateverTheMethodReturns() {
    report(answer("a", 1117, 246), answer("b", 1117, 246));

    Usage sum = Usage.of(2234L, 492L);
    assertThat(calls.with(null).usage()).isEqualTo(sum);
    assertThat(calls.with(answer("b", 1117, 246)).usage()).isEqualTo(sum);
    assertThat(calls.with(answer(null, 1117, 246)).usage()).isEqualTo(sum);
    assertThat(calls.with(answer("b", null)).usage()).isEqualTo(sum);
    assertThat(calls.with(answer("b", 2234, 492)).usage()).isEqualTo(sum);
  }

  @Test
  void aLoopWhoseCallsStateTheUsageOfAllRoundsIsCountedOnce() {
    calls.add(answer("a", 1117, 246), null, null, false);
    calls.add(answer("b", 2234, 492), null, null, true);
    calls.add(answer("c", 3351, 738), null, null, true);
    calls.add(answer("d", 10, 1), null, null, false);

    assertThat(calls.with(null).usage()).isEqualTo(Usage.of(3361L, 739L));
    assertThat(calls.with(null).calls())
        .extracting(ModelUsage::usage)
        .containsExactly(
            Usage.of(1117L, 246L), Usage.of(1117L, 246L), Usage.of(1117L, 246L), Usage.of(10L, 1L));
  }

  @Test
  void aContinuedCallThatStatesItsOwnUsageIsAdded() {
    calls.add(answer("a", 1117, 246), null, null, false);
    calls.add(answer("b", 1300, 20), null, null, true);

    assertThat(calls.with(null).usage()).isEqualTo(Usage.of(2417L, 266L));
  }

  @Test
  void aResultOfACallThatNobodyReportedIsAdded() {
    report(answer("a", 5, 3));

    assertThat(calls.with(answer("z", 7, 1)).usage()).isEqualTo(Usage.of(12L, 4L));
  }

  @Test
  void aLongerResultOfACallOfItsOwnIsAddedToTheCallsBeforeIt() {
    report(answer("a", 5, 3), answer("b", 5, 3));

    assertThat(calls.with(answer("z", 70, 10)).usage()).isEqualTo(Usage.of(80L, 16L));
  }

  @Test
  void aResultWithoutAnIdIsAddedUnlessItStatesWhatTheCallsTook() {
    report(answer("a", 100, 20), answer("b", 200, 30), answer("c", 300, 50));
    Usage sum = Usage.of(600L, 100L);

    assertThat(calls.with(answer(null, 300, 50)).usage()).isEqualTo(sum);
    assertThat(calls.with(answer(null, 500, 80)).usage()).isEqualTo(sum);
    assertThat(calls.with(answer(null, 600, 100)).usage()).isEqualTo(sum);
    assertThat(calls.with(answer(null, 40, 7)).usage()).isEqualTo(Usage.of(640L, 107L));
  }

  @Test
  void aResultIsAddedToCallsWithoutIdsThatTookOtherTokens() {
    report(answer(null, 100, 20));

    assertThat(calls.with(answer("z", 500, 80)).usage()).isEqualTo(Usage.of(600L, 100L));
    assertThat(calls.with(answer("z", 100, 20)).usage()).isEqualTo(Usage.of(100L, 20L));
  }

  @Test
  void theResultsFinerCountsAreKept() {
    report(answer(null, 1117, 246));
    Usage finer = new Usage(1117L, 246L, null, 1024L, null, 192L, false);

    assertThat(calls.with(answer("a", finer)).usage()).isEqualTo(finer);
    assertThat(calls.with(answer("a", finer)).calls())
        .containsExactly(new ModelUsage("openai", "gpt-4o", "a", finer));
  }

  @Test
  void aCallOfTheModelThatAnsweredAndOfNoOtherProviderIsNotListed() {
    calls.add(answer("a", 5, 3), null, "gpt-4o", false);

    assertThat(calls.with(null).calls()).isEmpty();
    assertThat(calls.with(answer("a", 5, 3)).calls()).isEmpty();
  }

  @Test
  void aCallWhoseAnswerTellsNoModelIsOfTheOneThatWasAsked() {
    Completion answer = new Completion("a", null, List.of(), List.of(), Usage.of(5L, 3L));
    calls.add(answer, "openai", "gpt-4o-mini", false);
    ModelUsage ofCall = new ModelUsage("openai", "gpt-4o-mini", "a", Usage.of(5L, 3L));

    assertThat(calls.with(null).model()).isNull();
    assertThat(calls.with(null).calls()).containsExactly(ofCall);
    assertThat(calls.with(answer).calls()).containsExactly(ofCall);
  }

  @Test
  void aResultThatStatesTheUsageOfAllCallsIsOfTheModelThatTheyHaveInCommon() {
    Completion all = new Completion(null, null, List.of(), List.of(), Usage.of(15L, 9L));
    report(answer("a", 5, 3), answer("b", 5, 3));

    assertThat(calls.with(all).calls())
        .containsExactly(new ModelUsage("openai", "gpt-4o", null, Usage.of(15L, 9L)));
    calls.add(answer("c", 1, 1), "azure", null, false);
    assertThat(calls.with(all).calls()).isEmpty();
  }

  @Test
  void theFinerCountsOfTheLastCallOfALoopAreKept() {
    report(answer("a", 1117, 246), answer("b", 1117, 246));
    Usage finer = new Usage(1117L, 246L, null, 1024L, null, 192L, false);

    assertThat(calls.with(answer("b", finer)).usage())
        .isEqualTo(new Usage(2234L, 492L, null, 1024L, null, 192L, false));
  }

  @Test
  void cacheAndReasoningAreSummedToo() {
    Usage finer = new Usage(1117L, 246L, null, 1024L, 7L, 192L, false);
    report(answer("a", finer), answer("b", finer));

    assertThat(calls.with(null).usage())
        .isEqualTo(new Usage(2234L, 492L, null, 2048L, 14L, 384L, false));
  }

  @Test
  void aTextHasTheModelIdAndFinishReasonOfTheLastCall() {
    report(answer("a", 5, 3), answer("b", 5, 3));

    Completion result = calls.with(null);
    assertThat(result.responseId()).isEqualTo("b");
    assertThat(result.model()).isEqualTo("gpt-4o");
    assertThat(result.finishReasons()).containsExactly("stop");
    assertThat(result.messages()).isEmpty();
    assertThat(result.calls()).extracting(ModelUsage::provider).containsOnly("openai");
  }
}

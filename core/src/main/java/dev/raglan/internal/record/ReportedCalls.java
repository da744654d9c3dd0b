package dev.raglan.internal.record;

import dev.raglan.internal.chat.UsageReader;
import dev.raglan.model.Completion;
import dev.raglan.model.Completion.ModelUsage;
import dev.raglan.model.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The model calls below a generation, and what they took together with the generation's own result:
 * that is mostly the answer of the last of them. Not thread-safe.
 */
final class ReportedCalls {

  private final List<ModelUsage> calls = new ArrayList<>();
  private @Nullable Completion last;
  private @Nullable Usage soFar;
  private @Nullable String model;

  boolean isEmpty() {
    return calls.isEmpty();
  }

  int size() {
    return calls.size();
  }

  /**
   * Adds a call that has an answer.
   *
   * @param provider the model's provider, where the answer does not tell; null if it is not known
   * @param asked the model that was asked, where the answer does not tell which one answered; null
   *     if it is not known
   * @param continues true if its usage is that of the call before it too
   */
  void add(
      Completion answer, @Nullable String provider, @Nullable String asked, boolean continues) {
    Usage usage = answer.usage();
    Usage rest = continues ? UsageReader.since(soFar, usage) : null;
    if (rest == null) {
      answer.eachCall().forEach(each -> calls.add(each.of(provider, asked)));
    } else {
      calls.add(
          new ModelUsage(null, answer.model(), answer.responseId(), rest).of(provider, asked));
    }
    soFar = usage;
    last = answer;
    model = answer.model() == null ? model : answer.model();
  }

  /** Returns the result of the generation, with the usage of all calls. */
  Completion with(@Nullable Completion own) {
    Completion answer = Objects.requireNonNull(last);
    List<ModelUsage> all = new ArrayList<>(calls);
    Usage stated = own == null ? null : own.usage();
    if (own != null && stated != null) {
      addUnreported(own, stated, all);
    }
    Usage sum = sum(all);
    String answered = own == null || own.model() == null ? model : own.model();
    return own == null
        ? new Completion(
            answer.responseId(),
            answered,
            List.of(),
            answer.finishReasons(),
            sum,
            listed(all, answered))
        : new Completion(
            own.responseId() == null ? answer.responseId() : own.responseId(),
            answered,
            own.messages(),
            own.finishReasons().isEmpty() ? answer.finishReasons() : own.finishReasons(),
            sum,
            listed(all, answered));
  }

  private static @Nullable Usage sum(List<ModelUsage> all) {
    Usage sum = null;
    for (ModelUsage each : all) {
      sum = UsageReader.sum(sum, each.usage());
    }
    return sum;
  }

  /** One call need not be listed if it is of the provider and the model of the generation. */
  private static List<ModelUsage> listed(List<ModelUsage> all, @Nullable String answered) {
    boolean isOfSpan =
        all.size() == 1
            && all.get(0).provider() == null
            && Objects.equals(all.get(0).model(), answered);
    return isOfSpan ? List.of() : all;
  }

  /** Adds those calls of the result that nobody reported. */
  private void addUnreported(Completion own, Usage stated, List<ModelUsage> all) {
    if (!isToldApart(own.responseId()) && statesAll(stated)) {
      String provider = common(ModelUsage::provider);
      String asked = common(ModelUsage::model);
      all.clear();
      own.eachCall().forEach(each -> all.add(each.of(provider, asked)));
      return;
    }
    for (ModelUsage each : own.eachCall()) {
      Usage usage = each.usage();
      if (usage != null && isUnreported(each)) {
        all.add(each);
      } else if (usage != null && each.responseId() != null) {
        all.replaceAll(reported -> isOf(each, reported) ? finer(reported, usage) : reported);
      }
    }
  }

  /** Returns the fact that all calls have in common; null if they have not. */
  private @Nullable String common(Function<ModelUsage, @Nullable String> fact) {
    String first = fact.apply(calls.get(0));
    return calls.stream().allMatch(each -> Objects.equals(fact.apply(each), first)) ? first : null;
  }

  private static boolean isOf(ModelUsage own, ModelUsage reported) {
    Usage one = own.usage();
    Usage other = reported.usage();
    return one != null
        && other != null
        && Objects.equals(own.responseId(), reported.responseId())
        && Objects.equals(one.inputTokens(), other.inputTokens())
        && Objects.equals(one.outputTokens(), other.outputTokens());
  }

  /** Returns what a stream reported, with the counts of the cache that only its chunks have. */
  private static ModelUsage finer(ModelUsage reported, Usage own) {
    return new ModelUsage(
        reported.provider(),
        reported.model(),
        reported.responseId(),
        UsageReader.continued(reported.usage(), own));
  }

  /** Returns true for a result that states the usage of all calls, and more of it. */
  private boolean statesAll(Usage own) {
    Usage reported = Objects.requireNonNull(sum(calls));
    long more = orZero(own.totalTokens()) - orZero(reported.totalTokens());
    return orZero(own.inputTokens()) >= orZero(reported.inputTokens())
        && orZero(own.outputTokens()) >= orZero(reported.outputTokens())
        && (calls.size() == 1 ? more == 0 : more > 0);
  }

  private boolean isUnreported(ModelUsage own) {
    String id = own.responseId();
    boolean isReported =
        id != null && calls.stream().anyMatch(each -> Objects.equals(each.responseId(), id));
    return !isReported && (isToldApart(own.responseId()) || !isOfCalls(own.usage()));
  }

  /** Returns true if ids tell that a result is of none of the calls. */
  private boolean isToldApart(@Nullable String id) {
    return id != null
        && calls.stream()
            .map(ModelUsage::responseId)
            .allMatch(each -> each != null && !each.equals(id));
  }

  /** Without ids, a result states what one of the calls took, or the last of them together. */
  private boolean isOfCalls(@Nullable Usage stated) {
    Usage together = null;
    for (int i = calls.size() - 1; i >= 0; i--) {
      Usage each = calls.get(i).usage();
      together = UsageReader.sum(together, each);
      if (isSame(stated, each) || isSame(stated, together)) {
        return true;
      }
    }
    return false;
  }

  /** One count is enough: whoever reports a call may not know all that it took. */
  private static boolean isSame(@Nullable Usage one, @Nullable Usage other) {
    return one != null
        && other != null
        && (isSame(one.inputTokens(), other.inputTokens())
            || isSame(one.outputTokens(), other.outputTokens()));
  }

  private static boolean isSame(@Nullable Long one, @Nullable Long other) {
    return one != null && one > 0 && one.equals(other);
  }

  private static long orZero(@Nullable Long count) {
    return count == null ? 0 : count;
  }
}

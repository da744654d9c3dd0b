package dev.raglan.export;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * What became of every span so far, for each target and in total.
 *
 * <p>At any moment {@code produced = exported + dropped + queued}, exactly. Spans that are not
 * sampled are in none of the numbers. A total is the sum over the targets: a span that goes to two
 * of them counts twice.
 *
 * @param targets one for each target, in the order they were configured
 * @param queuedBytes how much memory the spans that are queued keep from being freed, as estimated,
 *     in bytes; what several targets wait for counts once
 */
public record DeliveryStats(List<Target> targets, long queuedBytes) {

  /** Nothing is delivered: the application delivers by itself, or tracing is disabled. */
  public static final DeliveryStats NONE = new DeliveryStats(List.of(), 0);

  /** Copies the list. */
  public DeliveryStats {
    targets = List.copyOf(targets);
  }

  /** Spans that ended, and were sampled. */
  public long produced() {
    return sum(Target::produced);
  }

  /** Spans that a target took. */
  public long exported() {
    return sum(Target::exported);
  }

  /** Spans that will not be delivered, for whatever reason. */
  public long dropped() {
    return sum(Target::dropped);
  }

  /** Spans that will not be delivered for that reason. */
  public long dropped(DropReason reason) {
    return sum(target -> target.dropped(reason));
  }

  /** Spans that wait, or are under way. */
  public long queued() {
    return sum(Target::queued);
  }

  private long sum(ToLongFunction<Target> number) {
    return targets.stream().mapToLong(number).sum();
  }

  /**
   * What became of the spans for one target.
   *
   * @param name the target's name
   * @param produced spans that ended, and were sampled
   * @param exported spans that the target took
   * @param drops spans that will not be delivered, by reason; reasons that have not occurred are
   *     left out
   * @param queued spans that wait, or are under way
   */
  public record Target(
      String name, long produced, long exported, Map<DropReason, Long> drops, long queued) {

    /** Copies the map. */
    public Target {
      Map<DropReason, Long> copy = new EnumMap<>(DropReason.class);
      copy.putAll(drops);
      drops = Collections.unmodifiableMap(copy);
    }

    /** Spans that will not be delivered, for whatever reason. */
    public long dropped() {
      return drops.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Spans that will not be delivered for that reason. */
    public long dropped(DropReason reason) {
      return drops.getOrDefault(reason, 0L);
    }
  }
}

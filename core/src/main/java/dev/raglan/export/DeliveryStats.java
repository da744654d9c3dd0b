package dev.raglan.export;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * Counts of produced, exported, dropped, queued and spooled spans, for each target and in total.
 *
 * <p>At any moment {@code produced = exported + dropped + queued + spooled}, exactly. Spans that
 * are not sampled are not counted. A total is the sum over the targets: a span that goes to two of
 * them counts twice.
 *
 * @param targets one for each target, in the order they were configured
 * @param queuedBytes the memory that queued spans retain, as estimated, in bytes; a span that
 *     several targets wait for counts once
 */
public record DeliveryStats(List<Target> targets, long queuedBytes) {

  /**
   * Empty counts, for when Raglan delivers nothing: the application delivers by itself, or tracing
   * is disabled.
   */
  public static final DeliveryStats NONE = new DeliveryStats(List.of(), 0);

  /** Copies the list. */
  public DeliveryStats {
    targets = List.copyOf(targets);
  }

  /** Returns the number of sampled spans that have ended. */
  public long produced() {
    return sum(Target::produced);
  }

  /** Returns the number of spans that a target accepted. */
  public long exported() {
    return sum(Target::exported);
  }

  /** Returns the number of dropped spans. */
  public long dropped() {
    return sum(Target::dropped);
  }

  /** Returns the number of spans dropped for that reason. */
  public long dropped(DropReason reason) {
    return sum(target -> target.dropped(reason));
  }

  /** Returns the number of spans that wait or are being exported. */
  public long queued() {
    return sum(Target::queued);
  }

  /** Returns the number of spans on disk, to be sent when their target is back. */
  public long spooled() {
    return sum(Target::spooled);
  }

  /** Returns the number of spans that ended after their trace was sent, to targets of traces. */
  public long late() {
    return sum(Target::late);
  }

  /** Returns the number of traces that were sent without their topmost span. */
  public long unfinished() {
    return sum(Target::unfinished);
  }

  private long sum(ToLongFunction<Target> number) {
    return targets.stream().mapToLong(number).sum();
  }

  /**
   * The counts of one target.
   *
   * @param name the target's name
   * @param produced sampled spans that have ended, and those that another process has left in the
   *     spool
   * @param exported spans that the target accepted
   * @param drops dropped spans by reason, without reasons that have not occurred
   * @param queued spans that wait or are being exported
   * @param spooled spans on disk, to be sent when the target is back
   * @param late spans that ended after their trace was sent; counted as exported or dropped too
   * @param unfinished traces that were sent without their topmost span
   */
  public record Target(
      String name,
      long produced,
      long exported,
      Map<DropReason, Long> drops,
      long queued,
      long spooled,
      long late,
      long unfinished) {

    /** Copies the map. */
    public Target {
      Map<DropReason, Long> copy = new EnumMap<>(DropReason.class);
      copy.putAll(drops);
      drops = Collections.unmodifiableMap(copy);
    }

    /** Returns the number of dropped spans. */
    public long dropped() {
      return drops.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Returns the number of spans dropped for that reason. */
    public long dropped(DropReason reason) {
      return drops.getOrDefault(reason, 0L);
    }
  }
}

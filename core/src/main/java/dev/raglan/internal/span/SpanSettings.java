package dev.raglan.internal.span;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.Clock;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.internal.ExtendedSpanProcessor;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The settings that all spans of a provider of tracers share. Thread-safe. */
final class SpanSettings {

  /** OpenTelemetry marks them from 1.60 on. */
  private static final boolean KNOWS_RANDOM_IDS = areRandom(IdGenerator.random());

  private final Sampling sampling;
  private final IdGenerator ids;
  private final SpanLimits limits;
  private final Resource resource;
  private final SpanProcessor processor;
  private final SpanProcessor starts;
  private final SpanProcessor ends;
  private final @Nullable ExtendedSpanProcessor extended;
  private final boolean drawsIds;
  private final boolean hasRandomIds;
  private volatile TimeAnchor latest;
  private volatile boolean closed;

  SpanSettings(
      Sampling sampling,
      IdGenerator ids,
      SpanLimits limits,
      Resource resource,
      Clock clock,
      List<SpanProcessor> processors) {
    this.sampling = sampling;
    this.ids = ids;
    this.limits = limits;
    this.resource = resource;
    this.processor = SpanProcessor.composite(processors);
    this.starts = those(processors, SpanProcessor::isStartRequired);
    this.ends = those(processors, SpanProcessor::isEndRequired);
    this.extended =
        processor instanceof ExtendedSpanProcessor told && told.isOnEndingRequired() ? told : null;
    this.drawsIds = ids == IdGenerator.random();
    this.hasRandomIds = areRandom(ids);
    this.latest = TimeAnchor.of(clock);
  }

  /** Returns one that is asked for as a rule, without a list around it. */
  private static SpanProcessor those(
      List<SpanProcessor> processors, Predicate<SpanProcessor> asked) {
    return SpanProcessor.composite(processors.stream().filter(asked).toList());
  }

  private static boolean areRandom(IdGenerator ids) {
    try {
      return ids.generatesRandomTraceIds();
    } catch (NoSuchMethodError older) {
      return false;
    }
  }

  Sampling sampling() {
    return sampling;
  }

  IdGenerator ids() {
    return ids;
  }

  /** Returns true if ids can be drawn as numbers. */
  boolean drawsIds() {
    return drawsIds;
  }

  /** Returns true if the ids of its traces are marked as random. */
  boolean hasRandomIds() {
    return hasRandomIds;
  }

  /** Returns true if spans keep their parents' mark of random ids. */
  boolean knowsRandomIds() {
    return KNOWS_RANDOM_IDS;
  }

  SpanLimits limits() {
    return limits;
  }

  Resource resource() {
    return resource;
  }

  /** Returns the attributes of a span's start within its limits. */
  Attributes within(Attributes start) {
    if (start instanceof LateAttributes late) {
      return late.within(this);
    }
    if (start.size() <= limits.getMaxNumberOfAttributes()
        && limits.getMaxAttributeValueLength() == Integer.MAX_VALUE) {
      return start;
    }
    AttributeTable kept = new AttributeTable(limits, 16);
    start.forEach(kept::put);
    return kept;
  }

  /** Returns attributes, within the limits, with those that a sampler adds. */
  Attributes with(Attributes start, Attributes added) {
    if (added.isEmpty()) {
      return start;
    }
    AttributeTable all =
        start instanceof AttributeTable table ? table : new AttributeTable(limits, 16);
    if (all != start) {
      start.forEach(all::put);
    }
    added.forEach(all::put);
    return all;
  }

  /** Returns the attributes of a link within its limits. */
  Attributes withinLink(Attributes attributes) {
    return AttributeLimits.within(
        attributes, limits.getMaxNumberOfAttributesPerLink(), limits.getMaxAttributeValueLength());
  }

  /** Returns a reading of the monotonic clock. */
  long nanoTime() {
    return latest.nanoTime();
  }

  /**
   * Returns the anchor of the clock for a trace that begins.
   *
   * @param now a reading of the monotonic clock
   */
  TimeAnchor anchorAt(long now) {
    TimeAnchor known = latest;
    TimeAnchor fresh = known.freshAt(now);
    if (fresh != known) {
      latest = fresh;
    }
    return fresh;
  }

  /** Returns the anchor that was used last, for a trace whose time nobody asks for. */
  TimeAnchor latestAnchor() {
    return latest;
  }

  void started(Context parent, ReadWriteSpan span) {
    starts.onStart(parent, span);
  }

  void ended(ReadableSpan span) {
    ends.onEnd(span);
  }

  /** Returns the processor if it is told of spans that are about to end; else null. */
  @Nullable ExtendedSpanProcessor extended() {
    return extended;
  }

  SpanProcessor processor() {
    return processor;
  }

  boolean isClosed() {
    return closed;
  }

  void close() {
    closed = true;
  }
}

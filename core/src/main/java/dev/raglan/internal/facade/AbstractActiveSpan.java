package dev.raglan.internal.facade;

import dev.raglan.internal.record.Outcome;
import dev.raglan.internal.service.ServerIds;
import dev.raglan.model.SpanType;
import dev.raglan.trace.ActiveGeneration;
import dev.raglan.trace.ActiveSpan;
import dev.raglan.trace.ActiveSpanBuilder;
import dev.raglan.trace.ActiveTrace;
import dev.raglan.trace.BaseActiveSpan;
import dev.raglan.trace.GenerationBuilder;
import dev.raglan.trace.SpanUpdate;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.lang.ref.Reference;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An application's handle of a started span. The span does not lead back to it: a trace none of
 * whose handles is reachable can be recognized as abandoned. Thread-safe.
 */
abstract sealed class AbstractActiveSpan<A extends BaseActiveSpan<A>> extends AbstractSpanFields<A>
    implements BaseActiveSpan<A> {

  private final SpanOpener opener;
  private final StartedSpan span;

  @SuppressWarnings({"unused", "FieldCanBeLocal"}) // Read by the garbage collector.
  private final @Nullable Object handleOfTrace;

  private AbstractActiveSpan(SpanOpener opener, StartedSpan span) {
    this.opener = opener;
    this.span = span;
    this.handleOfTrace = span instanceof RecordingSpan own ? own.handleOfTrace() : null;
  }

  static final class OfTrace extends AbstractActiveSpan<ActiveTrace> implements ActiveTrace {

    OfTrace(SpanOpener opener, StartedSpan span) {
      super(opener, span);
    }
  }

  static final class OfSpan extends AbstractActiveSpan<ActiveSpan> implements ActiveSpan {

    OfSpan(SpanOpener opener, StartedSpan span) {
      super(opener, span);
    }
  }

  static final class OfGeneration extends AbstractActiveSpan<ActiveGeneration>
      implements ActiveGeneration {

    OfGeneration(SpanOpener opener, StartedSpan span) {
      super(opener, span);
    }
  }

  @Override
  final SpanWriter writer() {
    return span;
  }

  @Override
  public final A name(String name) {
    span.name(Checks.text("name", name));
    return self();
  }

  @Override
  public final A update(SpanUpdate update) {
    if (span.changeEnded(Checks.given("update", update))) {
      return self();
    }
    String name = update.name();
    if (name != null) {
      span.name(name);
    }
    String status = update.status();
    if (status != null) {
      span.status(StatusText.of(status));
    }
    List<String> tags = update.tags();
    if (!tags.isEmpty()) {
      span.tags(tags);
    }
    update.attributes().forEach(span::attribute);
    updateContent(update);
    return self();
  }

  private void updateContent(SpanUpdate update) {
    SpanType type = update.type();
    if (type != null) {
      span.become(type);
    }
    update.fields().forEach(this::field);
    input(update.input());
    output(update.output());
  }

  @Override
  public final ActiveGeneration asGeneration() {
    span.become(SpanType.GENERATION);
    return new OfGeneration(opener, span);
  }

  @Override
  public final A recordException(Throwable thrown) {
    span.exception(Checks.given("thrown", thrown));
    return self();
  }

  @Override
  public final ActiveSpanBuilder span(String name) {
    return new AbstractSpanBuilder.OfSpan(opener, name).below(span);
  }

  @Override
  public final GenerationBuilder generation(String name) {
    return new AbstractSpanBuilder.OfGeneration(opener, name).below(span);
  }

  @Override
  public final @Nullable String referenceId() {
    return span.referenceId();
  }

  @Override
  public final @Nullable String serverId(String target) {
    Checks.given("target", target);
    return this instanceof OfTrace
        ? ServerIds.trace(target, traceId(), spanId())
        : ServerIds.span(target, traceId(), spanId());
  }

  @Override
  public final Context context() {
    return span.context();
  }

  @Override
  public final Span openTelemetrySpan() {
    return span.handedOut();
  }

  @Override
  public final Scope makeCurrent() {
    return opener.recorder().makeCurrent(span.context());
  }

  @Override
  public final <C> A inject(C carrier, TextMapSetter<C> setter) {
    opener.inject(span.context(), carrier, Checks.given("setter", setter));
    return self();
  }

  @Override
  public final @Nullable String end() {
    span.end(null);
    return ended();
  }

  @Override
  public final @Nullable String end(Instant at) {
    span.end(Checks.time("the end", at));
    return ended();
  }

  /** Keeps this handle until the span has ended: without it, the trace counts as abandoned. */
  private @Nullable String ended() {
    Reference.reachabilityFence(this);
    return span.referenceId();
  }

  @Override
  public final void complete(@Nullable Object result) {
    span.complete(result, Outcome.SUCCESS);
  }

  @Override
  public final void completeExceptionally(Throwable thrown) {
    span.complete(null, Outcome.of(Checks.given("thrown", thrown)));
  }

  @Override
  public final void close() {
    span.end(null);
    Reference.reachabilityFence(this);
  }
}

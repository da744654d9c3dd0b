package dev.raglan.internal.facade;

import dev.raglan.model.CaptureMode;
import dev.raglan.model.Operation;
import dev.raglan.model.SpanType;
import dev.raglan.trace.ActiveGeneration;
import dev.raglan.trace.ActiveSpan;
import dev.raglan.trace.ActiveSpanBuilder;
import dev.raglan.trace.ActiveTrace;
import dev.raglan.trace.BaseActiveSpan;
import dev.raglan.trace.BaseSpanBuilder;
import dev.raglan.trace.GenerationBuilder;
import dev.raglan.trace.SerializedSpanContext;
import dev.raglan.trace.ThrowingRunnable;
import dev.raglan.trace.ThrowingSupplier;
import dev.raglan.trace.TraceBuilder;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Builds a span out of a {@link SpanDraft}. Not thread-safe. */
abstract sealed class AbstractSpanBuilder<
        B extends BaseSpanBuilder<B, A>, A extends BaseActiveSpan<A>>
    extends AbstractSpanFields<B> implements BaseSpanBuilder<B, A> {

  final SpanOpener opener;
  final SpanDraft draft;

  private AbstractSpanBuilder(SpanOpener opener, SpanDraft draft) {
    this.opener = opener;
    this.draft = draft;
  }

  static final class OfTrace extends AbstractSpanBuilder<TraceBuilder, ActiveTrace>
      implements TraceBuilder {

    OfTrace(SpanOpener opener, String name) {
      super(opener, new SpanDraft(name, SpanType.SPAN, SpanOrigin.OF_TRACE));
    }

    @Override
    ActiveTrace handle(StartedSpan span) {
      return new AbstractActiveSpan.OfTrace(opener, span);
    }
  }

  static final class OfSpan extends AbstractSpanBuilder<ActiveSpanBuilder, ActiveSpan>
      implements ActiveSpanBuilder {

    OfSpan(SpanOpener opener, String name) {
      super(opener, new SpanDraft(name, SpanType.SPAN));
    }

    @Override
    ActiveSpan handle(StartedSpan span) {
      return new AbstractActiveSpan.OfSpan(opener, span);
    }
  }

  static final class OfGeneration extends AbstractSpanBuilder<GenerationBuilder, ActiveGeneration>
      implements GenerationBuilder {

    OfGeneration(SpanOpener opener, String name) {
      super(opener, new SpanDraft(name, SpanType.GENERATION));
      draft.operation = Operation.CHAT;
    }

    @Override
    public GenerationBuilder operation(Operation operation) {
      draft.operation = Checks.given("operation", operation);
      draft.type = operation == Operation.EMBEDDINGS ? SpanType.EMBEDDING : SpanType.GENERATION;
      return this;
    }

    @Override
    ActiveGeneration handle(StartedSpan span) {
      return new AbstractActiveSpan.OfGeneration(opener, span);
    }
  }

  abstract A handle(StartedSpan span);

  @Override
  final SpanWriter writer() {
    return draft;
  }

  /** Sets the span that this one is below, wherever it starts. */
  final B below(StartedSpan parent) {
    draft.changedOrigin().parent(parent);
    return self();
  }

  @Override
  public final B startTime(Instant start) {
    draft.startTime(Checks.time("startTime", start));
    return self();
  }

  @Override
  public final B type(SpanType type) {
    draft.type = Checks.given("type", type);
    draft.customType = null;
    return self();
  }

  @Override
  public final B type(String type) {
    draft.type(Checks.text("type", type));
    return self();
  }

  @Override
  public final B kind(SpanKind kind) {
    draft.kind = Checks.given("kind", kind);
    return self();
  }

  @Override
  public final B referenceId(String id) {
    draft.referenceId = Checks.text("referenceId", id);
    return self();
  }

  @Override
  public final B capture(CaptureMode mode) {
    draft.capture = Checks.given("capture", mode);
    return self();
  }

  @Override
  public final B link(SpanContext target, Attributes attributes) {
    draft
        .changedOrigin()
        .link(Checks.given("link", target), Checks.given("attributes", attributes));
    return self();
  }

  @Override
  public final B parent(SerializedSpanContext parent) {
    Span remote = Span.wrap(Checks.given("parent", parent).spanContext());
    return parent(Context.current().with(remote));
  }

  @Override
  public final <C> B parent(C carrier, TextMapGetter<C> getter) {
    return parent(opener.extract(carrier, Checks.given("getter", getter)));
  }

  @Override
  public final B parent(Context parent) {
    draft.changedOrigin().parent(Checks.given("parent", parent));
    return self();
  }

  @Override
  public final B root() {
    draft.changedOrigin().root = true;
    return self();
  }

  @Override
  public final A start() {
    StartedSpan started = opener.open(draft);
    if (started instanceof RecordingSpan recording) {
      recording.enter();
    }
    return watched(started);
  }

  @Override
  public final A startDetached() {
    return watched(opener.open(draft));
  }

  private A watched(StartedSpan started) {
    A handle = handle(started);
    if (started instanceof RecordingSpan recording && recording.opensTrace()) {
      recording.watch(opener.recorder().openTraces().watch(handle));
    }
    return handle;
  }

  @Override
  public final <T extends @Nullable Object, E extends Throwable> T call(ThrowingSupplier<T, E> work)
      throws E {
    return new SpanRun(opener, draft).call(Checks.given("work", work));
  }

  @Override
  public final <E extends Throwable> void run(ThrowingRunnable<E> work) throws E {
    new SpanRun(opener, draft).run(Checks.given("work", work));
  }

  @Override
  public final <S extends @Nullable CompletionStage<?>, E extends Throwable> S callAsync(
      ThrowingSupplier<S, E> work) throws E {
    return new SpanRun(opener, draft).callAsync(Checks.given("work", work));
  }

  @Override
  public final <T extends @Nullable Object> T follow(T result) {
    return opener.follow(result, draft);
  }
}

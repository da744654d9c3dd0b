package dev.raglan.internal.facade;

import dev.raglan.annotation.Field;
import dev.raglan.internal.capture.Bindings;
import dev.raglan.internal.capture.ContentGate;
import dev.raglan.internal.capture.ValueReader;
import dev.raglan.internal.context.BoundContext;
import dev.raglan.internal.context.CaptureDecisions;
import dev.raglan.internal.context.CaptureScope;
import dev.raglan.internal.context.ContextScopes;
import dev.raglan.internal.context.LocalTrace;
import dev.raglan.internal.context.Propagation;
import dev.raglan.internal.event.ChangeRecorder;
import dev.raglan.internal.read.StreamAccumulator;
import dev.raglan.internal.record.Engine;
import dev.raglan.internal.record.SpanConstants;
import dev.raglan.internal.record.SpanRecorder;
import dev.raglan.internal.record.ThreadScopes;
import dev.raglan.internal.render.Renderer;
import dev.raglan.internal.result.ResultHandlers;
import dev.raglan.internal.safe.OwnWork;
import dev.raglan.internal.safe.Safe;
import dev.raglan.internal.span.DelegatingSpan;
import dev.raglan.internal.span.SpanPlace;
import dev.raglan.internal.type.RawJson;
import dev.raglan.model.CaptureMode;
import dev.raglan.model.SpanType;
import dev.raglan.spi.SpanDescription;
import dev.raglan.trace.ActiveGeneration;
import dev.raglan.trace.ActiveSpan;
import dev.raglan.trace.ActiveSpanBuilder;
import dev.raglan.trace.ActiveTrace;
import dev.raglan.trace.GenerationBuilder;
import dev.raglan.trace.SpanUpdate;
import dev.raglan.trace.ThrowingRunnable;
import dev.raglan.trace.ThrowingSupplier;
import dev.raglan.trace.TraceBuilder;
import dev.raglan.trace.TraceContext;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Starts the spans of the facade, and finds those that are open. Thread-safe. */
public final class SpanOpener {

  private static final int MOST_CONSTANTS = 256;

  private final Engine engine;
  private final ValueReader values;
  private final Propagation propagation;
  private final ChangeRecorder changes;
  private final Map<SpanDescription, Described> described = new ConcurrentHashMap<>();
  private final Map<String, Described> plain = new ConcurrentHashMap<>();
  private final LongAdder lateWrites = new LongAdder();
  private volatile @Nullable ResultHandlers handlers;

  /** The constants of spans with one description. */
  private record Described(SpanDescription description, SpanConstants constants) {}

  /**
   * Creates an opener of spans with an engine.
   *
   * @param changes records changes of spans that have ended
   */
  public SpanOpener(Engine engine, ChangeRecorder changes) {
    this.changes = changes;
    this.engine = engine;
    this.values = new ValueReader(engine.snapshotter(), engine.extractors()::extract);
    this.propagation = engine.propagation();
  }

  /** Returns a builder of a trace. */
  public TraceBuilder trace(String name) {
    return new AbstractSpanBuilder.OfTrace(this, name);
  }

  /** Returns a builder of a span below the current one. */
  public ActiveSpanBuilder span(String name) {
    return new AbstractSpanBuilder.OfSpan(this, name);
  }

  /** Returns a builder of a generation below the current span. */
  public GenerationBuilder generation(String name) {
    return new AbstractSpanBuilder.OfGeneration(this, name);
  }

  /** Returns the current trace by its topmost span; the current span if there is no trace. */
  public ActiveTrace currentTrace() {
    return new AbstractActiveSpan.OfTrace(this, topmost());
  }

  /** Returns the current span: the facade's own, else a view of any other. */
  public ActiveSpan currentSpan() {
    return new AbstractActiveSpan.OfSpan(this, current());
  }

  /** Returns the current span as a generation. */
  public ActiveGeneration currentGeneration() {
    return new AbstractActiveSpan.OfGeneration(this, current());
  }

  /** Runs the work without tracing it, and returns what it returns. */
  public <T extends @Nullable Object, E extends Throwable> T untraced(ThrowingSupplier<T, E> work)
      throws E {
    Checks.given("work", work);
    Scope scope = Safe.orNull(() -> ContextScopes.open(CaptureScope.untraced(Context.current())));
    try {
      return work.get();
    } finally {
      if (scope != null) {
        Safe.run("leaving untraced work", scope::close);
      }
    }
  }

  /** Runs the work without tracing it. */
  public <E extends Throwable> void untraced(ThrowingRunnable<E> work) throws E {
    Checks.given("work", work);
    untraced(
        () -> {
          work.run();
          return this;
        });
  }

  /** Returns the number of fields that were set on spans that had ended. */
  public long lateWrites() {
    return lateWrites.sum();
  }

  /** Returns the recorder of changes of spans that have ended. */
  public ChangeRecorder changes() {
    return changes;
  }

  /**
   * Records an update of a span that has ended, unless it is empty or the span was not sampled.
   *
   * @param topmost true if the span is its trace's topmost one
   */
  void changeEnded(Span span, Context context, boolean topmost, SpanUpdate update) {
    if (!update.equals(SpanUpdate.create())) {
      countLateWrite();
      if (span.getSpanContext().isSampled()) {
        changes().change(span, context, topmost, update);
      }
    }
  }

  void countLateWrite() {
    lateWrites.increment();
  }

  SpanRecorder recorder() {
    return engine.spans();
  }

  Renderer renderer() {
    return engine.renderer();
  }

  SpanContent newContent(ContentGate gate) {
    return new SpanContent(gate, values, engine.extractors());
  }

  /** Returns the decision what of a span is kept that is open already. */
  ContentGate gateOf(Span span, SpanType type, Context context) {
    CaptureMode mode = engine.decisions().decideOn(DelegatingSpan.resolve(span), context);
    return ContentGate.of(engine.policy(), mode, type);
  }

  /**
   * Begins to read a streamed result, whose first element is about to be added.
   *
   * @param readsChunks true if its elements may be the chunks of a model's answer
   * @param content true if something of its content is kept
   */
  StreamAccumulator stream(
      @Nullable Object first, boolean readsChunks, boolean content, double secondsToFirst) {
    return StreamAccumulator.begin(
        first,
        engine.snapshotter(),
        readsChunks ? engine.extractors() : null,
        content,
        secondsToFirst);
  }

  /** The handlers are looked for when a result is followed for the first time. */
  ResultHandlers handlers() {
    ResultHandlers known = handlers;
    if (known == null) {
      known = ResultHandlers.discovered(engine.libraries().get());
      handlers = known;
    }
    return known;
  }

  <C> Context extract(C carrier, TextMapGetter<C> getter) {
    return recorder().adopt(propagation.extract(carrier, getter));
  }

  <C> void inject(Context context, C carrier, TextMapSetter<C> setter) {
    propagation.inject(context, carrier, setter);
  }

  /** Hands a field of a running trace down to the spans that start later, if it is such a field. */
  void handDown(LocalTrace trace, Field field, Object value) {
    Bindings bindings = new Bindings();
    bindings.put(field, values.hold(value));
    TraceContext added = BoundContext.of(bindings);
    if (!added.isEmpty()) {
      trace.add(added);
    }
  }

  /** Returns a map of both: the JSON object that was written, and the entries set now. */
  Object mergedWith(@Nullable String written, Object value) {
    if (written == null || !(value instanceof Map<?, ?> added)) {
      return value;
    }
    Map<Object, Object> merged = new LinkedHashMap<>(BoundContext.metadata(new RawJson(written)));
    merged.putAll(added);
    return merged;
  }

  @SuppressWarnings("unchecked") // A followed result behaves like the given one.
  <T extends @Nullable Object> T follow(T result, SpanDraft draft) {
    if (result == null) {
      return result;
    }
    FollowedDraft subscribable = new FollowedDraft(this, draft, recorder().currentContext());
    return (T)
        Safe.orElse(
            () ->
                handlers().follow(result, () -> new FollowedSpan(this, open(draft)), subscribable),
            result);
  }

  /**
   * Has a span end when the stage completes; returns the stage, or a future that behaves like it.
   */
  @SuppressWarnings({"unchecked", "NullAway"}) // Null for null, and a subclass for a plain future.
  <S extends @Nullable CompletionStage<?>> S follow(S stage, StartedSpan span) {
    FollowedSpan followed = new FollowedSpan(this, span);
    return (S) handlers().handle(stage, CompletionStage.class, followed);
  }

  /** Starts the span; returns one that does nothing if tracing is off or starting fails. */
  StartedSpan open(SpanDraft draft) {
    return open(draft, null);
  }

  /**
   * Starts the span.
   *
   * @param below the context to start in; null for the current one
   */
  StartedSpan open(SpanDraft draft, @Nullable Context below) {
    if (engine.enabled() && !CaptureScope.isUntraced(below == null ? Context.current() : below)) {
      RecordingSpan started = startFirst(draft, below);
      if (started != null) {
        return started;
      }
    }
    return new ForeignSpan(this, Span.getInvalid(), Context.current());
  }

  /** Starts the span; returns null if Raglan itself has called what starts it, or on failure. */
  private @Nullable RecordingSpan startFirst(SpanDraft draft, @Nullable Context below) {
    int[] ownWork = OwnWork.beginFirst();
    if (ownWork == null) {
      return null;
    }
    try {
      return start(draft, below);
    } catch (Throwable thrown) {
      return null;
    } finally {
      OwnWork.end(ownWork);
    }
  }

  private RecordingSpan start(SpanDraft draft, @Nullable Context below) {
    Context current = below == null ? recorder().currentContext() : below;
    Context parent = draft.origin().context(current);
    Described described = described(draft);
    SpanDescription description = described.description();
    CaptureDecisions decisions = engine.decisions();
    Context asked = decisions.areUsual(parent) ? parent : draft.statedIn(parent);
    CaptureMode mode = decisions.mode(description, null, draft.capture, asked);
    ContentGate gate = ContentGate.of(engine.policy(), mode, description.type());
    ReferenceId referenceId =
        draft.referenceId == null
            ? ReferenceId.random()
            : ReferenceId.of(renderer().name(draft.referenceId));
    SpanConstants constants = described.constants();
    boolean keepsBack = recorder().keepsConstantsBack();
    Attributes own =
        draft.startAttributes(constants.start(), referenceId, keepsBack, renderer(), gate);
    Attributes start = recorder().withTraceContext(own, parent);
    Span span = started(draft, description.name(), start, current, parent);
    SpanContent content = newContent(gate);
    if (span.isRecording()) {
      draft.writeTo(content);
    }
    RecordingSpan started =
        new RecordingSpan(
            this,
            description,
            span,
            constants,
            draft.origin().start,
            start,
            decisions.carried(parent, mode),
            content,
            referenceId);
    if (draft.isEnding()) {
      started.takeEnding(draft);
    }
    LocalTrace.openedBy(started);
    return started;
  }

  private Span started(
      SpanDraft draft, String name, Attributes start, Context current, Context parent) {
    SpanKind kind = draft.kind();
    if (draft.origin().isPlain(current)) {
      return recorder().startWith(start, name, kind, parent);
    }
    SpanBuilder builder = recorder().builderWith(start, name, kind, parent);
    draft.origin().applyTo(builder, current, renderer());
    return builder.startSpan();
  }

  /** A plain span is known by its name alone, unless that may not leave as it is. */
  private Described described(SpanDraft draft) {
    boolean isPlain = draft.isPlain();
    Described before = isPlain ? plain.get(draft.name) : null;
    if (before != null) {
      return before;
    }
    SpanDescription description = draft.description(engine.tags(), renderer());
    Described known = described.get(description);
    if (known == null) {
      Attributes all = renderer().render(description);
      known = new Described(description, recorder().constants(description, all));
      put(description, known, described);
    }
    if (isPlain && description.name().equals(draft.name)) {
      put(description.name(), known, plain);
    }
    return known;
  }

  private static <K> void put(K key, Described made, Map<K, Described> known) {
    if (known.size() >= MOST_CONSTANTS) {
      known.clear(); // Names that differ from span to span.
    }
    known.put(key, made);
  }

  private StartedSpan current() {
    ThreadScopes.closeWaiting();
    Context context = Context.current();
    Span span = Span.fromContext(context);
    RecordingSpan nearest = RecordingSpan.of(context);
    boolean isOwn = nearest != null && SpanPlace.areSame(nearest.span(), span);
    return nearest != null && isOwn
        ? nearest
        : new ForeignSpan(this, DelegatingSpan.resolve(span), context);
  }

  private StartedSpan topmost() {
    ThreadScopes.closeWaiting();
    Context context = Context.current();
    LocalTrace trace = LocalTrace.of(context);
    if (trace == null || CaptureScope.isUntraced(context)) {
      return current();
    }
    return trace.openSpan() instanceof RecordingSpan open
        ? open
        : new ForeignSpan(this, trace.root(), context);
  }
}

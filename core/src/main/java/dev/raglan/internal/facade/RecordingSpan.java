package dev.raglan.internal.facade;

import dev.raglan.annotation.Field;
import dev.raglan.internal.capture.Bindings;
import dev.raglan.internal.capture.Captured;
import dev.raglan.internal.capture.ContentGate;
import dev.raglan.internal.capture.Extracted;
import dev.raglan.internal.context.BoundContext;
import dev.raglan.internal.context.LocalTrace;
import dev.raglan.internal.context.OpenSpan;
import dev.raglan.internal.context.SpanClock;
import dev.raglan.internal.read.Extractors;
import dev.raglan.internal.read.StreamAccumulator;
import dev.raglan.internal.record.EnclosingGeneration;
import dev.raglan.internal.record.OpenTraces;
import dev.raglan.internal.record.Outcome;
import dev.raglan.internal.record.SpanConstants;
import dev.raglan.internal.record.SpanRecorder;
import dev.raglan.internal.record.SpanSink;
import dev.raglan.internal.record.ThreadScopes;
import dev.raglan.internal.render.Deferred;
import dev.raglan.internal.safe.OwnWork;
import dev.raglan.internal.safe.Safe;
import dev.raglan.internal.span.DelegatingSpan;
import dev.raglan.internal.span.LateAttributes;
import dev.raglan.internal.span.SpanPlace;
import dev.raglan.model.SpanType;
import dev.raglan.model.Status;
import dev.raglan.semconv.RaglanAttributes;
import dev.raglan.spi.SpanDescription;
import dev.raglan.trace.SpanUpdate;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.ImplicitContextKeyed;
import io.opentelemetry.sdk.trace.ReadableSpan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * A span that the facade started. Contexts that hold it may outlive it by far: at its end it
 * releases its content and its parent. Thread-safe.
 */
final class RecordingSpan implements StartedSpan, OpenSpan, ImplicitContextKeyed {

  private static final ContextKey<RecordingSpan> KEY = ContextKey.named("raglan-span");

  private static final AtomicIntegerFieldUpdater<RecordingSpan> ENDED =
      AtomicIntegerFieldUpdater.newUpdater(RecordingSpan.class, "ended");

  private static final AtomicReferenceFieldUpdater<RecordingSpan, OpenSpansBelow> BELOW =
      AtomicReferenceFieldUpdater.newUpdater(
          RecordingSpan.class, OpenSpansBelow.class, "openBelow");

  private static final AtomicReferenceFieldUpdater<RecordingSpan, ThreadScopes.Held> SCOPE =
      AtomicReferenceFieldUpdater.newUpdater(RecordingSpan.class, ThreadScopes.Held.class, "scope");

  private static final String WRITING = "writing on a span";

  private final SpanOpener opener;
  private final boolean encloses;
  private final ReferenceId referenceId;
  private final ContentGate gate;
  private final boolean opensTrace;
  private final boolean startsAsOthers;
  private volatile int ended;

  /** The open spans below; null until the first one starts. */
  private volatile @Nullable OpenSpansBelow openBelow;

  // Guarded by the open spans below the one above.
  @Nullable RecordingSpan previous;
  @Nullable RecordingSpan next;
  boolean isLinked;

  private final @Nullable SpanClock clock;
  private final Attributes constants;

  // Guarded by the lock.
  private SpanDescription description;
  private @Nullable SpanContent content;
  private Attributes older;
  private SpanEnding ending = SpanEnding.NONE;

  // Changed once, at the end; who sees the earlier ones sees those of a span that has ended.
  private Span span;
  private Context context;
  private @Nullable RecordingSpan above; // Set before the span above knows of this one.
  private OpenTraces.@Nullable Watch watch; // Set before the application has a handle.

  private volatile ThreadScopes.@Nullable Held scope;

  /**
   * Keeps a span that has just started.
   *
   * @param constants the attributes of all such spans: those of the start, and those kept back
   * @param started the time that it was given as its start; null for none
   * @param start the attributes that it started with
   * @param parent the context that it was started in
   * @param content the content that was set before
   */
  RecordingSpan(
      SpanOpener opener,
      SpanDescription description,
      Span span,
      SpanConstants constants,
      @Nullable Instant started,
      Attributes start,
      Context parent,
      SpanContent content,
      ReferenceId referenceId) {
    this.opener = opener;
    this.description = description;
    this.encloses = description.type() == SpanType.GENERATION;
    this.span = span;
    this.constants = constants.keptBack();
    this.startsAsOthers = start == constants.start();
    this.older = start;
    this.content = content;
    this.gate = content.gate();
    this.referenceId = referenceId;
    this.clock =
        started == null ? null : new SpanClock(span.getSpanContext(), started, this::endSet);
    Context own = opener.recorder().contextOf(span, parent, content.bindings());
    LocalTrace trace = LocalTrace.of(own);
    this.opensTrace = trace != null && trace.root() == span;
    RecordingSpan nearest = of(parent);
    // The trace itself tells of the span that opens it, unless the context has another one.
    Context found = opensTrace && own.get(KEY) == null ? own : own.with(this);
    Context timed = clock == null ? found : found.with(clock);
    this.context = content.contextOf(description, timed);
    if (nearest != null && LocalTrace.of(nearest.context) == trace) {
      this.above = nearest;
      nearest.openBelow().add(this);
      if (nearest.hasEnded()) {
        leaveParent();
      }
    }
  }

  private OpenSpansBelow openBelow() {
    if (openBelow == null) {
      BELOW.compareAndSet(this, null, new OpenSpansBelow());
    }
    return Objects.requireNonNull(openBelow);
  }

  private synchronized @Nullable Instant endSet() {
    return ending.time(span, null, null);
  }

  private void leaveParent() {
    RecordingSpan parent = above;
    if (parent != null) {
      parent.openBelow().remove(this);
      above = null;
    }
  }

  /** Returns the nearest span of the facade in the context; null if there is none. */
  static @Nullable RecordingSpan of(Context context) {
    RecordingSpan stated = context.get(KEY);
    return stated == null && LocalTrace.openedIn(context) instanceof RecordingSpan opened
        ? opened
        : stated;
  }

  @Override
  public Context storeInContext(Context parent) {
    return parent.with(KEY, this);
  }

  /** Sets the watch over the handle, which ends with the span. */
  void watch(OpenTraces.@Nullable Watch ofHandle) {
    watch = ofHandle;
    ThreadScopes.Held held = scope;
    if (held != null && ofHandle != null) {
      held.watchedBy(ofHandle);
    }
  }

  /** Makes the span current on this thread until it ends; at once if it has ended since. */
  void enter() {
    ThreadScopes.Held entered = ThreadScopes.enter(context, opener.recorder());
    OpenTraces.Watch known = watchOfTrace();
    if (entered != null && known != null) {
      entered.watchedBy(known);
    }
    scope = entered;
    if (hasEnded()) {
      leaveThread();
    }
  }

  /**
   * Returns the handle of the trace's topmost span, which every other handle keeps: while one of
   * them is used, the trace is not abandoned. Null if that span has ended or is not watched.
   */
  @Nullable Object handleOfTrace() {
    OpenTraces.Watch known = watchOfTrace();
    return known == null ? null : known.get();
  }

  private OpenTraces.@Nullable Watch watchOfTrace() {
    OpenSpan topmost = opensTrace ? this : LocalTrace.openedIn(context);
    return topmost instanceof RecordingSpan own ? own.watch : null;
  }

  /** Releases a scope once, whoever asks for it: no lock is needed. */
  private void leaveThread() {
    ThreadScopes.Held held = scope;
    if (held != null) {
      ThreadScopes.release(held);
      SCOPE.lazySet(this, null);
    }
  }

  /** Sets the status and the end that were set before the start. */
  synchronized void takeEnding(SpanDraft draft) {
    draft.writeTo(settable());
  }

  /** Returns the status and the end to be set; called with the lock. */
  private SpanEnding settable() {
    SpanEnding known = ending;
    if (known == SpanEnding.NONE) {
      known = new SpanEnding();
      ending = known;
    }
    return known;
  }

  /** Returns true if the span is the topmost one of its trace in this process. */
  boolean opensTrace() {
    return opensTrace;
  }

  @Override
  public boolean hasEnded() {
    return ended != 0;
  }

  @Override
  public Span span() {
    return span;
  }

  /** In a context without this object the span is known by its reference alone. */
  @Override
  public synchronized Span handedOut() {
    if (!hasEnded() && isMissing(RaglanAttributes.REFERENCE_ID)) {
      span.setAttribute(RaglanAttributes.REFERENCE_ID, referenceId.text());
    }
    Span current = Span.fromContext(context); // As the code below sees it.
    return DelegatingSpan.resolve(current) == span ? current : span;
  }

  @Override
  public Context context() {
    return context;
  }

  @Override
  public String referenceId() {
    return referenceId.text();
  }

  /** Writes unless the span has ended. */
  private synchronized void write(Safe.Action action) {
    if (isWritable()) {
      Safe.run(WRITING, action);
    }
  }

  /** Returns true if the span records; false once it has ended, when the write is counted. */
  private boolean isWritable() {
    if (hasEnded()) {
      opener.countLateWrite();
      return false;
    }
    return span.isRecording();
  }

  private interface ContentChange {
    void accept(SpanContent content);
  }

  private synchronized void change(ContentChange change) {
    SpanContent current = content;
    if (!isWritable() || current == null) {
      return;
    }
    try {
      change.accept(current);
      supersede(change);
    } catch (Throwable thrown) {
      Safe.log(WRITING, thrown);
    }
  }

  /** Notes that attributes which were written on the span are older than the change. */
  private void supersede(ContentChange change) {
    Attributes there = span instanceof ReadableSpan readable ? readable.getAttributes() : older;
    if (!older.equals(there)) {
      SpanContent alone = opener.newContent(gate);
      change.accept(alone);
      older = opener.renderer().superseded(older, there, alone.captured(description));
    }
  }

  @Override
  public void field(Field field, Object value) {
    change(current -> current.field(field, value));
    handDown(field, value);
  }

  @Override
  public void tags(List<String> tags) {
    List<String> bounded = opener.renderer().names(tags);
    change(current -> current.addTags(bounded));
    handDown(Field.TAGS, bounded);
  }

  /** Hands the session and the like of a running trace down to the spans that start later. */
  private void handDown(Field field, Object value) {
    LocalTrace trace = opensTrace && !hasEnded() ? LocalTrace.of(context) : null;
    if (trace != null && BoundContext.has(field)) {
      Safe.run("handing a field down", () -> opener.handDown(trace, field, value));
    }
  }

  @Override
  public void attribute(String key, Object value) {
    Object kept = gate.attribute(value);
    if (kept != null) {
      write(() -> opener.renderer().renderAttribute(key, kept, span::setAttribute));
    }
  }

  @Override
  public <T> void attribute(AttributeKey<T> key, T value) {
    if (gate.attribute(value) != null) {
      write(() -> opener.renderer().renderAttribute(key, value, new SpanSink(span)));
    }
  }

  @Override
  public void input(Object value) {
    change(current -> current.input(value));
  }

  @Override
  public void output(Object value) {
    change(current -> current.output(value));
  }

  @Override
  public void status(StatusText text) {
    write(() -> settable().status(text));
  }

  @Override
  public void endTime(Instant end) {
    if (!hasEnded()) {
      SpanEnding.check(span, end);
    }
    write(() -> settable().at(end));
  }

  @Override
  public void duration(Duration duration) {
    write(() -> settable().after(duration));
  }

  @Override
  public void name(String name) {
    write(() -> span.updateName(opener.renderer().name(name)));
  }

  @Override
  public synchronized void become(SpanType type) {
    if (description.type() == SpanType.SPAN) {
      write(() -> describe(description.as(type)));
    }
  }

  private void describe(SpanDescription changed) {
    Attributes constants = opener.renderer().render(changed);
    span.setAllAttributes(constants);
    older = older.toBuilder().putAll(constants).build();
    description = changed;
  }

  @Override
  public void exception(Throwable thrown) {
    write(() -> fail(thrown));
  }

  /** Keeps the last exception, which is written at the end as the reason of the failure. */
  private void fail(Throwable thrown) {
    Throwable before = settable().exception(thrown);
    if (before != null) {
      opener
          .recorder()
          .recordException(span, before, gate.errors(), clock == null ? null : clock.now());
    }
  }

  @Override
  public ContentGate gate() {
    return gate;
  }

  @Override
  public boolean changeEnded(SpanUpdate update) {
    if (!hasEnded()) {
      return false;
    }
    opener.changeEnded(span, context, opensTrace, update);
    return true;
  }

  @Override
  public synchronized boolean readsStreams() {
    return Extractors.readResultsOf(description.type());
  }

  @Override
  public void complete(
      @Nullable StreamAccumulator streamed, @Nullable Object result, Outcome outcome) {
    if (hasEnded()) {
      return;
    }
    Deferred.Refused refused = refusal();
    if (refused == null) {
      change(current -> add(streamed, result, outcome, current));
    } else {
      write(() -> conclude(outcome));
    }
    end(null, refused);
  }

  /** Adds the result of the work; called with the lock. */
  private void add(
      @Nullable StreamAccumulator streamed,
      @Nullable Object result,
      Outcome outcome,
      SpanContent current) {
    if (streamed != null) {
      current.streamed(streamed, result == null && !needsOutput());
    }
    if (result != null && !current.hasOutput()) {
      current.output(result);
    }
    conclude(outcome);
  }

  private void conclude(Outcome outcome) {
    if (outcome.error() != null) {
      fail(outcome.error());
    } else {
      settable().worked(outcome.status());
    }
  }

  /** Returns a mark if there is no room for the span, and no generation asks for what it tells. */
  private Deferred.@Nullable Refused refusal() {
    return span.isRecording() ? opener.recorder().refusal(encloses, context) : null;
  }

  /** Returns true if the output is asked for when the span ends: events stand in for none. */
  private boolean needsOutput() {
    LocalTrace trace = opensTrace ? LocalTrace.of(context) : null;
    return trace != null && trace.rememberedEvents() != null;
  }

  @Override
  public void end(@Nullable Instant at) {
    end(at, null);
  }

  /**
   * @param refused the mark of a span for which no room was found; null to look for some
   */
  private void end(@Nullable Instant at, Deferred.@Nullable Refused refused) {
    if (hasEnded()) {
      return;
    }
    if (at != null) {
      SpanEnding.check(span, at);
    }
    Instant end = time(at, null);
    if (openBelow != null) {
      endBelow(end);
    }
    endAlone(end, null, refused);
  }

  private void endBelow(@Nullable Instant end) {
    List<RecordingSpan> below = new ArrayList<>(List.of(this));
    for (int i = 0; i < below.size(); i++) {
      OpenSpansBelow open = below.get(i).openBelow;
      if (open != null) {
        open.addTo(below);
      }
    }
    for (int i = below.size() - 1; i > 0; i--) {
      below.get(i).endAlone(null, end, null);
    }
  }

  private @Nullable Instant time(@Nullable Instant asked, @Nullable Instant latest) {
    try {
      return ending.time(span, asked, latest);
    } catch (Throwable thrown) {
      return null;
    }
  }

  private void endAlone(
      @Nullable Instant at, @Nullable Instant latest, Deferred.@Nullable Refused mark) {
    if (ENDED.compareAndSet(this, 0, 1)) {
      OpenTraces.Watch watched = watch;
      if (watched != null) {
        opener.recorder().openTraces().forget(watched);
      }
      int[] ownWork = OwnWork.begin();
      try {
        Deferred.Refused refused = mark == null ? refusal() : mark;
        if (refused == null) {
          finish(at, latest);
        } else {
          finishRefused(refused);
        }
      } finally {
        OwnWork.end(ownWork);
      }
      leaveParent();
    }
  }

  private synchronized void finish(@Nullable Instant at, @Nullable Instant latest) {
    SpanRecorder recorder = opener.recorder();
    SpanContent last = content;
    Captured captured = last != null && span.isRecording() ? captured(last) : null;
    Instant end = time(at, latest);
    Attributes start = older;
    try {
      start = writeFacts(captured != null);
      writeOut(captured, end);
    } catch (Throwable thrown) {
      Safe.log("writing the fields of a span", thrown);
    }
    recorder.end(span, captured, constants, start, outcome(), end);
    leaveThread();
    release();
  }

  private synchronized void finishRefused(Deferred.Refused mark) {
    opener.recorder().endRefused(span, context, mark, outcome());
    leaveThread();
    release();
  }

  /**
   * Writes the status, or keeps it back like the reference.
   *
   * @param isRendered true if the attributes that are kept back are rendered with captured values
   * @return the attributes that are older than all captured values
   */
  private Attributes writeFacts(boolean isRendered) {
    boolean keepsBack = isRendered && opener.recorder().keepsConstantsBack();
    String text = ending.text();
    String status = text == null ? null : opener.renderer().name(text);
    if (status != null && !(keepsBack && isMissing(RaglanAttributes.STATUS))) {
      span.setAttribute(RaglanAttributes.STATUS, status);
      status = null;
    }
    return keepsBack ? withFacts(status) : older;
  }

  private boolean isMissing(AttributeKey<?> key) {
    return span instanceof ReadableSpan readable && LateAttributes.known(readable, key) == null;
  }

  private Attributes withFacts(@Nullable String status) {
    boolean hasReference = LateAttributes.known(older).get(RaglanAttributes.REFERENCE_ID) != null;
    boolean isAllThere = hasReference && status == null;
    return isAllThere ? older : new EndFacts(older, hasReference ? null : referenceId, status);
  }

  private Captured captured(SpanContent last) {
    try {
      return last.ended(description, encloses ? EnclosingGeneration.of(context) : null);
    } catch (Throwable thrown) {
      return new Captured(description, null, null, Bindings.NONE, null, Extracted.NONE);
    }
  }

  /**
   * Releases the content; OpenTelemetry's span keeps its attributes, so a reference replaces it if
   * it has some.
   */
  private void release() {
    content = null;
    ending = SpanEnding.NONE;
    Span known = span;
    Span reference =
        known instanceof ReadableSpan ? SpanPlace.reference(known, startsAsOthers) : known;
    if (reference != known) {
      span = reference;
      context = context.with(reference);
    }
  }

  private void writeOut(@Nullable Captured captured, @Nullable Instant end) {
    Throwable error = ending.error();
    if (error != null && !ending.failed()) {
      opener.recorder().recordException(span, error, gate.errors(), end);
    }
    opener.recorder().ending(span, context, captured, outcome());
  }

  /** Returns the outcome for OpenTelemetry: the status attribute is written already. */
  private Outcome outcome() {
    return ending.failed()
        ? new Outcome(Status.FAILURE, ending.error(), gate.errors())
        : Outcome.SUCCESS;
  }
}

package dev.raglan.internal.facade;

import dev.raglan.annotation.Field;
import dev.raglan.internal.capture.Captured;
import dev.raglan.internal.record.LocalTrace;
import dev.raglan.internal.record.Outcome;
import dev.raglan.internal.record.SpanRecorder;
import dev.raglan.internal.record.SpanSink;
import dev.raglan.internal.record.ThreadScopes;
import dev.raglan.internal.safe.Safe;
import dev.raglan.model.Status;
import dev.raglan.semconv.RaglanAttributes;
import dev.raglan.spi.SpanDescription;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.ImplicitContextKeyed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A step that the facade started. Thread-safe. */
public final class RecordingSpan implements SpanHandle, ImplicitContextKeyed {

  private static final ContextKey<RecordingSpan> KEY = ContextKey.named("raglan-step");

  private final SpanOpener opener;
  private final SpanDescription step;
  private final Span span;
  private final Context context;
  private final String referenceId;
  private final @Nullable RecordingSpan above;
  private final Set<RecordingSpan> openBelow = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean ended = new AtomicBoolean();
  private final SpanContent content;
  private final Ending ending;
  private ThreadScopes.@Nullable Held scope;

  RecordingSpan(SpanOpener opener, SpanStart start) {
    this.opener = opener;
    this.step = start.step();
    this.span = start.span();
    this.content = start.content();
    this.referenceId = start.referenceId();
    this.ending = new Ending(span);
    this.context = opener.recorder().contextOf(span, start.parent(), content.bindings()).with(this);
    this.above = stepAbove(start.parent());
    if (above != null) {
      above.openBelow.add(this);
    }
  }

  private @Nullable RecordingSpan stepAbove(Context parent) {
    RecordingSpan candidate = of(parent);
    return candidate != null && LocalTrace.of(candidate.context) == LocalTrace.of(context)
        ? candidate
        : null;
  }

  /** The nearest step of the facade in the context; null if there is none. */
  static @Nullable RecordingSpan of(Context context) {
    return context.get(KEY);
  }

  @Override
  public Context storeInContext(Context parent) {
    return parent.with(KEY, this);
  }

  /** Makes the step current on this thread until it ends. */
  public synchronized void enter() {
    scope = ThreadScopes.enter(context, opener.recorder());
  }

  Ending ending() {
    return ending;
  }

  /** Whether the step is the topmost one of its trace in this process. */
  public boolean opensTrace() {
    LocalTrace state = LocalTrace.of(context);
    return state != null && state.root() == span;
  }

  boolean hasEnded() {
    return ended.get();
  }

  @Override
  public Span span() {
    return span;
  }

  @Override
  public Context context() {
    return context;
  }

  @Override
  public String referenceId() {
    return referenceId;
  }

  /** Writes unless the step has ended. */
  private synchronized void write(Runnable action) {
    if (ended.get()) {
      opener.countLateWrite();
    } else if (span.isRecording()) {
      Safe.run("writing on a step", action::run);
    }
  }

  @Override
  public void field(Field field, Object value) {
    write(() -> content.field(field, value));
  }

  @Override
  public void attribute(String key, Object value) {
    write(() -> opener.renderer().renderAttribute(key, value, span::setAttribute));
  }

  @Override
  public <T> void attribute(AttributeKey<T> key, T value) {
    write(() -> opener.renderer().renderAttribute(key, value, new SpanSink(span)));
  }

  @Override
  public void input(Object value) {
    write(() -> content.input(value));
  }

  @Override
  public void output(Object value) {
    write(() -> content.output(value));
  }

  @Override
  public void tags(Collection<String> tags) {
    write(() -> content.addTags(tags));
  }

  @Override
  public void status(StatusText word) {
    write(() -> ending.status(word));
  }

  @Override
  public void endTime(Instant end) {
    ending.check(end);
    write(() -> ending.at(end));
  }

  @Override
  public void duration(Duration duration) {
    write(() -> ending.after(duration));
  }

  @Override
  public void name(String name) {
    write(() -> span.updateName(name));
  }

  @Override
  public void exception(Throwable thrown) {
    write(() -> note(thrown));
  }

  /** The last exception is written at the end, as the reason of the failure. */
  private void note(Throwable thrown) {
    Throwable before = ending.exception(thrown);
    if (before != null) {
      opener.recorder().recordException(span, before);
    }
  }

  @Override
  public void complete(@Nullable Object result, Outcome outcome) {
    if (hasEnded()) {
      return;
    }
    write(
        () -> {
          if (result != null && !content.hasOutput()) {
            content.output(result);
          }
          if (outcome.error() != null) {
            note(outcome.error());
          } else {
            ending.worked(outcome.status());
          }
        });
    end(null);
  }

  @Override
  public void end(@Nullable Instant at) {
    if (at != null && !hasEnded()) {
      ending.check(at);
    }
    List<RecordingSpan> below = new ArrayList<>(List.of(this));
    for (int i = 0; i < below.size(); i++) {
      below.addAll(below.get(i).openBelow);
    }
    for (int i = below.size() - 1; i > 0; i--) {
      below.get(i).endAlone(null);
    }
    endAlone(at);
  }

  private void endAlone(@Nullable Instant at) {
    if (!ended.compareAndSet(false, true)) {
      return;
    }
    if (above != null) {
      above.openBelow.remove(this);
    }
    opener.openTraces().forget(this);
    finish(at);
  }

  private synchronized void finish(@Nullable Instant at) {
    SpanRecorder recorder = opener.recorder();
    Captured captured = span.isRecording() ? Safe.orNull(() -> content.captured(step)) : null;
    Safe.run("writing what was said of a step", () -> writeOut(captured));
    recorder.end(span, captured, outcome(), Safe.orNull(() -> ending.time(at)));
    if (scope != null) {
      ThreadScopes.release(scope);
    }
  }

  private void writeOut(@Nullable Captured captured) {
    String status = ending.text();
    if (status != null) {
      span.setAttribute(RaglanAttributes.STATUS, status);
    }
    Throwable error = ending.error();
    if (error != null && !ending.failed()) {
      opener.recorder().recordException(span, error);
    }
    opener.recorder().ending(span, context, captured);
  }

  /** The status is written already; a failure is told OpenTelemetry too. */
  private Outcome outcome() {
    return ending.failed() ? new Outcome(Status.FAILURE, ending.error()) : Outcome.SUCCESS;
  }
}

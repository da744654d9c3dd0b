package dev.raglan.internal.facade;

import dev.raglan.internal.record.Outcome;
import dev.raglan.internal.record.ThreadScopes;
import dev.raglan.internal.safe.CompletionFailure;
import dev.raglan.internal.safe.Safe;
import dev.raglan.trace.ThrowingRunnable;
import dev.raglan.trace.ThrowingSupplier;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One run of work as a span of the facade. */
record SpanRun(SpanOpener opener, SpanDraft draft) {

  <T extends @Nullable Object, E extends Throwable> T call(ThrowingSupplier<T, E> work) throws E {
    StartedSpan span = opener.open(draft);
    T result = inside(span, work);
    span.complete(result, Outcome.SUCCESS);
    return result;
  }

  <E extends Throwable> void run(ThrowingRunnable<E> work) throws E {
    StartedSpan span = opener.open(draft);
    StartedSpan ran =
        inside(
            span,
            () -> {
              work.run();
              return span;
            });
    ran.complete(null, Outcome.SUCCESS);
  }

  <S extends @Nullable CompletionStage<?>, E extends Throwable> S callAsync(
      ThrowingSupplier<S, E> work) throws E {
    StartedSpan span = opener.open(draft);
    S stage = inside(span, work);
    follow(stage, span);
    return stage;
  }

  private <T extends @Nullable Object, E extends Throwable> T inside(
      StartedSpan span, ThrowingSupplier<T, E> work) throws E {
    ThreadScopes.Held scope =
        span instanceof RecordingSpan
            ? ThreadScopes.enter(span.context(), opener.recorder())
            : null;
    try {
      return work.get();
    } catch (Throwable thrown) {
      span.complete(null, Outcome.of(thrown));
      throw thrown;
    } finally {
      if (scope != null) {
        ThreadScopes.release(scope);
      }
    }
  }

  private static void follow(@Nullable CompletionStage<?> stage, StartedSpan span) {
    if (stage == null) {
      span.complete(null, Outcome.SUCCESS);
      return;
    }
    try {
      var unused = stage.whenComplete((value, error) -> completed(span, value, error));
    } catch (Throwable thrown) {
      Safe.log("following a stage", thrown);
      span.complete(null, Outcome.PENDING);
    }
  }

  private static void completed(
      StartedSpan span, @Nullable Object value, @Nullable Throwable error) {
    if (error == null) {
      span.complete(value, Outcome.SUCCESS);
    } else {
      span.complete(null, Outcome.of(CompletionFailure.causeOf(error)));
    }
  }
}

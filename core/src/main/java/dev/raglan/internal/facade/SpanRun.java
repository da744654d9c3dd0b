package dev.raglan.internal.facade;

import dev.raglan.internal.record.Outcome;
import dev.raglan.internal.record.ThreadScopes;
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
    return opener.follow(inside(span, work), span);
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
        ThreadScopes.releaseAll(scope);
      }
    }
  }
}

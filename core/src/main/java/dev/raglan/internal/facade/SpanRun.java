package dev.raglan.internal.facade;

import dev.raglan.internal.record.Outcome;
import dev.raglan.internal.record.ThreadScopes;
import dev.raglan.internal.safe.Safe;
import dev.raglan.trace.ThrowingRunnable;
import dev.raglan.trace.ThrowingSupplier;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One run of work as a step.
 *
 * @param opener starts it
 * @param draft what it is
 */
public record SpanRun(SpanOpener opener, Draft draft) {

  public <T extends @Nullable Object, E extends Throwable> T call(ThrowingSupplier<T, E> work)
      throws E {
    SpanHandle step = opener.open(draft);
    T result = inside(step, work);
    step.complete(result, Outcome.SUCCESS);
    return result;
  }

  public <E extends Throwable> void run(ThrowingRunnable<E> work) throws E {
    SpanHandle step = opener.open(draft);
    SpanHandle ran =
        inside(
            step,
            () -> {
              work.run();
              return step;
            });
    ran.complete(null, Outcome.SUCCESS);
  }

  public <S extends @Nullable CompletionStage<?>, E extends Throwable> S callAsync(
      ThrowingSupplier<S, E> work) throws E {
    SpanHandle step = opener.open(draft);
    S stage = inside(step, work);
    follow(stage, step);
    return stage;
  }

  private <T extends @Nullable Object, E extends Throwable> T inside(
      SpanHandle step, ThrowingSupplier<T, E> work) throws E {
    ThreadScopes.Held scope =
        step instanceof RecordingSpan
            ? ThreadScopes.enter(step.context(), opener.recorder())
            : null;
    try {
      return work.get();
    } catch (Throwable thrown) {
      step.complete(null, Outcome.of(thrown));
      throw thrown;
    } finally {
      if (scope != null) {
        ThreadScopes.release(scope);
      }
    }
  }

  private static void follow(@Nullable CompletionStage<?> stage, SpanHandle step) {
    if (stage == null) {
      step.complete(null, Outcome.SUCCESS);
      return;
    }
    try {
      var unused = stage.whenComplete((value, error) -> completed(step, value, error));
    } catch (Throwable thrown) {
      Safe.log("following a stage", thrown);
      step.complete(null, Outcome.PENDING);
    }
  }

  private static void completed(
      SpanHandle step, @Nullable Object value, @Nullable Throwable error) {
    if (error == null) {
      step.complete(value, Outcome.SUCCESS);
    } else {
      step.complete(null, Outcome.of(unwrapped(error)));
    }
  }

  private static Throwable unwrapped(Throwable error) {
    @Nullable Throwable cause = error.getCause();
    return error instanceof CompletionException && cause != null ? cause : error;
  }
}

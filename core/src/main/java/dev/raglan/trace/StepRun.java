package dev.raglan.trace;

import dev.raglan.internal.Safe;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One run of work as a step.
 *
 * @param opener starts it
 * @param draft what it is
 */
record StepRun(StepOpener opener, Draft draft) {

  <T extends @Nullable Object, E extends Throwable> T call(ThrowingSupplier<T, E> work) throws E {
    OpenStep step = opener.open(draft);
    T result = inside(step, work);
    step.complete(result, Outcome.SUCCESS);
    return result;
  }

  <E extends Throwable> void run(ThrowingRunnable<E> work) throws E {
    OpenStep step = opener.open(draft);
    OpenStep ran =
        inside(
            step,
            () -> {
              work.run();
              return step;
            });
    ran.complete(null, Outcome.SUCCESS);
  }

  <S extends @Nullable CompletionStage<?>, E extends Throwable> S callAsync(
      ThrowingSupplier<S, E> work) throws E {
    OpenStep step = opener.open(draft);
    S stage = inside(step, work);
    follow(stage, step);
    return stage;
  }

  private <T extends @Nullable Object, E extends Throwable> T inside(
      OpenStep step, ThrowingSupplier<T, E> work) throws E {
    ThreadScopes.Held scope =
        step instanceof LiveStep ? ThreadScopes.enter(step.context(), opener.recorder()) : null;
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

  private static void follow(@Nullable CompletionStage<?> stage, OpenStep step) {
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

  private static void completed(OpenStep step, @Nullable Object value, @Nullable Throwable error) {
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

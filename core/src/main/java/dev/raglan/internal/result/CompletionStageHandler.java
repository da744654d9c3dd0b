package dev.raglan.internal.result;

import dev.raglan.internal.safe.CompletionFailure;
import dev.raglan.spi.OpenCall;
import dev.raglan.spi.ResultHandler;
import io.opentelemetry.api.trace.Span;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Follows a stage to its completion. A plain {@link CompletableFuture} that is not complete yet is
 * replaced by a {@link TracedFuture}, so that what depends on it runs after the span has ended; of
 * any other stage, and of one whose span is not recorded, the application gets the same instance.
 */
final class CompletionStageHandler implements ResultHandler {

  @Override
  public boolean handles(Class<?> resultType) {
    return CompletionStage.class.isAssignableFrom(resultType);
  }

  @Override
  public Object handle(Object result, OpenCall call) {
    boolean records = Span.fromContext(call.context()).isRecording();
    if (records && result.getClass() == CompletableFuture.class) {
      return follow((CompletableFuture<?>) result, call);
    }
    var unused =
        ((CompletionStage<?>) result).whenComplete((value, error) -> end(value, error, call));
    return result;
  }

  private static <T> CompletableFuture<T> follow(CompletableFuture<T> source, OpenCall call) {
    return TracedFuture.follow(source, (value, error) -> end(value, error, call));
  }

  private static void end(@Nullable Object value, @Nullable Throwable error, OpenCall call) {
    if (error == null) {
      call.completed(value);
    } else {
      call.failed(CompletionFailure.causeOf(error));
    }
  }
}

package dev.raglan.internal.result;

import dev.raglan.internal.safe.CompletionFailure;
import dev.raglan.internal.safe.Safe;
import dev.raglan.spi.OpenCall;
import dev.raglan.spi.ResultHandler;
import io.opentelemetry.api.trace.Span;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Follows a stage to its completion. A plain {@link CompletableFuture}, or one of the JDK's HTTP
 * client, that is not complete yet is replaced by a {@link TracedFuture}, so that what depends on
 * it runs after the span has ended; of any other stage, and of one whose span is not recorded, the
 * application gets the same instance.
 */
final class CompletionStageHandler implements ResultHandler {

  /**
   * The dependents of a future from which on it is not followed: many calls return it, such as one
   * that tells of a shutdown, and none of them lets go before it completes.
   */
  private static final int MOST_DEPENDENTS = 1024;

  @Override
  public boolean handles(Class<?> resultType) {
    return CompletionStage.class.isAssignableFrom(resultType);
  }

  @Override
  public Object handle(Object result, OpenCall call) {
    if (result instanceof CompletableFuture<?> future && isWaitedFor(future)) {
      call.pending();
      return result;
    }
    boolean records = Span.fromContext(call.context()).isRecording();
    if (records && isPlain(result.getClass())) {
      return follow((CompletableFuture<?>) result, call);
    }
    var unused =
        ((CompletionStage<?>) result).whenComplete((value, error) -> end(value, error, call));
    return result;
  }

  /** The futures of the JDK's HTTP client are of a class that no application can name. */
  private static boolean isPlain(Class<?> type) {
    return type == CompletableFuture.class
        || CompletableFuture.class.isAssignableFrom(type)
            && "java.net.http".equals(type.getModule().getName());
  }

  /** A subclass may refuse to say. */
  private static boolean isWaitedFor(CompletableFuture<?> future) {
    return Safe.orElse(future::getNumberOfDependents, 0) >= MOST_DEPENDENTS;
  }

  private <T> CompletableFuture<T> follow(CompletableFuture<T> source, OpenCall call) {
    return TracedFuture.replace(source, (value, error) -> followed(value, error, call));
  }

  /** Ends the call, unless the value is a response; returns what the application gets. */
  private @Nullable Object followed(
      @Nullable Object value, @Nullable Throwable error, OpenCall call) {
    Object followed = RecordingCall.followBrought(value, call);
    if (followed != null) {
      return followed;
    }
    end(value, error, call);
    return value;
  }

  private static void end(@Nullable Object value, @Nullable Throwable error, OpenCall call) {
    if (error == null) {
      call.completed(value);
    } else {
      call.failed(CompletionFailure.causeOf(error));
    }
  }
}

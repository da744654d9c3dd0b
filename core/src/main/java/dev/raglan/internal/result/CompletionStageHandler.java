package dev.raglan.internal.result;

import dev.raglan.spi.OpenCall;
import dev.raglan.spi.ResultHandler;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A stage is watched: the application gets the same instance, so that cancelling it works. */
final class CompletionStageHandler implements ResultHandler {

  @Override
  public boolean handles(Class<?> resultType) {
    return CompletionStage.class.isAssignableFrom(resultType);
  }

  @Override
  public Object handle(Object result, OpenCall call) {
    var unused =
        ((CompletionStage<?>) result)
            .whenComplete(
                (value, error) -> {
                  if (error == null) {
                    call.completed(value);
                  } else {
                    call.failed(cause(error));
                  }
                });
    return result;
  }

  private static Throwable cause(Throwable error) {
    @Nullable Throwable cause = error.getCause();
    return error instanceof CompletionException && cause != null ? cause : error;
  }
}

package dev.raglan.internal.result;

import dev.raglan.internal.safe.CompletionFailure;
import dev.raglan.spi.OpenCall;
import dev.raglan.spi.ResultHandler;
import java.util.concurrent.CompletionStage;

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
                    call.failed(CompletionFailure.causeOf(error));
                  }
                });
    return result;
  }
}

package dev.raglan.internal.library.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.internal.library.BuiltIn;
import dev.raglan.internal.result.RecordedCall;
import dev.raglan.internal.result.ResultHandlers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VertxFutureHandlerTest {

  private final ResultHandlers handlers = ResultHandlers.discovered(BuiltIn.resultHandlers());
  private final RecordedCall call = new RecordedCall();
  private final Promise<String> promise = Promise.promise();

  private void follow(Future<?> result) {
    assertThat(handlers.handle(result, Future.class, call)).isSameAs(result);
  }

  @Test
  void endsWithTheResultBeforeTheApplicationsHandlers() {
    List<String> seen = new ArrayList<>();
    follow(promise.future());
    promise.future().onSuccess(value -> seen.add(call.end()));
    assertThat(call.end()).isEqualTo("open");

    promise.complete("a");

    assertThat(seen).containsExactly("completed with a");
  }

  @Test
  void failsWithTheCause() {
    follow(promise.future());

    promise.fail(new IllegalStateException("broken"));

    assertThat(call.end()).isEqualTo("failed with broken");
  }

  @Test
  void endsAtOnceWithWhatIsThere() {
    follow(Future.succeededFuture());

    assertThat(call.end()).isEqualTo("completed with null");
  }
}

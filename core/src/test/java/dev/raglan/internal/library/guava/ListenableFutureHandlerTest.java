package dev.raglan.internal.library.guava;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.SettableFuture;
import dev.raglan.internal.library.BuiltIn;
import dev.raglan.internal.result.RecordedCall;
import dev.raglan.internal.result.ResultHandlers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListenableFutureHandlerTest {

  private final ResultHandlers handlers = ResultHandlers.discovered(BuiltIn.resultHandlers());
  private final RecordedCall call = new RecordedCall();
  private final SettableFuture<String> future = SettableFuture.create();

  private void follow(ListenableFuture<?> result) {
    assertThat(handlers.handle(result, ListenableFuture.class, call)).isSameAs(result);
  }

  @Test
  void endsWithTheValueBeforeTheApplicationsListeners() {
    List<String> seen = new ArrayList<>();
    follow(future);
    future.addListener(() -> seen.add(call.end()), Runnable::run);
    assertThat(call.end()).isEqualTo("open");

    future.set("a");

    assertThat(seen).containsExactly("completed with a");
  }

  @Test
  void failsWithTheCause() {
    follow(future);

    future.setException(new IllegalStateException("broken"));

    assertThat(call.end()).isEqualTo("failed with broken");
  }

  @Test
  void isCanceledWithTheFuture() {
    follow(future);

    future.cancel(true);

    assertThat(call.end()).isEqualTo("canceled");
  }

  @Test
  void endsAtOnceWithWhatIsThere() {
    follow(Futures.immediateFuture("a"));

    assertThat(call.end()).isEqualTo("completed with a");
  }

  /** An interrupt belongs to the application, which still has it afterwards. */
  @Test
  void readsTheValueOnAThreadThatIsInterrupted() {
    follow(future);
    Thread.currentThread().interrupt();

    future.set("a");

    assertThat(Thread.interrupted()).isTrue();
    assertThat(call.end()).isEqualTo("completed with a");
  }
}

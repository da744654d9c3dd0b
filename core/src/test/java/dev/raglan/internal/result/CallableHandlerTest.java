package dev.raglan.internal.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

class CallableHandlerTest {

  private final ResultHandlers handlers = ResultHandlers.discovered(List.of());
  private final RecordedCall call = new RecordedCall();

  private Callable<?> follow(Callable<?> source) {
    return (Callable<?>) handlers.handle(source, Callable.class, call);
  }

  @Test
  void endsWithTheFirstCall() throws Exception {
    Callable<?> followed = follow(() -> "current: " + RecordedCall.isCurrent());
    assertThat(call.end()).isEqualTo("open");

    assertThat(followed.call()).isEqualTo("current: true");

    assertThat(call.end()).isEqualTo("completed with current: true");
    assertThat(RecordedCall.isCurrent()).isFalse();
  }

  @Test
  void failsWithTheSameException() {
    IOException broken = new IOException("broken");
    Callable<?> followed =
        follow(
            () -> {
              throw broken;
            });

    assertThatThrownBy(followed::call).isSameAs(broken);
    assertThat(call.end()).isEqualTo("failed with broken");
  }

  @Test
  void opensACallForEachFurtherOne() throws Exception {
    Callable<?> followed = follow(() -> null);

    followed.call();
    followed.call();

    assertThat(call.further()).hasSize(1);
    assertThat(call.further().get(0).end()).isEqualTo("completed with null");
  }

  /** A class of the application's own may be asked for more than Callable has. */
  @Test
  void leavesASubtypeAlone() {
    final class Job implements Callable<String> {
      @Override
      public String call() {
        return "done";
      }
    }
    Job job = new Job();

    assertThat(handlers.handle(job, Job.class, call)).isSameAs(job);
    assertThat(call.end()).isEqualTo("pending");
  }
}

package dev.raglan.internal.library.stainless;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raglan.internal.library.BuiltIn;
import dev.raglan.internal.result.RecordedCall;
import dev.raglan.internal.result.ResultHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A library's own asynchronous response, over a response that the test completes.
 *
 * @param <A> the library's interface
 * @param <R> the library's interface of the response below
 */
abstract class AsyncStreamResponseContract<A, R> {

  private static final Executor SAME_THREAD = Runnable::run;

  /** Keeps what a handler is told. */
  static class Heard {

    private final List<Object> signals = new ArrayList<>();

    void next(Object chunk) {
      signals.add(chunk);
    }

    void complete(Optional<Throwable> error) {
      signals.add(error.map(Throwable::getMessage).orElse("end"));
    }
  }

  private final RecordedCall call = new RecordedCall();
  private final ResultHandlers handlers = ResultHandlers.discovered(BuiltIn.resultHandlers());
  private final CompletableFuture<R> arrival = new CompletableFuture<>();
  private final Heard heard = new Heard();

  /** Returns the library's interface. */
  abstract Class<A> type();

  abstract R response(Stream<Object> stream);

  /** Subscribes with a handler of the library's that passes on what it is told. */
  abstract A subscribe(A response, Heard heard);

  abstract A subscribe(A response, Heard heard, Executor executor);

  abstract CompletableFuture<Void> end(A response);

  abstract void close(A response);

  @BeforeEach
  @AfterEach
  void leavesTheThreadClean() {
    assertThat(RecordedCall.isCurrent()).isFalse();
  }

  /** The library makes it in a function that Java code does not see. */
  private A source() throws ReflectiveOperationException {
    return type()
        .cast(
            Class.forName(type().getName() + "Kt")
                .getMethod("toAsync", CompletableFuture.class, Executor.class)
                .invoke(null, arrival, SAME_THREAD));
  }

  private A follow() throws ReflectiveOperationException {
    return type().cast(handlers.handle(source(), type(), call));
  }

  @Test
  void tellsHandlerAndCallOfEachChunkAndOfTheEnd() throws Exception {
    A followed = follow();
    assertThat(subscribe(followed, heard)).isSameAs(followed);
    assertThat(call.end()).isEqualTo("open");
    arrival.complete(response(Stream.of("Hel", "lo")));
    assertThat(heard.signals).containsExactly("Hel", "lo", "end");
    assertThat(call.elements()).containsExactly("Hel", "lo");
    assertThat(call.end()).isEqualTo("completed");
    assertThat(end(followed)).isCompleted();
  }

  @Test
  void subscribesWithTheGivenExecutorInTheCallsContext() throws Exception {
    List<Boolean> inContext = new ArrayList<>();
    arrival.complete(response(Stream.of("a")));
    A followed = follow();
    Executor executor =
        work -> {
          inContext.add(RecordedCall.isCurrent());
          work.run();
        };
    assertThat(subscribe(followed, heard, executor)).isSameAs(followed);
    assertThat(inContext).containsExactly(true);
    assertThat(call.end()).isEqualTo("completed");
  }

  @Test
  void failsTheCallWhenTheStreamFails() throws Exception {
    subscribe(follow(), heard);
    arrival.complete(
        response(
            Stream.<Object>of("a", "b")
                .peek(
                    each -> {
                      if (each.equals("b")) {
                        throw new IllegalStateException("broken pipe");
                      }
                    })));
    assertThat(heard.signals).containsExactly("a", "broken pipe");
    assertThat(call.elements()).containsExactly("a");
    assertThat(call.end()).isEqualTo("failed with broken pipe");
  }

  @Test
  void failsTheCallWhenTheRequestFailsAndNobodySubscribed() throws Exception {
    A unused = follow();
    arrival.completeExceptionally(new IllegalStateException("401"));
    assertThat(call.end()).isEqualTo("failed with 401");
  }

  @Test
  void cancelsTheCallWhenTheHandlerFails() throws Exception {
    arrival.complete(response(Stream.of("a", "b")));
    subscribe(
        follow(),
        new Heard() {
          @Override
          void next(Object chunk) {
            throw new IllegalStateException("the application's");
          }
        });
    assertThat(call.elements()).containsExactly("a");
    assertThat(call.end()).isEqualTo("canceled");
  }

  @Test
  void cancelsTheCallWhenTheResponseIsClosed() throws Exception {
    A followed = follow();
    close(subscribe(followed, heard));
    assertThat(call.end()).isEqualTo("canceled");
    assertThat(end(followed)).isCompleted();
  }

  @Test
  void keepsTheEndWhenTheResponseIsClosedAfterIt() throws Exception {
    arrival.complete(response(Stream.of("a")));
    close(subscribe(follow(), heard));
    assertThat(call.end()).isEqualTo("completed");
  }

  @Test
  void refusesASecondSubscriptionAsTheLibraryDoesAndKeepsTheCallOpen() throws Exception {
    A followed = subscribe(follow(), heard);
    assertThatThrownBy(() -> subscribe(followed, heard))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("more than once");
    assertThat(call.end()).isEqualTo("open");
    arrival.complete(response(Stream.of("a")));
    assertThat(heard.signals).containsExactly("a", "end");
    assertThat(call.end()).isEqualTo("completed");
  }

  @Test
  void endsTheCallWhenTheExecutorTakesNoMoreWork() throws Exception {
    A followed = follow();
    subscribe(
        followed,
        heard,
        work -> {
          throw new RejectedExecutionException("full");
        });
    arrival.complete(response(Stream.of("a")));
    assertThat(call.end()).isEqualTo("failed with full");
  }

  @Test
  void leavesAResponseAloneThatIsDeclaredAsSomethingElse() throws Exception {
    Object source = source();
    assertThat(handlers.handle(source, Object.class, call)).isSameAs(source);
  }
}

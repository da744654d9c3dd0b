package dev.raglan.internal.library.stainless;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.anthropic.core.http.AsyncStreamResponse;
import com.anthropic.core.http.StreamResponse;
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

/** The library's own asynchronous response, over a response that the test completes. */
class AnthropicJavaAsyncStreamTest {

  private static final Executor SAME_THREAD = Runnable::run;

  /** Keeps what it is told. */
  private static final class Heard implements AsyncStreamResponse.Handler<String> {

    private final List<String> signals = new ArrayList<>();

    @Override
    public void onNext(String chunk) {
      signals.add(chunk);
    }

    @Override
    public void onComplete(Optional<Throwable> error) {
      signals.add(error.map(Throwable::getMessage).orElse("end"));
    }
  }

  private final RecordedCall call = new RecordedCall();
  private final ResultHandlers handlers = ResultHandlers.discovered(BuiltIn.resultHandlers());
  private final CompletableFuture<StreamResponse<String>> arrival = new CompletableFuture<>();
  private final Heard heard = new Heard();

  @BeforeEach
  @AfterEach
  void leavesTheThreadClean() {
    assertThat(RecordedCall.isCurrent()).isFalse();
  }

  /** The library makes it in a function that Java code does not see. */
  private AsyncStreamResponse<?> source() throws ReflectiveOperationException {
    return (AsyncStreamResponse<?>)
        Class.forName("com.anthropic.core.http.AsyncStreamResponseKt")
            .getMethod("toAsync", CompletableFuture.class, Executor.class)
            .invoke(null, arrival, SAME_THREAD);
  }

  @SuppressWarnings("unchecked")
  private AsyncStreamResponse<String> follow() throws ReflectiveOperationException {
    return (AsyncStreamResponse<String>) handlers.handle(source(), AsyncStreamResponse.class, call);
  }

  private static StreamResponse<String> response(Stream<String> stream) {
    return new StreamResponse<>() {
      @Override
      public Stream<String> stream() {
        return stream;
      }

      @Override
      public void close() {}
    };
  }

  @Test
  void tellsHandlerAndCallOfEachChunkAndOfTheEnd() throws Exception {
    AsyncStreamResponse<String> followed = follow();
    assertThat(followed.subscribe(heard)).isSameAs(followed);
    assertThat(call.end()).isEqualTo("open");
    arrival.complete(response(Stream.of("Hel", "lo")));
    assertThat(heard.signals).containsExactly("Hel", "lo", "end");
    assertThat(call.elements()).containsExactly("Hel", "lo");
    assertThat(call.end()).isEqualTo("completed");
    assertThat(followed.onCompleteFuture()).isCompleted();
  }

  @Test
  void subscribesWithTheGivenExecutorInTheCallsContext() throws Exception {
    List<Boolean> inContext = new ArrayList<>();
    arrival.complete(response(Stream.of("a")));
    AsyncStreamResponse<String> followed = follow();
    Executor executor =
        work -> {
          inContext.add(RecordedCall.isCurrent());
          work.run();
        };
    assertThat(followed.subscribe(heard, executor)).isSameAs(followed);
    assertThat(inContext).containsExactly(true);
    assertThat(call.end()).isEqualTo("completed");
  }

  @Test
  void failsTheCallWhenTheStreamFails() throws Exception {
    follow().subscribe(heard);
    arrival.complete(
        response(
            Stream.of("a", "b")
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
    AsyncStreamResponse<String> unused = follow();
    arrival.completeExceptionally(new IllegalStateException("401"));
    assertThat(call.end()).isEqualTo("failed with 401");
  }

  @Test
  void cancelsTheCallWhenTheHandlerFails() throws Exception {
    arrival.complete(response(Stream.of("a", "b")));
    follow()
        .subscribe(
            chunk -> {
              throw new IllegalStateException("the application's");
            });
    assertThat(call.elements()).containsExactly("a");
    assertThat(call.end()).isEqualTo("canceled");
  }

  @Test
  void cancelsTheCallWhenTheResponseIsClosed() throws Exception {
    AsyncStreamResponse<String> followed = follow();
    followed.subscribe(heard).close();
    assertThat(call.end()).isEqualTo("canceled");
    assertThat(followed.onCompleteFuture()).isCompleted();
  }

  @Test
  void keepsTheEndWhenTheResponseIsClosedAfterIt() throws Exception {
    arrival.complete(response(Stream.of("a")));
    follow().subscribe(heard).close();
    assertThat(call.end()).isEqualTo("completed");
  }

  @Test
  void refusesASecondSubscriptionAsTheLibraryDoesAndKeepsTheCallOpen() throws Exception {
    AsyncStreamResponse<String> followed = follow().subscribe(heard);
    assertThatThrownBy(() -> followed.subscribe(heard))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("more than once");
    assertThat(call.end()).isEqualTo("open");
    arrival.complete(response(Stream.of("a")));
    assertThat(heard.signals).containsExactly("a", "end");
    assertThat(call.end()).isEqualTo("completed");
  }

  @Test
  void endsTheCallWhenTheExecutorTakesNoMoreWork() throws Exception {
    AsyncStreamResponse<String> followed = follow();
    followed.subscribe(
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

package dev.raglan.internal.library.stainless;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raglan.internal.library.BuiltIn;
import dev.raglan.internal.result.RecordedCall;
import dev.raglan.internal.result.ResultHandlers;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The streamed response of a library, drawn from by the application.
 *
 * @param <R> the library's interface
 */
abstract class StreamResponseContract<R extends AutoCloseable> {

  private final RecordedCall call = new RecordedCall();
  private final ResultHandlers handlers = ResultHandlers.discovered(BuiltIn.resultHandlers());
  private boolean closed;

  /** Returns the library's interface. */
  abstract Class<?> type();

  /** Returns a response that gives the stream, and runs an action when it is closed. */
  abstract R response(Supplier<Stream<Object>> stream, Runnable onClose);

  abstract Stream<Object> stream(R response);

  /** Returns a chunk of the library's. */
  abstract Object chunk();

  @BeforeEach
  @AfterEach
  void leavesTheThreadClean() {
    assertThat(RecordedCall.isCurrent()).isFalse();
  }

  private R source(Supplier<Stream<Object>> stream) {
    return response(stream, () -> closed = true);
  }

  @SuppressWarnings("unchecked") // The type is the response's own.
  private R follow(Supplier<Stream<Object>> stream) {
    return (R) handlers.handle(source(stream), type(), call);
  }

  @Test
  void drawsNothingByItself() {
    follow(
        () ->
            Stream.generate(
                () -> {
                  throw new AssertionError("drawn");
                }));
    assertThat(call.end()).isEqualTo("open");
  }

  @Test
  void tellsTheCallOfEachChunkAndOfTheEnd() {
    Object chunk = chunk();
    R response = follow(() -> Stream.of(chunk, chunk));
    assertThat(stream(response).toList()).hasSize(2).allMatch(each -> each == chunk);
    assertThat(call.elements()).containsExactly(chunk, chunk);
    assertThat(call.end()).isEqualTo("completed");
    assertThat(closed).isFalse();
  }

  @Test
  void drawsInTheCallsContext() {
    R response = follow(() -> Stream.of(1).map(one -> RecordedCall.isCurrent()));
    assertThat(stream(response).toList()).containsExactly(true);
  }

  @Test
  void endsTheCallWithAShortCircuitingOperation() throws Exception {
    try (R response = follow(() -> Stream.of("a", "b"))) {
      assertThat(stream(response).findFirst()).contains("a");
      assertThat(call.end()).isEqualTo("completed");
    }
    assertThat(closed).isTrue();
    assertThat(call.elements()).containsExactly("a");
    assertThat(call.end()).isEqualTo("completed");
  }

  @Test
  void failsTheCallWhenTheSourceFails() {
    R response =
        follow(
            () ->
                Stream.<Object>of("a", "b")
                    .peek(
                        each -> {
                          if (each.equals("b")) {
                            throw new IllegalStateException("broken pipe");
                          }
                        }));
    assertThatThrownBy(() -> stream(response).toList()).hasMessage("broken pipe");
    assertThat(call.elements()).containsExactly("a");
    assertThat(call.end()).isEqualTo("failed with broken pipe");
  }

  @Test
  void givesTheSameStreamAgainWhenTheSourceDoes() {
    Stream<Object> only = Stream.of("a");
    R response = follow(() -> only);
    assertThat(stream(response)).isSameAs(stream(response));
  }

  @Test
  void refusesASecondStreamWhenTheSourceDoesAndKeepsTheCallOpen() {
    var streams = List.of(Stream.<Object>of("a")).iterator();
    R response = follow(streams::next);
    Stream<Object> first = stream(response);
    assertThatThrownBy(() -> stream(response)).isInstanceOf(java.util.NoSuchElementException.class);
    assertThat(call.end()).isEqualTo("open");
    assertThat(first.toList()).containsExactly("a");
    assertThat(call.end()).isEqualTo("completed");
  }

  @Test
  void leavesAResponseAloneThatIsDeclaredAsSomethingElse() {
    R source = source(() -> Stream.of("a"));
    assertThat(handlers.handle(source, source.getClass(), call)).isSameAs(source);
  }
}

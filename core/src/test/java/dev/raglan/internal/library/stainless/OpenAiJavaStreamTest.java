package dev.raglan.internal.library.stainless;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletionChunk;
import dev.raglan.internal.library.BuiltIn;
import dev.raglan.internal.result.RecordedCall;
import dev.raglan.internal.result.ResultHandlers;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The streamed response of the library, drawn from by the application. */
class OpenAiJavaStreamTest {

  private static final ChatCompletionChunk FIRST =
      ChatCompletionChunk.builder()
          .id("chunk-1")
          .created(0)
          .model("gpt-4o")
          .choices(java.util.List.of())
          .build();

  private final RecordedCall call = new RecordedCall();
  private final ResultHandlers handlers = ResultHandlers.discovered(BuiltIn.resultHandlers());
  private boolean closed;

  @BeforeEach
  @AfterEach
  void leavesTheThreadClean() {
    assertThat(RecordedCall.isCurrent()).isFalse();
  }

  private <T> StreamResponse<T> source(Supplier<Stream<T>> stream) {
    return new StreamResponse<>() {
      @Override
      public Stream<T> stream() {
        return stream.get();
      }

      @Override
      public void close() {
        closed = true;
      }
    };
  }

  @SuppressWarnings("unchecked")
  private <T> StreamResponse<T> follow(Supplier<Stream<T>> stream) {
    return (StreamResponse<T>) handlers.handle(source(stream), StreamResponse.class, call);
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
    StreamResponse<ChatCompletionChunk> response = follow(() -> Stream.of(FIRST, FIRST));
    assertThat(response.stream().toList()).hasSize(2).allMatch(chunk -> chunk == FIRST);
    assertThat(call.elements()).containsExactly(FIRST, FIRST);
    assertThat(call.end()).isEqualTo("completed");
    assertThat(closed).isFalse();
  }

  @Test
  void drawsInTheCallsContext() {
    StreamResponse<Boolean> response =
        follow(() -> Stream.of(1).map(one -> RecordedCall.isCurrent()));
    assertThat(response.stream().toList()).containsExactly(true);
  }

  @Test
  void endsTheCallWithAShortCircuitingOperation() {
    try (StreamResponse<String> response = follow(() -> Stream.of("a", "b"))) {
      assertThat(response.stream().findFirst()).contains("a");
      assertThat(call.end()).isEqualTo("completed");
    }
    assertThat(closed).isTrue();
    assertThat(call.elements()).containsExactly("a");
    assertThat(call.end()).isEqualTo("completed");
  }

  @Test
  void failsTheCallWhenTheSourceFails() {
    StreamResponse<String> response =
        follow(
            () ->
                Stream.of("a", "b")
                    .peek(
                        each -> {
                          if (each.equals("b")) {
                            throw new IllegalStateException("broken pipe");
                          }
                        }));
    assertThatThrownBy(() -> response.stream().toList()).hasMessage("broken pipe");
    assertThat(call.elements()).containsExactly("a");
    assertThat(call.end()).isEqualTo("failed with broken pipe");
  }

  @Test
  void givesTheSameStreamAgainWhenTheSourceDoes() {
    Stream<String> only = Stream.of("a");
    StreamResponse<String> response = follow(() -> only);
    assertThat(response.stream()).isSameAs(response.stream());
  }

  @Test
  void refusesASecondStreamWhenTheSourceDoesAndKeepsTheCallOpen() {
    var streams = Stream.of(Stream.of("a")).iterator();
    StreamResponse<String> response = follow(streams::next);
    Stream<String> first = response.stream();
    assertThatThrownBy(response::stream).isInstanceOf(java.util.NoSuchElementException.class);
    assertThat(call.end()).isEqualTo("open");
    assertThat(first.toList()).containsExactly("a");
    assertThat(call.end()).isEqualTo("completed");
  }

  @Test
  void leavesAResponseAloneThatIsDeclaredAsSomethingElse() {
    StreamResponse<String> source = source(() -> Stream.of("a"));
    assertThat(handlers.handle(source, source.getClass(), call)).isSameAs(source);
  }
}

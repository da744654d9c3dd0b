package dev.raglan.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.raglan.semconv.ErrorAttributes;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The stack of an exception that passes through several spans. */
class StackOnceTest {

  private final Recorded recorded = new Recorded();

  @AfterEach
  void close() {
    recorded.close();
  }

  private SpanData span(String name) {
    return recorded.spans().stream()
        .filter(span -> span.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static EventData event(SpanData span) {
    return span.getEvents().get(0);
  }

  private static @Nullable String stack(SpanData span) {
    return event(span).getAttributes().get(ErrorAttributes.EXCEPTION_STACKTRACE);
  }

  private void fail(int depth, RuntimeException thrown) {
    recorded
        .raglan
        .span("span " + depth)
        .run(
            () -> {
              if (depth == 0) {
                throw thrown;
              }
              fail(depth - 1, thrown);
            });
  }

  @Test
  void isOnTheSpanThatItCameFromAlone() {
    catchThrowable(() -> fail(3, new IllegalStateException("no index")));

    assertThat(stack(span("span 0"))).contains("IllegalStateException: no index", "\tat dev.");
    for (int above = 1; above <= 3; above++) {
      SpanData span = span("span " + above);
      assertThat(stack(span)).isNull();
      assertThat(event(span).getAttributes().asMap())
          .containsEntry(ErrorAttributes.EXCEPTION_TYPE, "java.lang.IllegalStateException")
          .containsEntry(ErrorAttributes.EXCEPTION_MESSAGE, "no index");
    }
  }

  @Test
  void growsNoMoreThanTheNumberOfSpans() {
    catchThrowable(() -> fail(100, new IllegalStateException("no index")));

    List<String> stacks =
        recorded.spans().stream().map(StackOnceTest::stack).filter(Objects::nonNull).toList();
    assertThat(recorded.spans()).hasSize(101);
    assertThat(stacks).hasSize(1);
  }

  @Test
  void ofAnExceptionThatWrapsItHasTheFramesOfTheWrapperAndTheNameOfTheCause() {
    IllegalStateException cause = new IllegalStateException("no index");
    catchThrowable(
        () ->
            recorded
                .raglan
                .span("outer")
                .run(
                    () -> {
                      try {
                        recorded
                            .raglan
                            .span("inner")
                            .run(
                                () -> {
                                  throw cause;
                                });
                      } catch (IllegalStateException e) {
                        throw new IllegalArgumentException("bad question", e);
                      }
                    }));

    assertThat(stack(span("inner"))).contains("no index", "\tat dev.");
    assertThat(stack(span("outer")))
        .startsWith("java.lang.IllegalArgumentException: bad question")
        .contains("\tat dev.raglan.trace.StackOnceTest")
        .endsWith(
            "Caused by: java.lang.IllegalStateException: no index\n"
                + "\t... its stack is on the span that it came from");
  }

  @Test
  void isWholeInEachTraceThatTheExceptionPassesThrough() {
    IllegalStateException kept = new IllegalStateException("kept in a constant");

    catchThrowable(() -> fail(0, kept));
    catchThrowable(() -> fail(0, kept));

    assertThat(recorded.spans())
        .hasSize(2)
        .allSatisfy(span -> assertThat(stack(span)).contains("\tat dev."));
  }

  /** An exception that counts how much of it is printed. */
  private static final class Endless extends RuntimeException {

    private static final long serialVersionUID = 1;

    private int lines;

    @Override
    public void printStackTrace(PrintWriter out) {
      while (true) {
        out.println("\tat dev.raglan.Endless.line" + lines++);
      }
    }
  }

  @Test
  void isPrintedNoFurtherThanTheLimit() {
    Endless endless = new Endless();

    catchThrowable(() -> fail(0, endless));

    assertThat(endless.lines).isLessThan(5_000);
    assertThat(stack(span("span 0"))).startsWith("\tat dev.raglan.Endless.line0");
  }

  @Test
  void ofAnExceptionWhoseCauseCannotBeReadIsWritten() {
    catchThrowable(
        () ->
            fail(
                1,
                new IllegalStateException("odd") {
                  private static final long serialVersionUID = 1;

                  @Override
                  public synchronized Throwable getCause() {
                    throw new LinkageError("no cause");
                  }
                }));

    assertThat(recorded.spans())
        .allSatisfy(
            span ->
                assertThat(event(span).getAttributes().asMap())
                    .containsKey(ErrorAttributes.EXCEPTION_TYPE));
  }
}

package dev.raglan.internal.facade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raglan.Raglan;
import dev.raglan.trace.FacadeTest;
import dev.raglan.trace.Tracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Work that runs as a step. */
class SpanRunTest {

  @RegisterExtension final Tracing tracing = new Tracing();

  private final Raglan raglan = Raglan.builder(tracing.sdk()).build();

  @Test
  void theResultIsReturnedAndIsTheOutput() {
    Object result = new Object[] {"answer"};

    Object returned = raglan.trace("trace", () -> raglan.span("span", () -> result));

    assertThat(returned).isSameAs(result);
    assertThat(FacadeTest.texts(tracing.ended("span")))
        .containsEntry("output.value", "[\"answer\"]")
        .doesNotContainKey("raglan.status");
    assertThat(tracing.ended("span").getParentSpanId())
        .isEqualTo(tracing.ended("trace").getSpanId());
  }

  @Test
  void anOutputThatWasSetStays() {
    raglan.span("span", () -> raglan.currentSpan().output("set") != null);

    assertThat(FacadeTest.texts(tracing.ended("span"))).containsEntry("output.value", "set");
  }

  @Test
  void workWithoutResultRunsToo() {
    raglan.span("span", () -> raglan.currentSpan().attribute("ran", true).input("in"));
    raglan.trace("trace", () -> {});

    assertThat(FacadeTest.texts(tracing.ended("span"))).containsEntry("ran", "true");
    assertThat(FacadeTest.texts(tracing.ended("trace"))).doesNotContainKey("output.value");
  }

  @Test
  void anExceptionIsRecordedAndThrownOnAsTheSameInstance() {
    IOException broken = new IOException("broken");

    assertThatThrownBy(
            () ->
                raglan.span(
                    "span",
                    () -> {
                      throw broken;
                    }))
        .isSameAs(broken);

    assertThat(tracing.ended("span").getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(tracing.ended("span").getEvents()).hasSize(1);
    assertThat(FacadeTest.texts(tracing.ended("span"))).doesNotContainKey("raglan.status");
  }

  @Test
  void anErrorIsRecordedToo() {
    StackOverflowError error = new StackOverflowError();

    assertThatThrownBy(
            () ->
                raglan.trace(
                    "trace",
                    () -> {
                      throw error;
                    }))
        .isSameAs(error);

    assertThat(tracing.ended("trace").getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
  }

  @Test
  void aCancellationIsNoFailure() {
    assertThatThrownBy(
            () ->
                raglan
                    .span("span")
                    .run(
                        () -> {
                          throw new CancellationException();
                        }))
        .isInstanceOf(CancellationException.class);

    assertThat(tracing.ended("span").getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    assertThat(FacadeTest.texts(tracing.ended("span"))).containsEntry("raglan.status", "canceled");
  }

  @Test
  void aStatusThatTheWorkSetStays() {
    raglan.span("span", () -> raglan.currentSpan().status("half done").isRecording());
    raglan.span("pending").status("pending").run(() -> {});

    assertThat(FacadeTest.texts(tracing.ended("span"))).containsEntry("raglan.status", "half done");
    assertThat(FacadeTest.texts(tracing.ended("pending"))).doesNotContainKey("raglan.status");
  }

  @Test
  void aFutureEndsTheSpanBeforeWhatTheCallerChains() {
    CompletableFuture<String> stage = new CompletableFuture<>();

    CompletableFuture<String> returned =
        raglan
            .span("span")
            .callAsync(
                () -> {
                  assertThat(Span.current().isRecording()).isTrue();
                  return stage;
                });

    List<Integer> ended = new ArrayList<>();
    var unused = returned.thenRun(() -> ended.add(tracing.ended().size()));
    assertThat(Context.current()).isSameAs(Context.root());
    assertThat(tracing.ended()).isEmpty();
    stage.complete("answer");
    assertThat(ended).containsExactly(1);
    assertThat(FacadeTest.texts(tracing.ended("span"))).containsEntry("output.value", "answer");
  }

  @Test
  void aStageThatFailsFailsTheSpanWithItsCause() {
    CompletableFuture<String> stage = new CompletableFuture<>();
    CompletionStage<String> dependent = stage.thenApply(text -> text);
    raglan.span("span").callAsync(() -> dependent);

    stage.completeExceptionally(new IOException("broken"));

    assertThat(FacadeTest.texts(tracing.ended("span")))
        .containsEntry("error.type", "java.io.IOException");
  }

  @Test
  void aStageThatIsCancelledCancelsTheSpan() {
    CompletableFuture<String> stage = new CompletableFuture<>();
    raglan.span("span").callAsync(() -> stage).cancel(true);

    assertThat(FacadeTest.texts(tracing.ended("span"))).containsEntry("raglan.status", "canceled");
  }

  @Test
  void workThatThrowsOrReturnsNoStageEndsItsSpan() {
    CompletionStage<?> none = raglan.span("none").callAsync(() -> null);
    assertThatThrownBy(
            () ->
                raglan
                    .span("throws")
                    .callAsync(
                        () -> {
                          throw new IOException("broken");
                        }))
        .isInstanceOf(IOException.class);

    assertThat(none).isNull();
    assertThat(tracing.ended()).hasSize(2);
  }
}

package dev.raglan.contract;

import static io.opentelemetry.sdk.testing.assertj.OpenTelemetryAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raglan.contract.subject.Later;
import dev.raglan.contract.subject.Steps;
import dev.raglan.contract.subject.TracedLater;
import dev.raglan.contract.subject.TracedSteps;
import dev.raglan.semconv.ErrorAttributes;
import dev.raglan.semconv.RaglanAttributes;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** Results that complete, and perhaps later. */
abstract class FutureContract extends ContractGroup {

  FutureContract(Weaver weaver) {
    super(weaver);
  }

  private Later later() {
    return traced(Later.class, TracedLater::new);
  }

  @Test
  void returnsTheVeryStageThatIsStillOpen() {
    CompletableFuture<String> future = new CompletableFuture<>();

    assertThat(later().completable(() -> future)).isSameAs(future);

    assertThat(spans()).isEmpty();
    assertThat(Context.current()).isSameAs(Context.root());
    future.complete("done");
    assertThat(output(span())).isEqualTo("done");
  }

  @Test
  void endsTheSpanOfAStageThatCompletesWithNull() {
    CompletableFuture<String> future = new CompletableFuture<>();

    later().completable(() -> future);
    future.complete(null);

    assertThat(span()).hasStatus(StatusData.unset());
  }

  @Test
  void reportsTheCauseOfAStageThatWrapsIt() {
    CompletableFuture<String> future = new CompletableFuture<>();

    later().stage(() -> future.thenApply(String::length));
    future.completeExceptionally(new IllegalArgumentException("boom"));

    assertThat(span())
        .hasStatus(failure("boom"))
        .hasAttribute(ErrorAttributes.ERROR_TYPE, "java.lang.IllegalArgumentException");
  }

  @Test
  void cancelsTheVeryStageWithoutAnError() {
    CompletableFuture<String> future = new CompletableFuture<>();

    CompletableFuture<String> returned = later().completable(() -> future);
    returned.cancel(true);

    assertThat(future).isCancelled();
    assertThat(span())
        .hasStatus(StatusData.unset())
        .hasAttribute(RaglanAttributes.STATUS, "canceled")
        .hasTotalRecordedEvents(0);
  }

  @Test
  void takesACancelledSourceForACancellation() {
    CompletableFuture<String> source = new CompletableFuture<>();

    CompletableFuture<Integer> returned =
        later().completable(() -> source.thenApply(String::length));
    source.cancel(false);

    assertThat(returned).isCompletedExceptionally();
    assertThat(span()).hasAttribute(RaglanAttributes.STATUS, "canceled");
  }

  @Test
  void endsTheSpanOnceWhenAStageIsCancelledAfterItCompleted() {
    CompletableFuture<String> future = new CompletableFuture<>();

    later().completable(() -> future).complete("done");
    future.cancel(true);

    assertThat(output(span())).isEqualTo("done");
  }

  @Test
  void throwsWhatIsThrownBeforeThereIsAStage() {
    IllegalStateException thrown = new IllegalStateException("boom");

    assertThatThrownBy(
            () ->
                later()
                    .stage(
                        () -> {
                          throw thrown;
                        }))
        .isSameAs(thrown);

    assertThat(span()).hasException(thrown);
  }

  @Test
  void makesWhatIsCalledBeforeTheStageReturnsItsChild() {
    Steps steps = traced(Steps.class, TracedSteps::new);
    CompletableFuture<String> future = new CompletableFuture<>();

    later()
        .stage(
            () -> {
              steps.leaf();
              return future;
            });
    future.complete("done");

    assertThat(span("leaf")).hasParent(span("stage"));
  }

  @Test
  void followsAStageBehindAnotherDeclaredType() {
    CompletableFuture<String> future = new CompletableFuture<>();

    assertThat(later().any(() -> future)).isSameAs(future);
    assertThat(spans()).isEmpty();
    future.complete("done");

    assertThat(output(span())).isEqualTo("done");
  }

  @Test
  void followsAStageThatIsNoFuture() {
    CompletableFuture<String> future = new CompletableFuture<>();
    CompletionStage<String> stage = future.minimalCompletionStage();

    assertThat(later().stage(() -> stage) == stage).isTrue();
    future.complete("done");

    assertThat(output(span())).isEqualTo("done");
  }

  @Test
  void marksAPlainFutureAsPending() throws Exception {
    FutureTask<String> task = new FutureTask<>(() -> "done");

    Future<String> returned = later().future(() -> task);

    assertThat(returned).isSameAs(task);
    assertThat(span())
        .hasStatus(StatusData.unset())
        .hasAttribute(RaglanAttributes.STATUS, "pending");
    assertThat(output(span())).isNull();
    task.run();
    assertThat(returned.get()).isEqualTo("done");
  }

  @Test
  void cancelsAPlainFutureAsUsual() {
    FutureTask<String> task = new FutureTask<>(() -> "done");

    assertThat(later().future(() -> task).cancel(true)).isTrue();

    assertThatThrownBy(task::get).isInstanceOf(CancellationException.class);
  }
}

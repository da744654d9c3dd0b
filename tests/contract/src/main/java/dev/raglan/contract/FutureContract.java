package dev.raglan.contract;

import static io.opentelemetry.sdk.testing.assertj.OpenTelemetryAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raglan.contract.subject.Later;
import dev.raglan.contract.subject.Steps;
import dev.raglan.contract.subject.TracedLater;
import dev.raglan.contract.subject.TracedSteps;
import dev.raglan.contract.weaver.Weaver;
import dev.raglan.semconv.ErrorAttributes;
import dev.raglan.semconv.RaglanAttributes;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
  void endsTheSpanOfAStageThatIsStillOpenWhenItCompletes() {
    CompletableFuture<String> future = new CompletableFuture<>();

    CompletableFuture<String> returned = later().completable(() -> future);

    assertThat(spans()).isEmpty();
    assertThat(Context.current()).isSameAs(Context.root());
    future.complete("done");
    assertThat(returned).isCompletedWithValue("done");
    assertThat(output(span())).isEqualTo("done");
  }

  @Test
  void returnsTheVeryFutureThatIsComplete() {
    CompletableFuture<String> future = CompletableFuture.completedFuture("done");

    assertThat(later().completable(() -> future)).isSameAs(future);

    assertThat(output(span())).isEqualTo("done");
  }

  @Test
  void returnsTheVeryFutureOfAnotherClass() {
    CompletableFuture<String> future = new CompletableFuture<>() {};

    assertThat(later().completable(() -> future)).isSameAs(future);

    future.complete("done");
    assertThat(output(span())).isEqualTo("done");
  }

  @Test
  void endsTheSpanBeforeWhatTheCallerChains() {
    CompletableFuture<List<String>> future = new CompletableFuture<>();
    List<Integer> ended = new ArrayList<>();

    CompletableFuture<Void> chained =
        later()
            .completable(() -> future)
            .thenAccept(
                list -> {
                  ended.add(spans().size());
                  list.clear();
                });
    future.complete(new ArrayList<>(List.of("a")));

    assertThat(chained).isCompleted();
    assertThat(ended).containsExactly(1);
    assertThat(output(span())).isEqualTo("[\"a\"]");
  }

  @Test
  void endsTheSpanBeforeTheCallerHasTheValue() throws Exception {
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try {
      for (int i = 1; i <= 50; i++) {
        String value = "v" + i;
        later().completable(() -> CompletableFuture.supplyAsync(() -> value, executor)).join();

        assertThat(spans()).hasSize(i);
      }
    } finally {
      executor.shutdown();
    }
  }

  @Test
  void handsItsCompletionToItsSource() {
    CompletableFuture<String> completed = new CompletableFuture<>();
    CompletableFuture<String> failed = new CompletableFuture<>();
    CompletableFuture<String> obtruded = new CompletableFuture<>();
    CompletableFuture<String> worked = new CompletableFuture<>();

    assertThat(later().completable(() -> completed).complete("done")).isTrue();
    assertThat(later().completable(() -> failed).completeExceptionally(new IOException("boom")))
        .isTrue();
    CompletableFuture<String> returned = later().completable(() -> obtruded);
    returned.obtrudeValue("other");
    later().completable(() -> worked).completeAsync(() -> "async", Runnable::run);

    assertThat(completed).isCompletedWithValue("done");
    assertThat(failed).isCompletedExceptionally();
    assertThat(obtruded).isCompletedWithValue("other");
    assertThat(returned).isCompletedWithValue("other");
    assertThat(worked).isCompletedWithValue("async");
    assertThat(spans()).hasSize(4);
  }

  @Test
  void handsItsTimeoutToItsSource() {
    CompletableFuture<String> slow = new CompletableFuture<>();
    CompletableFuture<String> defaulted = new CompletableFuture<>();

    CompletableFuture<String> returned =
        later().completable(() -> slow).orTimeout(1, TimeUnit.MILLISECONDS);
    CompletableFuture<String> other =
        later().completable(() -> defaulted).completeOnTimeout("else", 1, TimeUnit.MILLISECONDS);

    assertThatThrownBy(returned::join).hasCauseInstanceOf(TimeoutException.class);
    assertThat(other.join()).isEqualTo("else");
    assertThat(slow).isCompletedExceptionally();
    assertThat(defaulted).isCompletedWithValue("else");
    assertThat(spans()).hasSize(2);
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

    assertThat(later().any(() -> future)).isInstanceOf(CompletableFuture.class);
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

package dev.raglan.contract;

import static io.opentelemetry.sdk.testing.assertj.OpenTelemetryAssertions.assertThat;

import dev.raglan.contract.subject.Later;
import dev.raglan.contract.subject.TracedLater;
import dev.raglan.contract.weaver.Weaver;
import dev.raglan.semconv.RaglanAttributes;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Scanner;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SubmissionPublisher;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Results that stand for work still to come and are not followed: they are no successes. */
abstract class PendingContract extends ContractGroup {

  PendingContract(Weaver weaver) {
    super(weaver);
  }

  private void isPending(Supplier<Object> result) {
    Object given = result.get();

    assertThat(traced(Later.class, TracedLater::new).any(() -> given)).isSameAs(given);

    assertThat(span())
        .hasStatus(StatusData.unset())
        .hasAttribute(RaglanAttributes.STATUS, "pending");
    assertThat(output(span())).isNull();
  }

  @Test
  void aCallable() {
    isPending(() -> (Callable<String>) () -> "later");
  }

  @Test
  void aParallelFlux() {
    isPending(() -> Flux.just("a").parallel());
  }

  @Test
  void aConnectableFlux() {
    isPending(() -> Flux.just("a").publish());
  }

  @Test
  void aSpliterator() {
    isPending(() -> List.of("a").spliterator());
  }

  @Test
  void anIteratorBehindAnotherDeclaredType() {
    isPending(() -> new Scanner("a b"));
    assertThat((Iterator<?>) List.of("a").iterator()).hasNext();
  }

  @Test
  void aPublisherBehindAnotherDeclaredType() {
    try (SubmissionPublisher<String> publisher = new SubmissionPublisher<>()) {
      isPending(() -> publisher);
    }
  }

  @Test
  void anOptionalOfAFuture() {
    isPending(() -> Optional.of(new FutureTask<>(() -> "later")));
  }

  @Test
  void anOptionalOfAMono() {
    isPending(() -> Optional.of(Mono.just("a")));
  }

  @Test
  void aListOfFutures() {
    Object futures = List.of(new CompletableFuture<>());

    assertThat(traced(Later.class, TracedLater::new).any(() -> futures)).isSameAs(futures);

    assertThat(span()).hasAttribute(RaglanAttributes.STATUS, "pending");
  }

  @Test
  void aQueueThatIsStillFilled() {
    isPending(() -> new LinkedBlockingQueue<String>());
  }

  @Test
  void aSubscriptionThatGoesOn() {
    isPending(() -> Flux.never().subscribe());
  }
}

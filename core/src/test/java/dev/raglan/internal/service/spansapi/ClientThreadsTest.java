package dev.raglan.internal.service.spansapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raglan.client.SpansApiException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls that are under way, or wait for a thread, when their client is closed. */
class ClientThreadsTest {

  private static final int THREADS = 16;

  private final CountDownLatch begun = new CountDownLatch(THREADS);
  private final CountDownLatch answered = new CountDownLatch(1);
  private final ClientThreads threads = new ClientThreads();

  @AfterEach
  void answer() {
    answered.countDown();
  }

  /** A request that hears neither of its end nor of an interrupt. */
  private String deaf() {
    begun.countDown();
    boolean waits = true;
    while (waits) {
      try {
        answered.await();
        waits = false;
      } catch (InterruptedException e) {
        // A hung socket does not listen either.
      }
    }
    return "answer";
  }

  @Test
  void areFinishedThoughTheCloseDoesNotWaitForThem() throws Exception {
    List<CompletableFuture<String>> underWay = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      underWay.add(threads.start(abort -> deaf()));
    }
    assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
    CompletableFuture<String> waiting = threads.start(abort -> "sent");

    Thread.currentThread().interrupt();
    threads.close();

    assertThat(Thread.interrupted()).isTrue();
    assertThatThrownBy(() -> waiting.get(60, TimeUnit.SECONDS))
        .hasCauseInstanceOf(SpansApiException.Interrupted.class);
    answered.countDown();
    for (CompletableFuture<String> each : underWay) {
      assertThat(each.get(60, TimeUnit.SECONDS)).isEqualTo("answer");
    }
  }
}

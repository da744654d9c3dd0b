package dev.raglan.internal.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.Raglan;
import dev.raglan.semconv.RaglanAttributes;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Futures that are hard on their followers. */
class TracedFutureTest {

  private static final int TURNS = 5000;

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  private final OpenTelemetrySdk sdk =
      OpenTelemetrySdk.builder()
          .setTracerProvider(
              SdkTracerProvider.builder()
                  .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                  .build())
          .build();
  private final Raglan raglan = Raglan.builder(sdk).build();
  private final ExecutorService executor = Executors.newSingleThreadExecutor();

  @AfterEach
  void close() {
    executor.shutdownNow();
    raglan.close();
    sdk.close();
  }

  /** Asks again until there is a result, as polling a job does. */
  private CompletableFuture<String> poll(int turns) {
    CompletableFuture<String> attempt =
        CompletableFuture.supplyAsync(() -> turns, executor)
            .thenCompose(
                left -> left == 0 ? CompletableFuture.completedFuture("done") : poll(left - 1));
    return raglan.span("poll").follow(attempt);
  }

  @Test
  void completesAChainThatIsLongerThanAStack() throws Exception {
    assertThat(poll(TURNS).get(1, TimeUnit.MINUTES)).isEqualTo("done");

    assertThat(exporter.getFinishedSpanItems()).hasSize(TURNS + 1);
  }

  @Test
  void isCompleteForWhoeverTriedToCompleteIt() throws Exception {
    CompletableFuture<String> source = new CompletableFuture<>();
    CountDownLatch ending = new CountDownLatch(1);
    CountDownLatch tried = new CountDownLatch(1);
    CompletableFuture<String> traced =
        TracedFuture.follow(
            source,
            (value, error) -> {
              ending.countDown();
              await(tried);
            });
    executor.execute(() -> source.complete("first"));
    await(ending);

    assertThat(traced.complete("second")).isFalse();
    assertThat(traced.getNow("third")).isEqualTo("first");
    assertThat(traced.cancel(true)).isFalse();
    tried.countDown();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Of a future such as that of a shutdown, which a method returns whenever it is asked. */
  @Test
  void keepsABoundedNumberOfCallsThatWaitForTheSame() {
    CompletableFuture<String> shutdown = new CompletableFuture<>();
    for (int i = 0; i < TURNS; i++) {
      raglan.span("shutdown").follow(shutdown);
    }

    assertThat(shutdown.getNumberOfDependents()).isLessThan(TURNS / 2);
    assertThat(exporter.getFinishedSpanItems())
        .hasSizeGreaterThan(TURNS / 2)
        .extracting(TracedFutureTest::status)
        .containsOnly("pending");
    shutdown.complete("done");
    assertThat(exporter.getFinishedSpanItems()).hasSize(TURNS);
  }

  private static String status(SpanData span) {
    return span.getAttributes().get(RaglanAttributes.STATUS);
  }
}

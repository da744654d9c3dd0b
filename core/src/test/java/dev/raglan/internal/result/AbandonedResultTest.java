package dev.raglan.internal.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.raglan.Raglan;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Results that are dropped before their end are counted; those that end are not. */
class AbandonedResultTest {

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  private final OpenTelemetrySdk sdk =
      OpenTelemetrySdk.builder()
          .setTracerProvider(
              SdkTracerProvider.builder()
                  .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                  .build())
          .build();
  private final Raglan raglan = Raglan.builder(sdk).build();

  @AfterEach
  void close() {
    raglan.close();
    sdk.close();
  }

  private void isCounted(long expected) {
    await()
        .untilAsserted(
            () -> {
              System.gc();
              assertThat(raglan.abandonedResults()).isEqualTo(expected);
            });
    assertThat(exporter.getFinishedSpanItems()).isEmpty();
  }

  @Test
  void countsAFutureThatNobodyCompletes() {
    raglan.span("future").follow(new CompletableFuture<String>());

    isCounted(1);
  }

  @Test
  void countsAStreamThatNobodyReads() {
    raglan.span("stream").<Stream<Integer>>follow(Stream.of(1, 2)).map(n -> n + 1);

    isCounted(1);
  }

  @Test
  void countsAnIteratorThatNobodyReadsToTheEnd() {
    Iterator<Integer> iterator =
        raglan.span("iterator").<Iterator<Integer>>follow(List.of(1, 2).iterator());
    assertThat(iterator.next()).isEqualTo(1);
    iterator = null;

    isCounted(1);
  }

  @Test
  void countsASubscriptionThatNeverEnds() {
    raglan.span("mono").<Mono<String>>follow(Mono.never()).subscribe();

    isCounted(1);
  }

  @Test
  void countsNothingThatEnds() {
    CompletableFuture<String> future = new CompletableFuture<>();
    raglan.span("future").<CompletableFuture<String>>follow(future);
    future.complete("done");
    assertThat(raglan.span("stream").<Stream<Integer>>follow(Stream.of(1, 2)).findFirst())
        .contains(1);
    raglan.span("mono").<Mono<String>>follow(Mono.just("a")).block();

    System.gc();
    assertThat(exporter.getFinishedSpanItems()).hasSize(3);
    assertThat(raglan.abandonedResults()).isZero();
  }
}

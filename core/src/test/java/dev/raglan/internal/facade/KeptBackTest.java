package dev.raglan.internal.facade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.Raglan;
import dev.raglan.model.Status;
import dev.raglan.semconv.RaglanAttributes;
import dev.raglan.spi.GivenTarget;
import dev.raglan.trace.ActiveGeneration;
import dev.raglan.trace.ActiveSpan;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.ReadableSpan;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The reference and the status of a span, which a pipeline of Raglan's own is given when the span
 * ends.
 */
class KeptBackTest {

  private static final AttributeKey<String> REFERENCE = RaglanAttributes.REFERENCE_ID;
  private static final AttributeKey<String> STATUS = RaglanAttributes.STATUS;

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  private final Raglan raglan =
      Raglan.builder().exportTo(new GivenTarget("memory", exporter)).build();

  @AfterEach
  void close() {
    raglan.close();
  }

  private Attributes exported() {
    assertThat(raglan.flush(Duration.ofSeconds(30)).complete()).isTrue();
    return exporter.getFinishedSpanItems().get(0).getAttributes();
  }

  private Attributes span(Consumer<ActiveSpan> work) {
    try (ActiveSpan span = raglan.span("step").start()) {
      work.accept(span);
    }
    return exported();
  }

  /** What is longer than can be kept is written before the span ends. */
  @ParameterizedTest
  @ValueSource(ints = {10, 2_000_000})
  void theReferenceAndTheStatusAreWrittenWhateverTheContentWeighs(int length) {
    ActiveSpan span = raglan.span("step").input("x".repeat(length)).startDetached();
    String reference = span.end();

    assertThat(exported().get(REFERENCE)).isEqualTo(reference);
    assertThat(exported().get(STATUS)).isEqualTo("unknown");
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 2_000_000})
  void theyAreWrittenBesideTheAttributesOfTheApplication(int length) {
    try (ActiveSpan span = raglan.span("step").attribute("k", "v").start()) {
      span.attribute("other", "w").output("x".repeat(length)).status("refunded");
      span.attribute("third", 3);
    }

    assertThat(exported().get(REFERENCE)).isNotNull();
    assertThat(exported().get(STATUS)).isEqualTo("refunded");
    assertThat(exported().get(AttributeKey.stringKey("other"))).isEqualTo("w");
    assertThat(exported().get(AttributeKey.longKey("third"))).isEqualTo(3);
  }

  @Test
  void aReferenceThatTheApplicationWritesOnTheOpenSpanStands() {
    assertThat(span(span -> span.attribute(REFERENCE, "own")).get(REFERENCE)).isEqualTo("own");
  }

  @Test
  void aReferenceThatTheApplicationWritesThroughOpenTelemetryStands() {
    assertThat(span(span -> Span.current().setAttribute(REFERENCE, "own")).get(REFERENCE))
        .isEqualTo("own");
  }

  @Test
  void theStatusOfTheSpanReplacesOneThatWasWrittenThroughOpenTelemetry() {
    Attributes attributes =
        span(
            span -> {
              Span.current().setAttribute(STATUS, "foreign");
              span.status(Status.ABORTED);
            });

    assertThat(attributes.get(STATUS)).isEqualTo("aborted");
  }

  @Test
  void theReferenceOfAGenerationInAnotherSystemReplacesTheOneThatWasMade() {
    try (ActiveGeneration generation = raglan.generation("chat").start()) {
      generation.externalReferenceId("order-1");
    }

    assertThat(exported().get(REFERENCE)).isEqualTo("order-1");
  }

  @Test
  void anOpenSpanHasNoAttributesUntilSomethingIsWritten() {
    span(span -> assertThat(((ReadableSpan) Span.current()).getAttributes().isEmpty()).isTrue());
  }

  @Test
  void aSpanThatTheApplicationMakesCurrentItselfIsKnownByItsReference() {
    ActiveSpan span = raglan.span("step").startDetached();

    try (Scope scope = span.openTelemetrySpan().makeCurrent()) {
      assertThat(raglan.currentSpan().referenceId()).isEqualTo(span.referenceId());
    }
    span.output("done").end();

    assertThat(exported().get(REFERENCE)).isEqualTo(span.referenceId());
  }

  @Test
  @Timeout(value = 30, unit = TimeUnit.SECONDS)
  void spansThatStartBelowAreEndedWithTheirParentFromAnyThread() throws InterruptedException {
    ActiveSpan parent = raglan.span("parent").startDetached();
    Thread[] threads = new Thread[4];
    for (int i = 0; i < threads.length; i++) {
      threads[i] = new Thread(() -> parent.span("child").startDetached());
      threads[i].start();
    }
    for (Thread thread : threads) {
      thread.join();
    }

    parent.end();

    assertThat(raglan.flush(Duration.ofSeconds(30)).complete()).isTrue();
    assertThat(exporter.getFinishedSpanItems()).hasSize(5);
  }
}

package dev.raglan.internal.facade;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.raglan.Raglan;
import dev.raglan.export.DeliverySettings;
import dev.raglan.spi.ExportTarget;
import dev.raglan.trace.ActiveTrace;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Spans of the facade make their caller's thread allocate no more than they did, kept or dropped.
 * The optimizing compiler leaves allocations out and adds none, so that the limits hold with and
 * without it.
 */
class FacadeAllocationTest {

  private static final int CALLS = 200;
  private static final int ROUNDS = 12;
  private static final String QUESTION = "What is a raglan sleeve?";

  /** A target that takes what it is given, or never answers. */
  private record Target(boolean answers) implements ExportTarget, SpanExporter {

    @Override
    public String name() {
      return "target";
    }

    @Override
    public SpanExporter open() {
      return this;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      return answers ? CompletableResultCode.ofSuccess() : new CompletableResultCode();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }

  /** Limits in bytes a call, a twentieth above what was measured with C1 alone, JDK 17.0.15. */
  @ParameterizedTest
  @CsvSource({
    "trace,    1085, 895",
    "question, 3640, 2560",
    "nested,   2925, 2330",
  })
  void allocateNoMoreThanTheyDid(String name, long kept, long dropped) {
    DeliverySettings patient =
        DeliverySettings.builder().interval(Duration.ofHours(1)).batchSize(8_192).build();
    DeliverySettings full =
        DeliverySettings.builder()
            .maxQueueSpans(4)
            .batchSize(4)
            .timeout(Duration.ofHours(1))
            .build();
    assertThat(allocated(name, patient, true)).as("kept").isLessThanOrEqualTo(kept);
    assertThat(allocated(name, full, false)).as("dropped").isLessThanOrEqualTo(dropped);
  }

  private static long allocated(String name, DeliverySettings delivery, boolean answers) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    try (Raglan raglan =
        Raglan.builder().delivery(delivery).exportTo(new Target(answers)).build()) {
      for (int round = 0; round < ROUNDS; round++) {
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < CALLS; i++) {
          call(name, raglan);
        }
        least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        if (answers) {
          assertThat(raglan.flush(Duration.ofSeconds(30)).complete()).isTrue();
        }
      }
      assertThat(raglan.delivery().dropped() > 0).isNotEqualTo(answers);
      raglan.close(Duration.ofMillis(100));
    }
    return least / CALLS;
  }

  private static void call(String name, Raglan raglan) {
    switch (name) {
      case "trace" -> raglan.trace("ask").sessionId("s-1").customerUserId("u-1").start().close();
      case "question" -> question(raglan);
      default -> {
        try (ActiveTrace trace = raglan.trace("ask").start()) {
          raglan.span("a").run(() -> raglan.span("b").run(() -> {}));
        }
      }
    }
  }

  private static void question(Raglan raglan) {
    try (ActiveTrace trace = raglan.trace("ask").sessionId("s-1").input(QUESTION).start()) {
      Map<String, String> message = Map.of("role", "user", "content", QUESTION);
      raglan.generation("chat").model("gpt-4o").prompt(List.of(message)).call(() -> "It is.");
      trace.output("It is.");
    }
  }
}

package dev.raglan.internal.facade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.Raglan;
import dev.raglan.spi.GivenTarget;
import dev.raglan.trace.ActiveSpan;
import dev.raglan.trace.ActiveTrace;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The open spans below a span. */
class OpenSpansBelowTest {

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  private final Raglan raglan =
      Raglan.builder().exportTo(new GivenTarget("memory", exporter)).build();

  @AfterEach
  void close() {
    raglan.close();
  }

  /** Each digit is a span that ends before the trace does, in this order. */
  @ParameterizedTest
  @ValueSource(strings = {"", "0", "1", "3", "01", "10", "32", "23", "12", "0123", "3210", "1302"})
  void endWithItInWhateverOrderTheOthersEnded(String ended) {
    try (ActiveTrace trace = raglan.trace("ask").startDetached()) {
      List<ActiveSpan> below =
          IntStream.range(0, 4).mapToObj(i -> trace.span("s" + i).startDetached()).toList();
      ended.chars().forEach(digit -> below.get(digit - '0').end());
      trace.span("late").startDetached();
    }

    assertThat(raglan.flush(Duration.ofSeconds(30)).complete()).isTrue();
    assertThat(exporter.getFinishedSpanItems())
        .extracting(SpanData::getName)
        .containsExactlyInAnyOrder("s0", "s1", "s2", "s3", "late", "ask");
  }
}

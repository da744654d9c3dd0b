package dev.raglan.internal.facade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.Raglan;
import dev.raglan.spi.GivenTarget;
import dev.raglan.trace.ActiveGeneration;
import dev.raglan.trace.GenerationBuilder;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A description that several spans start with, which has their fields in common with them. */
class DescribedTwiceTest {

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  private final Raglan raglan =
      Raglan.builder().exportTo(new GivenTarget("memory", exporter)).build();

  @AfterEach
  void close() {
    raglan.close();
  }

  private List<String> exported(String key) {
    assertThat(raglan.flush(Duration.ofSeconds(30)).complete()).isTrue();
    return exporter.getFinishedSpanItems().stream()
        .map(span -> String.valueOf(span.getAttributes().get(AttributeKey.stringKey(key))))
        .toList();
  }

  @Test
  void changesNoSpanThatHasStarted() {
    GenerationBuilder described = raglan.generation("chat").model("first").sessionId("s-1");
    ActiveGeneration first = described.startDetached();
    described.model("second").sessionId("s-2");
    ActiveGeneration second = described.startDetached();
    first.end();
    second.end();

    assertThat(exported("gen_ai.request.model")).containsExactly("first", "second");
    assertThat(exported("session.id")).containsExactly("s-1", "s-2");
  }

  @Test
  void isNotChangedByASpanThatHasStarted() {
    GenerationBuilder described =
        raglan.generation("chat").model("asked").metadata(Map.of("common", "c"));
    ActiveGeneration first = described.startDetached();
    first.model("changed").metadata(Map.of("own", "o")).end();
    described.startDetached().end();

    assertThat(exported("gen_ai.request.model")).containsExactly("changed", "asked");
    assertThat(exported("metadata").get(0)).contains("common").contains("own");
    assertThat(exported("metadata").get(1)).contains("common").doesNotContain("own");
  }
}

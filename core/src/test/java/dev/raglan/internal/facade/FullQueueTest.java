package dev.raglan.internal.facade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.raglan.Raglan;
import dev.raglan.export.DeliverySettings;
import dev.raglan.export.DropReason;
import dev.raglan.spi.ExportTarget;
import dev.raglan.trace.ActiveGeneration;
import dev.raglan.trace.ActiveSpan;
import dev.raglan.trace.ActiveTrace;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Spans of the facade that end while there is no room in the queue. */
class FullQueueTest {

  private static final int ROOM = 4;

  /** A list that counts how often it is read. */
  private static final class Counted extends AbstractList<String> {

    private int reads;

    @Override
    public String get(int index) {
      reads++;
      return "text";
    }

    @Override
    public int size() {
      return 1;
    }
  }

  /** A target whose answer comes when it is told to. */
  private static final class Slow implements ExportTarget, SpanExporter {

    private final List<SpanData> exported = new ArrayList<>();
    private final List<CompletableResultCode> open = new ArrayList<>();
    private boolean answers;

    @Override
    public String name() {
      return "slow";
    }

    @Override
    public SpanExporter open() {
      return this;
    }

    @Override
    public synchronized CompletableResultCode export(Collection<SpanData> spans) {
      exported.addAll(spans);
      CompletableResultCode result = new CompletableResultCode();
      if (answers) {
        return result.succeed();
      }
      open.add(result);
      return result;
    }

    synchronized void answer() {
      answers = true;
      open.forEach(CompletableResultCode::succeed);
    }

    synchronized List<SpanData> exported() {
      return List.copyOf(exported);
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

  private final Slow target = new Slow();
  private final Raglan raglan =
      Raglan.builder()
          .exportTo(target)
          .delivery(
              DeliverySettings.builder()
                  .maxQueueSpans(ROOM)
                  .batchSize(1)
                  .timeout(Duration.ofHours(1))
                  .build())
          .build();

  @BeforeEach
  void fill() {
    for (int i = 0; i < ROOM; i++) {
      raglan.span("filler").run(() -> {});
    }
    assertThat(dropped()).isZero();
  }

  @AfterEach
  void close() {
    target.answer();
    raglan.close();
  }

  private long dropped() {
    return raglan.delivery().dropped(DropReason.QUEUE_FULL_SPANS);
  }

  private void makeRoom() {
    target.answer();
    await().atMost(Duration.ofSeconds(30)).until(() -> raglan.delivery().queued() == 0);
  }

  private SpanData exported(String name) {
    await().until(() -> target.exported().stream().anyMatch(each -> each.getName().equals(name)));
    return target.exported().stream()
        .filter(each -> each.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static String text(SpanData span, String key) {
    return span.getAttributes().get(AttributeKey.stringKey(key));
  }

  @Test
  void gatherNoResult() {
    Counted result = new Counted();
    assertThat(raglan.span("step").call(() -> result)).isSameAs(result);
    assertThat(raglan.generation("chat").call(() -> result)).isSameAs(result);
    assertThat(raglan.trace("ask").call(() -> result)).isSameAs(result);

    assertThat(result.reads).isZero();
    assertThat(dropped()).isEqualTo(3);
    makeRoom();
    raglan.span("step").call(() -> result);
    assertThat(text(exported("step"), "output.value")).contains("text");
  }

  @Test
  void areCountedOnceEach() {
    try (ActiveTrace trace = raglan.trace("ask").sessionId("s").input("in").start()) {
      raglan.generation("chat").prompt("p").call(() -> "answer");
      raglan.span("fails").startDetached().completeExceptionally(new IllegalStateException("x"));
      ActiveSpan ended = raglan.span("ended twice").startDetached();
      ended.end();
      ended.end();
      raglan.span("left open").startDetached();
      trace.output("out");
    }

    assertThat(dropped()).isEqualTo(5);
    assertThat(raglan.delivery().produced()).isEqualTo(ROOM + 5);
    assertThat(Context.current()).isSameAs(Context.root());
  }

  @Test
  void areWholeIfThereIsRoomAgainWhenTheyEnd() {
    ActiveTrace trace = raglan.trace("ask").sessionId("s").input(List.of("in")).start();
    raglan.span("lost").run(() -> {});
    makeRoom();
    trace.output("out").end();

    SpanData kept = exported("ask");
    assertThat(text(kept, "input.value")).contains("in");
    assertThat(text(kept, "output.value")).isEqualTo("out");
    assertThat(text(kept, "session.id")).isEqualTo("s");
    assertThat(dropped()).isEqualTo(1);
  }

  @Test
  void tellAGenerationAroundThemWhatTheySpent() {
    ActiveGeneration around = raglan.generation("around").model("m").start();
    try (ActiveGeneration below = raglan.generation("below").start()) {
      below.promptTokens(3L).completionTokens(4L);
    }
    makeRoom();
    around.end();

    assertThat(
            exported("around")
                .getAttributes()
                .get(AttributeKey.longKey("gen_ai.usage.input_tokens")))
        .isEqualTo(3);
  }
}

package dev.raglan.internal.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.Raglan;
import dev.raglan.annotation.Field;
import dev.raglan.export.DeliverySettings;
import dev.raglan.spi.AttributeSink;
import dev.raglan.spi.Dialect;
import dev.raglan.spi.GivenTarget;
import dev.raglan.spi.RenderedCall;
import dev.raglan.spi.SpanDescription;
import dev.raglan.trace.ActiveSpan;
import dev.raglan.trace.ActiveTrace;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The session and the like of a trace, on the spans below in a pipeline of Raglan's own. */
class LateTraceContextTest {

  private static final AttributeKey<String> SESSION = AttributeKey.stringKey("session.id");
  private static final AttributeKey<String> SEEN = AttributeKey.stringKey("seen.session");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** A dialect that notes which threads ask it for a session. */
  private static final class Noting implements Dialect {

    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    @Override
    public String name() {
      return "noting";
    }

    @Override
    public void renderSpan(SpanDescription description, AttributeSink sink) {}

    @Override
    public void render(RenderedCall call, AttributeSink sink) {
      String session = call.text(Field.SESSION_ID);
      if (session != null) {
        threads.add(Thread.currentThread());
        sink.put(SEEN, session);
      }
    }
  }

  private final Noting noting = new Noting();
  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  private final Raglan raglan =
      Raglan.builder().dialect(noting).exportTo(new GivenTarget("memory", exporter)).build();

  @AfterEach
  void close() {
    raglan.close();
  }

  private SpanData exported(String name) {
    assertThat(raglan.flush(PATIENCE).complete()).isTrue();
    List<SpanData> all = exporter.getFinishedSpanItems();
    return all.stream().filter(span -> span.getName().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void isRenderedByTheWorkerAlone() {
    try (ActiveTrace trace = raglan.trace("ask").sessionId("s-1").tags("t").start()) {
      raglan.span("step").input("text").run(() -> {});
      raglan.generation("chat").prompt("text").call(() -> "answer");
    }

    assertThat(exported("step").getAttributes().get(SESSION)).isEqualTo("s-1");
    assertThat(exported("step").getAttributes().get(SEEN)).isEqualTo("s-1");
    assertThat(exported("chat").getAttributes().get(SEEN)).isEqualTo("s-1");
    assertThat(noting.threads).isNotEmpty().doesNotContain(Thread.currentThread());
  }

  @Test
  void isThereForWhoeverLooksAtTheOpenSpan() {
    try (ActiveTrace trace = raglan.trace("ask").sessionId("s-1").start();
        ActiveSpan span = raglan.span("step").start()) {
      ReadableSpan open = (ReadableSpan) span.openTelemetrySpan();
      assertThat(open.getAttribute(SESSION)).isEqualTo("s-1");
      assertThat(open.toSpanData().getAttributes().get(SEEN)).isEqualTo("s-1");
    }
    assertThat(exported("step").getAttributes().get(SESSION)).isEqualTo("s-1");
  }

  @Test
  void stepsBackBehindWhatIsWrittenOnTheOpenSpan() {
    try (ActiveTrace trace = raglan.trace("ask").sessionId("s-1").start();
        ActiveSpan span = raglan.span("step").start()) {
      span.openTelemetrySpan().setAttribute(SESSION, "own");
      span.attribute("k", "v");
    }
    SpanData step = exported("step");
    assertThat(step.getAttributes().get(SESSION)).isEqualTo("own");
    assertThat(step.getAttributes().get(SEEN)).isEqualTo("s-1");
    assertThat(step.getAttributes().get(AttributeKey.stringKey("k"))).isEqualTo("v");
  }

  @Test
  void weighsWhatItIsMadeOfBeforeItIsRendered() {
    long little = queuedBytes("s");
    long more = queuedBytes("s".repeat(400));
    // The session is in the trace's span, and the span below is made of it too.
    assertThat(more - little).isGreaterThanOrEqualTo(2 * 2 * 399);
  }

  private static long queuedBytes(String session) {
    DeliverySettings never = DeliverySettings.builder().interval(Duration.ofHours(1)).build();
    GivenTarget target = new GivenTarget("memory", InMemorySpanExporter.create());
    try (Raglan waiting = Raglan.builder().delivery(never).exportTo(target).build()) {
      try (ActiveTrace trace = waiting.trace("ask").sessionId(session).start()) {
        waiting.span("step").run(() -> {});
      }
      return waiting.delivery().queuedBytes();
    }
  }
}

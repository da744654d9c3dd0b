package dev.raglan.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The events of a span that is recorded later than it happened lie within it. */
class BackDatedEventsTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final Recorded recorded = new Recorded();

  @AfterEach
  void close() {
    recorded.close();
  }

  private static Instant timeOf(long nanos) {
    return Instant.ofEpochSecond(0, nanos);
  }

  private void assertWithin(String name) {
    SpanData span = recorded.span(name);
    assertThat(span.getEvents()).isNotEmpty();
    for (EventData event : span.getEvents()) {
      assertThat(timeOf(event.getEpochNanos()))
          .as(event.getName())
          .isBetween(timeOf(span.getStartEpochNanos()), timeOf(span.getEndEpochNanos()));
    }
  }

  @Test
  void anExceptionIsAtTheEnd() {
    ActiveTrace trace = recorded.raglan.trace("t").startTime(NOON).startDetached();
    trace.recordException(new IllegalStateException("broken")).end(NOON.plusSeconds(5));

    SpanData span = recorded.span("t");
    assertThat(span.getEvents())
        .singleElement()
        .satisfies(event -> assertThat(event.getEpochNanos()).isEqualTo(span.getEndEpochNanos()));
  }

  @Test
  void severalExceptionsAreWithin() {
    recorded
        .raglan
        .trace("t")
        .startTime(NOON)
        .startDetached()
        .recordException(new IllegalStateException("first"))
        .recordException(new IllegalStateException("second"))
        .end(NOON.plusSeconds(5_000));

    assertThat(recorded.span("t").getEvents()).hasSize(2);
    assertWithin("t");
  }

  @Test
  void anEventIsWithinWhateverTheEnd() {
    try (ActiveTrace trace =
        recorded.raglan.trace("t").startTime(NOON).endTime(NOON.plusNanos(1)).start()) {
      recorded.raglan.rag().custom("in", "out");
      recorded.raglan.feedback().binary(true);
      assertThat(trace.isRecording()).isTrue();
    }

    assertThat(recorded.span("t").getEvents()).hasSize(2);
    assertWithin("t");
  }

  @Test
  void anEventOfASpanThatIsNotCurrentHasItsTime() {
    ActiveTrace trace = recorded.raglan.trace("t").startTime(NOON).startDetached();
    recorded.raglan.rag().on(trace).custom("in", "out");
    recorded.raglan.feedback().forSpan(trace).binary(true);
    trace.end(NOON.plusSeconds(3_600));

    assertThat(recorded.span("t").getEvents()).hasSize(2);
    assertWithin("t");
    assertThat(recorded.text("t", "raglan.trace.input")).isEqualTo("in");
  }

  @Test
  void anEventIsAsFarBehindTheStartAsItWasRecorded() {
    try (ActiveTrace trace = recorded.raglan.trace("t").startTime(NOON).start()) {
      recorded.raglan.rag().custom("in", "out");
      trace.endTime(NOON.plusSeconds(3_600));
    }

    assertWithin("t");
  }

  @Test
  void aSpanBelowHasItsOwnTime() {
    long before = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    try (ActiveTrace trace = recorded.raglan.trace("t").startTime(NOON).start();
        ActiveSpan span = trace.span("s").start()) {
      recorded.raglan.rag().custom("in", "out");
      assertThat(span.isRecording()).isTrue();
    }

    assertThat(recorded.span("s").getEvents().get(0).getEpochNanos())
        .isGreaterThanOrEqualTo(before);
  }
}

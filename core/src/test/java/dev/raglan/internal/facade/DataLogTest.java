package dev.raglan.internal.facade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.raglan.trace.ActiveTrace;
import dev.raglan.trace.Recorded;
import io.opentelemetry.api.trace.SpanContext;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

class DataLogTest {

  private final Recorded recorded = new Recorded(builder -> builder.mdc(true));
  private final Logger logger = (Logger) LoggerFactory.getLogger("dev.raglan.log");
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  @BeforeEach
  void listen() {
    logger.setLevel(Level.INFO);
    logger.setAdditive(false);
    lines.start();
    logger.addAppender(lines);
  }

  @AfterEach
  void close() {
    logger.detachAppender(lines);
    recorded.close();
  }

  private String line() {
    assertThat(lines.list).hasSize(1);
    return lines.list.get(0).getFormattedMessage();
  }

  @Test
  void writesOneLineWithTheMarkerAndTheIds() {
    SpanContext span =
        recorded.in("root", root -> recorded.raglan.log(Map.of("k", 1))).getSpanContext();

    assertThat(line())
        .isEqualTo("trace_id=%s span_id=%s {\"k\":1}", span.getTraceId(), span.getSpanId());
    assertThat(lines.list.get(0).getMarkerList())
        .singleElement()
        .satisfies(marker -> assertThat(marker.getName()).isEqualTo("RAGLAN"));
    assertThat(recorded.span("root").getEvents()).isEmpty();
  }

  @Test
  void writesTheDataAloneOutsideATrace() {
    recorded.raglan.log("hello");

    assertThat(line()).isEqualTo("hello");
  }

  @Test
  void contentCannotForgeALine() {
    recorded.raglan.log("a\r\nINFO forged\u2028b\u0085c\u001b[2Jd\u202ee{}");
    recorded.raglan.log(Map.of("k", "a\r\nb\u2028c\u0085d"));

    assertThat(lines.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(
            "a\\r\\nINFO forged\\u2028b\\u0085c\\u001b[2Jd\\u202ee{}",
            "{\"k\":\"a\\r\\nb\\u2028c\\u0085d\"}");
  }

  @Test
  void keepsWithinTheLimitsAndHidesSecrets() {
    recorded.raglan.log("password=hunter2 " + "x".repeat(100_000));

    assertThat(line()).hasSizeLessThanOrEqualTo(16_384).doesNotContain("hunter2");
  }

  @Test
  void writesNull() {
    recorded.raglan.log(null);

    assertThat(line()).isEqualTo("null");
  }

  @Test
  void writesToTheLoggerThatIsGiven() {
    Logger own = (Logger) LoggerFactory.getLogger("own");
    own.setLevel(Level.INFO);
    own.setAdditive(false);
    ListAppender<ILoggingEvent> ownLines = new ListAppender<>();
    ownLines.start();
    own.addAppender(ownLines);
    recorded.raglan.log("hello", own);

    assertThat(ownLines.list).hasSize(1);
    assertThat(lines.list).isEmpty();
  }

  @Test
  void aValueThatThrowsHarmsNobody() {
    Object broken =
        new Object() {
          @Override
          public String toString() {
            throw new StackOverflowError();
          }
        };

    assertThatNoException().isThrownBy(() -> recorded.raglan.log(broken));
    assertThat(lines.list).hasSize(1);
  }

  @Test
  void writesNothingWhenDisabledOrClosed() {
    for (Recorded idle : Arrays.asList(new Recorded(b -> b.enabled(false)), new Recorded())) {
      idle.raglan.close();
      idle.raglan.log("hello");
    }
    assertThat(lines.list).isEmpty();
  }

  @Test
  void holdsTheIdsInTheLoggingContextForTheTimeOfASpan() {
    MDC.put("trace_id", "before");
    recorded.in(
        "root",
        root -> {
          String outer = root.getSpanContext().getSpanId();
          assertThat(MDC.get("trace_id")).isEqualTo(root.getSpanContext().getTraceId());
          recorded.in(
              "child",
              child ->
                  assertThat(MDC.get("span_id")).isEqualTo(child.getSpanContext().getSpanId()));
          assertThat(MDC.get("span_id")).isEqualTo(outer);
        });

    assertThat(MDC.get("trace_id")).isEqualTo("before");
    assertThat(MDC.get("span_id")).isNull();
    MDC.clear();
  }

  @Test
  void holdsTheIdsForTheStepsOfTheFacade() {
    try (ActiveTrace trace = recorded.raglan.trace("root").start()) {
      assertThat(MDC.get("span_id")).isEqualTo(trace.spanContext().getSpanId());
    }

    assertThat(MDC.get("span_id")).isNull();
  }

  @Test
  void leavesTheLoggingContextAloneUnlessAsked() {
    try (Recorded silent = new Recorded()) {
      silent.in("root", root -> assertThat(List.of("trace_id", "span_id")).noneMatch(this::held));
    }
  }

  private boolean held(String key) {
    return MDC.get(key) != null;
  }
}

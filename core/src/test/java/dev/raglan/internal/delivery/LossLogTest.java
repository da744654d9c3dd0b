package dev.raglan.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.raglan.internal.transport.FailureCause;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The cause in the line of a target's losses. */
class LossLogTest {

  private static final FailureCause CAUSE = FailureCause.of("too large");

  private final Logger logger = (Logger) LoggerFactory.getLogger("dev.raglan.delivery");
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final LossLog log = new LossLog("scripted");

  @BeforeEach
  void listen() {
    lines.start();
    logger.addAppender(lines);
  }

  @AfterEach
  void leave() {
    logger.detachAppender(lines);
  }

  /** Other targets of this virtual machine may still tell of their losses. */
  private List<ILoggingEvent> own() {
    synchronized (lines) {
      return lines.list.stream()
          .filter(line -> line.getFormattedMessage().startsWith("Raglan: scripted: "))
          .toList();
    }
  }

  private String report(long lost) {
    log.report(lost, 0, true, "the queue was full");
    List<ILoggingEvent> own = own();
    return own.get(own.size() - 1).getFormattedMessage();
  }

  @Test
  void isThatOfTheSpansThatWereDroppedBeforeOthersWereExported() {
    log.noteOutcome(false, CAUSE);
    log.noteOutcome(true, null);
    assertThat(report(1)).startsWith("Raglan: scripted: too large; 1 span dropped");
  }

  @Test
  void doesNotLastBeyondTheNextSuccess() {
    log.noteOutcome(false, CAUSE);
    report(1);
    log.noteOutcome(true, null);
    assertThat(report(3)).startsWith("Raglan: scripted: the queue was full; 2 spans");
  }

  @Test
  void isThatOfAnAttemptWhichFailsStill() {
    log.failing(CAUSE);
    assertThat(report(1)).contains("too large");
    log.noteOutcome(true, null);
    assertThat(report(2)).contains("the queue was full");
  }

  /** Ten minutes in which a receiver is down. */
  @Test
  void isSaidOnceAMinute() {
    for (int second = 0; second < 600; second++) {
      log.failing(CAUSE);
      log.report(second + 1L, TimeUnit.SECONDS.toNanos(second), false, "the queue was full");
    }

    assertThat(own())
        .filteredOn(line -> line.getLevel() == Level.WARN)
        .hasSize(10)
        .extracting(ILoggingEvent::getFormattedMessage)
        .last()
        .asString()
        .endsWith("; 60 spans dropped in the last minute");
  }
}

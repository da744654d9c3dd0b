package dev.raglan.internal.safe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ThrottledLogTest {

  private final Logger logger = (Logger) LoggerFactory.getLogger("throttled");
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final AtomicLong clock = new AtomicLong(-42);
  private final ThrottledLog log = new ThrottledLog(logger, clock::get);

  @BeforeEach
  void listen() {
    logger.setLevel(Level.WARN);
    logger.setAdditive(false);
    lines.start();
    logger.addAppender(lines);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(lines);
  }

  @Test
  void writesOneLineAMinuteForEachSubject() {
    log.warn("a", null);
    log.warn("a", null);
    log.warn("b", null);
    assertThat(lines.list).extracting(ILoggingEvent::getFormattedMessage).hasSize(2);
  }

  @Test
  void saysHowManyWereLeftOut() {
    log.warn("a", new IllegalStateException());
    log.warn("a", null);
    log.warn("a", null);
    clock.addAndGet(TimeUnit.MINUTES.toNanos(1));
    log.warn("a", null);
    assertThat(lines.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(
            "Raglan: a (java.lang.IllegalStateException); 0 more left out since the last line",
            "Raglan: a; 2 more left out since the last line");
  }

  @Test
  void doesNotGrowWithTheNumberOfSubjects() {
    for (int i = 0; i < 10_000; i++) {
      log.warn("subject " + i, null);
    }
    assertThat(lines.list).hasSizeLessThan(300);
  }

  @Test
  void neverThrows() {
    assertThatCode(
            () ->
                log.warn(
                    "a",
                    new RuntimeException() {
                      private static final long serialVersionUID = 1;

                      @Override
                      public String getMessage() {
                        throw new StackOverflowError();
                      }
                    }))
        .doesNotThrowAnyException();
  }
}

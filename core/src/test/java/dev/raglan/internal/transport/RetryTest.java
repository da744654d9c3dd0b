package dev.raglan.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.internal.transport.SendResult.Kind;
import io.opentelemetry.sdk.common.CompletableResultCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "120, 120000",
    "0, 0",
    " 7 , 7000",
    "99999999999999999999, 86400000",
    "'Thu, 01 Jan 2026 00:00:30 GMT', 30000",
    "'Thursday, 01-Jan-26 00:00:30 GMT', 30000",
    "'Thu Jan  1 00:00:30 2026', 30000",
    "'Wed, 31 Dec 2025 00:00:30 GMT', 0",
    "'Fri, 01 Jan 2100 00:00:00 GMT', 86400000",
  })
  void readsSecondsAndDates(String value, long millis) {
    assertThat(RetryAfter.nanos(value, NOW)).isEqualTo(Duration.ofMillis(millis).toNanos());
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      value = {"null", "''", "soon", "-5", "1.5", "Foo 01 Jan"})
  void readsNothingElse(String value) {
    assertThat(RetryAfter.nanos(value, NOW)).isNegative();
  }

  @Test
  void spreadsTheAttemptsOfManyClients() {
    Random random = new Random(42);
    for (int failures = 1; failures < 10; failures++) {
      List<Long> pauses = new ArrayList<>();
      for (int client = 0; client < 100; client++) {
        Backoff backoff = new Backoff(() -> 0, random::nextDouble);
        for (int i = 0; i < failures; i++) {
          backoff.failed(-1);
        }
        pauses.add(backoff.nanosLeft());
      }
      LongSummaryStatistics spread = pauses.stream().mapToLong(Long::longValue).summaryStatistics();
      assertThat(spread.getMax() - spread.getMin())
          .isGreaterThan((long) (0.2 * spread.getAverage()));
      assertThat(spread.getMax()).isLessThanOrEqualTo(Duration.ofSeconds(5).toNanos());
    }
  }

  @Test
  void boundsTheAttemptsOfAnOutage() {
    AtomicLong clock = new AtomicLong();
    Backoff backoff = new Backoff(clock::get, () -> 0);
    int attempts = 0;
    while (clock.get() < Duration.ofMinutes(10).toNanos()) {
      attempts++;
      backoff.failed(-1);
      clock.addAndGet(backoff.nanosLeft());
    }
    assertThat(attempts).isLessThan(250);
  }

  @Test
  void beginsAnewAfterASuccess() {
    Backoff backoff = new Backoff(() -> 0, () -> 0);
    for (int i = 0; i < 20; i++) {
      backoff.failed(-1);
    }
    backoff.succeeded();
    assertThat(backoff.nanosLeft()).isZero();

    backoff.failed(-1);

    assertThat(backoff.nanosLeft()).isEqualTo(Duration.ofMillis(125).toNanos());
  }

  @Test
  void capsThePauseThatATargetAsksFor() {
    Backoff backoff = new Backoff(() -> 0, () -> 0);

    backoff.failed(Duration.ofDays(1).toNanos());

    assertThat(backoff.nanosLeft())
        .isBetween(Duration.ofSeconds(60).toNanos(), Duration.ofSeconds(62).toNanos());
  }

  /** A part of bytes that are a span each; the target refuses more than its limit. */
  private record Bytes(int spans, AtomicLong limit, AtomicInteger attempts) implements Part {

    @Override
    public long bytes() {
      return spans;
    }

    @Override
    public List<Bytes> halves() {
      return spans < 2
          ? List.of()
          : List.of(
              new Bytes(spans / 2, limit, attempts), new Bytes(spans - spans / 2, limit, attempts));
    }

    @Override
    public SendResult send(long timeoutNanos) {
      attempts.incrementAndGet();
      return spans <= limit.get()
          ? SendResult.accepted()
          : SendResult.failed(Kind.TOO_LARGE, FailureCause.of("413"));
    }
  }

  @Test
  void sendsLessWhileTheTargetTakesLessAndMoreAgainLater() {
    AtomicLong limit = new AtomicLong(100_000);
    RetryLoop loop = new RetryLoop(1, 1 << 20);
    send(loop, 1 << 20, limit);
    assertThat(loop.maxBytes()).isEqualTo(65_536);

    for (int i = 0; i < 100; i++) {
      send(loop, (int) loop.maxBytes(), limit);
    }
    assertThat(loop.maxBytes()).isEqualTo(65_536);

    limit.set(0);
    send(loop, 65_536, limit);
    assertThat(loop.maxBytes()).isEqualTo(16_384);

    limit.set(1 << 20);
    for (int i = 0; i < 1_000; i++) {
      send(loop, (int) loop.maxBytes(), limit);
    }
    assertThat(loop.maxBytes()).isEqualTo(1 << 20);
  }

  @Test
  void asksATargetThatTakesNothingForPiecesOf16KilobytesAtTheLeast() {
    AtomicInteger attempts = new AtomicInteger();
    Bytes all = new Bytes(1 << 20, new AtomicLong(), attempts);

    CompletableResultCode result =
        SingleExport.run(
            Duration.ofMinutes(1),
            settlement -> new RetryLoop(1, 4 << 20).run(List.of(all), settlement));

    assertThat(result.isSuccess()).isFalse();
    assertThat(attempts).hasValueBetween(64, 255);
  }

  private static void send(RetryLoop loop, int bytes, AtomicLong limit) {
    SingleExport.run(
        Duration.ofMinutes(1),
        settlement -> loop.run(List.of(new Bytes(bytes, limit, new AtomicInteger())), settlement));
  }
}

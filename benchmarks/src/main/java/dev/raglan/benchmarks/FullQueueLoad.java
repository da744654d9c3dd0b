package dev.raglan.benchmarks;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;



/** What fills the queue: calls, none of whose values are shared with another. */
enum FullQueueLoad {
  /** Spans alone. */
  SPANS(FullQueueCalls::bare, i -> i),
  /** Texts of a byte a character. */
  LATIN_TEXTS(FullQueueCalls::kept, i -> text(i, 4_000, 'a')),
  /** Texts of two bytes a character. */
  WIDE_TEXTS(FullQueueCalls::kept, i -> text(i, 4_000, '\u03b1')),
  /** Short texts. */
  SHORT_TEXTS(FullQueueCalls::kept, i -> text(i, 20, 'a')),
  /** Lists of five records with a text of 400 characters. */
  DOCUMENTS(
      FullQueueCalls::kept, i -> list(5, j -> new Doc("d" + j, text(i, 400, 'a'), 1.0 / (j + 1)))),
  /** Lists of many small records. */
  SMALL_RECORDS(FullQueueCalls::kept, i -> list(200, j -> new Small(i, text(j, 3, 'a'), j))),
  /** Maps of short texts. */
  MAPS(FullQueueCalls::kept, i -> Map.of(text(i, 8, 'a'), text(i, 8, 'b'), text(i, 8, 'c'), i)),
  /** Lists of boxed numbers. */
  NUMBERS(FullQueueCalls::kept, i -> list(200, j -> (double) i * j)),
  /** Lists of times with an offset, which are several objects each. */
  TIMES(FullQueueCalls::kept, i -> list(200, FullQueueLoad::time)),
  /** Lists of amounts that need more than a {@code long}. */
  AMOUNTS(FullQueueCalls::kept, i -> list(200, j -> new BigDecimal(BigInteger.TEN.pow(30 + j), 2))),
  /** Records of amounts and times alone. */
  AMOUNT_RECORDS(
      FullQueueCalls::kept,
      i -> list(100, j -> new Entry(new BigDecimal(BigInteger.TEN.pow(30), 2), time(j)))),
  /** Numbers of a thousand bytes. */
  LONG_NUMBERS(FullQueueCalls::kept, i -> BigInteger.ONE.shiftLeft(8_000)),
  /** Identifiers and values that may be absent. */
  IDENTIFIERS(FullQueueCalls::kept, i -> list(100, j -> Optional.of(new UUID(i, j)))),
  /** Lists whose texts come after as many elements as are looked at. */
  LATE_TEXTS(FullQueueCalls::kept, i -> list(300, j -> j < 256 ? i : text(j, 1_000, 'a'))),
  /** The first of many documents, in a list that leads to all of them. */
  FIRST_OF_MANY(FullQueueCalls::kept, i -> list(50, j -> text(j, 400, 'a')).subList(0, 5)),
  /** JSON of what may change. */
  SNAPSHOTS(FullQueueCalls::snapshot, i -> text(i, 4_000, 'a')),
  /** JSON of what may change, two bytes a character. */
  WIDE_SNAPSHOTS(FullQueueCalls::snapshot, i -> text(i, 4_000, '\u03b1')),
  /** Exceptions, with their stack as text. */
  FAILURES(FullQueueLoad::fail, i -> "failure " + i);

  private final BiConsumer<FullQueueCalls, Object> call;
  private final IntFunction<Object> value;

  FullQueueLoad(BiConsumer<FullQueueCalls, Object> call, IntFunction<Object> value) {
    this.call = call;
    this.value = value;
  }

  /** A record of a number, a text and a number. */
  record Small(int id, String text, double score) {}

  /** A record of an amount and a time. */
  record Entry(BigDecimal amount, ZonedDateTime at) {}

  /** Makes a call whose values nothing else refers to. */
  void call(FullQueueCalls calls, int number) {
    call.accept(calls, value.apply(number));
  }

  private static void fail(FullQueueCalls calls, Object value) {
    try {
      calls.failing(value);
    } catch (IllegalStateException expected) {
      // It has been traced.
    }
  }

  private static String text(int number, int length, char letter) {
    return number + Character.toString(letter).repeat(length);
  }

  private static ZonedDateTime time(int second) {
    return Instant.ofEpochSecond(second).atZone(ZoneOffset.UTC);
  }

  private static List<Object> list(int size, IntFunction<Object> element) {
    return List.of(IntStream.range(0, size).mapToObj(element).toArray());
  }
}

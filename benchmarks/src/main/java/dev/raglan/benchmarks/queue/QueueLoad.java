package dev.raglan.benchmarks.queue;

import dev.raglan.annotation.Capture;
import dev.raglan.annotation.Traced;
import dev.raglan.benchmarks.Doc;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Calls that fill the queue, none of whose values are shared with another. */
enum QueueLoad {
  /** Spans alone. */
  SPANS(Calls::bare, i -> i),
  /** Texts of a byte a character. */
  LATIN_TEXTS(Calls::kept, i -> text(i, 4_000, 'a')),
  /** Texts of two bytes a character. */
  WIDE_TEXTS(Calls::kept, i -> text(i, 4_000, '\u03b1')),
  /** Short texts. */
  SHORT_TEXTS(Calls::kept, i -> text(i, 20, 'a')),
  /** Lists of five records with a text of 400 characters. */
  DOCUMENTS(Calls::kept, i -> list(5, j -> new Doc("d" + j, text(i, 400, 'a'), 1.0 / (j + 1)))),
  /** Lists of many small records. */
  SMALL_RECORDS(Calls::kept, i -> list(200, j -> new Small(i, text(j, 3, 'a'), j))),
  /** Maps of short texts. */
  MAPS(Calls::kept, i -> Map.of(text(i, 8, 'a'), text(i, 8, 'b'), text(i, 8, 'c'), i)),
  /** Lists of boxed numbers. */
  NUMBERS(Calls::kept, i -> list(200, j -> (double) i * j)),
  /** Lists of times with an offset, which are several objects each. */
  TIMES(Calls::kept, i -> list(200, QueueLoad::time)),
  /** Lists of amounts that need more than a {@code long}. */
  AMOUNTS(Calls::kept, i -> list(200, j -> new BigDecimal(BigInteger.TEN.pow(30 + j), 2))),
  /** Records of amounts and times alone. */
  AMOUNT_RECORDS(
      Calls::kept,
      i -> list(100, j -> new Entry(new BigDecimal(BigInteger.TEN.pow(30), 2), time(j)))),
  /** Numbers of a thousand bytes. */
  LONG_NUMBERS(Calls::kept, i -> BigInteger.ONE.shiftLeft(8_000)),
  /** Identifiers and values that may be absent. */
  IDENTIFIERS(Calls::kept, i -> list(100, j -> Optional.of(new UUID(i, j)))),
  /** Lists whose texts come after as many elements as are looked at. */
  LATE_TEXTS(Calls::kept, i -> list(300, j -> j < 256 ? i : text(j, 1_000, 'a'))),
  /** The first of many documents, in a list that leads to all of them. */
  FIRST_OF_MANY(Calls::kept, i -> list(50, j -> text(j, 400, 'a')).subList(0, 5)),
  /** JSON of what may change. */
  SNAPSHOTS(Calls::snapshot, i -> text(i, 4_000, 'a')),
  /** JSON of what may change, two bytes a character. */
  WIDE_SNAPSHOTS(Calls::snapshot, i -> text(i, 4_000, '\u03b1')),
  /** Exceptions, with their stack as text. */
  FAILURES(QueueLoad::fail, i -> "failure " + i);

  private static final Calls CALLS = new Calls();

  private final BiConsumer<Calls, Object> call;
  private final IntFunction<Object> value;

  QueueLoad(BiConsumer<Calls, Object> call, IntFunction<Object> value) {
    this.call = call;
    this.value = value;
  }

  /** Traced methods that give back what they are given. */
  static class Calls {

    /** Nothing but the span. */
    @Traced(value = "echo", input = Capture.OFF, output = Capture.OFF)
    Object bare(Object value) {
      return value;
    }

    /** The value, as it is; the queue keeps it if it cannot change. */
    @Traced(value = "echo", input = Capture.OFF)
    Object kept(Object value) {
      return value;
    }

    /** A list that may change; what is kept is JSON. */
    @Traced(value = "echo", input = Capture.OFF)
    List<Object> snapshot(Object value) {
      return new ArrayList<>(List.of(value));
    }

    /** An exception, with its stack. */
    @Traced(value = "echo", input = Capture.OFF)
    Object failing(Object value) {
      throw new IllegalStateException(value.toString());
    }
  }

  /** A record of a number, a text and a number. */
  record Small(int id, String text, double score) {}

  /** A record of an amount and a time. */
  record Entry(BigDecimal amount, ZonedDateTime at) {}

  /** Makes a call whose values nothing else refers to. */
  void call(int number) {
    call.accept(CALLS, value.apply(number));
  }

  /** Returns the name in figures, such as {@code LatinTexts}. */
  String title() {
    return Arrays.stream(name().split("_", -1))
        .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
        .collect(Collectors.joining());
  }

  private static void fail(Calls calls, Object value) {
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

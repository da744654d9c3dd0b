package dev.raglan.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.raglan.internal.type.RawJson;
import java.io.File;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Calendar;
import java.util.Currency;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JsonScalarsTest {

  enum Plain {
    ONE
  }

  enum Renamed {
    @JsonProperty("in-progress")
    IN_PROGRESS
  }

  enum Coded {
    GOOD(7);

    private final int code;

    Coded(int code) {
      this.code = code;
    }

    @JsonValue
    public int code() {
      return code;
    }
  }

  /** A function, but first of all an enum. */
  enum Comparing implements java.util.Comparator<String> {
    BY_LENGTH;

    @Override
    public int compare(String a, String b) {
      return Integer.compare(a.length(), b.length());
    }
  }

  enum WithBody {
    A {
      @Override
      public String toString() {
        return "never used";
      }
    }
  }

  /** A number class that nobody knows. */
  static final class Fraction extends Number {

    private final String text;

    Fraction(String text) {
      this.text = text;
    }

    @Override
    public int intValue() {
      return 0;
    }

    @Override
    public long longValue() {
      return 0;
    }

    @Override
    public float floatValue() {
      return 0;
    }

    @Override
    public double doubleValue() {
      return 0;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  static Stream<Arguments> scalars() throws Exception {
    LongAdder adder = new LongAdder();
    adder.add(5);
    return Stream.of(
        Arguments.of(null, "null"),
        Arguments.of("a\"b\\c\n\u0001", "\"a\\\"b\\\\c\\n\\u0001\""),
        Arguments.of(new StringBuilder("built"), "\"built\""),
        Arguments.of('x', "\"x\""),
        Arguments.of(true, "true"),
        Arguments.of(1, "1"),
        Arguments.of(-2L, "-2"),
        Arguments.of((short) 3, "3"),
        Arguments.of((byte) 4, "4"),
        Arguments.of(1.5, "1.5"),
        Arguments.of(1e20, "1.0E20"),
        Arguments.of(0.1f, "0.1"),
        Arguments.of(Double.NaN, "\"NaN\""),
        Arguments.of(Float.NEGATIVE_INFINITY, "\"-Infinity\""),
        Arguments.of(new BigDecimal("1E+3"), "1000"),
        Arguments.of(new BigDecimal("1E+1000000000"), "1E+1000000000"),
        Arguments.of(
            new BigInteger("123456789012345678901234567890"), "123456789012345678901234567890"),
        Arguments.of(BigInteger.ONE.shiftLeft(5_000), "\"<java.math.BigInteger>\""),
        Arguments.of(new Fraction("0.25"), "0.25"),
        Arguments.of(
            new Fraction("1/4"), "\"<dev.raglan.internal.json.JsonScalarsTest$Fraction>\""),
        Arguments.of(new AtomicInteger(9), "9"),
        Arguments.of(adder, "5"),
        Arguments.of(new AtomicBoolean(true), "true"),
        Arguments.of(new AtomicReference<>("held"), "\"held\""),
        Arguments.of(Plain.ONE, "\"ONE\""),
        Arguments.of(Renamed.IN_PROGRESS, "\"in-progress\""),
        Arguments.of(Coded.GOOD, "7"),
        Arguments.of(WithBody.A, "\"A\""),
        Arguments.of(Comparing.BY_LENGTH, "\"BY_LENGTH\""),
        Arguments.of(LocalDate.of(2026, 1, 2), "\"2026-01-02\""),
        Arguments.of(Duration.ofSeconds(90), "\"PT1M30S\""),
        Arguments.of(ZoneOffset.UTC, "\"Z\""),
        Arguments.of(Date.from(Instant.EPOCH), "\"1970-01-01T00:00:00Z\""),
        Arguments.of(new java.sql.Timestamp(0), "\"1970-01-01T00:00:00Z\""),
        Arguments.of(new java.sql.Date(0), "\"1970-01-01T00:00:00Z\""),
        Arguments.of(calendar(), "\"1970-01-01T00:00:00Z\""),
        Arguments.of(Optional.of(1), "1"),
        Arguments.of(Optional.empty(), "null"),
        Arguments.of(OptionalInt.of(2), "2"),
        Arguments.of(new UUID(0, 1), "\"00000000-0000-0000-0000-000000000001\""),
        Arguments.of(URI.create("http://a/b"), "\"http://a/b\""),
        Arguments.of(URI.create("http://a/b").toURL(), "\"http://a/b\""),
        Arguments.of(Path.of("a", "b"), "\"a/b\""),
        Arguments.of(new File("a"), "\"a\""),
        Arguments.of(String.class, "\"java.lang.String\""),
        Arguments.of(Locale.GERMANY, "\"de_DE\""),
        Arguments.of(Currency.getInstance("EUR"), "\"EUR\""),
        Arguments.of(StandardCharsets.UTF_8, "\"UTF-8\""),
        Arguments.of(Pattern.compile("a+"), "\"a+\""),
        Arguments.of(
            new IllegalStateException("no"),
            "{\"type\":\"java.lang.IllegalStateException\",\"message\":\"no\"}"),
        Arguments.of(Map.entry("k", 1), "{\"k\":1}"),
        Arguments.of(new byte[1024], "\"byte[1024]\""),
        Arguments.of(ByteBuffer.allocate(5), "\"byte[5]\""),
        Arguments.of(new char[] {'p', 'w'}, "\"char[2]\""),
        Arguments.of(new int[] {1, 2}, "[1,2]"),
        Arguments.of(new boolean[] {true}, "[true]"),
        Arguments.of(new float[] {1, 2.5f}, "[1.0,2.5]"),
        Arguments.of(vector(), "\"float[1536] [0.0, 1.0, 2.0, …]\""),
        Arguments.of(new Object[] {"a", null, 1}, "[\"a\",null,1]"),
        Arguments.of(new RawJson("{\"a\":[1]}"), "{\"a\":[1]}"),
        Arguments.of(new RawJson(""), "null"));
  }

  private static Calendar calendar() {
    Calendar calendar = new GregorianCalendar(TimeZone.getTimeZone("UTC"), Locale.ROOT);
    calendar.setTimeInMillis(0);
    return calendar;
  }

  private static float[] vector() {
    float[] vector = new float[1536];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = i;
    }
    return vector;
  }

  @ParameterizedTest
  @MethodSource("scalars")
  void writesEachKnownTypeInItsOwnForm(Object value, String json) {
    assertThat(Json.of(value)).isEqualTo(json);
  }

  @Test
  void writesKnownMapKeysAsTextAndOthersAsTheirType() {
    assertThat(Json.of(Map.of(Plain.ONE, 1))).isEqualTo("{\"ONE\":1}");
    assertThat(Json.of(Map.of(2, 1))).isEqualTo("{\"2\":1}");
    assertThat(Json.of(Map.of(1.5, 1))).isEqualTo("{\"1.5\":1}");
    assertThat(Json.of(Map.of(LocalDate.EPOCH, 1))).isEqualTo("{\"1970-01-01\":1}");
    assertThat(Json.of(Map.of(String.class, 1))).isEqualTo("{\"java.lang.String\":1}");
    assertThat(Json.of(Map.of(new Object(), 1))).isEqualTo("{\"<java.lang.Object>\":1}");
    assertThat(Json.tree(Json.of(Map.of(new Object(), 1, new Object(), 2)))).hasSize(2);
  }
}

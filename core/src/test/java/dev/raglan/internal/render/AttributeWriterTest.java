package dev.raglan.internal.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.raglan.internal.json.JsonRenderer;
import dev.raglan.internal.type.RawJson;
import dev.raglan.model.CaptureLimits;
import dev.raglan.spi.AttributeSink;
import dev.raglan.spi.Content;
import dev.raglan.spi.Redactor;
import io.opentelemetry.api.common.AttributeKey;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AttributeWriterTest {

  private final AttributeWriter writer =
      new AttributeWriter(JsonRenderer.of(CaptureLimits.DEFAULT));
  private final Map<String, Object> written = new HashMap<>();
  private final AttributeSink sink =
      new AttributeSink() {
        @Override
        public <T> void put(AttributeKey<T> key, T value) {
          written.put(key.getKey(), value);
          assertThat(key.getType().name())
              .isEqualTo(
                  value instanceof Long
                      ? "LONG"
                      : value instanceof Double
                          ? "DOUBLE"
                          : value instanceof Boolean ? "BOOLEAN" : "STRING");
        }
      };

  @Test
  void aNameIsTheSameWhenItIsWrittenAgain() {
    for (String name : List.of("chat", "AKIAIOSFODNN7EXAMPLE", "nul\0", "chat")) {
      String first = writer.name(name);

      assertThat(writer.name(name)).isEqualTo(first);
      assertThat(writer.name(new String(name.toCharArray()))).isEqualTo(first);
    }
    assertThat(writer.name("AKIAIOSFODNN7EXAMPLE")).isEqualTo(Redactor.REDACTED);
  }

  @Test
  void aRedactorWhoseRulesChangeIsAskedForTheSameNameAgain() {
    Set<String> rules = new HashSet<>();
    AttributeWriter changing =
        new AttributeWriter(
            JsonRenderer.builder()
                .redactor(text -> rules.contains(text) ? Redactor.REDACTED : text)
                .build());
    assertThat(changing.name("project-x")).isEqualTo("project-x");

    rules.add("project-x");

    assertThat(changing.name("project-x")).isEqualTo(Redactor.REDACTED);
  }

  private enum Color {
    RED,
    @JsonProperty("sea green")
    GREEN
  }

  static Stream<Arguments> values() {
    return Stream.of(
        Arguments.of((byte) 1, 1L),
        Arguments.of((short) 2, 2L),
        Arguments.of(3, 3L),
        Arguments.of(4L, 4L),
        Arguments.of(new AtomicInteger(5), 5L),
        Arguments.of(new AtomicLong(6), 6L),
        Arguments.of(BigInteger.valueOf(7), 7L),
        Arguments.of(BigInteger.TWO.pow(70), Math.pow(2, 70)),
        Arguments.of(0.1f, 0.1),
        Arguments.of(0.2, 0.2),
        Arguments.of(new BigDecimal("0.25"), 0.25),
        Arguments.of(new DoubleAdder(), 0.0),
        Arguments.of(true, true),
        Arguments.of("text", "text"),
        Arguments.of(new StringBuilder("text"), "text"),
        Arguments.of('c', "c"),
        Arguments.of(Color.RED, "RED"),
        Arguments.of(Color.GREEN, "sea green"),
        Arguments.of(new RawJson("{\"a\":1}"), "{\"a\":1}"),
        Arguments.of(List.of(1, "b"), "[1,\"b\"]"),
        Arguments.of(Map.of("k", "v"), "{\"k\":\"v\"}"));
  }

  @ParameterizedTest
  @MethodSource("values")
  void writesNumbersOfEveryKindAsNumbersAndOthersAsTextOrJson(Object value, Object expected) {
    writer.write("k", value, sink);

    assertThat(written).containsExactly(Map.entry("k", expected));
  }

  @Test
  void hidesAValueWhoseNameIsRedactedWhateverItsType() {
    writer.write("password", 1234, sink);
    writer.write("app.api_key", "abc", sink);
    writer.write(AttributeKey.stringKey("authorization"), "Basic abc", sink);
    writer.write("raglan.param.token_count", "token_count", 3, sink);

    assertThat(written)
        .containsEntry("password", Redactor.REDACTED)
        .containsEntry("app.api_key", Redactor.REDACTED)
        .containsEntry("authorization", Redactor.REDACTED)
        .containsEntry("raglan.param.token_count", 3L);
  }

  @Test
  void saysOfAContentWhetherItIsJson() {
    assertThat(writer.content("text")).isEqualTo(new Content("text", false));
    assertThat(writer.content(Color.GREEN)).isEqualTo(new Content("sea green", false));
    assertThat(writer.content(new RawJson("\"a\\nb\""))).isEqualTo(new Content("a\nb", false));
    assertThat(writer.content(3)).isEqualTo(new Content("3", true));
    assertThat(writer.content(null)).isEqualTo(new Content("null", true));
  }

  @Test
  void cutsTextAndJsonToItsLength() {
    AttributeWriter brief = new AttributeWriter(JsonRenderer.of(CaptureLimits.DEFAULT), 64);

    assertThat(brief.text("x".repeat(1_000))).hasSizeLessThanOrEqualTo(64).contains("…");
    assertThat(brief.text(List.of("x".repeat(1_000)))).hasSizeLessThanOrEqualTo(64);
  }
}

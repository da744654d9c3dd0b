package dev.raglan.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.raglan.internal.type.RawJson;
import dev.raglan.model.CaptureLimits;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JsonBudgetTest {

  record Hit(String id, double score, String text, List<String> tags) {}

  static Stream<Object> values() {
    Map<String, Object> wide = new LinkedHashMap<>();
    IntStream.range(0, 300).forEach(i -> wide.put("key \"" + i, List.of(i, "v" + i)));
    Object deep = "bottom";
    for (int i = 0; i < 30; i++) {
      deep = i % 2 == 0 ? Map.of("level" + i, deep) : List.of(deep, i);
    }
    return Stream.of(
        "x".repeat(5000),
        "\u0001".repeat(5000),
        "\"\\".repeat(2000),
        "😀".repeat(3000),
        "a😀".repeat(2000) + "\uD83D",
        "\uDC00\uD83D".repeat(2000),
        wide,
        deep,
        Collections.nCopies(400, new Hit("id", 0.5, "some text \n".repeat(9), List.of("a", "b"))),
        Map.of("k".repeat(5000), 1),
        List.of(new RawJson("[" + "1,".repeat(500) + "1]"), "after"),
        new int[1000],
        List.of(new Object(), new Thread[3], 1e300, Long.MIN_VALUE),
        Map.of("password", "x", "b", Map.of("token", "y")));
  }

  @ParameterizedTest
  @MethodSource("values")
  void staysValidAndWithinEveryLength(Object value) {
    JsonRenderer renderer = JsonRenderer.of(new CaptureLimits(64, 300, 12));
    for (int length = 16; length < 1200; length += length < 300 ? 1 : 13) {
      String json = renderer.json(value, length);
      assertThat(json.length()).isLessThanOrEqualTo(length);
      Json.tree(json);
      assertThat(hasLoneSurrogate(json)).isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("values")
  void fillsWhatItIsGiven(Object value) {
    JsonRenderer renderer = JsonRenderer.of(new CaptureLimits(1_000_000, 1000, 40));
    String full = renderer.json(value);
    assertThat(renderer.json(value, full.length() + 400)).isEqualTo(full);
  }

  @Test
  void takesALengthTooSmallAsTheLeast() {
    JsonRenderer renderer = JsonRenderer.of(CaptureLimits.DEFAULT);
    for (int length : new int[] {16, 3, 0, -1, Integer.MIN_VALUE}) {
      assertThat(renderer.json(Map.of("abc", "defghijklmnop"), length))
          .hasSizeLessThanOrEqualTo(16);
      assertThat(renderer.text("abc".repeat(20), length)).hasSizeLessThanOrEqualTo(16);
    }
  }

  @Test
  void saysHowManyCharactersOfAStringAreMissing() {
    JsonNode cut = Json.tree(Json.of("x".repeat(12_345), new CaptureLimits(100, 1, 1)));
    assertThat(cut.textValue()).startsWith("xxx").endsWith("…[+12262 chars]").hasSize(98);
    assertThat(JsonRenderer.of(CaptureLimits.DEFAULT).text("y".repeat(12_345), 100))
        .isEqualTo("y".repeat(85) + "…[+12260 chars]")
        .hasSize(100);
  }

  @Test
  void saysHowManyItemsAndEntriesAreMissing() {
    CaptureLimits three = new CaptureLimits(1000, 3, 5);
    assertThat(Json.of(IntStream.range(0, 98).boxed().toList(), three))
        .isEqualTo("[0,1,2,\"…(+95 more)\"]");
    assertThat(Json.of(new int[5], three)).isEqualTo("[0,0,0,\"…(+2 more)\"]");
    Map<String, Integer> map = new LinkedHashMap<>();
    IntStream.range(0, 98).forEach(i -> map.put("k" + i, i));
    assertThat(Json.of(map, three)).isEqualTo("{\"k0\":0,\"k1\":1,\"k2\":2,\"…\":\"+95 more\"}");
    assertThat(Json.of(new Hit("a", 1, "t", List.of()), three))
        .isEqualTo("{\"id\":\"a\",\"score\":1.0,\"text\":\"t\",\"…\":\"+1 more\"}");
  }

  @Test
  void cutsNoSurrogatePairAndReplacesLoneSurrogates() {
    assertThat(Json.of("a\uD83Db\uDE00")).isEqualTo("\"a\uFFFDb\uFFFD\"");
    JsonRenderer renderer = JsonRenderer.of(CaptureLimits.DEFAULT);
    assertThat(renderer.text("a\uD83Db\uDE00")).isEqualTo("a\uFFFDb\uFFFD");
    for (int length = 16; length < 64; length++) {
      String text = renderer.text("😀".repeat(200), length);
      assertThat(text.length()).isLessThanOrEqualTo(length);
      assertThat(hasLoneSurrogate(text)).isFalse();
    }
  }

  @Test
  void looksAtNoMoreOfALongTextThanItWrites() {
    CountingText text = new CountingText(50_000_000);
    Json.of(List.of(text));
    JsonRenderer.of(CaptureLimits.DEFAULT).text(text);
    assertThat(text.copied).isLessThan(60_000);
  }

  /** A long text that counts what is taken of it. */
  private static final class CountingText implements CharSequence {

    private final int length;
    private int copied;

    CountingText(int length) {
      this.length = length;
    }

    @Override
    public int length() {
      return length;
    }

    @Override
    public char charAt(int index) {
      copied++;
      return 'x';
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      copied += end - start;
      return "x".repeat(end - start);
    }

    @Override
    public String toString() {
      throw new AssertionError("taken whole");
    }
  }

  @Test
  void writesRawJsonVerbatimOrSaysHowLongItWas() {
    RawJson raw = new RawJson("{\"a\": [1,  2]}");
    assertThat(Json.of(Map.of("k", raw))).isEqualTo("{\"k\":{\"a\": [1,  2]}}");
    RawJson large = new RawJson("[" + "1,".repeat(5000) + "1]");
    assertThat(Json.of(List.of(1, large, 2), new CaptureLimits(64, 9, 9)))
        .isEqualTo("[1,\"…[+10003 chars]\",2]");
  }

  @Test
  void usesItsBuffersAgainInsideARendering() {
    JsonRenderer renderer = JsonRenderer.of(CaptureLimits.DEFAULT);
    List<Object> nested = new ArrayList<>();
    nested.add("before");
    nested.add(new Nested(renderer));
    assertThat(renderer.json(nested)).isEqualTo("[\"before\",{\"inner\":\"[1]\"}]");
  }

  /** A bean that renders while it is rendered. */
  public static final class Nested {

    private final JsonRenderer renderer;
    private String inner;

    Nested(JsonRenderer renderer) {
      this.renderer = renderer;
    }

    public String getInner() {
      return renderer.json(List.of(1));
    }
  }

  private static boolean hasLoneSurrogate(String text) {
    return text.codePoints().anyMatch(c -> c >= 0xD800 && c <= 0xDFFF);
  }
}

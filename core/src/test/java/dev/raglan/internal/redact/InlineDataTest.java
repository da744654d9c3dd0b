package dev.raglan.internal.redact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.internal.json.JsonRenderer;
import dev.raglan.internal.text.CharKinds;
import dev.raglan.model.CaptureLimits;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures and the like in base64 are written as their kind and size. */
class InlineDataTest {

  private final JsonRenderer json = JsonRenderer.of(CaptureLimits.DEFAULT);

  private static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    new Random(7).nextBytes(bytes);
    return bytes;
  }

  private static String base64(int size) {
    return Base64.getEncoder().encodeToString(bytes(size));
  }

  private record Picture(String question, String image, String more) {}

  @Test
  void aQuestionBehindAPictureIsStillThere() {
    String uri = "data:image/png;base64," + base64(1_200_000);

    assertThat(json.text("look: " + uri + " what is it?"))
        .isEqualTo("look: <image/png, 1.2 MB> what is it?");
    assertThat(json.text(new StringBuilder(uri))).isEqualTo("<image/png, 1.2 MB>");
    assertThat(json.json(Map.of("a", uri))).isEqualTo("{\"a\":\"<image/png, 1.2 MB>\"}");
    assertThat(json.json(new Picture("what?", uri, "and?")))
        .isEqualTo("{\"question\":\"what?\",\"image\":\"<image/png, 1.2 MB>\",\"more\":\"and?\"}");
    assertThat(json.json(List.of("{\"url\":\"" + uri + "\",\"q\":\"why?\"}")))
        .contains("<image/png, 1.2 MB>", "why?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "image/jpeg",
        "audio/wav",
        "application/pdf",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "image/svg+xml"
      })
  void namesTheKind(String kind) {
    assertThat(json.text("DATA:" + kind + ";name=a.bin;base64," + base64(3_000)))
        .isEqualTo("<" + kind + ", 3.0 KB>");
  }

  @Test
  void aSmallOneIsDescribedIfItSaysWhatItIs() {
    assertThat(json.text("data:image/gif;base64," + base64(60))).isEqualTo("<image/gif, 60 B>");
    assertThat(json.text("data:;base64," + base64(60))).isEqualTo("<data, 60 B>");
    assertThat(json.text("data:image/gif;base64,R0lGOD")).endsWith("R0lGOD");
  }

  static List<String> encoded() {
    return List.of(
        base64(3_000),
        Base64.getUrlEncoder().encodeToString(bytes(3_000)),
        Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(3_000)),
        base64(3_000).replace("/", "\\/"));
  }

  @ParameterizedTest
  @MethodSource("encoded")
  void longBase64IsDescribedWithoutAHeader(String encoded) {
    assertThat(json.text("a \"" + encoded + "\" b")).matches("a \"<base64, 3\\.[01] KB>\" b");
  }

  @Test
  void severalOfThemAreDescribed() {
    String many =
        IntStream.range(0, 50)
            .mapToObj(i -> "p" + i + " data:image/png;base64," + base64(20_000 + i))
            .collect(Collectors.joining(" | "));

    assertThat(json.text(many)).contains("p0 <image/png, 20.0 KB>", "p49 <image/png, 20.0 KB>");
  }

  @ParameterizedTest
  @MethodSource("plain")
  void plainTextStaysAsItIs(String text) {
    assertThat(json.text(text)).isEqualTo(text);
  }

  static List<String> plain() {
    return List.of(
        "x".repeat(2_000),
        "ACGT".repeat(1_000),
        "0123456789abcdef".repeat(100),
        "a word and a word ".repeat(200),
        "https://example.org/" + "path/".repeat(100),
        "看图".repeat(1_000),
        "a;base64,b",
        ";base64,".repeat(300),
        "word\n".repeat(1_000));
  }

  @Test
  void theCountOfWhatIsCutOffIsThatOfTheDescribedText() {
    String text = base64(300_000) + " " + "tail ".repeat(10_000);

    assertThat(json.text(text)).hasSize(16_384).endsWith("[+33650 chars]");
  }

  @Test
  void isIdempotent() {
    String once = json.text("data:image/png;base64," + base64(9_000) + " and " + base64(900));

    assertThat(json.text(once)).isEqualTo(once);
  }

  private static String inLines(int size, int length, String feed) {
    return String.join(feed, base64(size).split("(?<=\\G.{" + length + "})"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\\n", "\\r\\n"})
  void dataInLinesIsDescribedToo(String feed) {
    for (int length : new int[] {60, 64, 76}) {
      String lines = inLines(3_000, length, feed);

      assertThat(json.text("data:image/png;base64," + lines + " ok"))
          .as("declared, lines of %s", length)
          .matches("<image/png, 3\\.[0-2] KB> ok");
      assertThat(json.text("see: " + lines + " ok?"))
          .as("found, lines of %s", length)
          .matches("see: <base64, 3\\.[0-2] KB> ok\\?");
    }
  }

  @Test
  void percentEncodedDataIsDescribedToo() {
    String encoded = URLEncoder.encode(base64(3_000), StandardCharsets.UTF_8);
    String svg = "%3Csvg%20xmlns%3D%22http://www.w3.org/2000/svg%22%3E".repeat(20);

    assertThat(json.text("data:image/png;base64," + encoded + " ok"))
        .matches("<image/png, .* KB> ok");
    assertThat(json.text("u=data%3Aimage%2Fpng%3Bbase64%2C" + encoded + "&x=1"))
        .matches("u=<image/png, .* KB>&x=1");
    assertThat(json.text("a data:image/svg+xml," + svg + " b"))
        .matches("a <image/svg\\+xml, 7.* B> b");
    assertThat(json.text("a data:image/svg+xml;charset=utf-8," + svg + "\" b"))
        .matches("a <image/svg\\+xml, 7.* B>\" b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data: a,b,c",
        "the data:x,y,z and more text that is long enough to be looked at, twice over, as it is",
        "data:text/plain,hello%20world is a short one, and stays, for it tells what somebody wrote"
      })
  void shortTextBehindASchemeStays(String text) {
    assertThat(json.text(text)).isEqualTo(text);
  }

  @Test
  void manyShortUrisTakeLinearTime() {
    String text = "data:a,b ".repeat(200_000);
    assertThat(InlineData.described(text, text.length())).isNull();
  }

  /** Plain words are not looked through for data. */
  @Test
  void dataHasADigitOrAColon() {
    RandomTexts texts =
        new RandomTexts(
            List.of(
                "data:",
                "image/png",
                ";base64,",
                ",",
                "data%3A",
                "%3Bbase64%2C",
                " ",
                "\n",
                base64(90),
                base64(300),
                base64(300).replaceAll("[0-9]", ""),
                "a".repeat(300)));

    assertThat(texts.take(5_000, 8))
        .filteredOn(text -> InlineData.described(text, 10_000) != null)
        .hasSizeGreaterThan(1_000)
        .allMatch(text -> InlineData.mayBeIn(CharKinds.of(text)));
  }
}

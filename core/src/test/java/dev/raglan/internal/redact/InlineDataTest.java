package dev.raglan.internal.redact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.internal.json.JsonRenderer;
import dev.raglan.model.CaptureLimits;
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
}

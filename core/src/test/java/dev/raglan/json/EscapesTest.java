package dev.raglan.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EscapesTest {

  private final RandomTexts texts = new RandomTexts(RandomTexts.SECRETS_AND_PROSE);

  @Test
  void writesTextsThatReadBackTheSame() {
    texts.take(5_000, 12).forEach(text -> assertThat(read(escaped(text))).isEqualTo(shown(text)));
  }

  @Test
  void fitsAsMuchAsTheRoomAllowsAndNoMore() {
    texts
        .take(5_000, 6)
        .forEach(
            text -> {
              Excerpt excerpt = Excerpt.whole(text, CharKinds.of(text));
              int room = texts.below(2 * text.length() + 8);
              int kept = excerpt.fitting(room);
              assertThat(escaped(text.substring(0, kept)).length()).isLessThanOrEqualTo(room);
              if (kept < text.length()) {
                int next = text.offsetByCodePoints(kept, 1);
                assertThat(escaped(text.substring(0, next)).length()).isGreaterThan(room);
              }
            });
  }

  @Test
  void saysThatAllFitsOnlyIfItDoes() {
    String widest = "\u0001".repeat(10);
    assertThat(Escapes.alwaysFit(10, 59)).isFalse();
    assertThat(Escapes.alwaysFit(10, 60)).isTrue();
    assertThat(escaped(widest)).hasSize(60);
  }

  private static String escaped(String text) {
    TextBuffer out = new TextBuffer();
    Excerpt.whole(text, CharKinds.of(text)).appendTo(out, text.length());
    return out.toString();
  }

  private static String read(String escaped) {
    return Json.tree('"' + escaped + '"').textValue();
  }

  private static String shown(String text) {
    return Excerpt.whole(text, CharKinds.of(text)).within(Integer.MAX_VALUE);
  }
}

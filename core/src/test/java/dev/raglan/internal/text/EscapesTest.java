package dev.raglan.internal.text;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.internal.json.Json;
import dev.raglan.internal.redact.Excerpt;
import dev.raglan.internal.redact.RandomTexts;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  @Test
  void writesProseAsAnyOtherText() {
    Random random = new Random(7);
    for (int i = 0; i < 5_000; i++) {
      String text =
          random
              .ints(random.nextInt(40), 0, 5)
              .mapToObj(c -> String.valueOf("ab \"\n".charAt(c)))
              .collect(joining());
      int end = random.nextInt(text.length() + 1);
      TextBuffer usual = new TextBuffer();
      TextBuffer any = new TextBuffer();
      assertThat(UsualEscapes.suffice(CharKinds.of(text))).isTrue();
      UsualEscapes.append(usual, text, end);
      Escapes.append(any, text, end);
      assertThat(usual).hasToString(any.toString());
      int room = random.nextInt(50) - 2;
      assertThat(UsualEscapes.fitting(text, end, room))
          .isEqualTo(Escapes.fitting(text, end, Math.max(0, room)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\", "\t", "\r", "\u0001", "\ud800", "\ud83d\ude00"})
  void doesNotTakeOtherTextsForProse(String text) {
    assertThat(UsualEscapes.suffice(CharKinds.of("a\"b" + text))).isFalse();
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

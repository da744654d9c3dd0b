package dev.raglan.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.internal.redact.InformedRedactor;
import dev.raglan.internal.redact.RandomTexts;
import dev.raglan.internal.redact.SecretDetectors;
import org.junit.jupiter.api.Test;

class CharKindsTest {

  private static final int ALL = ~0;

  private final RandomTexts texts = new RandomTexts(RandomTexts.SECRETS_AND_PROSE);

  @Test
  void aPartHasNoKindThatTheWholeHasNot() {
    texts
        .take(2_000, 12)
        .forEach(
            text -> {
              int end = texts.below(text.length() + 1);
              int part = CharKinds.of(text.substring(texts.below(end + 1), end));
              assertThat(CharKinds.hasAll(CharKinds.of(text), part)).isTrue();
            });
  }

  @Test
  void proseHasNoneOfTheKindsThatAreLookedFor() {
    assertThat(CharKinds.of("the quick brown fo, that jumps; over (the) lay dog!")).isZero();
  }

  @Test
  void knowsWhatHasToBeEscaped() {
    for (char c = 0; c < 0x3000; c++) {
      boolean escaped = c < ' ' || c == '"' || c == '\\';
      assertThat(Escapes.change(CharKinds.of("a" + c))).isEqualTo(escaped);
    }
    assertThat(Escapes.change(CharKinds.of("😀"))).isTrue();
  }

  @Test
  void skippingADetectorNeverChangesWhatIsHidden() {
    texts
        .take(20_000, 10)
        .forEach(
            text -> {
              assertRedactsAlike(SecretDetectors.all(), text);
              assertRedactsAlike(SecretDetectors.emails(), text);
            });
  }

  /** Told that every kind is there, a detector skips nothing. */
  private static void assertRedactsAlike(InformedRedactor redactor, String text) {
    assertThat(redactor.redact(text, CharKinds.of(text)))
        .as(text)
        .isEqualTo(redactor.redact(text, ALL));
  }
}

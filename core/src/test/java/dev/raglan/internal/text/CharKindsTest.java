package dev.raglan.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.internal.redact.InformedRedactor;
import dev.raglan.internal.redact.RandomTexts;
import dev.raglan.internal.redact.SecretDetectors;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  /** A buffer looks through a long text in pieces. */
  @ParameterizedTest
  @ValueSource(
      strings = {"4111111111111111", "4111-1111-1111-1111", "DE89370400440532013000", "AB12"})
  void aTextLooksTheSameInPieces(String number) {
    for (int length = 480; length <= 515; length++) {
      String text = "x".repeat(length) + " " + number + " and so on";

      int inPieces = new TextBuffer().kindsOf(text);

      assertThat(CharKinds.hasAll(inPieces, asOnePiece(text))).as(text).isTrue();
    }
  }

  private static int asOnePiece(String text) {
    return CharKinds.kinds(CharKinds.of(text.toCharArray(), 0, text.length(), false));
  }

  @Test
  void digitsOfALongTextAreCountedTogether() {
    String text = ("1234567" + "x".repeat(510)).repeat(2);

    assertThat(CharKinds.hasAll(new TextBuffer().kindsOf(text), CharKinds.DIGITS_OF_CARD)).isTrue();
    assertThat(CharKinds.hasAll(CharKinds.of("1788-1855, 12"), CharKinds.DIGITS_OF_CARD)).isFalse();
  }

  @Test
  void capitalsThenDigitsAreOnlyThoseSideBySide() {
    for (String text : List.of("AB12", " AB12", "xAB123", "  XY99 ")) {
      assertThat(CharKinds.hasAll(CharKinds.of(text), CharKinds.CAPITALS_THEN_DIGITS))
          .as(text)
          .isTrue();
    }
    for (String text : List.of("A12", "AB1", "AB 12", "aB12", "12AB", "AB1x2")) {
      assertThat(CharKinds.hasAll(CharKinds.of(text), CharKinds.CAPITALS_THEN_DIGITS))
          .as(text)
          .isFalse();
    }
  }

  /** Told that every kind is there, a detector skips nothing. */
  private static void assertRedactsAlike(InformedRedactor redactor, String text) {
    assertThat(redactor.redact(text, CharKinds.of(text)))
        .as(text)
        .isEqualTo(redactor.redact(text, ALL));
  }
}

package dev.raglan.internal.redact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.internal.text.CharKinds;
import dev.raglan.spi.Redactor;
import java.util.List;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AnchoredPatternTest {

  static Stream<AnchoredPattern> patterns() {
    return Stream.of(
        AnchoredPattern.of("ab-", "(?<![a-c])ab-[a-c]{2,}+"),
        AnchoredPattern.of("ab-", "ab-[a-c-]{2,}+(?![0-9])"),
        AnchoredPattern.of("b-", "[ac]b-[a-c]{2,}+").leadingBy(1),
        AnchoredPattern.of("-:", "(?<=-:)[^-]{0,9}+b").leadingBy(-2),
        AnchoredPattern.of("--", "--[a-c]++--"),
        AnchoredPattern.of("ca", "ca[bc]{1,}+"),
        AnchoredPattern.of("cab", "(?<!a)cab(?!a)"),
        AnchoredPattern.of("ab", "[a-c]ab[a-c]").leadingBy(1));
  }

  /** A pattern that matches nothing, but for which texts with its sign are gone through. */
  private static final AnchoredPattern NEVER = AnchoredPattern.of("@@", "@@(?!)");

  @ParameterizedTest
  @MethodSource("patterns")
  void findsWhatThePatternFindsInTheWholeText(AnchoredPattern pattern) {
    RandomTexts texts =
        new RandomTexts(List.of("a", "b", "c", "ab-", "-", ":", "--", " ", "7", "@", "é"));
    texts
        .take(20_000, 20)
        .forEach(
            text ->
                assertThat(redacted(pattern, text)).as(text).isEqualTo(replacedAll(pattern, text)));
  }

  private static String redacted(AnchoredPattern pattern, String text) {
    HiddenRanges hidden = new HiddenRanges();
    SearchedText searched = new SearchedText(text, CharKinds.of(text), null, hidden);
    AnchoredPatterns.of(pattern, NEVER).find(searched);
    return hidden.isEmpty() ? text : hidden.replacedIn(text);
  }

  private static String replacedAll(AnchoredPattern pattern, String text) {
    return pattern.compile().matcher(text).replaceAll(Matcher.quoteReplacement(Redactor.REDACTED));
  }

  @Test
  void givesBackTheSameTextWhereNothingIsToBeHidden() {
    AnchoredPattern pattern = AnchoredPattern.of("ab-", "ab-[0-9]").hiding(0, match -> false);
    for (String text : List.of("", "ab", "ab-", "ab-c", "ab-1")) {
      assertThat(redacted(pattern, text)).isSameAs(text);
    }
  }

  @Test
  void compilesEachOfTheShippedPatterns() {
    assertThat(SecretDetectors.PATTERNS.all()).allSatisfy(AnchoredPattern::compile);
  }

  @Test
  void looksNowhereIfANeededKindIsMissing() {
    AnchoredPattern pattern = AnchoredPattern.of("ab-", "ab-.").needing(CharKinds.DIGIT);
    assertThat(redacted(pattern, "ab-c")).isEqualTo("ab-c");
    assertThat(redacted(pattern, "ab-7")).isEqualTo(Redactor.REDACTED);
  }
}

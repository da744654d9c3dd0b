package dev.raglan.internal.redact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Short words of letters and digits, such as ids, which are not searched for secrets. */
class ShortWordsTest {

  private static final int EVERY_KIND = ~0;
  private static final int LONGEST = 12;
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^A-Za-z0-9]++");

  private static final List<String> PIECES =
      List.of(
          "AKIA", "DE89", "SK", "eyJ", "sk", "key", "token", "basic", "411", "4", "password", "x7");

  @Test
  void holdNothingThatADetectorHides() {
    Stream<String> ofSecrets =
        SecretCorpus.positives().stream()
            .flatMap(each -> BETWEEN_WORDS.splitAsStream(each.text()))
            .flatMap(ShortWordsTest::parts);
    Stream<String> random =
        new RandomTexts(PIECES).take(20_000, 6).filter(each -> each.length() <= LONGEST);

    assertThat(Stream.concat(ofSecrets, random))
        .hasSizeGreaterThan(10_000)
        .allMatch(word -> hidden(word).isEmpty());
  }

  private static Stream<String> parts(String word) {
    return IntStream.rangeClosed(0, Math.max(0, word.length() - LONGEST))
        .mapToObj(start -> word.substring(start, Math.min(word.length(), start + LONGEST)));
  }

  private static HiddenRanges hidden(String word) {
    HiddenRanges hidden = new HiddenRanges();
    SecretDetectors.find(new SearchedText(word, EVERY_KIND, null, hidden));
    return hidden;
  }
}

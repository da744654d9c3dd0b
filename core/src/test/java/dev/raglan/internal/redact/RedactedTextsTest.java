package dev.raglan.internal.redact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.internal.text.TextBuffer;
import dev.raglan.spi.Redactor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RedactedTextsTest {

  private static final String TEXT = "A sleeve that reaches up to the collar in one piece.";

  private final List<String> asked = new ArrayList<>();
  private final RedactedTexts ofBatch = new RedactedTexts();

  private String noted(String text) {
    asked.add(text);
    return text.replace("collar", Redactor.REDACTED);
  }

  /** Redacts a text in a call of its own. */
  private String redactInACall(SafeRedactor redactor, String text) {
    return new Excerpts(redactor.ofOneCall(ofBatch), new TextBuffer()).of(text, 1_000).text();
  }

  @Test
  void ofABatchAreRedactedOnceForAllItsCalls() {
    InformedRedactor noting = (text, kinds) -> noted(text);
    SafeRedactor redactor = new SafeRedactor(noting);

    for (int i = 0; i < 3; i++) {
      assertThat(redactInACall(redactor, TEXT)).contains(Redactor.REDACTED);
    }
    assertThat(asked).hasSize(1);

    redactInACall(redactor, new String(TEXT.toCharArray()));
    assertThat(asked).as("an equal text is another one").hasSize(2);
  }

  @Test
  void areRedactedAnewForEachCallByARedactorOfTheApplication() {
    Redactor changing = this::noted;
    SafeRedactor redactor = new SafeRedactor(changing);

    redactInACall(redactor, TEXT);
    redactInACall(redactor, TEXT);

    assertThat(asked).hasSize(2);
  }

  @Test
  void areNotSharedByOtherRedactors() {
    InformedRedactor noting = (text, kinds) -> noted(text);
    InformedRedactor other = (text, kinds) -> "other";

    assertThat(redactInACall(new SafeRedactor(noting), TEXT)).startsWith("A sleeve");
    assertThat(redactInACall(new SafeRedactor(other), TEXT)).isEqualTo("other");
  }

  @Test
  void areThoseThatWereAddedOrNotKnown() {
    List<String> texts =
        IntStream.range(0, 5_000)
            .mapToObj(i -> "x".repeat(16 + i % 3) + i % 7 + "y".repeat(i % 11))
            .toList();
    int known = 0;
    for (String text : texts) {
      ofBatch.add(text, Excerpt.whole(text, 0));
      assertThat(ofBatch.of(text)).as("the last one").isNotNull();
    }
    for (String text : texts) {
      Excerpt found = ofBatch.of(text);
      known += found == null ? 0 : 1;
      assertThat(found == null || found.text() == text).isTrue();
    }
    assertThat(known).isPositive();
  }

  @Test
  void areForgottenWhenTheyHaveManyCharacters() {
    List<String> texts = IntStream.range(0, 10).mapToObj(i -> (i + "x").repeat(60_000)).toList();
    for (String text : texts) {
      ofBatch.add(text, Excerpt.whole(text, 0));
    }
    assertThat(ofBatch.of(texts.get(0))).isNull();
    assertThat(ofBatch.of(texts.get(9))).isNotNull();

    String huge = "x".repeat(2_000_000);
    ofBatch.add(huge, Excerpt.whole(huge, 0));
    assertThat(ofBatch.of(huge)).isNull();
  }
}

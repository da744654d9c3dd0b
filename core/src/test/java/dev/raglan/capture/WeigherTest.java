package dev.raglan.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.raglan.annotation.Field;
import dev.raglan.json.RawJson;
import dev.raglan.model.Embeddings;
import dev.raglan.model.Extraction;
import dev.raglan.model.Message;
import dev.raglan.model.SpanType;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WeigherTest {

  private static final String TEXT = "x".repeat(1_000);
  private static final long TEXT_BYTES = 2_000;

  private final Weigher weigher = new Weigher(1 << 20);

  record Doc(String id, String text, double score) {}

  record Answer(List<Doc> docs, Optional<Doc> best) {}

  /** A library's response, of which its extractor says that it never changes. */
  static final class Opaque {}

  record Lying(String text) {
    @Override
    public String text() {
      throw new StackOverflowError();
    }
  }

  static List<Object> ofOneText() {
    return List.of(
        TEXT,
        new RawJson(TEXT),
        List.of(TEXT),
        Set.of(TEXT),
        Map.of("key", TEXT),
        Optional.of(TEXT),
        new Doc("", TEXT, 1),
        new Answer(List.of(new Doc("", TEXT, 1)), Optional.empty()));
  }

  @ParameterizedTest
  @MethodSource("ofOneText")
  void findsTheTextInEveryValueThatIsKept(Object value) {
    assertThat(weigher.weigh(withOutput(value)))
        .isGreaterThanOrEqualTo(TEXT_BYTES)
        .isCloseTo(TEXT_BYTES, within(500L));
  }

  @Test
  void addsArgumentsResultAndBindings() {
    Bindings bindings = new Bindings();
    bindings.put(Field.PROMPT, "y".repeat(1_000));
    Captured captured =
        captured(new Arguments(new String[] {"a"}, new Object[] {TEXT}), TEXT + "z", bindings);

    assertThat(weigher.weigh(captured)).isCloseTo(3 * TEXT_BYTES, within(500L));
  }

  @Test
  void countsAnArgumentThatIsBoundAsWellOnce() {
    Bindings bindings = new Bindings();
    bindings.put(Field.PROMPT, TEXT);
    bindings.put("prompt", TEXT);
    Captured captured =
        captured(new Arguments(new String[] {"a"}, new Object[] {TEXT}), null, bindings);

    assertThat(weigher.weigh(captured)).isCloseTo(TEXT_BYTES, within(500L));
  }

  @Test
  void findsTheTextInWhatWasReadOutOfAValue() {
    Extraction read = Extraction.of(List.of(Message.of("user", TEXT)));
    Captured captured =
        new Captured(
            Step.of("call", SpanType.GENERATION),
            null,
            null,
            new Bindings(),
            null,
            new Extracted(read, Extraction.NONE, null));

    assertThat(weigher.weigh(captured)).isBetween(TEXT_BYTES, TEXT_BYTES + 1_000);
  }

  @Test
  void takesTheVectorsOfAResponseItCannotLookInto() {
    Extraction read = Extraction.of(new Embeddings("model", 10, 1_000, List.of(), null));
    Captured captured =
        new Captured(
            Step.of("call", SpanType.EMBEDDING),
            null,
            new Opaque(),
            new Bindings(),
            null,
            new Extracted(Extraction.NONE, read, null));

    assertThat(weigher.weigh(captured)).isBetween(10 * 1_000 * 16L, 10 * 1_000 * 32L);
    assertThat(weigher.weigh(withOutput(new Opaque()))).isGreaterThan(4_000);
  }

  @Test
  void takesTheRestOfALongListForAsHeavyAsItsBeginning() {
    List<String> list = IntStream.range(0, 5_000).mapToObj(i -> "0123456789").toList();

    assertThat(weigher.weigh(withOutput(list))).isBetween(5_000 * 20L, 5_000 * 100L);
  }

  @Test
  void looksNoFurtherThanItMust() {
    List<List<List<String>>> tree =
        Collections.nCopies(
            250, Collections.nCopies(250, Collections.nCopies(250, "a text of some length")));
    Weigher impatient = new Weigher(10_000);
    long start = System.nanoTime();

    assertThat(impatient.weigh(withOutput(tree))).isGreaterThan(10_000);

    assertThat(System.nanoTime() - start).isLessThan(1_000_000_000L);
  }

  @Test
  void takesWhatCannotBeWeighedForTooHeavy() {
    assertThat(weigher.weigh(withOutput(new Lying("x")))).isGreaterThan(1 << 20);
  }

  private static Captured withOutput(Object output) {
    return captured(null, output, new Bindings());
  }

  private static Captured captured(Arguments arguments, Object output, Bindings bindings) {
    return new Captured(
        Step.of("call", SpanType.CHAIN), arguments, output, bindings, null, Extracted.NONE);
  }
}

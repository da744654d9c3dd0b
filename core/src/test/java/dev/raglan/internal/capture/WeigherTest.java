package dev.raglan.internal.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.raglan.annotation.Field;
import dev.raglan.internal.json.NamedValues;
import dev.raglan.internal.type.RawJson;
import dev.raglan.model.Embeddings;
import dev.raglan.model.Extraction;
import dev.raglan.model.Message;
import dev.raglan.model.SpanType;
import dev.raglan.spi.SpanDescription;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.ZonedDateTime;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WeigherTest {

  private static final String TEXT = "x".repeat(1_000);
  private static final long TEXT_BYTES = 2_000;

  private final Weigher weigher = new Weigher(1 << 20);

  record Doc(String id, String text, double score) {}

  record Answer(List<Doc> docs, Optional<Doc> best) {}

  record Best(String note, @Nullable Doc doc) {}

  /** A library's response, of which its extractor says that it never changes. */
  static final class Opaque {}

  /** A library's object of more fields than are weighed in one go, the last of which is heavy. */
  @SuppressWarnings("unused") // Weighed by their fields.
  static final class Wide {
    private final Object[] none = {};
    private final List<String> empty = List.of();
    private final Map<String, String> noEntry = Map.of();
    private final @Nullable Object missing = null;
    private final Opaque absent = new Opaque();
    private final Opaque absentToo = new Opaque();
    private final Optional<String> nothing = Optional.empty();
    private final Integer number = 1;
    private final Wide.@Nullable Part part;

    record Part(String name, Object content) {}

    Wide(Object content) {
      this.part = new Part("", content);
    }
  }

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
        new Answer(List.of(new Doc("", TEXT, 1)), Optional.empty()),
        new Best("", new Doc("", TEXT, 1)),
        new Best(TEXT, null));
  }

  @ParameterizedTest
  @MethodSource("ofOneText")
  void findsTheTextInEveryValueThatIsKept(Object value) {
    assertThat(weigher.weigh(withOutput(value)))
        .isGreaterThanOrEqualTo(TEXT_BYTES)
        .isCloseTo(TEXT_BYTES, within(500L));
  }

  record Times(ZonedDateTime at, BigDecimal amount, BigInteger number) {}

  /** What the JDK's own heap layout makes of them, with compressed references. */
  @Test
  void doesNotTakeTimesAndLargeNumbersForBoxes() {
    ZonedDateTime at = ZonedDateTime.parse("2030-01-01T00:00:00+01:00[Europe/Berlin]");
    BigInteger large = BigInteger.ONE.shiftLeft(8_000);
    assertThat(weigher.weigh(withOutput(at))).isGreaterThanOrEqualTo(96);
    assertThat(weigher.weigh(withOutput(large))).isGreaterThan(1_000);
    assertThat(weigher.weigh(withOutput(new BigDecimal(large)))).isGreaterThan(1_000);
    assertThat(weigher.weigh(withOutput(new Times(at, BigDecimal.TEN, large))))
        .isGreaterThan(1_200);
  }

  @Test
  void takesAListForTooHeavyOfWhichItSeesNotAll() {
    assertThat(weigher.weigh(withOutput(Collections.nCopies(2_048, 1)))).isLessThan(1 << 20);
    assertThat(weigher.weigh(withOutput(Collections.nCopies(2_049, 1)))).isGreaterThan(1 << 20);
  }

  @Test
  void addsArgumentsResultAndBindings() {
    Bindings bindings = new Bindings();
    bindings.put(Field.PROMPT, "y".repeat(1_000));
    Captured captured =
        captured(
            new Arguments(NamedValues.Names.of("a"), new Object[] {TEXT}), TEXT + "z", bindings);

    assertThat(weigher.weigh(captured)).isCloseTo(3 * TEXT_BYTES, within(500L));
  }

  @Test
  void countsAnArgumentThatIsBoundAsWellOnce() {
    Bindings bindings = new Bindings();
    bindings.put(Field.PROMPT, TEXT);
    bindings.put("prompt", TEXT);
    Captured captured =
        captured(new Arguments(NamedValues.Names.of("a"), new Object[] {TEXT}), null, bindings);

    assertThat(weigher.weigh(captured)).isCloseTo(TEXT_BYTES, within(500L));
  }

  @Test
  void findsTheTextInWhatWasReadOutOfAValue() {
    Extraction read = Extraction.of(List.of(Message.of("user", TEXT)));
    Captured captured =
        new Captured(
            SpanDescription.of("call", SpanType.GENERATION),
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
            SpanDescription.of("call", SpanType.EMBEDDING),
            null,
            new Opaque(),
            new Bindings(),
            null,
            new Extracted(Extraction.NONE, read, null));

    assertThat(weigher.weigh(captured)).isBetween(10 * 1_000 * 16L, 10 * 1_000 * 32L);
    assertThat(weigher.weigh(withOutput(new Opaque()))).isGreaterThan(4_000);
  }

  @Test
  void findsTheTextBelowTheLastOfManyFields() {
    long empty = weigher.weigh(withOutput(new Wide("")));

    String text = "x".repeat(10_000);
    assertThat(weigher.weigh(withOutput(new Wide(text))) - empty)
        .isBetween(2 * 10_000 - 4_096L, 2 * 10_000L);
    assertThat(weigher.weigh(withOutput(new Wide(List.of(Map.of("k", text))))))
        .isGreaterThan(20_000);
    assertThat(weigher.weigh(withOutput(new Wide(text.toCharArray())))).isGreaterThan(20_000);
  }

  /** An object that leads back to itself, as a library's builder may. */
  static final class Circle {
    private final List<Object> all = new ArrayList<>();

    Circle() {
      all.add(this);
    }
  }

  @Test
  void takesAnObjectThatHoldsItselfForTooHeavy() {
    assertThat(weigher.weigh(withOutput(new Circle()))).isGreaterThan(1 << 20);
  }

  /** A list that counts how many of its elements are looked at. */
  private static final class CountingList extends AbstractList<String> implements RandomAccess {

    private final int size;
    private int read;

    CountingList(int size) {
      this.size = size;
    }

    @Override
    public String get(int index) {
      read++;
      return TEXT;
    }

    @Override
    public int size() {
      return size;
    }
  }

  @Test
  void looksNoFurtherIntoAListThanItMust() {
    CountingList texts = new CountingList(1_000);

    assertThat(new Weigher(3L * TEXT_BYTES).weigh(withOutput(texts))).isGreaterThan(TEXT_BYTES);

    assertThat(texts.read).isBetween(3, 5);
  }

  @Test
  void looksNoFurtherThanTheListThatIsTooMuch() {
    List<CountingList> lists = Stream.generate(() -> new CountingList(100)).limit(20).toList();

    assertThat(new Weigher(150L * TEXT_BYTES).weigh(withOutput(lists)))
        .isGreaterThan(150L * TEXT_BYTES);

    assertThat(lists.stream().filter(each -> each.read > 0)).hasSize(2);
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
        SpanDescription.of("call", SpanType.CHAIN),
        arguments,
        output,
        bindings,
        null,
        Extracted.NONE);
  }
}

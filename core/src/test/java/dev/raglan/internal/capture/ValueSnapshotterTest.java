package dev.raglan.internal.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.internal.json.JsonRenderer;
import dev.raglan.internal.type.RawJson;
import dev.raglan.model.CaptureLimits;
import dev.raglan.spi.StreamSummary;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ValueSnapshotterTest {

  private final ValueSnapshotter gatherer =
      new ValueSnapshotter(JsonRenderer.of(CaptureLimits.DEFAULT));

  record Doc(String title, double score) {}

  record Answer(String text, List<Doc> docs, Optional<Doc> best) {}

  record Box(Object content) {}

  record First(String text) {}

  record Second(First first) {}

  record Third(Second second) {}

  record Fourth(Third third) {}

  record Fifth(Fourth fourth) {}

  record Sixth(Fifth fifth) {}

  record Endless(String text, Endless next) {}

  record Lying(int size) {
    @Override
    public int size() {
      throw new StackOverflowError("an accessor that fails");
    }
  }

  static class Custom extends BigDecimal {
    private static final long serialVersionUID = 1;

    Custom() {
      super("1");
    }
  }

  static Stream<Object> immutable() {
    return Stream.of(
        "text",
        1,
        2L,
        'c',
        true,
        1.5,
        TimeUnit.DAYS,
        LocalDate.EPOCH,
        Duration.ofDays(1),
        UUID.randomUUID(),
        new BigDecimal("1.5"),
        URI.create("https://example.org"),
        Optional.of("x"),
        new Doc("a", 1),
        new Answer("a", List.of(new Doc("a", 1)), Optional.empty()),
        List.of("a", "b"),
        Stream.of("a", "b").toList(),
        Map.of("k", List.of(1, 2)),
        Collections.emptyList(),
        new Box(List.of(new Doc("a", 1))));
  }

  @ParameterizedTest
  @MethodSource("immutable")
  void keepsWhatCannotChangeByReference(Object value) {
    assertThat(gatherer.hold(value)).isSameAs(value);
  }

  static Stream<Object> mutable() {
    return Stream.of(
        new ArrayList<>(List.of(new Custom())),
        new ArrayList<>(Collections.nCopies(257, "a")),
        new ArrayList<String>() {},
        Collections.unmodifiableList(new ArrayList<>(List.of("a"))),
        new HashMap<>(Map.of("k", new Custom())),
        new HashMap<>(Map.of(1, "v")),
        new TreeMap<>(Map.of("k", "v")),
        new int[] {1, 2},
        List.of(new ArrayList<>(List.of("a"))),
        Map.of("k", new ArrayList<>(List.of("a"))),
        Optional.of(new ArrayList<>(List.of("a"))),
        new Box(new ArrayList<>(List.of("a"))),
        new Box(new Box(new Box(new Box(new Box(new ArrayList<>(List.of("deep"))))))),
        new Custom());
  }

  @ParameterizedTest
  @MethodSource("mutable")
  void rendersWhatMayChangeAtOnce(Object value) {
    assertThat(gatherer.hold(value)).isInstanceOf(RawJson.class);
  }

  /** Nobody can change it, but it would keep the list that it is a part of. */
  private static final List<String> PART = List.of("a", "b", "c").subList(0, 2);

  static Stream<Object> copied() {
    return Stream.of(
        new ArrayList<>(Arrays.asList("a", null, "b")),
        new ArrayList<>(List.of(new Doc("a", 1))),
        new LinkedList<>(List.of("a")),
        Arrays.asList("a", "b"),
        PART,
        new HashSet<>(Set.of("a", "b", "c")),
        new LinkedHashSet<>(List.of("b", "a")),
        new HashMap<>(Map.of("k", "v", "l", 2)),
        new LinkedHashMap<>(Collections.singletonMap("k", null)),
        new ArrayList<>(List.of(List.of("a"), new Answer("a", List.of(), Optional.empty()))));
  }

  @ParameterizedTest
  @MethodSource("copied")
  void copiesUsualCollectionsOfWhatCannotChangeSoThatTheyAreWrittenTheSame(Object value) {
    JsonRenderer json = JsonRenderer.of(CaptureLimits.DEFAULT);
    String before = json.json(value);
    Object held = gatherer.hold(value);
    empty(value);
    assertThat(held).isNotInstanceOf(RawJson.class).isNotSameAs(value);
    assertThat(json.json(held)).isEqualTo(before);
  }

  private static void empty(Object value) {
    if (value instanceof Map<?, ?> map) {
      map.clear();
    } else if (value instanceof List<?> list && list != PART) {
      Collections.fill(list, null);
    } else if (value != PART) {
      ((Collection<?>) value).clear();
    }
  }

  @Test
  void holdsTheValueAsItWas() {
    List<int[]> list = new ArrayList<>(List.of(new int[] {1}));
    Object held = gatherer.hold(list);
    list.get(0)[0] = 2;
    assertThat(held).isEqualTo(new RawJson("[[1]]"));
  }

  @Test
  void holdsTextThatMayChangeAsText() {
    StringBuilder text = new StringBuilder("before");
    Object held = gatherer.hold(text);
    text.setLength(0);
    assertThat(held).isEqualTo("before");
  }

  @Test
  void tellsByTheirClassesThatRecordsWithinRecordsCannotChange() {
    First first = new First("a");
    Sixth sixth = new Sixth(new Fifth(new Fourth(new Third(new Second(first)))));
    assertThat(gatherer.hold(sixth)).isSameAs(sixth);
    Endless endless = new Endless("a", new Endless("b", null));
    assertThat(gatherer.hold(endless)).isSameAs(endless);
  }

  @Test
  void doesNotTripOverARecordWhoseAccessorThrows() {
    assertThat(gatherer.hold(new Box(new Lying(1)))).isNotNull();
  }

  @Test
  void holdsNullAsNull() {
    assertThat(gatherer.hold(null)).isNull();
  }

  @Test
  void joinsStreamedText() {
    StreamedElements stream = gatherer.stream(true, 0.25);
    stream.add("Hel");
    stream.add("lo");
    assertThat(stream.content()).isEqualTo("Hello");
    assertThat(stream.summary()).isEqualTo(new StreamSummary(2, 0.25));
  }

  @Test
  void listsStreamedElementsThatAreNotText() {
    StreamedElements stream = gatherer.stream(true, 0);
    stream.add("first");
    stream.add(new Doc("a", 1));
    stream.add(null);
    assertThat(stream.content()).isEqualTo(Arrays.asList("first", new Doc("a", 1), null));
  }

  @Test
  void countsStreamedElementsWhoseContentIsNotKept() {
    StreamedElements stream = gatherer.stream(false, 0);
    stream.add("secret");
    assertThat(stream.content()).isNull();
    assertThat(stream.summary().chunks()).isEqualTo(1);
  }

  @Test
  void boundsAStreamThatNeverEnds() {
    StreamedElements stream = gatherer.stream(true, 0);
    String chunk = "x".repeat(1_000);
    for (int i = 0; i < 100_000; i++) {
      stream.add(chunk);
    }
    String content = (String) stream.content();
    assertThat(content).hasSizeLessThanOrEqualTo(CaptureLimits.DEFAULT.maxLength());
    assertThat(content).matches("x+…\\[\\+\\d+ chars\\]");
    long kept = content.indexOf('…');
    assertThat(content).endsWith("[+" + (100_000_000L - kept) + " chars]");
  }
}

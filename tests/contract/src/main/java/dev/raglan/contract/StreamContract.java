package dev.raglan.contract;

import static io.opentelemetry.sdk.testing.assertj.OpenTelemetryAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raglan.contract.subject.Later;
import dev.raglan.contract.subject.Steps;
import dev.raglan.contract.subject.TracedLater;
import dev.raglan.contract.subject.TracedSteps;
import dev.raglan.contract.weaver.Weaver;
import dev.raglan.semconv.RaglanAttributes;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Results that a terminal operation of the application's draws from. */
abstract class StreamContract extends ContractGroup {

  StreamContract(Weaver weaver) {
    super(weaver);
  }

  private Later later() {
    return traced(Later.class, TracedLater::new);
  }

  private Stream<String> streamed(String... elements) {
    return later().stream(() -> Stream.of(elements));
  }

  @Test
  void drawsNothingItself() {
    AtomicInteger drawn = new AtomicInteger();

    Stream<Integer> stream = later().stream(() -> Stream.generate(drawn::incrementAndGet).limit(3));

    assertThat(drawn).hasValue(0);
    assertThat(spans()).isEmpty();
    assertThat(stream.toList()).containsExactly(1, 2, 3);
    assertThat(span()).hasName("stream").hasStatus(StatusData.unset());
    assertThat(output(span())).isEqualTo("[1,2,3]");
  }

  @Test
  void joinsTheTextOfAllChunks() {
    assertThat(streamed("A ", "raglan").toList()).containsExactly("A ", "raglan");

    assertThat(output(span())).isEqualTo("A raglan");
    assertThat(span()).hasAttribute(RaglanAttributes.STREAM_CHUNKS, 2L);
  }

  @Test
  void endsWhenItIsEmpty() {
    assertThat(streamed().toList()).isEmpty();

    assertThat(span()).hasStatus(StatusData.unset());
  }

  @Test
  void endsWhenItIsCounted() {
    assertThat(streamed("a", "b").count()).isEqualTo(2);

    assertThat(span()).hasAttribute(RaglanAttributes.STREAM_CHUNKS, 2L);
  }

  @Test
  void endsWhenItIsClosed() {
    AtomicBoolean closed = new AtomicBoolean();
    Stream<String> stream =
        later().stream(() -> Stream.of("a", "b").onClose(() -> closed.set(true)));

    try (stream) {
      assertThat(stream.findFirst()).contains("a");
    }

    assertThat(closed).isTrue();
    assertThat(output(span())).isEqualTo("a");
  }

  @Test
  void endsOnceWhenItIsClosedAfterItsEnd() {
    try (Stream<String> stream = streamed("a", "b")) {
      assertThat(stream.toList()).hasSize(2);
    }

    assertThat(output(span())).isEqualTo("ab");
  }

  @Test
  void throwsWhatClosingThrows() {
    IllegalStateException thrown = new IllegalStateException("boom");
    Stream<String> stream =
        later().stream(
            () ->
                Stream.of("a")
                    .onClose(
                        () -> {
                          throw thrown;
                        }));

    assertThatThrownBy(stream::close).isSameAs(thrown);

    assertThat(span()).hasEnded();
  }

  @Test
  void endsWithTheErrorOfItsSource() {
    IllegalStateException thrown = new IllegalStateException("boom");
    Stream<String> stream =
        later().stream(
            () ->
                Stream.of("a", "b")
                    .peek(
                        element -> {
                          if (element.equals("b")) {
                            throw thrown;
                          }
                        }));

    assertThatThrownBy(stream::toList).isSameAs(thrown);

    assertThat(span()).hasException(thrown);
    assertThat(output(span())).isEqualTo("a");
  }

  @Test
  void isNotToBlameForTheErrorOfAnOperationAfterIt() {
    IllegalStateException thrown = new IllegalStateException("boom");

    assertThatThrownBy(
            () ->
                streamed("a")
                    .forEach(
                        element -> {
                          throw thrown;
                        }))
        .isSameAs(thrown);

    assertThat(span().getStatus().getStatusCode()).isNotEqualTo(StatusCode.ERROR);
  }

  @Test
  void endsOnceWhenItIsDrawnInParallel() {
    Stream<Integer> stream = later().stream(() -> IntStream.range(0, 10_000).boxed().parallel());

    assertThat(stream.isParallel()).isTrue();
    assertThat(stream.mapToInt(Integer::intValue).sum()).isEqualTo(49_995_000);

    assertThat(span()).hasAttribute(RaglanAttributes.STREAM_CHUNKS, 10_000L);
  }

  @Test
  void keepsItsOrderInParallel() {
    List<Integer> source = IntStream.range(0, 1_000).boxed().toList();

    assertThat(later().stream(source::parallelStream).toList()).isEqualTo(source);

    assertThat(span()).hasEnded();
  }

  @Test
  void staysSortedAndDistinct() {
    List<Integer> sorted =
        later().stream(() -> Stream.of(3, 1, 2, 1).distinct().sorted())
            .distinct()
            .sorted()
            .toList();

    assertThat(sorted).containsExactly(1, 2, 3);
    assertThat(span()).hasEnded();
  }

  @Test
  void makesWhatItsSourceCallsItsChildren() {
    Steps steps = traced(Steps.class, TracedSteps::new);

    later().stream(() -> Stream.of(1).map(n -> steps.leaf())).forEach(leaf -> {});

    assertThat(span("leaf")).hasParent(span("stream"));
  }

  @Test
  void doesNotMakeWhatTheApplicationCallsItsChildren() {
    Steps steps = traced(Steps.class, TracedSteps::new);

    streamed("a").forEach(element -> steps.leaf());

    assertThat(span("leaf")).hasNoParent();
  }

  @Test
  void passesNullElementsOn() {
    assertThat(streamed("a", null).toList()).containsExactly("a", null);

    assertThat(span()).hasAttribute(RaglanAttributes.STREAM_CHUNKS, 2L);
  }

  @Test
  void staysAsLazyAsItsSource() {
    AtomicInteger pulled = new AtomicInteger();
    Stream<Integer> endless =
        later().stream(() -> Stream.of(1).flatMap(n -> Stream.generate(pulled::incrementAndGet)));

    assertThat(endless.limit(3).toList()).containsExactly(1, 2, 3);

    assertThat(pulled).hasValue(3);
    assertThat(output(span())).isEqualTo("[1,2,3]");
  }

  @Test
  void endsWithAnOperationThatNeedsNotAll() {
    assertThat(streamed("a", "b").findFirst()).contains("a");
    assertThat(streamed("a", "b").anyMatch("a"::equals)).isTrue();
    assertThat(streamed("a", "b").limit(1).count()).isEqualTo(1);

    assertThat(spans()).hasSize(3).extracting(ContractGroup::output).containsOnly("a");
  }

  @Test
  void endsWithTheLastOfItsIteratorOrSpliterator() {
    streamed("a", "b").iterator().forEachRemaining(element -> {});
    streamed("a", "b").spliterator().forEachRemaining(element -> {});

    assertThat(spans()).hasSize(2).extracting(ContractGroup::output).containsOnly("ab");
  }

  @Test
  void endsWhenItsIteratorIsDrawnPastItsEnd() {
    Iterator<String> iterator = streamed("a").iterator();

    assertThat(iterator.next()).isEqualTo("a");
    assertThat(spans()).isEmpty();
    assertThatThrownBy(iterator::next).isInstanceOf(NoSuchElementException.class);

    assertThat(span()).hasStatus(StatusData.unset());
  }

  @Test
  void failsWhereItsSourceMissesAnElement() {
    Iterator<String> iterator =
        later().stream(() -> Stream.of("a").map(element -> Optional.<String>empty().orElseThrow()))
            .iterator();

    assertThatThrownBy(iterator::next).isInstanceOf(NoSuchElementException.class);

    assertThat(span()).hasStatus(failure("No value present"));
  }

  private static Stream<Integer> pages(int last, IntConsumer page) {
    return Stream.iterate(
        0,
        n -> n < last,
        n -> {
          page.accept(n);
          return n + 1;
        });
  }

  @Test
  void readsItsPagesWithinItsSpanWhenTheCallerReadsInParallel() {
    Steps steps = traced(Steps.class, TracedSteps::new);

    long read =
        later().stream(() -> pages(20, n -> steps.leaf())).parallel().map(n -> n + 1).count();

    assertThat(read).isEqualTo(20);
    SpanData stream = span("stream");
    assertThat(spans().stream().filter(each -> each.getName().equals("leaf")))
        .hasSize(20)
        .allSatisfy(leaf -> assertThat(leaf).hasParent(stream));
  }

  @Test
  void endsWhenAPageThrowsInParallel() {
    IllegalStateException thrown = new IllegalStateException("boom");
    IntConsumer failing =
        n -> {
          if (n == 3) {
            throw thrown;
          }
        };

    assertThatThrownBy(() -> later().stream(() -> pages(20, failing)).parallel().forEach(n -> {}))
        .isInstanceOf(IllegalStateException.class);

    assertThat(span()).hasStatus(failure("boom"));
  }

  @Test
  void followsStreamsOfPrimitives() {
    IntStream ints = (IntStream) later().any(() -> IntStream.of(1, 2));
    LongStream longs = (LongStream) later().any(() -> LongStream.of(1, 2));
    DoubleStream doubles = (DoubleStream) later().any(() -> DoubleStream.of(1, 2));

    assertThat(spans()).isEmpty();
    assertThat(ints.map(n -> n + 1).sum()).isEqualTo(5);
    assertThat(longs.boxed().toList()).containsExactly(1L, 2L);
    assertThat(doubles.iterator().nextDouble()).isEqualTo(1);

    assertThat(spans()).hasSize(2).extracting(ContractGroup::output).containsOnly("[1,2]");
  }

  private Stream<Integer> countedFrom(AtomicInteger pulled) {
    return later().stream(() -> Stream.generate(pulled::incrementAndGet));
  }

  @Test
  void staysAsLazyAsWhatTheApplicationLeadsItTo() {
    AtomicInteger pulled = new AtomicInteger();

    List<Integer> three =
        countedFrom(pulled).flatMap(n -> Stream.iterate(n, m -> m + 1)).limit(3).toList();

    assertThat(three).containsExactly(1, 2, 3);
    assertThat(pulled).hasValue(1);
    assertThat(output(span())).isEqualTo("[1]");
  }

  @Test
  void isThePartOfAnotherStreamThatAnElementLeadsTo() {
    AtomicInteger pulled = new AtomicInteger();

    List<Integer> three = Stream.of("a").flatMap(a -> countedFrom(pulled)).limit(3).toList();

    assertThat(three).containsExactly(1, 2, 3);
    assertThat(pulled).hasValue(3);
    assertThat(span()).hasStatus(StatusData.unset());
  }

  @Test
  void isTheFirstPartOfAConcatenation() {
    assertThat(Stream.concat(streamed("a", "b"), Stream.of("c")).toList())
        .containsExactly("a", "b", "c");

    assertThat(output(span())).isEqualTo("ab");
  }

  @Test
  void endsOnceWhenTheApplicationMatchesInParallel() {
    assertThat(streamed("a", "b", "c").parallel().anyMatch("b"::equals)).isTrue();

    assertThat(span()).hasStatus(StatusData.unset());
  }

  @Test
  void endsWithEachOperationThatNeedsNotAll() {
    List<Function<Stream<Integer>, Object>> operations =
        List.of(
            stream -> stream.findFirst(),
            stream -> stream.findAny(),
            stream -> stream.anyMatch(n -> n == 2),
            stream -> stream.allMatch(n -> n < 2),
            stream -> stream.noneMatch(n -> n == 2),
            stream -> stream.limit(2).toList(),
            stream -> stream.takeWhile(n -> n < 3).count(),
            stream -> stream.skip(1).findFirst(),
            stream -> stream.mapToInt(n -> n).filter(n -> n > 1).findFirst());

    operations.forEach(
        operation -> assertThat(operation.apply(countedFrom(new AtomicInteger()))).isNotNull());

    assertThat(spans()).hasSize(operations.size());
  }
}

package dev.raglan.contract;

import static io.opentelemetry.sdk.testing.assertj.OpenTelemetryAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raglan.contract.subject.Later;
import dev.raglan.contract.subject.Steps;
import dev.raglan.contract.subject.TracedLater;
import dev.raglan.contract.subject.TracedSteps;
import dev.raglan.semconv.RaglanAttributes;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
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
}

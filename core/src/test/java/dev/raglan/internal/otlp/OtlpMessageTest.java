package dev.raglan.internal.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.sdk.testing.trace.TestSpanData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages of one trace each. */
class OtlpMessageTest {

  private static SpanData span(int trace, int number, int length) {
    return TestSpanData.builder()
        .setName(number + "x".repeat(length))
        .setKind(SpanKind.INTERNAL)
        .setSpanContext(
            SpanContext.create(
                "%032x".formatted(trace),
                "%016x".formatted(number + 1),
                TraceFlags.getSampled(),
                TraceState.getDefault()))
        .setStartEpochNanos(1)
        .setEndEpochNanos(2)
        .setStatus(StatusData.ok())
        .setHasEnded(true)
        .build();
  }

  private static List<Span> spans(OtlpMessage message) {
    try {
      return ExportTraceServiceRequest.parseFrom(message.encoded()).getResourceSpansList().stream()
          .flatMap(resource -> resource.getScopeSpansList().stream())
          .flatMap(scope -> scope.getSpansList().stream())
          .toList();
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  private static Stream<String> names(OtlpMessage message) {
    return spans(message).stream().map(Span::getName);
  }

  @Test
  void takeTheSpansOfATraceTogether() {
    List<SpanData> mixed = IntStream.range(0, 9).mapToObj(i -> span(1 + i % 3, i, 0)).toList();
    List<OtlpMessage> messages = OtlpMessage.byTrace(mixed, 1 << 20).toList();
    assertThat(messages)
        .extracting(OtlpMessage::traceId)
        .containsExactly("%032x".formatted(1), "%032x".formatted(2), "%032x".formatted(3));
    assertThat(messages).extracting(OtlpMessage::spans).containsOnly(3);
    assertThat(names(messages.get(1))).containsExactly("1", "4", "7");
  }

  @ParameterizedTest
  @ValueSource(ints = {600, 1_000, 3_000, 100_000})
  void keepTheSize(int maxBytes) {
    List<SpanData> trace = IntStream.range(0, 50).mapToObj(i -> span(1, i, 300)).toList();
    List<OtlpMessage> messages = OtlpMessage.byTrace(trace, maxBytes).toList();
    assertThat(messages)
        .allSatisfy(message -> assertThat(message.encoded()).hasSizeLessThanOrEqualTo(maxBytes));
    assertThat(messages.stream().flatMap(OtlpMessageTest::names))
        .hasSize(50)
        .doesNotHaveDuplicates();
  }

  @Test
  void haveAloneWhatIsLargerThanTheSize() {
    List<SpanData> trace = List.of(span(1, 0, 10), span(1, 1, 5_000), span(1, 2, 10));
    List<OtlpMessage> messages = OtlpMessage.byTrace(trace, 1_000).toList();
    assertThat(messages).extracting(OtlpMessage::spans).containsExactly(1, 1, 1);
    assertThat(messages.get(1).halves()).isEmpty();
  }

  @Test
  void areHalvedInOrder() {
    List<SpanData> trace = IntStream.range(0, 5).mapToObj(i -> span(1, i, 0)).toList();
    List<OtlpMessage> halves = OtlpMessage.byTrace(trace, 1 << 20).toList().get(0).halves();
    assertThat(halves)
        .hasSize(2)
        .extracting(OtlpMessage::traceId)
        .containsOnly("%032x".formatted(1));
    assertThat(halves.stream().flatMap(OtlpMessageTest::names))
        .containsExactly("0", "1", "2", "3", "4");
  }

  @Test
  void areMissingWithoutSpans() {
    assertThat(OtlpMessage.byTrace(List.of(), 1_000)).isEmpty();
  }
}

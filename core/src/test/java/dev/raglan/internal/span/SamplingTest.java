package dev.raglan.internal.span;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SamplingTest {

  private static boolean asked(Sampler sampler, long idEnd) {
    String traceId = TraceId.fromLongs(1, idEnd);
    return sampler
            .shouldSample(
                Context.root(), traceId, "name", SpanKind.INTERNAL, Attributes.empty(), List.of())
            .getDecision()
        == SamplingDecision.RECORD_AND_SAMPLE;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1e-9, 0.01, 0.25, 0.5, 0.999, 1})
  void takesTheTracesThatTheSamplerTakes(double ratio) {
    Sampling sampling = Sampling.parentBased(ratio);
    Sampler sampler = Sampling.roots(ratio);
    LongStream edges =
        LongStream.of(
            1, -1, Long.MIN_VALUE, Long.MIN_VALUE + 1, Long.MAX_VALUE - 1, Long.MAX_VALUE);
    LongStream ids = LongStream.concat(edges, new Random(7).longs(2_000));
    assertThat(ids.boxed())
        .allSatisfy(id -> assertThat(sampling.takes(id)).isEqualTo(asked(sampler, id)));
  }
}

package dev.raglan.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.raglan.Raglan;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Span contexts as strings, and the traces that go on with them. */
class SerializedSpanContextTest {

  private static final String LARGEST_TRACE = "ffffffffffffffffffffffffffffffff";
  private static final String LARGEST_SPAN = "ffffffffffffffff";

  private static final TextMapGetter<Map<String, String>> GETTER =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Map<String, String> carrier) {
          return carrier.keySet();
        }

        @Override
        public String get(Map<String, String> carrier, String key) {
          return carrier.get(key);
        }
      };

  @RegisterExtension final Tracing tracing = new Tracing();

  private final Raglan raglan = Raglan.builder(tracing.sdk()).build();

  private static SpanContext context(String traceId, String spanId) {
    TraceState state = TraceState.builder().put("vendor", "x").put("other", "y").build();
    return SpanContext.createFromRemoteParent(traceId, spanId, TraceFlags.getSampled(), state);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00000000000000000000000000000001/0000000000000001",
        LARGEST_TRACE + "/" + LARGEST_SPAN,
        "0af7651916cd43dd8448eb211c80319c/b7ad6b7169203331"
      })
  void bothFormsAreReadBackAsTheyWereWritten(String ids) {
    String[] parts = ids.split("/");
    SerializedSpanContext written = new SerializedSpanContext(context(parts[0], parts[1]));

    assertThat(SerializedSpanContext.parse(written.toJson())).isEqualTo(written);
    SpanContext read = SerializedSpanContext.parse(written.toTraceparent()).spanContext();
    assertThat(read.getTraceId()).isEqualTo(parts[0]);
    assertThat(read.getSpanId()).isEqualTo(parts[1]);
    assertThat(read.isSampled()).isTrue();
  }

  @Test
  void theJsonHoldsTheIdsAsDecimalNumbers() {
    assertThat(new SerializedSpanContext(context(LARGEST_TRACE, LARGEST_SPAN)).toJson())
        .isEqualTo(
            "{\"trace_id\":340282366920938463463374607431768211455,"
                + "\"span_id\":18446744073709551615,\"trace_flags\":1,"
                + "\"trace_state\":\"other=y,vendor=x\",\"is_remote\":true}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "{",
        "[]",
        "{}",
        "{\"trace_id\":0,\"span_id\":1}",
        "{\"trace_id\":-1,\"span_id\":1}",
        "{\"trace_id\":1.5,\"span_id\":1}",
        "{\"trace_id\":\"1\",\"span_id\":1}",
        "{\"trace_id\":1,\"span_id\":18446744073709551616}",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
        "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-tail",
        "00-0AF7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
      })
  void whatIsMalformedIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> SerializedSpanContext.parse(text));
    assertThatIllegalArgumentException().isThrownBy(() -> raglan.span("s").parent(text));
  }

  @Test
  void aSpanGoesOnWithASerializedTrace() {
    String json = new SerializedSpanContext(context(LARGEST_TRACE, LARGEST_SPAN)).toJson();
    try (ActiveTrace trace = raglan.trace("trace").start()) {
      raglan.span("span").parent(json).start().end();
      assertThat(trace.traceId()).isNotEqualTo(LARGEST_TRACE);
    }

    SpanData span = tracing.ended("span");
    assertThat(span.getTraceId()).isEqualTo(LARGEST_TRACE);
    assertThat(span.getParentSpanId()).isEqualTo(LARGEST_SPAN);
  }

  @Test
  void aSpanGoesOnWithTheTraceThatACarrierTellsOf() {
    Map<String, String> headers = new HashMap<>();
    ActiveSpan caller = raglan.span("caller").startDetached().inject(headers, Map::put);
    raglan.span("callee").parent(headers, GETTER).startDetached().end();
    raglan.span("alone").parent(Map.<String, String>of(), GETTER).startDetached().end();
    caller.end();

    assertThat(tracing.ended("callee").getParentSpanId()).isEqualTo(caller.spanId());
    assertThat(tracing.ended("alone").getParentSpanContext().isValid()).isFalse();
  }

  @Test
  void aCarrierThatThrowsHarmsNobody() {
    TextMapGetter<String> hostile =
        new TextMapGetter<>() {
          @Override
          public Iterable<String> keys(String carrier) {
            throw new IllegalStateException();
          }

          @Override
          public String get(String carrier, String key) {
            throw new IllegalStateException();
          }
        };

    raglan.span("s").parent("carrier", hostile).startDetached().end();

    assertThat(tracing.ended("s").getParentSpanContext().isValid()).isFalse();
  }
}

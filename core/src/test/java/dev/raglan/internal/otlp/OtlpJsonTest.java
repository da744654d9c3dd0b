package dev.raglan.internal.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.raglan.internal.delivery.RichSpan;
import dev.raglan.internal.delivery.Spans;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OtlpJsonTest {

  @Test
  void carriesEveryFieldOfASpan() throws Exception {
    assertThat(parse(RichSpan.data())).isEqualTo(RichSpan.request());
  }

  @Test
  void spellsFieldsAsTheMappingAsks() throws Exception {
    JsonNode span = new ObjectMapper().readTree(line(RichSpan.data())).findValue("spans").get(0);

    assertThat(span.get("traceId").textValue()).isEqualTo(RichSpan.TRACE);
    assertThat(span.get("spanId").textValue()).isEqualTo(RichSpan.SPAN);
    assertThat(span.get("parentSpanId").textValue()).isEqualTo(RichSpan.PARENT);
    assertThat(span.get("kind").intValue()).isEqualTo(3);
    assertThat(span.get("startTimeUnixNano").textValue()).isEqualTo("" + RichSpan.START);
    assertThat(span.get("status").get("code").intValue()).isEqualTo(2);
    Map<String, JsonNode> values = new java.util.HashMap<>();
    span.get("attributes").forEach(a -> values.put(a.get("key").textValue(), a.get("value")));
    assertThat(values.get("big").get("intValue").textValue()).isEqualTo("" + RichSpan.BIG);
    assertThat(values.get("nan").get("doubleValue").textValue()).isEqualTo("NaN");
    assertThat(values.get("minus").get("doubleValue").textValue()).isEqualTo("-Infinity");
    assertThat(values.get("flag").get("boolValue").booleanValue()).isFalse();
  }

  @Test
  void isOneLineWithOneLineFeedAtItsEnd() throws Exception {
    assertThat(line(RichSpan.data())).endsWith("}\n").containsOnlyOnce("\n").doesNotContain("\r");
  }

  @Test
  void leavesOutTheParentOfARoot() throws Exception {
    assertThat(line(Spans.root("root").build())).doesNotContain("parentSpanId");
  }

  @Test
  void groupsSpansByResourceAndScope() throws Exception {
    Resource other = Resource.create(Attributes.builder().put("service.name", "other").build());
    SpanData first = Spans.root("first").build();
    SpanData second = Spans.root("second").setResource(other).build();
    SpanData third =
        Spans.root("third")
            .setInstrumentationScopeInfo(InstrumentationScopeInfo.create("tracer"))
            .build();
    SpanData fourth = Spans.root("fourth").build();

    ExportTraceServiceRequest request = parse(first, second, third, fourth);

    assertThat(request.getResourceSpansList()).hasSize(2);
    assertThat(request.getResourceSpans(0).getScopeSpansList())
        .extracting(scope -> scope.getSpansList().stream().map(s -> s.getName()).toList())
        .containsExactly(List.of("first", "fourth"), List.of("third"));
    assertThat(request.getResourceSpans(1).getScopeSpans(0).getSpans(0).getName())
        .isEqualTo("second");
  }

  @Test
  void replacesLoneSurrogatesAndKeepsPairs() throws Exception {
    String cut = "cut \ud83e";
    SpanData span =
        Spans.root(cut + "!")
            .setAttributes(
                Attributes.builder().put("key\udd89", cut).put("pair", "🦉".repeat(9_000)).build())
            .build();

    var written = parse(span).getResourceSpans(0).getScopeSpans(0).getSpans(0);

    assertThat(written.getName()).isEqualTo("cut \uFFFD!");
    assertThat(values(written).get("key\uFFFD").getStringValue()).isEqualTo("cut \uFFFD");
    assertThat(values(written).get("pair").getStringValue()).isEqualTo("🦉".repeat(9_000));
  }

  @Test
  void writesNestedValues() throws Exception {
    Value<?> nested =
        Value.of(
            KeyValue.of("bytes", Value.of(new byte[] {1, 2})),
            KeyValue.of("list", Value.of(Value.of(1), Value.of("x"))),
            KeyValue.of("none", Value.of(new KeyValue[0])));
    SpanData span =
        Spans.root("nested")
            .setAttributes(Attributes.builder().put(AttributeKey.valueKey("value"), nested).build())
            .build();

    var written = parse(span).getResourceSpans(0).getScopeSpans(0).getSpans(0);

    assertThat(values(written).get("value").toString())
        .isEqualToIgnoringWhitespace(
            """
            kvlist_value {
              values { key: "bytes" value { bytes_value: "\\001\\002" } }
              values { key: "list" value { array_value {
                values { int_value: 1 } values { string_value: "x" } } } }
              values { key: "none" value { kvlist_value { } } }
            }
            """);
  }

  private static Map<String, AnyValue> values(io.opentelemetry.proto.trace.v1.Span span) {
    Function<io.opentelemetry.proto.common.v1.KeyValue, String> key =
        io.opentelemetry.proto.common.v1.KeyValue::getKey;
    return span.getAttributesList().stream()
        .collect(Collectors.toMap(key, io.opentelemetry.proto.common.v1.KeyValue::getValue));
  }

  private static ExportTraceServiceRequest parse(SpanData... spans) throws Exception {
    return OtlpJsonLines.parse(line(spans));
  }

  private static String line(SpanData... spans) throws Exception {
    return new String(OtlpJsonLines.write(List.of(spans)), StandardCharsets.UTF_8);
  }
}

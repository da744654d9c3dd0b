package dev.raglan.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.Raglan;
import dev.raglan.RaglanBuilder;
import dev.raglan.Redaction;
import dev.raglan.annotation.Bind;
import dev.raglan.annotation.Field;
import dev.raglan.annotation.Traced;
import dev.raglan.internal.invoke.InvocationTracer;
import dev.raglan.internal.invoke.ReflectedCall;
import dev.raglan.spi.GivenTarget;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is written with OpenTelemetry's API leaves by Raglan's targets without secrets, on spans of
 * other libraries and on those of Raglan's.
 */
class ForeignTextsTest {

  private static final String KEY = "sk-proj-a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0";
  private static final AttributeKey<List<String>> HEADER =
      AttributeKey.stringArrayKey("http.request.header.x-api-key");

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();

  private RaglanBuilder builder() {
    return Raglan.builder().joinGlobal(false).exportTo(new GivenTarget("kept", exporter));
  }

  private static void call(OpenTelemetry tracing, String text) {
    Attributes attributes = Attributes.of(AttributeKey.stringKey("note"), text);
    SpanContext other =
        SpanContext.create(
            "0123456789abcdef0123456789abcdef",
            "0123456789abcdef",
            TraceFlags.getSampled(),
            TraceState.getDefault());
    Span span = tracing.getTracer("a client").spanBuilder("GET " + text).startSpan();
    span.setAttribute("url.full", "https://api.example.com/v1?q=" + text)
        .setAttribute(AttributeKey.stringArrayKey("args"), Arrays.asList(null, "plain", text))
        .setAttribute(HEADER, List.of("abc"))
        .setAttribute("n", 7)
        .setAttribute("key " + text, true)
        .addEvent("answered " + text, attributes)
        .recordException(new IllegalStateException("401 for " + text))
        .addLink(other, attributes)
        .setStatus(StatusCode.ERROR, "Incorrect key: " + text);
    span.end();
  }

  private SpanData exported(boolean appOwned, String text) {
    if (appOwned) {
      SdkTracerProvider provider =
          SdkTracerProvider.builder().addSpanProcessor(builder().spanProcessor()).build();
      try (OpenTelemetrySdk sdk = OpenTelemetrySdk.builder().setTracerProvider(provider).build()) {
        call(sdk, text);
        provider.forceFlush().join(30, TimeUnit.SECONDS);
        return exporter.getFinishedSpanItems().get(0);
      }
    }
    try (Raglan raglan = builder().build()) {
      call(raglan.openTelemetry(), text);
      raglan.flush(Duration.ofSeconds(30));
      return exporter.getFinishedSpanItems().get(0);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void haveNoSecrets(boolean appOwned) {
    SpanData span = exported(appOwned, KEY);

    assertThat(span.toString()).doesNotContain(KEY);
    assertThat(span.getName()).isEqualTo("GET __REDACTED__");
    assertThat(span.getAttributes().get(AttributeKey.stringArrayKey("args")))
        .containsExactly(null, "plain", "__REDACTED__");
    assertThat(span.getAttributes().get(HEADER)).containsExactly("__REDACTED__");
    assertThat(span.getAttributes().get(AttributeKey.longKey("n"))).isEqualTo(7);
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(span.getStatus().getDescription()).isEqualTo("Incorrect key: __REDACTED__");
    assertThat(span.getEvents()).hasSize(2).noneMatch(event -> event.toString().contains(KEY));
    assertThat(span.getLinks().get(0).getAttributes().toString()).doesNotContain(KEY);
  }

  /** What is written on Raglan's own spans with OpenTelemetry's API. */
  private static void write(Span span, String text) {
    span.setAttribute("api", text)
        .setAttribute("input.value", "{\"password\":\"" + text + "\"}")
        .setAttribute("db.password", "swordfish")
        .setAttribute(AttributeKey.stringArrayKey("list"), Arrays.asList(null, "plain", text))
        .setAttribute(AttributeKey.stringArrayKey("raglan.tags"), List.of(text))
        .setAttribute("long", "x".repeat(100_000))
        .setAttribute(text, "in a key")
        .setAttribute("n", 7)
        .updateName("GET " + text)
        .setStatus(StatusCode.ERROR, "Incorrect key: " + text);
  }

  private static void event(Span span, String text) {
    span.addEvent("answered " + text, Attributes.of(AttributeKey.stringKey("note"), text))
        .recordException(new IllegalStateException("401 for " + text));
  }

  /** A method whose span is written on, and that may end it. */
  static final class Service {

    @Traced
    Object written(
        Object argument, boolean ends, boolean withEvents, @Bind(Field.TAGS) String tag) {
      Span span = Span.current();
      write(span, KEY);
      if (withEvents) {
        event(span, KEY);
      }
      if (ends) {
        span.end();
      }
      return argument;
    }
  }

  private static void callWritten(Raglan raglan, Object argument, boolean ends, boolean events) {
    try {
      InvocationTracer.of(raglan)
          .around(ReflectedCall.of(new Service(), "written", argument, ends, events, "bound"));
    } catch (Throwable thrown) {
      throw new AssertionError(thrown);
    }
  }

  private static void assertIsWithoutSecrets(SpanData span) {
    assertThat(span.toString()).doesNotContain(KEY).doesNotContain("swordfish");
    assertThat(span.getName()).isEqualTo("GET __REDACTED__");
    assertThat(span.getStatus().getDescription()).isEqualTo("Incorrect key: __REDACTED__");
    assertThat(span.getAttributes().get(AttributeKey.stringKey("api"))).isEqualTo("__REDACTED__");
    assertThat(span.getAttributes().get(AttributeKey.longKey("n"))).isEqualTo(7);
    assertThat(span.getAttributes().get(AttributeKey.stringArrayKey("list")))
        .containsExactly(null, "plain", "__REDACTED__");
    assertThat(span.getAttributes().get(AttributeKey.stringKey("input.value")))
        .isEqualTo("{\"password\":\"__REDACTED__\"}");
  }

  /** Small, too heavy to be kept until it is rendered. */
  private static List<Object> arguments() {
    return List.of("text", List.of("y".repeat(3_000_000), new StringBuilder("z")));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void ofTheApplicationOnSpansOfRaglansHaveNoSecrets(boolean ends) {
    try (Raglan raglan = builder().build()) {
      for (Object argument : arguments()) {
        callWritten(raglan, argument, ends, true);
      }
      raglan.span("code").run(() -> write(Span.current(), KEY));
      raglan.flush(Duration.ofSeconds(30));

      assertThat(exporter.getFinishedSpanItems())
          .hasSize(3)
          .allSatisfy(ForeignTextsTest::assertIsWithoutSecrets);
    }
  }

  @Test
  void ofTheApplicationOnSpansOfRaglansAreBounded() {
    try (Raglan raglan = builder().build()) {
      callWritten(raglan, "text", false, false);
      raglan.flush(Duration.ofSeconds(30));

      SpanData span = exporter.getFinishedSpanItems().get(0);
      assertThat(span.getAttributes().get(AttributeKey.stringKey("long")))
          .hasSizeLessThan(40_000)
          .endsWith(" chars]");
    }
  }

  @Test
  void ofTheApplicationOnSpansOfRaglansAreRedactedForItsOwnExportersToo() {
    InMemorySpanExporter own = InMemorySpanExporter.create();
    SdkTracerProvider provider =
        SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(own))
            .addSpanProcessor(builder().spanProcessor())
            .build();
    try (OpenTelemetrySdk sdk = OpenTelemetrySdk.builder().setTracerProvider(provider).build();
        Raglan raglan = Raglan.builder(sdk).build()) {
      callWritten(raglan, "text", false, false);
      raglan.span("code").run(() -> write(Span.current(), KEY));
      callWritten(raglan, "text", false, true);
      provider.forceFlush().join(30, TimeUnit.SECONDS);
      assertThat(own.getFinishedSpanItems()).hasSize(3);
      for (SpanData span : own.getFinishedSpanItems().subList(0, 2)) {
        String withoutKeys = span.getAttributes().asMap().values() + span.getName();
        assertThat(withoutKeys).doesNotContain(KEY).doesNotContain("swordfish");
        assertThat(span.getStatus().getDescription()).isEqualTo("Incorrect key: __REDACTED__");
      }
      assertThat(exporter.getFinishedSpanItems())
          .hasSize(3)
          .allSatisfy(ForeignTextsTest::assertIsWithoutSecrets);
    }
  }

  @Test
  void haveNeitherNulNorLoneSurrogates() {
    SpanData span = exported(false, "a\0b\uD83Dc \uD83D\uDE00");

    assertThat(span.getName()).isEqualTo("GET a\uFFFDb\uFFFDc \uD83D\uDE00");
    assertThat(span.toString()).doesNotContain("\0").doesNotContain("\uD83Dc");
  }

  @Test
  void areOtherwiseAsTheyWere() {
    SpanData span = exported(false, "nothing secret");

    assertThat(span.getName()).isEqualTo("GET nothing secret");
    assertThat(span.getStatus().getDescription()).isEqualTo("Incorrect key: nothing secret");
    assertThat(span.getTotalAttributeCount()).isEqualTo(5);
    assertThat(span.getTotalRecordedEvents()).isEqualTo(2);
  }

  @Test
  void stayWhereNothingIsRedacted() {
    RaglanBuilder builder = builder().redaction(Redaction.builder().secrets(false).build());
    try (Raglan raglan = builder.build()) {
      call(raglan.openTelemetry(), KEY);
      raglan.flush(Duration.ofSeconds(30));

      assertThat(exporter.getFinishedSpanItems().get(0).getName()).contains(KEY);
    }
  }
}

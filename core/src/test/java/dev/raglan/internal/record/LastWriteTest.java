package dev.raglan.internal.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.Raglan;
import dev.raglan.annotation.Bind;
import dev.raglan.annotation.BindResult;
import dev.raglan.annotation.Field;
import dev.raglan.annotation.Generation;
import dev.raglan.annotation.SpanAttribute;
import dev.raglan.annotation.Traced;
import dev.raglan.internal.invoke.ReflectedCall;
import dev.raglan.spi.GivenTarget;
import dev.raglan.trace.ActiveGeneration;
import dev.raglan.trace.ActiveSpan;
import dev.raglan.trace.ActiveTrace;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The last write of an attribute wins, whoever makes it and whatever its type. */
class LastWriteTest {

  private static final AttributeKey<String> REQUEST_MODEL =
      AttributeKey.stringKey("gen_ai.request.model");

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  private final OpenTelemetrySdk sdk =
      OpenTelemetrySdk.builder()
          .setTracerProvider(
              SdkTracerProvider.builder()
                  .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                  .build())
          .build();
  private @Nullable Raglan raglan;

  enum Sdk {
    OF_RAGLAN,
    OF_THE_APPLICATION
  }

  private Raglan open(Sdk of) {
    raglan =
        of == Sdk.OF_RAGLAN
            ? Raglan.builder().exportTo(new GivenTarget("memory", exporter)).build()
            : Raglan.builder(sdk).build();
    return raglan;
  }

  @AfterEach
  void close() {
    if (raglan != null) {
      raglan.close();
    }
    sdk.close();
  }

  private SpanData span(String name) {
    raglan.flush(Duration.ofSeconds(30));
    return exporter.getFinishedSpanItems().stream()
        .filter(each -> each.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** The only value under the name. */
  private static Object only(SpanData span, String name) {
    List<Object> values =
        span.getAttributes().asMap().entrySet().stream()
            .filter(entry -> entry.getKey().getKey().equals(name))
            .map(Map.Entry::<Object>getValue)
            .toList();
    assertThat(values).as(name).hasSize(1);
    return values.get(0);
  }

  /** Annotated methods that write on their span. */
  static final class Service {

    @Traced(
        value = "bound",
        attributes = {"constant=before"})
    void bound(@SpanAttribute("k") Object value, Object later) {
      write("k", later);
      Span.current().setAttribute("constant", "later");
    }

    @Generation(value = "fallback", model = "declared", provider = "openai")
    String fallback(@Bind(Field.MODEL) String model) {
      Span.current().setAttribute("gen_ai.request.model", "fallback-model");
      Span.current().setAttribute("output.value", "written by hand");
      return "answer";
    }

    @Generation(value = "plain", model = "declared")
    String plain(@Bind(Field.MODEL) String model, @Bind(Field.SESSION_ID) String session) {
      return "answer";
    }

    @Traced("result")
    @BindResult(attribute = "k", path = "")
    String result() {
      Span.current().setAttribute("k", "said");
      return "returned";
    }
  }

  private static void write(String key, Object value) {
    if (value instanceof Long number) {
      Span.current().setAttribute(key, number);
    } else if (value instanceof Boolean flag) {
      Span.current().setAttribute(key, flag);
    } else {
      Span.current().setAttribute(key, value.toString());
    }
  }

  @ParameterizedTest
  @EnumSource(Sdk.class)
  void theMethodsWriteBeatsTheBoundArgument(Sdk of) {
    Raglan opened = open(of);
    call(opened, "bound", "argument", "method");
    SpanData span = span("bound");

    assertThat(only(span, "k")).isEqualTo("method");
    assertThat(only(span, "constant")).isEqualTo("later");
  }

  @ParameterizedTest
  @EnumSource(Sdk.class)
  void anotherTypeMakesNoSecondValue(Sdk of) {
    Raglan opened = open(of);
    for (List<Object> values :
        List.<List<Object>>of(
            List.of("text", 7L), List.of(7, "text"), List.of(true, 1L), List.of(1.5, "1"))) {
      exporter.reset();
      call(opened, "bound", values.get(0), values.get(1));

      assertThat(only(span("bound"), "k")).isEqualTo(values.get(1));
    }
  }

  @ParameterizedTest
  @EnumSource(Sdk.class)
  void theModelThatTheMethodFellBackToBeatsTheDeclaredAndTheBoundOne(Sdk of) {
    Raglan opened = open(of);
    call(opened, "fallback", "bound-model");
    SpanData span = span("fallback");

    assertThat(span.getAttributes().get(REQUEST_MODEL)).isEqualTo("fallback-model");
    assertThat(only(span, "output.value")).isEqualTo("written by hand");
  }

  @ParameterizedTest
  @EnumSource(Sdk.class)
  void theMethodsWriteBeatsWhatIsReadOfTheResult(Sdk of) {
    Raglan opened = open(of);
    call(opened, "result");

    assertThat(only(span("result"), "k")).isEqualTo("said");
  }

  @ParameterizedTest
  @EnumSource(Sdk.class)
  void theBoundArgumentBeatsTheConstantAndTheTraceContext(Sdk of) {
    Raglan opened = open(of);
    try (ActiveTrace trace = opened.trace("t").sessionId("of the trace").start()) {
      call(opened, "plain", "bound-model", "of the call");
    }
    SpanData span = span("plain");

    assertThat(span.getAttributes().get(REQUEST_MODEL)).isEqualTo("bound-model");
    assertThat(only(span, "session.id")).isEqualTo("of the call");
    assertThat(only(span, "gen_ai.conversation.id")).isEqualTo("of the call");
  }

  @ParameterizedTest
  @EnumSource(Sdk.class)
  void theFacadeAndTheSpanItselfTakeTurns(Sdk of) {
    Raglan opened = open(of);
    try (ActiveGeneration generation = opened.generation("g").model("first").start()) {
      Span.current().setAttribute("gen_ai.request.model", "second");
      Span.current().setAttribute("gen_ai.response.model", "before");
      generation.responseModel("after");
    }
    try (ActiveGeneration generation = opened.generation("h").model("first").start()) {
      Span.current().setAttribute("gen_ai.request.model", "second");
      generation.model("third");
    }

    assertThat(span("g").getAttributes().get(REQUEST_MODEL)).isEqualTo("second");
    assertThat(only(span("g"), "gen_ai.response.model")).isEqualTo("after");
    assertThat(span("h").getAttributes().get(REQUEST_MODEL)).isEqualTo("third");
  }

  @ParameterizedTest
  @EnumSource(Sdk.class)
  void anInputThatIsSetAfterAnAttributeOfThatNameWins(Sdk of) {
    Raglan opened = open(of);
    try (ActiveSpan span = opened.span("s").start()) {
      span.attribute("input.value", "attribute");
      span.input("input");
      span.output("output");
      span.attribute("output.value", "attribute");
    }

    assertThat(only(span("s"), "input.value")).isEqualTo("input");
    assertThat(only(span("s"), "output.value")).isEqualTo("attribute");
  }

  @ParameterizedTest
  @EnumSource(Sdk.class)
  void tagsAreUnitedWhoeverWritesThem(Sdk of) {
    Raglan opened = open(of);
    AttributeKey<List<String>> tags = AttributeKey.stringArrayKey("tag.tags");
    AttributeKey<List<String>> hashtags = AttributeKey.stringArrayKey("app.hashtags");
    try (ActiveTrace trace = opened.trace("t").tags("trace").start();
        ActiveSpan span = trace.span("s").tags("span").start()) {
      span.attribute(hashtags, List.of("a"));
      span.attribute(hashtags, List.of("b"));
      span.tags("later");
    }

    assertThat(span("s").getAttributes().get(tags))
        .containsExactlyInAnyOrder("trace", "span", "later");
    assertThat(span("s").getAttributes().get(hashtags)).containsExactly("b");
  }

  private static void call(Raglan raglan, String name, Object... arguments) {
    try {
      ReflectedCall.of(new Service(), name, arguments).tracedBy(raglan);
    } catch (Throwable thrown) {
      throw new AssertionError(thrown);
    }
  }
}

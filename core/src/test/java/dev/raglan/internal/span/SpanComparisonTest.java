package dev.raglan.internal.span;

import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringArrayKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.testing.time.TestClock;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is done at random to a trace, both kinds of span tell the same. */
class SpanComparisonTest {

  private static final SpanContext LINK =
      SpanContext.create(
          "0af7651916cd43dd8448eb211c80319c",
          "b7ad6b7169203331",
          TraceFlags.getSampled(),
          TraceState.getDefault());

  static List<Long> seeds() {
    return new Random(7).longs(400).boxed().toList();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void tellTheSame(long seed) {
    assertThat(traceOf(new LeanSpanTest(), seed)).isEqualTo(traceOf(new SdkSpanTest(), seed));
  }

  /** Returns all that the spans of a trace tell, as texts, after each step. */
  private static List<String> traceOf(SpanContract contract, long seed) {
    Random random = new Random(seed);
    TestClock clock = TestClock.create();
    TracerProvider provider =
        contract.open(
            new SpanContract.Sdk(
                sampler(random),
                counting(),
                limits(random),
                Resource.create(Attributes.of(stringKey("service.name"), "test")),
                clock,
                List.of()));
    List<Span> spans = new ArrayList<>();
    List<String> told = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      if (spans.isEmpty() || random.nextInt(8) == 0) {
        Span parent = spans.isEmpty() ? Span.getInvalid() : any(spans, random);
        spans.add(start(provider, parent, random));
      } else {
        change(any(spans, random), random);
      }
      clock.advance(Duration.ofNanos(random.nextInt(1_000)));
      told.add(text(any(spans, random)));
    }
    spans.forEach(span -> told.add(text(span)));
    return told;
  }

  private static Span any(List<Span> spans, Random random) {
    return spans.get(random.nextInt(spans.size()));
  }

  private static Sampler sampler(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> Sampler.traceIdRatioBased(0.5);
      case 1 -> Sampler.parentBased(Sampler.alwaysOn());
      default -> Sampler.alwaysOn();
    };
  }

  private static SpanLimits limits(Random random) {
    return random.nextBoolean()
        ? SpanLimits.getDefault()
        : SpanLimits.builder()
            .setMaxNumberOfAttributes(1 + random.nextInt(6))
            .setMaxNumberOfEvents(1 + random.nextInt(3))
            .setMaxNumberOfLinks(1 + random.nextInt(3))
            .setMaxNumberOfAttributesPerEvent(1 + random.nextInt(2))
            .setMaxNumberOfAttributesPerLink(1 + random.nextInt(2))
            .setMaxAttributeValueLength(1 + random.nextInt(6))
            .build();
  }

  private static IdGenerator counting() {
    return new IdGenerator() {
      private long last = 1L << 60;

      @Override
      public String generateSpanId() {
        return SpanId.fromLong(last++);
      }

      @Override
      public String generateTraceId() {
        return TraceId.fromLongs(last++, last++ * 0x9E3779B97F4A7C15L);
      }
    };
  }

  private static Span start(TracerProvider provider, Span parent, Random random) {
    SpanBuilder builder =
        provider
            .get("scope")
            .spanBuilder("name" + random.nextInt(3))
            .setParent(Context.root().with(parent))
            .setSpanKind(SpanKind.values()[random.nextInt(5)]);
    for (int i = random.nextInt(4); i > 0; i--) {
      builder.setAttribute("k" + random.nextInt(8), "value" + random.nextInt(1_000));
      builder.addLink(LINK, attributes(random));
    }
    if (random.nextInt(5) == 0) {
      builder.setStartTimestamp(random.nextInt(1_000), TimeUnit.MICROSECONDS);
    }
    return builder.startSpan();
  }

  private static Attributes attributes(Random random) {
    return Attributes.of(
        stringKey("a" + random.nextInt(4)), "text" + random.nextInt(1_000), longKey("l"), 5L);
  }

  private static void change(Span span, Random random) {
    switch (random.nextInt(10)) {
      case 0 -> span.setAttribute(longKey("l" + random.nextInt(4)), random.nextLong());
      case 1 -> span.setAttribute(stringArrayKey("list"), List.of("a", "bcdefgh"));
      case 2 -> span.addEvent("event" + random.nextInt(9), attributes(random));
      case 3 -> span.addEvent("event", random.nextInt(100), TimeUnit.MILLISECONDS);
      case 4 -> span.addLink(LINK, attributes(random));
      case 5 -> span.setStatus(StatusCode.values()[random.nextInt(3)], "s" + random.nextInt(9));
      case 6 -> span.updateName("renamed" + random.nextInt(9));
      case 7 -> span.setAllAttributes(attributes(random));
      case 8 -> endOne(span, random);
      default -> span.setAttribute("k" + random.nextInt(8), "another" + random.nextInt(1_000));
    }
  }

  private static void endOne(Span span, Random random) {
    if (random.nextBoolean()) {
      span.end();
    } else {
      span.end(random.nextInt(3) * 1_000L, TimeUnit.MICROSECONDS);
    }
  }

  private static String text(Span span) {
    return span instanceof ReadableSpan readable
        ? text(readable.toSpanData()) + readable.getLatencyNanos() + readable.hasEnded()
        : span.getSpanContext().toString();
  }

  private static String text(SpanData data) {
    // The order of attributes is nobody's business.
    Attributes sorted = data.getAttributes().toBuilder().build();
    return data.toString().replace(data.getAttributes().toString(), sorted.toString());
  }
}

package dev.raglan.internal.span;

import static io.opentelemetry.api.common.AttributeKey.booleanKey;
import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringArrayKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.common.Clock;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.testing.time.TestClock;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.ExceptionEventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.internal.ExtendedSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The behaviour of a span of an SDK, which OpenTelemetry's and Raglan's have in common. A case that
 * OpenTelemetry has too is followed by its name there: of its SdkSpanTest, or of its
 * SdkSpanBuilderTest if it ends with "(builder)".
 */
abstract class SpanContract {

  private static final AttributeKey<String> KEY = stringKey("key");
  private static final AttributeKey<String> OTHER = stringKey("other");
  private static final Attributes THREE =
      Attributes.of(booleanKey("b"), false, stringKey("s"), "text", longKey("l"), 123L);
  private static final SpanContext REMOTE =
      SpanContext.createFromRemoteParent(
          "0af7651916cd43dd8448eb211c80319c",
          "b7ad6b7169203331",
          TraceFlags.getSampled(),
          TraceState.builder().put("vendor", "1").build());
  private static final SpanContext REMOTE_UNSAMPLED =
      SpanContext.createFromRemoteParent(
          REMOTE.getTraceId(), REMOTE.getSpanId(), TraceFlags.getDefault(), REMOTE.getTraceState());

  private final TestClock clock = TestClock.create();
  private final List<String> told = new CopyOnWriteArrayList<>();
  private final List<SpanData> ended = new CopyOnWriteArrayList<>();

  /** The settings of an SDK. */
  record Sdk(
      Sampler sampler,
      IdGenerator ids,
      SpanLimits limits,
      Resource resource,
      Clock clock,
      List<SpanProcessor> processors) {}

  /** Opens an SDK with any sampler. */
  abstract TracerProvider open(Sdk sdk);

  /** Opens an SDK that samples as parents are sampled. */
  abstract TracerProvider openParentBased(double ratio, SpanLimits limits, SpanProcessor processor);

  /** Closes an SDK. */
  abstract void close(TracerProvider provider);

  private TracerProvider provider(Sampler sampler, SpanLimits limits) {
    return provider(sampler, limits, List.of(recording()));
  }

  private TracerProvider provider(
      Sampler sampler, SpanLimits limits, List<SpanProcessor> processors) {
    return open(new Sdk(sampler, IdGenerator.random(), limits, resource(), clock, processors));
  }

  private static Resource resource() {
    return Resource.create(Attributes.of(stringKey("service.name"), "test"));
  }

  private SpanBuilder builder() {
    return builder(SpanLimits.getDefault());
  }

  private SpanBuilder builder(SpanLimits limits) {
    return provider(Sampler.alwaysOn(), limits).get("scope", "1").spanBuilder("name");
  }

  private ReadWriteSpan span() {
    return (ReadWriteSpan) builder().setNoParent().startSpan();
  }

  private ReadWriteSpan span(SpanLimits limits) {
    return (ReadWriteSpan) builder(limits).setNoParent().startSpan();
  }

  /** A processor that notes what it is told. */
  private SpanProcessor recording() {
    return new SpanProcessor() {
      @Override
      public void onStart(Context parent, ReadWriteSpan span) {
        told.add("start " + span.getName());
      }

      @Override
      public boolean isStartRequired() {
        return true;
      }

      @Override
      public void onEnd(ReadableSpan span) {
        told.add("end " + span.getName());
        ended.add(span.toSpanData());
      }

      @Override
      public boolean isEndRequired() {
        return true;
      }
    };
  }

  private static SpanProcessor onEnding(Consumer<ReadWriteSpan> action) {
    return new ExtendedSpanProcessor() {
      @Override
      public void onEnding(ReadWriteSpan span) {
        action.accept(span);
      }

      @Override
      public boolean isOnEndingRequired() {
        return true;
      }

      @Override
      public void onStart(Context parent, ReadWriteSpan span) {}

      @Override
      public boolean isStartRequired() {
        return false;
      }

      @Override
      public void onEnd(ReadableSpan span) {}

      @Override
      public boolean isEndRequired() {
        return false;
      }
    };
  }

  private static void writeAll(Span span) {
    span.setAttribute(KEY, "value");
    span.addEvent("event");
    span.addEvent("event", Attributes.of(KEY, "value"), 1, SECONDS);
    span.addLink(REMOTE);
    span.setStatus(StatusCode.ERROR, "why");
    span.recordException(new IllegalStateException("what"));
    span.updateName("another");
  }

  // The end

  @Test // nothingChangedAfterEnd
  void ignoresWhatIsWrittenAfterTheEnd() {
    ReadWriteSpan span = span();
    span.end();
    SpanData before = span.toSpanData();

    writeAll(span);

    SpanData after = span.toSpanData();
    assertThat(after).isEqualTo(before).hasSameHashCodeAs(before);
    assertThat(after.getAttributes().isEmpty()).isTrue();
    assertThat(after.getEvents()).isEmpty();
    assertThat(after.getLinks()).isEmpty();
    assertThat(after.getName()).isEqualTo("name");
    assertThat(after.getStatus()).isEqualTo(StatusData.unset());
    assertThat(after.getTotalRecordedEvents()).isZero();
  }

  @Test
  void ignoresWhatIsWrittenAfterTheEndOfOneThatWasWrittenOn() {
    ReadWriteSpan span = span();
    span.setAttribute(OTHER, "before");
    span.end();

    writeAll(span);

    assertThat(span.getAttributes()).isEqualTo(Attributes.of(OTHER, "before"));
    assertThat(span.getName()).isEqualTo("name");
    assertThat(ended).hasSize(1);
    assertThat(ended.get(0).getAttributes().asMap()).hasSize(1);
  }

  @Test // endSpanTwice_DoNotCrash
  void endsOnce() {
    ReadWriteSpan span = span();
    clock.advance(Duration.ofSeconds(1));
    span.end();
    long end = span.toSpanData().getEndEpochNanos();
    clock.advance(Duration.ofSeconds(1));

    span.end();
    span.end(1, SECONDS);

    assertThat(span.toSpanData().getEndEpochNanos()).isEqualTo(end);
    assertThat(told).containsExactly("start name", "end name");
  }

  @Test // endWithTimestamp_numeric, endWithTimestamp_instant
  void endsAtTheTimeThatIsGiven() {
    ReadWriteSpan numeric = span();
    ReadWriteSpan instant = span();
    ReadWriteSpan negative = span();

    numeric.end(10, NANOSECONDS);
    instant.end(Instant.ofEpochMilli(10));
    negative.end(-10, MILLISECONDS);

    assertThat(numeric.toSpanData().getEndEpochNanos()).isEqualTo(10);
    assertThat(instant.toSpanData().getEndEpochNanos()).isEqualTo(10_000_000);
    assertThat(negative.toSpanData().getEndEpochNanos()).isEqualTo(-10_000_000);
  }

  @Test
  void endsNowIfTheTimeIsZeroAndCountsNanosecondsWithoutAUnit() {
    ReadWriteSpan now = span();
    ReadWriteSpan without = span();
    clock.advance(Duration.ofSeconds(2));

    now.end(0, SECONDS);
    without.end(7, null);

    assertThat(now.toSpanData().getEndEpochNanos()).isEqualTo(clock.now());
    assertThat(without.toSpanData().getEndEpochNanos()).isEqualTo(7);
  }

  @Test // isRecording (builder)
  void recordsUntilItHasEnded() {
    ReadWriteSpan span = span();
    assertThat(span.isRecording()).isTrue();
    assertThat(span.hasEnded()).isFalse();

    span.end();

    assertThat(span.isRecording()).isFalse();
    assertThat(span.hasEnded()).isTrue();
  }

  @Test // onEnding_spanStillMutable
  void canBeWrittenOnByAProcessorAsItEnds() {
    List<Boolean> states = new ArrayList<>();
    SpanProcessor processor =
        onEnding(
            ending -> {
              states.add(ending.hasEnded());
              ending.end();
              states.add(ending.hasEnded());
              states.add(ending.isRecording());
              ending.setAttribute(KEY, "by processor");
            });
    ReadWriteSpan span = start(processor);

    span.end();

    assertThat(states).containsExactly(false, false, true);
    assertThat(span.hasEnded()).isTrue();
    assertThat(span.getAttribute(KEY)).isEqualTo("by processor");
  }

  private ReadWriteSpan start(SpanProcessor... processors) {
    return (ReadWriteSpan)
        provider(Sampler.alwaysOn(), SpanLimits.getDefault(), List.of(processors))
            .get("scope")
            .spanBuilder("name")
            .startSpan();
  }

  @Test // onEnding_concurrentModificationsPrevented
  void cannotBeWrittenOnByOthersAsItEnds() {
    SpanProcessor processor =
        onEnding(
            ending -> {
              Thread other = new Thread(() -> ending.setAttribute(OTHER, "by another thread"));
              other.start();
              join(other);
              ending.setAttribute(KEY, "by processor");
            });
    ReadWriteSpan span = start(processor);

    span.end();

    assertThat(span.getAttribute(OTHER)).isNull();
    assertThat(span.getAttribute(KEY)).isEqualTo("by processor");
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  @Test // onEnding_latencyPinned
  void hasItsLatencyAsItEnds() {
    List<Long> latencies = new ArrayList<>();
    SpanProcessor processor =
        onEnding(
            ending -> {
              clock.advance(Duration.ofSeconds(100));
              latencies.add(ending.getLatencyNanos());
              latencies.add(ending.toSpanData().getEndEpochNanos() - clock.now());
            });
    ReadWriteSpan span = start(processor);
    clock.advance(Duration.ofSeconds(1));

    span.end();

    assertThat(latencies).containsExactly(SECONDS.toNanos(1), -SECONDS.toNanos(100));
    assertThat(span.getLatencyNanos()).isEqualTo(SECONDS.toNanos(1));
  }

  @Test // end_ReleasesSpanEndingThreadRef
  void keepsNoThreadThatEndedIt() {
    ReadWriteSpan span = start(onEnding(ending -> {}));
    span.end();
    assertThat(fieldsOf(span)).noneMatch(Thread.class::isInstance);
  }

  private static List<Object> fieldsOf(Object object) {
    List<Object> values = new ArrayList<>();
    for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
      for (var field : type.getDeclaredFields()) {
        try {
          field.setAccessible(true);
          values.add(String.valueOf(field.get(object)).isEmpty() ? "" : field.get(object));
        } catch (IllegalAccessException inaccessible) {
          throw new AssertionError(inaccessible);
        }
      }
    }
    return values;
  }

  // What it tells

  @Test // toSpanData_ActiveSpan
  void tellsEverythingWhileItIsOpen() {
    ReadWriteSpan span =
        (ReadWriteSpan)
            builder()
                .setParent(Context.root().with(Span.wrap(REMOTE)))
                .setSpanKind(SpanKind.SERVER)
                .startSpan();
    long start = clock.now();
    clock.advance(Duration.ofSeconds(1));
    writeAll(span);

    SpanData data = span.toSpanData();

    assertThat(data.hasEnded()).isFalse();
    assertThat(data.getEndEpochNanos()).isZero();
    assertThat(data.getStartEpochNanos()).isEqualTo(start);
    assertThat(data.getName()).isEqualTo("another");
    assertThat(data.getKind()).isEqualTo(SpanKind.SERVER);
    assertThat(data.getSpanContext()).isEqualTo(span.getSpanContext());
    assertThat(data.getParentSpanContext()).isEqualTo(REMOTE);
    assertThat(data.getParentSpanId()).isEqualTo(REMOTE.getSpanId());
    assertThat(data.getTraceId()).isEqualTo(REMOTE.getTraceId());
    assertThat(data.getAttributes()).isEqualTo(Attributes.of(KEY, "value"));
    assertThat(data.getTotalAttributeCount()).isEqualTo(1);
    assertThat(data.getEvents()).extracting(EventData::getName).contains("event", "exception");
    assertThat(data.getEvents().get(0).getEpochNanos()).isEqualTo(start + SECONDS.toNanos(1));
    assertThat(data.getTotalRecordedEvents()).isEqualTo(3);
    assertThat(data.getLinks()).containsExactly(LinkData.create(REMOTE));
    assertThat(data.getTotalRecordedLinks()).isEqualTo(1);
    assertThat(data.getStatus()).isEqualTo(StatusData.create(StatusCode.ERROR, "why"));
    assertThat(data.getResource()).isEqualTo(resource());
    assertThat(data.getInstrumentationScopeInfo())
        .isEqualTo(InstrumentationScopeInfo.builder("scope").setVersion("1").build());
  }

  @Test // toSpanData_EndedSpan
  void tellsEverythingOnceItHasEnded() {
    ReadWriteSpan span = span();
    writeAll(span);
    clock.advance(Duration.ofSeconds(1));

    span.end();

    SpanData data = ended.get(0);
    assertThat(data.hasEnded()).isTrue();
    assertThat(data.getEndEpochNanos()).isEqualTo(clock.now());
    assertThat(data.getName()).isEqualTo("another");
    assertThat(data.getAttributes().asMap()).hasSize(1);
    assertThat(data.getEvents()).hasSize(3);
    assertThat(data.getLinks()).hasSize(1);
    assertThat(data).isEqualTo(span.toSpanData());
    assertThat(data.toString()).isEqualTo(span.toSpanData().toString()).contains("another");
  }

  @Test // toSpanData_SpanDataDoesNotChangeWhenModifyingSpan
  void keepsWhatItToldWhateverIsWrittenLater() {
    ReadWriteSpan untouched = span();
    SpanData first = untouched.toSpanData();
    ReadWriteSpan touched = (ReadWriteSpan) builder().setAllAttributes(THREE).startSpan();
    touched.addEvent("first");
    SpanData second = touched.toSpanData();

    for (ReadWriteSpan span : List.of(untouched, touched)) {
      writeAll(span);
      span.end();
    }

    assertThat(first.getAttributes().isEmpty()).isTrue();
    assertThat(first.getEvents()).isEmpty();
    assertThat(first.getName()).isEqualTo("name");
    assertThat(first.hasEnded()).isFalse();
    assertThat(first.getEndEpochNanos()).isZero();
    assertThat(first.getStatus()).isEqualTo(StatusData.unset());
    assertThat(second.getAttributes()).isEqualTo(THREE);
    assertThat(second.getEvents()).hasSize(1);
    assertThat(second.getName()).isEqualTo("name");
    assertThat(touched.toSpanData().getAttributes().size()).isEqualTo(4);
    assertThat(touched.toSpanData()).isNotEqualTo(second);
  }

  @Test // toSpanData_immutableLinks, toSpanData_immutableEvents, toSpanData_immutableEvents_ended
  void tellsListsThatCannotBeChanged() {
    ReadWriteSpan span = span();
    assertUnmodifiable(span.toSpanData());
    writeAll(span);
    assertUnmodifiable(span.toSpanData());
    span.end();
    assertUnmodifiable(span.toSpanData());
  }

  private static void assertUnmodifiable(SpanData data) {
    assertThatThrownBy(() -> data.getLinks().add(LinkData.create(REMOTE)))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> data.getEvents().add(EventData.create(1, "e", Attributes.empty())))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test // toSpanData_RootSpan
  void hasNoParentAtTheTop() {
    ReadWriteSpan span = span();
    assertThat(span.getParentSpanContext()).isEqualTo(SpanContext.getInvalid());
    assertThat(span.toSpanData().getParentSpanId()).isEqualTo("0000000000000000");
  }

  @Test // toSpanData_ChildSpan, parent (builder), parentCurrentSpan (builder)
  void hasTheCurrentSpanAsItsParent() {
    TracerProvider provider = provider(Sampler.alwaysOn(), SpanLimits.getDefault());
    ReadWriteSpan parent = (ReadWriteSpan) provider.get("scope").spanBuilder("parent").startSpan();
    ReadWriteSpan child;
    try (Scope current = parent.makeCurrent()) {
      assertThat(Span.current()).isSameAs(parent);
      child = (ReadWriteSpan) provider.get("scope").spanBuilder("child").startSpan();
    }

    assertThat(child.getParentSpanContext()).isEqualTo(parent.getSpanContext());
    assertThat(child.getSpanContext().getTraceId()).isEqualTo(parent.getSpanContext().getTraceId());
    assertThat(child.getSpanContext().getSpanId())
        .isNotEqualTo(parent.getSpanContext().getSpanId());
    assertThat(child.getParentSpanContext().isRemote()).isFalse();
    assertThat(Span.current().getSpanContext().isValid()).isFalse();
  }

  @Test // toSpanData_WithInitialAttributes, getAttribute, getAttributes, getAttributes_Empty
  void readsAttributes() {
    ReadWriteSpan span = (ReadWriteSpan) builder().setAllAttributes(THREE).startSpan();
    assertThat(span().getAttributes()).isEqualTo(Attributes.empty());
    assertThat(span.getAttributes()).isEqualTo(THREE);
    assertThat(span.getAttribute(longKey("l"))).isEqualTo(123);
    assertThat(span.getAttribute(KEY)).isNull();

    span.setAttribute(KEY, "more");
    Attributes before = span.getAttributes();
    span.setAttribute(longKey("l"), 124L);
    span.end();

    assertThat(before).isEqualTo(THREE.toBuilder().put(KEY, "more").build());
    assertThat(span.getAttribute(longKey("l"))).isEqualTo(124);
    assertThat(span.toSpanData().getAttributes().size()).isEqualTo(4);
    assertThat(span.toSpanData().getTotalAttributeCount()).isEqualTo(5);
  }

  @Test // toSpanData_Kind, getKind, kind (builder), kind_default (builder)
  void hasItsKind() {
    assertThat(span().getKind()).isEqualTo(SpanKind.INTERNAL);
    assertThat(((ReadWriteSpan) builder().setSpanKind(SpanKind.CONSUMER).startSpan()).getKind())
        .isEqualTo(SpanKind.CONSUMER);
  }

  @Test // getInstrumentationLibraryInfo, getInstrumentationScopeInfo
  @SuppressWarnings("deprecation")
  void hasItsScope() {
    TracerProvider provider = provider(Sampler.alwaysOn(), SpanLimits.getDefault());
    ReadWriteSpan span =
        (ReadWriteSpan)
            provider
                .tracerBuilder("scope")
                .setInstrumentationVersion("2")
                .setSchemaUrl("http://schema")
                .build()
                .spanBuilder("name")
                .startSpan();

    assertThat(span.getInstrumentationScopeInfo())
        .isEqualTo(
            InstrumentationScopeInfo.builder("scope")
                .setVersion("2")
                .setSchemaUrl("http://schema")
                .build());
    assertThat(span.getInstrumentationLibraryInfo().getName()).isEqualTo("scope");
    assertThat(span.getInstrumentationLibraryInfo().getVersion()).isEqualTo("2");
    assertThat(span.toSpanData().getInstrumentationLibraryInfo())
        .isEqualTo(span.getInstrumentationLibraryInfo());
    ReadableSpan unnamed = (ReadableSpan) provider.get("").spanBuilder("name").startSpan();
    assertThat(unnamed.getInstrumentationScopeInfo().getName()).isEmpty();
  }

  @Test // getAndUpdateSpanName
  void takesAnotherName() {
    ReadWriteSpan span = span();
    assertThat(span.getName()).isEqualTo("name");
    span.updateName("another");
    assertThat(span.getName()).isEqualTo("another");
    span.end();
    assertThat(told).containsExactly("start name", "end another");
  }

  @Test
  void hasANameWhereNoneIsGiven() {
    TracerProvider provider = provider(Sampler.alwaysOn(), SpanLimits.getDefault());
    List<String> names = new ArrayList<>();
    for (String given : Arrays.asList("", " ", null)) {
      names.add(((ReadableSpan) provider.get("scope").spanBuilder(given).startSpan()).getName());
    }
    assertThat(names).containsOnly("<unspecified span name>");
  }

  @Test // getLatencyNs_ActiveSpan, getLatencyNs_EndedSpan
  void measuresItsLatencyUntilItsEnd() {
    ReadWriteSpan span = span();
    clock.advance(Duration.ofSeconds(1));
    assertThat(span.getLatencyNanos()).isEqualTo(SECONDS.toNanos(1));
    clock.advance(Duration.ofSeconds(1));
    span.end();
    clock.advance(Duration.ofSeconds(1));
    assertThat(span.getLatencyNanos()).isEqualTo(SECONDS.toNanos(2));
  }

  @Test // parent_clockIsSame (builder), parentCurrentSpan_clockIsSame (builder)
  void countsTheTimeOfATraceByOneClock() {
    TracerProvider provider = provider(Sampler.alwaysOn(), SpanLimits.getDefault());
    ReadWriteSpan parent = (ReadWriteSpan) provider.get("scope").spanBuilder("parent").startSpan();
    long start = parent.toSpanData().getStartEpochNanos();
    TestClock stepped = clock;
    stepped.advance(Duration.ofSeconds(5));
    stepped.setTime(Instant.ofEpochSecond(0, stepped.now()).minusSeconds(3600));
    long monotonic = stepped.nanoTime();

    ReadWriteSpan child =
        (ReadWriteSpan)
            provider
                .get("scope")
                .spanBuilder("child")
                .setParent(Context.root().with(parent))
                .startSpan();

    assertThat(monotonic).isEqualTo(stepped.nanoTime());
    assertThat(child.toSpanData().getStartEpochNanos() - start).isEqualTo(parent.getLatencyNanos());
  }

  // Attributes

  @Test // setAttribute, setAllAttributes, setAllAttributes_mergesAttributes (both)
  void takesAttributesOfEveryTypeAndTheLatestWins() {
    for (boolean atStart : new boolean[] {true, false}) {
      SpanBuilder builder = builder().setAttribute("s", "older").setAttribute("mine", 1.5);
      if (atStart) {
        builder.setAllAttributes(THREE).setAttribute("d", 2.5).setAttribute("long", 3);
      }
      ReadWriteSpan span = (ReadWriteSpan) builder.setAttribute("bool", true).startSpan();
      if (!atStart) {
        span.setAllAttributes(THREE).setAttribute("d", 2.5).setAttribute("long", 3);
      }
      span.setAttribute(stringArrayKey("list"), Arrays.asList("a", null));
      span.end();

      Attributes attributes = span.toSpanData().getAttributes();
      assertThat(attributes.size()).isEqualTo(8);
      assertThat(attributes.get(stringKey("s"))).isEqualTo("text");
      assertThat(attributes.get(longKey("long"))).isEqualTo(3);
      assertThat(attributes.get(stringArrayKey("list"))).containsExactly("a", null);
      assertThat(span.toSpanData().getTotalAttributeCount()).isEqualTo(9);
    }
  }

  @Test // setAttribute_emptyKeys, setAttribute_nullKeys, setAttribute_nullStringValue,
  // setAttribute_nullAttributeValue, setAllAttributes_nullAttributes (both)
  void ignoresEmptyKeysAndNulls() {
    SpanBuilder builder = builder();
    builder.setAttribute("", "").setAttribute((AttributeKey<String>) null, "v");
    builder.setAttribute(KEY, null).setAttribute("s", null).setAllAttributes(null);
    ReadWriteSpan span = (ReadWriteSpan) builder.startSpan();
    span.setAttribute("", 1).setAttribute("", 1.0).setAttribute("", true).setAttribute("", "");
    span.setAttribute(stringKey(null), "v");
    span.setAttribute((AttributeKey<String>) null, "v");
    span.setAttribute("s", null).setAttribute(KEY, (String) null);
    span.setAllAttributes(null).setAllAttributes(Attributes.empty());

    assertThat(span.toSpanData().getAttributes().size()).isZero();
    assertThat(span.toSpanData().getTotalAttributeCount()).isZero();
    span.setAttribute(KEY, "");
    span.setAttribute(stringArrayKey("list"), List.of());
    assertThat(span.toSpanData().getAttributes().size()).isEqualTo(2);
  }

  @Test // setAttribute_NoEffectAfterStartSpan (builder), addLink_NoEffectAfterStartSpan (builder)
  void isNotChangedByItsBuilder() {
    SpanBuilder builder = builder().setAttribute("a", "1").addLink(REMOTE);
    ReadWriteSpan span = (ReadWriteSpan) builder.startSpan();

    builder.setAttribute("b", "2").addLink(REMOTE);

    assertThat(span.toSpanData().getAttributes().size()).isEqualTo(1);
    assertThat(span.toSpanData().getLinks()).hasSize(1);
  }

  @Test // droppingAttributes (both), droppingAndAddingAttributes
  void dropsAttributesForWhichThereIsNoRoom() {
    SpanLimits limits = SpanLimits.builder().setMaxNumberOfAttributes(8).build();
    SpanBuilder builder = builder(limits);
    for (int i = 0; i < 6; i++) {
      builder.setAttribute("k" + i, i);
    }
    ReadWriteSpan span = (ReadWriteSpan) builder.startSpan();
    for (int i = 6; i < 16; i++) {
      span.setAttribute("k" + i, i);
    }
    span.setAttribute("k0", 100);
    SpanData data = span.toSpanData();
    span.end();

    for (SpanData each : List.of(data, ended.get(0))) {
      assertThat(each.getAttributes().size()).isEqualTo(8);
      assertThat(each.getAttributes().get(longKey("k0"))).isEqualTo(100);
      assertThat(each.getAttributes().get(longKey("k7"))).isEqualTo(7);
      assertThat(each.getAttributes().get(longKey("k8"))).isNull();
      assertThat(each.getTotalAttributeCount()).isEqualTo(17);
    }
  }

  @Test
  void dropsAttributesOfTheStartForWhichThereIsNoRoom() {
    SpanLimits limits = SpanLimits.builder().setMaxNumberOfAttributes(2).build();
    ReadWriteSpan span = (ReadWriteSpan) builder(limits).setAllAttributes(THREE).startSpan();
    assertThat(span.getAttributes().size()).isEqualTo(2);
    assertThat(span.toSpanData().getTotalAttributeCount()).isEqualTo(3);
    span.setAttribute(KEY, "no room");
    span.end();
    assertThat(span.toSpanData().getAttributes().size()).isEqualTo(2);
    assertThat(span.toSpanData().getTotalAttributeCount()).isEqualTo(4);
  }

  @Test
  void keepsHundredsOfAttributes() {
    ReadWriteSpan span = span(SpanLimits.builder().setMaxNumberOfAttributes(500).build());
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 600; i++) {
        span.setAttribute("k" + i, i + round);
      }
    }
    span.end();
    Attributes attributes = span.toSpanData().getAttributes();
    assertThat(attributes.size()).isEqualTo(500);
    assertThat(attributes.get(longKey("k499"))).isEqualTo(500);
    assertThat(attributes.get(longKey("k500"))).isNull();
    assertThat(attributes.asMap()).hasSize(500);
    assertThat(attributes.toBuilder().build().size()).isEqualTo(500);
  }

  @Test // attributeLength, eventAttributeLength, linkAttributeLength (builder)
  void cutsTexts() {
    SpanLimits limits = SpanLimits.builder().setMaxAttributeValueLength(3).build();
    Attributes longOnes =
        Attributes.builder()
            .put("s", "abcdef")
            .put("short", "ab")
            .put("l", 123_456)
            .put(stringArrayKey("list"), List.of("abcd", "a"))
            .build();
    SpanBuilder builder = builder(limits).setAllAttributes(longOnes).addLink(REMOTE, longOnes);
    ReadWriteSpan span = (ReadWriteSpan) builder.startSpan();
    span.addEvent("event", longOnes).addLink(REMOTE, longOnes);
    span.setAttribute(KEY, "abcdef");
    span.recordException(new IllegalStateException("abcdef"));
    span.end();

    SpanData data = span.toSpanData();
    List<Attributes> all =
        List.of(
            data.getAttributes(),
            data.getEvents().get(0).getAttributes(),
            data.getLinks().get(0).getAttributes(),
            data.getLinks().get(1).getAttributes());
    for (Attributes attributes : all) {
      assertThat(attributes.get(stringKey("s"))).isEqualTo("abc");
      assertThat(attributes.get(stringKey("short"))).isEqualTo("ab");
      assertThat(attributes.get(longKey("l"))).isEqualTo(123_456);
      assertThat(attributes.get(stringArrayKey("list"))).containsExactly("abc", "a");
    }
    assertThat(data.getAttributes().get(KEY)).isEqualTo("abc");
    Attributes exception = data.getEvents().get(1).getAttributes();
    assertThat(exception.get(stringKey("exception.message"))).isEqualTo("abc");
    assertThat(exception.get(stringKey("exception.stacktrace"))).isEqualTo("jav");
  }

  @Test // attributeLength
  void cutsValuesOfAnyShape() {
    ReadWriteSpan span = span(SpanLimits.builder().setMaxAttributeValueLength(2).build());
    span.setAttribute(AttributeKey.valueKey("v"), Value.of(Value.of("abc"), Value.of(5)));
    span.setAttribute(AttributeKey.valueKey("b"), Value.of(new byte[] {1, 2, 3}));
    assertThat(span.getAttribute(AttributeKey.valueKey("v")))
        .isEqualTo(Value.of(Value.of("ab"), Value.of(5)));
    assertThat(span.getAttribute(AttributeKey.valueKey("b")))
        .isEqualTo(Value.of(new byte[] {1, 2}));
  }

  // Events, links, status

  @Test // addEvent
  void takesEvents() {
    ReadWriteSpan span = span();
    long now = clock.now();
    Attributes one = Attributes.of(KEY, "v");
    span.addEvent("1");
    span.addEvent("2", one);
    span.addEvent("3", 10, SECONDS);
    span.addEvent("4", Instant.ofEpochSecond(20));
    span.addEvent("5", one, 30, MILLISECONDS);
    span.addEvent("6", one, Instant.ofEpochMilli(1000));
    span.end();

    assertThat(span.toSpanData().getEvents())
        .containsExactly(
            EventData.create(now, "1", Attributes.empty(), 0),
            EventData.create(now, "2", one, 1),
            EventData.create(SECONDS.toNanos(10), "3", Attributes.empty(), 0),
            EventData.create(SECONDS.toNanos(20), "4", Attributes.empty(), 0),
            EventData.create(MILLISECONDS.toNanos(30), "5", one, 1),
            EventData.create(SECONDS.toNanos(1), "6", one, 1));
  }

  @Test // droppingEvents
  void dropsEventsAndTheirAttributesForWhichThereIsNoRoom() {
    SpanLimits limits =
        SpanLimits.builder().setMaxNumberOfEvents(2).setMaxNumberOfAttributesPerEvent(1).build();
    ReadWriteSpan span = span(limits);
    for (int i = 0; i < 5; i++) {
      span.addEvent("event" + i, THREE);
    }
    SpanData data = span.toSpanData();
    assertThat(data.getEvents()).extracting(EventData::getName).containsExactly("event0", "event1");
    assertThat(data.getTotalRecordedEvents()).isEqualTo(5);
    assertThat(data.getEvents().get(0).getAttributes().size()).isEqualTo(1);
    assertThat(data.getEvents().get(0).getDroppedAttributesCount()).isEqualTo(2);
  }

  @Test // addLink (both), addLink_FaultIn, truncateLink (builder), truncateLinkAttributes (builder)
  void linksBeforeAndAfterTheStart() {
    SpanLimits limits =
        SpanLimits.builder().setMaxNumberOfLinks(3).setMaxNumberOfAttributesPerLink(1).build();
    SpanBuilder builder = builder(limits).addLink(REMOTE).addLink(REMOTE, THREE);
    ReadWriteSpan span = (ReadWriteSpan) builder.startSpan();
    Attributes one = Attributes.of(KEY, "v");
    for (int i = 0; i < 3; i++) {
      span.addLink(REMOTE_UNSAMPLED, one);
    }
    span.end();

    SpanData data = span.toSpanData();
    assertThat(data.getTotalRecordedLinks()).isEqualTo(5);
    assertThat(data.getLinks()).hasSize(3);
    assertThat(data.getLinks().get(0)).isEqualTo(LinkData.create(REMOTE));
    assertThat(data.getLinks().get(1).getAttributes().size()).isEqualTo(1);
    assertThat(data.getLinks().get(1).getTotalAttributeCount()).isEqualTo(3);
    assertThat(data.getLinks().get(2)).isEqualTo(LinkData.create(REMOTE_UNSAMPLED, one));
  }

  @Test // truncateLink (builder)
  void dropsLinksOfTheStartForWhichThereIsNoRoom() {
    SpanBuilder builder = builder(SpanLimits.builder().setMaxNumberOfLinks(2).build());
    for (int i = 0; i < 4; i++) {
      builder.addLink(REMOTE);
    }
    ReadWriteSpan span = (ReadWriteSpan) builder.startSpan();
    span.addLink(REMOTE);
    assertThat(span.toSpanData().getLinks()).hasSize(2);
    assertThat(span.toSpanData().getTotalRecordedLinks()).isEqualTo(5);
  }

  @Test // addLink_InvalidArgs, addLink_invalid (builder), addLinkSpanContext_null (builder), ...
  void ignoresLinksToNothing() {
    SpanBuilder builder = builder();
    builder.addLink(SpanContext.getInvalid()).addLink(null).addLink(null, THREE);
    builder.addLink(REMOTE, null);
    ReadWriteSpan span = (ReadWriteSpan) builder.startSpan();
    span.addLink(SpanContext.getInvalid()).addLink(null).addLink(null, THREE);
    span.addLink(REMOTE, null);
    assertThat(span.toSpanData().getLinks())
        .containsExactly(LinkData.create(REMOTE), LinkData.create(REMOTE));
  }

  @Test // setStatus, toSpanData_Status
  void keepsTheStatusOk() {
    ReadWriteSpan span = span();
    span.setStatus(StatusCode.OK, "not kept");
    assertThat(span.toSpanData().getStatus()).isEqualTo(StatusData.ok());
    span.setStatus(StatusCode.ERROR, "too late");
    span.setStatus(StatusCode.UNSET);
    assertThat(span.toSpanData().getStatus()).isEqualTo(StatusData.ok());
  }

  @Test // setStatus
  void replacesTheStatusError() {
    ReadWriteSpan span = span();
    span.setStatus(StatusCode.ERROR, "first");
    span.setStatus(StatusCode.UNSET, "not unset");
    assertThat(span.toSpanData().getStatus())
        .isEqualTo(StatusData.create(StatusCode.ERROR, "first"));
    span.setStatus(StatusCode.ERROR);
    assertThat(span.toSpanData().getStatus()).isEqualTo(StatusData.error());
    span.setStatus(StatusCode.OK);
    assertThat(span.toSpanData().getStatus()).isEqualTo(StatusData.ok());
  }

  @Test // recordException, recordException_additionalAttributes
  void recordsAnException() {
    ReadWriteSpan span = span();
    Exception exception = new IllegalStateException("why", new RuntimeException("cause"));
    span.recordException(exception);
    Attributes more = Attributes.of(KEY, "v", stringKey("exception.message"), "another");
    span.recordException(exception, more);

    List<EventData> events = span.toSpanData().getEvents();
    assertThat(events).allMatch(each -> each.getName().equals("exception"));
    assertThat(events).allMatch(each -> each.getEpochNanos() == clock.now());
    assertThat(events)
        .allMatch(
            each -> each instanceof ExceptionEventData told && told.getException() == exception);
    Attributes first = events.get(0).getAttributes();
    assertThat(first.size()).isEqualTo(3);
    assertThat(first.get(stringKey("exception.type"))).isEqualTo("java.lang.IllegalStateException");
    assertThat(first.get(stringKey("exception.message"))).isEqualTo("why");
    StringWriter stack = new StringWriter();
    exception.printStackTrace(new PrintWriter(stack));
    assertThat(first.get(stringKey("exception.stacktrace"))).isEqualTo(stack.toString());
    Attributes second = events.get(1).getAttributes();
    assertThat(second.size()).isEqualTo(4);
    assertThat(second.get(stringKey("exception.message"))).isEqualTo("another");
    assertThat(events.get(1).getTotalAttributeCount()).isEqualTo(5);
  }

  @Test // recordException_noMessage, recordException_innerClassException
  void recordsAnExceptionWithoutAMessageOrAName() {
    ReadWriteSpan span = span();
    span.recordException(new IllegalStateException());
    span.recordException(new RuntimeException("anonymous") {});
    List<EventData> events = span.toSpanData().getEvents();
    assertThat(events.get(0).getAttributes().get(stringKey("exception.message"))).isNull();
    assertThat(events.get(1).getAttributes().get(stringKey("exception.type"))).isNull();
  }

  @Test // recordException_SpanLimits
  void recordsAnExceptionWithinLimits() {
    ReadWriteSpan span = span(SpanLimits.builder().setMaxNumberOfAttributes(2).build());
    span.recordException(
        new IllegalStateException("error"), Attributes.of(KEY, "value", OTHER, "value"));
    EventData event = span.toSpanData().getEvents().get(0);
    assertThat(event.getAttributes().size()).isEqualTo(2);
    assertThat(event.getTotalAttributeCount()).isEqualTo(5);
  }

  @Test // badArgsIgnored
  void ignoresNulls() {
    ReadWriteSpan span = span();
    span.setStatus(null);
    span.setStatus(null, null);
    span.updateName(null);
    span.addEvent(null);
    span.addEvent(null, 0, null);
    span.addEvent("event", 0, null);
    span.addEvent(null, (Attributes) null);
    span.addEvent(null, (Instant) null);
    span.addEvent(null, null, 0, null);
    span.addEvent("event", Attributes.empty(), 0, null);
    span.recordException(null);
    span.recordException(null, null);
    assertThat(span.toSpanData().getEvents()).isEmpty();
    span.addEvent("event", (Attributes) null);
    span.addEvent("event", null, 0, MILLISECONDS);
    span.recordException(new RuntimeException(), null);
    assertThat(span.toSpanData().getEvents()).hasSize(3);
    assertThat(span.toSpanData().getStatus()).isEqualTo(StatusData.unset());
    assertThat(span.getName()).isEqualTo("name");
    SpanBuilder builder = builder();
    builder.setParent(null).setSpanKind(null).setStartTimestamp(-1, NANOSECONDS);
    builder.setStartTimestamp(1, null).setStartTimestamp(null);
    ReadableSpan started = (ReadableSpan) builder.startSpan();
    assertThat(started.toSpanData().getStartEpochNanos()).isEqualTo(clock.now());
    assertThat(started.getKind()).isEqualTo(SpanKind.INTERNAL);
  }

  // Starting

  @Test // startTimestamp_numeric (builder), startTimestamp_instant (builder)
  void startsAtTheTimeThatIsGiven() {
    ReadableSpan numeric = (ReadableSpan) builder().setStartTimestamp(10, NANOSECONDS).startSpan();
    ReadableSpan instant =
        (ReadableSpan) builder().setStartTimestamp(Instant.ofEpochMilli(10)).startSpan();
    assertThat(numeric.toSpanData().getStartEpochNanos()).isEqualTo(10);
    assertThat(instant.toSpanData().getStartEpochNanos()).isEqualTo(10_000_000);
    assertThat(numeric.getLatencyNanos()).isEqualTo(clock.now() - 10);
  }

  @Test // noParent (builder), noParent_override (builder), overrideNoParent_remoteParent (builder)
  void startsATraceWithoutAParent() {
    ReadableSpan parent = span();
    try (Scope current = Span.wrap(parent.getSpanContext()).makeCurrent()) {
      ReadableSpan without = (ReadableSpan) builder().setNoParent().startSpan();
      ReadableSpan within =
          (ReadableSpan)
              builder().setNoParent().setParent(Context.root().with(Span.wrap(REMOTE))).startSpan();
      assertThat(without.getSpanContext().getTraceId())
          .isNotEqualTo(parent.getSpanContext().getTraceId());
      assertThat(within.getSpanContext().getTraceId()).isEqualTo(REMOTE.getTraceId());
    }
  }

  @Test // parent_invalidContext (builder), parent_fromEmptyContext (builder)
  void startsATraceBelowAnInvalidSpan() {
    ReadableSpan below =
        (ReadableSpan) builder().setParent(Context.root().with(Span.getInvalid())).startSpan();
    assertThat(below.getSpanContext().isValid()).isTrue();
    assertThat(below.getParentSpanContext()).isEqualTo(SpanContext.getInvalid());
  }

  @Test // parent_fromContext (builder)
  void continuesATraceFromElsewhere() {
    ReadableSpan span =
        (ReadableSpan) builder().setParent(Context.root().with(Span.wrap(REMOTE))).startSpan();
    SpanContext context = span.getSpanContext();
    assertThat(context.getTraceId()).isEqualTo(REMOTE.getTraceId());
    assertThat(context.getSpanId()).isNotEqualTo(REMOTE.getSpanId());
    assertThat(context.getTraceState()).isEqualTo(REMOTE.getTraceState());
    assertThat(context.isRemote()).isFalse();
    assertThat(context.isSampled()).isTrue();
    assertThat(span.getParentSpanContext()).isSameAs(REMOTE);
  }

  @Test
  void hasAContextThatEqualsThatOfItsIds() {
    ReadableSpan span = span();
    SpanContext context = span.getSpanContext();
    SpanContext same =
        SpanContext.create(
            context.getTraceId(),
            context.getSpanId(),
            context.getTraceFlags(),
            TraceState.getDefault());
    assertThat(context).isEqualTo(same).isSameAs(span.getSpanContext());
    assertThat(same).isEqualTo(context);
    assertThat(context.isValid()).isTrue();
    assertThat(context.getTraceIdBytes()).hasSize(16);
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      ids.add(span().getSpanContext().getTraceId() + span().getSpanContext().getSpanId());
    }
    assertThat(ids).hasSize(100);
  }

  @Test // propagateRandomTraceIdFlag (builder)
  void marksRandomIdsInAllOfATrace() {
    TracerProvider provider = provider(Sampler.alwaysOn(), SpanLimits.getDefault());
    Span root = provider.get("scope").spanBuilder("root").setNoParent().startSpan();
    Span child = startBelow(provider, root);
    Span remote = startBelow(provider, Span.wrap(REMOTE));
    assertThat(root.getSpanContext().getTraceFlags().asByte()).isEqualTo((byte) 3);
    assertThat(child.getSpanContext().getTraceFlags().asByte()).isEqualTo((byte) 3);
    assertThat(startBelow(provider, child).getSpanContext().getTraceFlags().asByte())
        .isEqualTo((byte) 3);
    assertThat(remote.getSpanContext().getTraceFlags().asByte()).isEqualTo((byte) 1);
  }

  private static Span startBelow(TracerProvider provider, Span parent) {
    return provider
        .get("scope")
        .spanBuilder("child")
        .setParent(Context.root().with(parent))
        .startSpan();
  }

  @Test
  void takesIdsFromTheGenerator() {
    IdGenerator counting =
        new IdGenerator() {
          @Override
          public String generateSpanId() {
            return "00000000000000ab";
          }

          @Override
          public String generateTraceId() {
            return "000000000000000000000000000000cd";
          }
        };
    TracerProvider provider =
        open(
            new Sdk(
                Sampler.parentBased(Sampler.alwaysOn()),
                counting,
                SpanLimits.getDefault(),
                resource(),
                clock,
                List.of(recording())));
    Span root = provider.get("scope").spanBuilder("root").setNoParent().startSpan();
    Span child = startBelow(provider, root);
    assertThat(root.getSpanContext().getTraceId()).endsWith("cd");
    assertThat(child.getSpanContext().getTraceId()).endsWith("cd");
    assertThat(child.getSpanContext().getSpanId()).endsWith("ab");
    assertThat(root.getSpanContext().getTraceFlags().asByte()).isEqualTo((byte) 1);
  }

  // Sampling

  /** A sampler that decides the same of all, and notes what it is asked. */
  private record Deciding(SamplingResult result, List<Object> asked) implements Sampler {

    @Override
    public SamplingResult shouldSample(
        Context parent,
        String traceId,
        String name,
        SpanKind kind,
        Attributes attributes,
        List<LinkData> links) {
      asked.addAll(Arrays.asList(parent, traceId, name, kind, attributes.size(), links));
      return result;
    }

    @Override
    public String getDescription() {
      return "deciding";
    }
  }

  private static SamplingResult deciding(SamplingDecision decision, @Nullable TraceState state) {
    return new SamplingResult() {
      @Override
      public SamplingDecision getDecision() {
        return decision;
      }

      @Override
      public Attributes getAttributes() {
        return Attributes.of(KEY, "by sampler", OTHER, "added");
      }

      @Override
      public TraceState getUpdatedTraceState(TraceState parent) {
        return state == null ? parent : state;
      }
    };
  }

  @Test // sampler (builder), sampledViaParentLinks (builder)
  void doesNotRecordWhatIsDropped() {
    TracerProvider provider = provider(Sampler.alwaysOff(), SpanLimits.getDefault());
    Span span = provider.get("scope").spanBuilder("name").addLink(REMOTE).startSpan();
    writeAll(span);
    span.end();
    assertThat(span.isRecording()).isFalse();
    assertThat(span.getSpanContext().isSampled()).isFalse();
    assertThat(span.getSpanContext().isValid()).isTrue();
    assertThat(span).isNotInstanceOf(ReadableSpan.class);
    assertThat(told).isEmpty();
  }

  @Test // sampler_decisionAttributes (builder), addAttributes_OnlyViaSampler (builder)
  void takesTheAttributesOfTheSampler() {
    Sampler sampler =
        new Deciding(deciding(SamplingDecision.RECORD_AND_SAMPLE, null), new ArrayList<>());
    TracerProvider provider = provider(sampler, SpanLimits.getDefault());
    ReadableSpan only = (ReadableSpan) provider.get("scope").spanBuilder("name").startSpan();
    ReadableSpan both =
        (ReadableSpan)
            provider.get("scope").spanBuilder("name").setAttribute(KEY, "mine").startSpan();
    assertThat(only.getAttributes()).isEqualTo(Attributes.of(KEY, "by sampler", OTHER, "added"));
    assertThat(both.getAttribute(KEY)).isEqualTo("by sampler");
    assertThat(both.toSpanData().getTotalAttributeCount()).isEqualTo(3);
  }

  @Test // sampler_updatedTraceState (builder)
  void takesTheTraceStateOfTheSampler() {
    TraceState state = TraceState.builder().put("sampler", "2").build();
    Sampler sampler =
        new Deciding(deciding(SamplingDecision.RECORD_AND_SAMPLE, state), new ArrayList<>());
    TracerProvider provider = provider(sampler, SpanLimits.getDefault());
    Span span = startBelow(provider, Span.wrap(REMOTE));
    Span child = startBelow(provider, span);
    assertThat(span.getSpanContext().getTraceState()).isEqualTo(state);
    assertThat(child.getSpanContext().getTraceState()).isEqualTo(state);
    assertThat(((ReadableSpan) child).getParentSpanContext()).isEqualTo(span.getSpanContext());
  }

  @Test
  void recordsWithoutSamplingIfTheSamplerSaysSo() {
    Sampler sampler = new Deciding(deciding(SamplingDecision.RECORD_ONLY, null), new ArrayList<>());
    Span span = startBelow(provider(sampler, SpanLimits.getDefault()), Span.wrap(REMOTE));
    assertThat(span.isRecording()).isTrue();
    assertThat(span.getSpanContext().isSampled()).isFalse();
    span.end();
    assertThat(told).containsExactly("start child", "end child");
  }

  @Test // samplerReceivesPropagatorContextWithRandomTraceId (builder)
  void tellsTheSamplerWhatIsKnown() {
    ContextKey<String> mark = ContextKey.named("mark");
    List<Object> asked = new ArrayList<>();
    Sampler sampler = new Deciding(deciding(SamplingDecision.RECORD_AND_SAMPLE, null), asked);
    TracerProvider provider = provider(sampler, SpanLimits.getDefault());
    Span span =
        provider
            .get("scope")
            .spanBuilder("name")
            .setSpanKind(SpanKind.CLIENT)
            .setParent(Context.root().with(mark, "here"))
            .setAllAttributes(THREE)
            .addLink(REMOTE)
            .startSpan();
    Context seen = (Context) asked.get(0);
    assertThat(seen.get(mark)).isEqualTo("here");
    assertThat(Span.fromContext(seen).getSpanContext().isValid()).isFalse();
    assertThat(Span.fromContext(seen).getSpanContext().getTraceFlags().asByte())
        .isEqualTo((byte) 2);
    assertThat(asked.subList(1, 6))
        .containsExactly(
            span.getSpanContext().getTraceId(),
            "name",
            SpanKind.CLIENT,
            3,
            List.of(LinkData.create(REMOTE)));
  }

  @Test
  void asksTheSamplerOfEverySpan() {
    List<Object> asked = new ArrayList<>();
    Sampler sampler = new Deciding(deciding(SamplingDecision.RECORD_AND_SAMPLE, null), asked);
    TracerProvider provider = provider(sampler, SpanLimits.getDefault());
    Span root = provider.get("scope").spanBuilder("root").setNoParent().startSpan();
    startBelow(provider, startBelow(provider, root));
    startBelow(provider, Span.wrap(REMOTE_UNSAMPLED));
    assertThat(asked).filteredOn(String.class::isInstance).hasSize(8);
  }

  @Test // samplerReceivesRootContextWithRandomTraceIdWhenNoExtraContext (builder)
  void tellsTheSamplerOfRootsTheSameContext() {
    List<Object> asked = new ArrayList<>();
    Sampler sampler = new Deciding(deciding(SamplingDecision.DROP, null), asked);
    TracerProvider provider = provider(sampler, SpanLimits.getDefault());
    provider.get("scope").spanBuilder("name").setNoParent().startSpan();
    provider.get("scope").spanBuilder("name").setNoParent().startSpan();
    assertThat(asked.get(6)).isSameAs(asked.get(0));
  }

  @Test
  void followsItsParent() {
    for (double ratio : new double[] {1, Math.nextDown(1.0)}) {
      TracerProvider provider = openParentBased(ratio, SpanLimits.getDefault(), recording());
      Span root = provider.get("scope").spanBuilder("root").setNoParent().startSpan();
      Span child = startBelow(provider, root);
      Span remote = startBelow(provider, Span.wrap(REMOTE));
      Span unsampled = startBelow(provider, Span.wrap(REMOTE_UNSAMPLED));
      Span below = startBelow(provider, unsampled);

      assertThat(root.getSpanContext().getTraceFlags().asByte()).isEqualTo((byte) 3);
      assertThat(((ReadableSpan) child).getParentSpanContext()).isEqualTo(root.getSpanContext());
      assertThat(((ReadableSpan) remote).getParentSpanContext()).isSameAs(REMOTE);
      assertThat(remote.getSpanContext().getTraceState()).isEqualTo(REMOTE.getTraceState());
      for (Span dropped : List.of(unsampled, below)) {
        SpanContext context = dropped.getSpanContext();
        assertThat(dropped).isNotInstanceOf(ReadableSpan.class);
        assertThat(dropped.isRecording()).isFalse();
        assertThat(context.getTraceId()).isEqualTo(REMOTE.getTraceId());
        assertThat(context.getTraceState()).isEqualTo(REMOTE.getTraceState());
        assertThat(context.getTraceFlags()).isEqualTo(TraceFlags.getDefault());
        assertThat(context.isRemote()).isFalse();
      }
      assertThat(unsampled.getSpanContext()).isNotEqualTo(below.getSpanContext());
    }
  }

  @Test
  void samplesNoRootsAtARatioOfZero() {
    TracerProvider provider = openParentBased(0, SpanLimits.getDefault(), recording());
    Span root = provider.get("scope").spanBuilder("root").setNoParent().startSpan();
    writeAll(root);
    root.end();
    assertThat(root.isRecording()).isFalse();
    assertThat(root.getSpanContext().isValid()).isTrue();
    assertThat(startBelow(provider, root).isRecording()).isFalse();
    assertThat(startBelow(provider, Span.wrap(REMOTE)).isRecording()).isTrue();
  }

  @Test
  void hasTheTimeOfTheSystem() {
    long before = System.currentTimeMillis();
    TracerProvider provider = openParentBased(1, SpanLimits.getDefault(), recording());
    ReadWriteSpan root =
        (ReadWriteSpan) provider.get("scope").spanBuilder("root").setNoParent().startSpan();
    ReadWriteSpan child = (ReadWriteSpan) startBelow(provider, root);
    child.end();
    root.end();
    long after = System.currentTimeMillis();

    SpanData outer = root.toSpanData();
    SpanData inner = child.toSpanData();
    assertThat(outer.getStartEpochNanos())
        .isBetween(MILLISECONDS.toNanos(before - 1), MILLISECONDS.toNanos(after + 2));
    assertThat(inner.getStartEpochNanos()).isGreaterThanOrEqualTo(outer.getStartEpochNanos());
    assertThat(inner.getEndEpochNanos()).isGreaterThanOrEqualTo(inner.getStartEpochNanos());
    assertThat(outer.getEndEpochNanos()).isGreaterThanOrEqualTo(inner.getEndEpochNanos());
  }

  // Processors

  @Test
  void tellsProcessorsInTheirOrder() {
    List<String> order = new ArrayList<>();
    ReadWriteSpan span = start(noting("first", order), noting("second", order));
    span.end();
    assertThat(order).containsExactly("start first", "start second", "end first", "end second");
  }

  private static SpanProcessor noting(String name, List<String> order) {
    return new SpanProcessor() {
      @Override
      public void onStart(Context parent, ReadWriteSpan span) {
        order.add("start " + name);
        span.setAttribute(name, "started");
      }

      @Override
      public boolean isStartRequired() {
        return true;
      }

      @Override
      public void onEnd(ReadableSpan span) {
        assertThat(span.hasEnded()).isTrue();
        assertThat(span.getAttributes().size()).isEqualTo(2);
        order.add("end " + name);
      }

      @Override
      public boolean isEndRequired() {
        return true;
      }
    };
  }

  @Test
  void tellsAProcessorOfTheContextThatItStartsIn() {
    ContextKey<String> mark = ContextKey.named("mark");
    List<Object> seen = new ArrayList<>();
    SpanProcessor processor =
        new SpanProcessor() {
          @Override
          public void onStart(Context parent, ReadWriteSpan span) {
            seen.add(parent.get(mark));
            seen.add(span);
            seen.add(span.getAttributes());
            seen.add(span.toSpanData().getLinks().size());
          }

          @Override
          public boolean isStartRequired() {
            return true;
          }

          @Override
          public void onEnd(ReadableSpan span) {
            seen.add(span);
          }

          @Override
          public boolean isEndRequired() {
            return true;
          }
        };
    Span span =
        provider(Sampler.alwaysOn(), SpanLimits.getDefault(), List.of(processor))
            .get("scope")
            .spanBuilder("name")
            .setParent(Context.root().with(mark, "here"))
            .setAllAttributes(THREE)
            .addLink(REMOTE)
            .startSpan();
    span.end();
    assertThat(seen).containsExactly("here", span, THREE, 1, span);
  }

  @Test // onStartOnEndNotRequired
  void tellsAProcessorNothingThatItDoesNotNeed() {
    List<String> calls = new ArrayList<>();
    SpanProcessor processor =
        new SpanProcessor() {
          @Override
          public void onStart(Context parent, ReadWriteSpan span) {
            calls.add("start");
          }

          @Override
          public boolean isStartRequired() {
            return false;
          }

          @Override
          public void onEnd(ReadableSpan span) {
            calls.add("end");
          }

          @Override
          public boolean isEndRequired() {
            return false;
          }
        };
    start(processor).end();
    assertThat(calls).isEmpty();
  }

  @Test
  void startsNothingOnceTheSdkIsClosed() {
    TracerProvider provider = openParentBased(1, SpanLimits.getDefault(), recording());
    Span open = provider.get("scope").spanBuilder("open").setNoParent().startSpan();

    close(provider);

    Span late = provider.get("scope").spanBuilder("late").setNoParent().startSpan();
    Span below = startBelow(provider, open);
    assertThat(late.isRecording()).isFalse();
    assertThat(below.isRecording()).isFalse();
    assertThat(below.getSpanContext()).isEqualTo(open.getSpanContext());
    assertThat(open.isRecording()).isTrue();
  }

  // Threads

  @Test // testConcurrentModification
  void isWrittenOnByManyThreadsAtOnce() {
    ReadWriteSpan span = span(SpanLimits.builder().setMaxNumberOfAttributes(10_000).build());
    CountDownLatch go = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      int number = i;
      Thread thread =
          new Thread(
              () -> {
                await(go);
                for (int j = 0; j < 100; j++) {
                  span.setAttribute("k" + number + "." + j, j);
                  span.addEvent("event");
                  span.toSpanData();
                  span.getAttributes();
                }
              });
      thread.start();
      threads.add(thread);
    }
    go.countDown();
    threads.forEach(SpanContract::join);
    span.end();
    SpanData data = ended.get(0);
    assertThat(data.getAttributes().size()).isEqualTo(400);
    assertThat(data.getTotalAttributeCount()).isEqualTo(400);
    assertThat(data.getTotalRecordedEvents()).isEqualTo(400);
  }

  @Test
  void neverChangesOnceAProcessorWasToldOfItsEnd() {
    for (int round = 0; round < 200; round++) {
      ended.clear();
      ReadWriteSpan span = span();
      CountDownLatch go = new CountDownLatch(1);
      Thread writer =
          new Thread(
              () -> {
                await(go);
                for (int i = 0; i < 50; i++) {
                  span.setAttribute("k" + i, i);
                  span.addEvent("event");
                }
              });
      Thread ender =
          new Thread(
              () -> {
                await(go);
                span.end();
              });
      writer.start();
      ender.start();
      go.countDown();
      join(ender);
      SpanData told = ended.get(0);
      int attributes = told.getAttributes().size();
      int events = told.getEvents().size();
      join(writer);
      assertThat(told.getAttributes().size()).isEqualTo(attributes);
      assertThat(told.getEvents()).hasSize(events);
      assertThat(span.toSpanData()).isEqualTo(told);
    }
  }

  @Test
  void endsOnceOfManyThreads() {
    for (int round = 0; round < 100; round++) {
      told.clear();
      ReadWriteSpan span = span();
      CountDownLatch go = new CountDownLatch(1);
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        Thread thread =
            new Thread(
                () -> {
                  await(go);
                  span.end();
                });
        thread.start();
        threads.add(thread);
      }
      go.countDown();
      threads.forEach(SpanContract::join);
      assertThat(told).containsExactly("start name", "end name");
      assertThat(span.toSpanData().getEndEpochNanos()).isEqualTo(clock.now());
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  @Test
  void isNotLockedByWhoLocksIt() {
    ReadWriteSpan span = span();
    synchronized (span) {
      Thread other =
          new Thread(
              () -> {
                writeAll(span);
                span.end();
              });
      other.start();
      join(other);
    }
    assertThat(span.hasEnded()).isTrue();
  }
}

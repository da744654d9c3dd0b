package dev.raglan.internal.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raglan.internal.capture.Bindings;
import dev.raglan.internal.capture.Captured;
import dev.raglan.internal.capture.Extracted;
import dev.raglan.internal.dialect.OnEnd;
import dev.raglan.internal.json.JsonRenderer;
import dev.raglan.internal.redact.RedactedTexts;
import dev.raglan.model.CaptureLimits;
import dev.raglan.model.SpanType;
import dev.raglan.spi.AttributeSink;
import dev.raglan.spi.Dialect;
import dev.raglan.spi.RenderedCall;
import dev.raglan.spi.SpanDescription;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EndingSpanTest {

  private static final Renderer PLAIN =
      new Renderer(List.of(), JsonRenderer.of(CaptureLimits.DEFAULT));

  private final DeferredAttributes content = content(new Bindings());
  private final List<@Nullable Deferred> taken = new ArrayList<>();

  /** A span whose processor does something when it ends. */
  private static Span span(Consumer<ReadableSpan> onEnd) {
    return SdkTracerProvider.builder()
        .addSpanProcessor(OnEnd.of(onEnd))
        .build()
        .get("test")
        .spanBuilder("call")
        .startSpan();
  }

  private void take(ReadableSpan span) {
    taken.add(EndingSpan.take(span));
  }

  private static DeferredAttributes content(Bindings bindings) {
    return unrendered(captured(bindings), PLAIN);
  }

  private static DeferredAttributes unrendered(Captured captured, Renderer renderer) {
    return DeferredAttributes.of(
        Attributes.empty(), Attributes.empty(), captured, renderer, 7, null);
  }

  @Test
  void givesTheContentToWhoNamesTheSpanAndOnlyOnce() {
    Span span =
        span(
            ending -> {
              take(ending);
              take(ending);
            });
    EndingSpan.end(span, content, null);
    assertThat(taken).containsExactly(content, null);
  }

  @Test
  void givesNothingToAnotherSpanThatEndsMeanwhile() {
    Span other = span(this::take);
    Span span =
        span(
            ending -> {
              other.end();
              take(ending);
            });
    EndingSpan.end(span, content, null);
    assertThat(taken).containsExactly(null, content);
  }

  @Test
  void keepsTheContentOfTheOuterSpanWhileAnotherIsHandedOver() {
    DeferredAttributes inner = content(new Bindings());
    Span other = span(this::take);
    Span span =
        span(
            ending -> {
              EndingSpan.end(other, inner, null);
              take((ReadableSpan) other);
              take(ending);
            });
    EndingSpan.end(span, content, null);
    assertThat(taken).containsExactly(inner, null, content);
  }

  @Test
  void endsTheSpanAtTheTimeAskedFor() {
    Instant at = Instant.parse("2030-01-01T00:00:00Z");
    List<SpanData> ended = new ArrayList<>();
    EndingSpan.end(span(ending -> ended.add(ending.toSpanData())), content, at);
    assertThat(ended)
        .singleElement()
        .extracting(SpanData::getEndEpochNanos)
        .isEqualTo(TimeUnit.SECONDS.toNanos(at.getEpochSecond()));
  }

  @Test
  void leavesNothingOnTheThread() {
    Span untaken = span(ending -> {});
    EndingSpan.end(untaken, content, null);
    take((ReadableSpan) untaken);
    Span failing =
        span(
            ending -> {
              throw new StackOverflowError();
            });
    assertThatThrownBy(() -> EndingSpan.end(failing, content, null))
        .isInstanceOf(StackOverflowError.class);
    take((ReadableSpan) failing);
    assertThat(taken).containsExactly(null, null);
  }

  @Test
  void putsConstantsBelowTheStartThatBelowRenderedValuesAndTheseBelowLaterWrites() {
    AttributeKey<String> constant = AttributeKey.stringKey("constant");
    AttributeKey<String> started = AttributeKey.stringKey("started");
    AttributeKey<String> bound = AttributeKey.stringKey("bound");
    AttributeKey<String> later = AttributeKey.stringKey("later");
    AttributeKey<List<String>> tags = AttributeKey.stringArrayKey("raglan.tags");
    Attributes constants =
        Attributes.builder()
            .put(constant, "constant")
            .put(started, "constant")
            .put(bound, "constant")
            .put(later, "constant")
            .put(tags, "a", "b")
            .build();
    Attributes start =
        Attributes.of(started, "start", bound, "start", later, "start", tags, List.of("b", "c"));
    Bindings bindings = new Bindings();
    bindings.put("bound", "rendered");
    bindings.put("later", "rendered");

    Attributes all =
        DeferredAttributes.of(constants, start, captured(bindings), PLAIN, 0, null)
            .render(
                start.toBuilder().put(later, "written by the method").build(),
                null,
                new RedactedTexts())
            .attributes();

    assertThat(all)
        .isEqualTo(
            Attributes.builder()
                .put(constant, "constant")
                .put(started, "start")
                .put(bound, "rendered")
                .put(later, "written by the method")
                .put(tags, "a", "b", "c")
                .build());
  }

  @Test
  void givesANameOneValueWhateverTheTypesOfThoseWrittenAre() {
    Bindings bindings = new Bindings();
    bindings.put("bound", 3);
    bindings.put("later", 3);
    Attributes start =
        Attributes.builder().put("bound", "start").put("later", true).put("again", "x").build();

    Attributes all =
        DeferredAttributes.of(
                Attributes.builder().put("bound", true).put("again", 1L).build(),
                start,
                captured(bindings),
                PLAIN,
                0,
                null)
            .render(
                start.toBuilder().put("later", "method").put("again", 2.5).build(),
                null,
                new RedactedTexts())
            .attributes();

    assertThat(all.asMap())
        .isEqualTo(
            Map.of(
                AttributeKey.longKey("bound"),
                3L,
                AttributeKey.stringKey("later"),
                "method",
                AttributeKey.doubleKey("again"),
                2.5));
  }

  @Test
  void takesForTheStartWhatAnSdkHasLeftOfIt() {
    Bindings bindings = new Bindings();
    bindings.put("bound", "rendered");

    Attributes all =
        DeferredAttributes.of(
                Attributes.empty(),
                Attributes.builder().put("bound", "a long start").build(),
                captured(bindings),
                PLAIN,
                0,
                null)
            .render(Attributes.builder().put("bound", "a long").build(), null, new RedactedTexts())
            .attributes();

    assertThat(all.get(AttributeKey.stringKey("bound"))).isEqualTo("rendered");
  }

  @Test
  void writesConstantsBelowAllElse() {
    AttributeKey<String> there = AttributeKey.stringKey("there");
    AttributeKey<List<String>> tags = AttributeKey.stringArrayKey("tag.tags");
    Bindings bindings = new Bindings();
    bindings.put("number", 3);
    bindings.put("both", "rendered");
    Span span = span(ending -> {});
    span.setAttribute(there, "start").setAttribute(tags, List.of("a"));
    Attributes start = ((ReadableSpan) span).getAttributes();
    Attributes constants =
        Attributes.builder()
            .put("constant", "yes")
            .put("there", true)
            .put("both", "constant")
            .put(tags, "b")
            .build();

    PLAIN.render(captured(bindings), span, constants, start, false);

    assertThat(((ReadableSpan) span).getAttributes())
        .isEqualTo(
            Attributes.builder()
                .put("constant", "yes")
                .put(there, "start")
                .put("number", 3)
                .put("both", "rendered")
                .put(tags, "a", "b")
                .build());
  }

  @Test
  void addsRenderedValuesToThoseOfTheSpan() {
    AttributeKey<String> kept = AttributeKey.stringKey("kept");
    Bindings bindings = new Bindings();
    bindings.put("number", 3);

    Attributes all =
        content(bindings)
            .render(Attributes.of(kept, "as it was"), null, new RedactedTexts())
            .attributes();

    assertThat(all.get(kept)).isEqualTo("as it was");
    assertThat(all.get(AttributeKey.longKey("number"))).isEqualTo(3);
    assertThat(content(bindings).estimatedBytes()).isEqualTo(7);
  }

  @Test
  void replacesAListThatIsNoTagsThoughItsNameEndsLikeTags() {
    AttributeKey<List<String>> hashtags = AttributeKey.stringArrayKey("app.hashtags");
    DeferredAttributes tagged =
        unrendered(captured(new Bindings()), writing(hashtags, List.of("b")));

    Attributes constants = Attributes.of(hashtags, List.of("a"));
    assertThat(
            DeferredAttributes.of(
                    constants,
                    constants,
                    captured(new Bindings()),
                    writing(hashtags, List.of("b")),
                    0,
                    null)
                .render(constants, null, new RedactedTexts())
                .attributes()
                .get(hashtags))
        .containsExactly("b");
    assertThat(
            tagged.render(Attributes.empty(), null, new RedactedTexts()).attributes().get(hashtags))
        .containsExactly("b");
  }

  @Test
  void unitesTags() {
    AttributeKey<List<String>> tags = AttributeKey.stringArrayKey("tag.tags");
    DeferredAttributes tagged =
        unrendered(captured(new Bindings()), writing(tags, List.of("b", "c")));

    assertThat(tagged.render(Attributes.empty(), null, new RedactedTexts()).attributes().get(tags))
        .containsExactly("b", "c");
    assertThat(
            tagged
                .render(Attributes.of(tags, List.of("a", "b")), null, new RedactedTexts())
                .attributes()
                .get(tags))
        .containsExactly("a", "b", "c");
  }

  private static Captured captured(Bindings bindings) {
    return new Captured(
        SpanDescription.of("call", SpanType.CHAIN), null, null, bindings, null, Extracted.NONE);
  }

  private static <T> Renderer writing(AttributeKey<T> key, T value) {
    Dialect dialect =
        new Dialect() {
          @Override
          public String name() {
            return "writing";
          }

          @Override
          public void renderSpan(SpanDescription description, AttributeSink sink) {}

          @Override
          public void render(RenderedCall call, AttributeSink sink) {
            sink.put(key, value);
          }
        };
    return new Renderer(List.of(dialect), JsonRenderer.of(CaptureLimits.DEFAULT));
  }
}

package dev.raglan.internal.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raglan.internal.capture.Bindings;
import dev.raglan.internal.capture.Captured;
import dev.raglan.internal.capture.Extracted;
import dev.raglan.internal.dialect.OnEnd;
import dev.raglan.internal.json.JsonRenderer;
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
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EndingSpanTest {

  private final DeferredAttributes content = content(new Bindings());
  private final List<@Nullable DeferredAttributes> taken = new ArrayList<>();

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
    Captured captured =
        new Captured(
            SpanDescription.of("call", SpanType.CHAIN), null, null, bindings, null, Extracted.NONE);
    return unrendered(captured, new Renderer(List.of(), JsonRenderer.of(CaptureLimits.DEFAULT)));
  }

  private static DeferredAttributes unrendered(Captured captured, Renderer renderer) {
    return new DeferredAttributes(Attributes.empty(), captured, renderer, 7);
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
  void putsTheConstantsUnderWhatIsThereAndThatUnderWhatIsRendered() {
    AttributeKey<String> constant = AttributeKey.stringKey("constant");
    AttributeKey<String> said = AttributeKey.stringKey("said");
    AttributeKey<String> bound = AttributeKey.stringKey("bound");
    AttributeKey<List<String>> tags = AttributeKey.stringArrayKey("raglan.tags");
    Attributes constants =
        Attributes.builder()
            .put(constant, "constant")
            .put(said, "constant")
            .put(bound, "constant")
            .put(tags, "a", "b")
            .build();
    Bindings bindings = new Bindings();
    bindings.put("bound", "rendered");
    Captured captured =
        new Captured(
            SpanDescription.of("call", SpanType.SPAN), null, null, bindings, null, Extracted.NONE);
    Renderer renderer = new Renderer(List.of(), JsonRenderer.of(CaptureLimits.DEFAULT));

    Attributes all =
        new DeferredAttributes(constants, captured, renderer, 0)
            .addTo(Attributes.of(said, "there", bound, "there", tags, List.of("b", "c")));

    assertThat(all)
        .isEqualTo(
            Attributes.builder()
                .put(constant, "constant")
                .put(said, "there")
                .put(bound, "rendered")
                .put(tags, "a", "b", "c")
                .build());
  }

  @Test
  void givesTheConstantsAloneWhereTheContentIsThereAlready() {
    AttributeKey<String> constant = AttributeKey.stringKey("constant");
    Renderer renderer = new Renderer(List.of(), JsonRenderer.of(CaptureLimits.DEFAULT));
    DeferredAttributes constants =
        new DeferredAttributes(Attributes.of(constant, "yes"), null, renderer, 0);
    assertThat(constants.addTo(Attributes.empty())).isEqualTo(Attributes.of(constant, "yes"));
  }

  @Test
  void addsWhatIsRenderedToWhatIsThere() {
    AttributeKey<String> kept = AttributeKey.stringKey("kept");
    AttributeKey<String> replaced = AttributeKey.stringKey("replaced");
    Bindings bindings = new Bindings();
    bindings.put("replaced", "new");
    bindings.put("number", 3);

    Attributes all = content(bindings).addTo(Attributes.of(kept, "as it was", replaced, "old"));

    assertThat(all.get(kept)).isEqualTo("as it was");
    assertThat(all.get(replaced)).isEqualTo("new");
    assertThat(all.get(AttributeKey.longKey("number"))).isEqualTo(3);
    assertThat(content(bindings).estimatedBytes()).isEqualTo(7);
  }

  @Test
  void unitesTags() {
    AttributeKey<List<String>> tags = AttributeKey.stringArrayKey("tag.tags");
    Dialect dialect =
        new Dialect() {
          @Override
          public String name() {
            return "tagging";
          }

          @Override
          public void renderSpan(SpanDescription step, AttributeSink sink) {}

          @Override
          public void render(RenderedCall call, AttributeSink sink) {
            sink.put(tags, List.of("b", "c"));
          }
        };
    Captured captured =
        new Captured(
            SpanDescription.of("call", SpanType.CHAIN),
            null,
            null,
            new Bindings(),
            null,
            Extracted.NONE);
    Renderer renderer = new Renderer(List.of(dialect), JsonRenderer.of(CaptureLimits.DEFAULT));
    DeferredAttributes tagged = unrendered(captured, renderer);

    assertThat(tagged.addTo(Attributes.empty()).get(tags)).containsExactly("b", "c");
    assertThat(tagged.addTo(Attributes.of(tags, List.of("a", "b"))).get(tags))
        .containsExactly("a", "b", "c");
  }
}

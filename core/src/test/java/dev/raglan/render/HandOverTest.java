package dev.raglan.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raglan.capture.Bindings;
import dev.raglan.capture.Captured;
import dev.raglan.capture.Extracted;
import dev.raglan.capture.Step;
import dev.raglan.json.JsonLimits;
import dev.raglan.json.JsonRenderer;
import dev.raglan.model.SpanType;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import java.util.List;
import org.junit.jupiter.api.Test;

class HandOverTest {

  private final Span span = span("1");
  private final Span other = span("2");
  private final Unrendered content = content(new Bindings());

  private static Span span(String id) {
    return Span.wrap(
        SpanContext.create(
            id.repeat(32), id.repeat(16), TraceFlags.getSampled(), TraceState.getDefault()));
  }

  private static Unrendered content(Bindings bindings) {
    Captured captured =
        new Captured(Step.of("call", SpanType.CHAIN), null, null, bindings, null, Extracted.NONE);
    return new Unrendered(
        captured, new Renderer(List.of(), JsonRenderer.of(JsonLimits.DEFAULT)), 7);
  }

  @Test
  void givesTheContentToWhoNamesTheSpanAndOnlyOnce() {
    HandOver.during(
        span,
        content,
        () -> {
          assertThat(HandOver.take(span)).isSameAs(content);
          assertThat(HandOver.take(span)).isNull();
        });
  }

  @Test
  void givesNothingToAnotherSpanThatEndsMeanwhile() {
    HandOver.during(
        span,
        content,
        () -> {
          assertThat(HandOver.take(other)).isNull();
          assertThat(HandOver.take(span)).isSameAs(content);
        });
  }

  @Test
  void keepsTheContentOfTheOuterSpanWhileAnotherIsHandedOver() {
    Unrendered inner = content(new Bindings());
    HandOver.during(
        span,
        content,
        () -> {
          HandOver.during(other, inner, () -> assertThat(HandOver.take(other)).isSameAs(inner));
          assertThat(HandOver.take(other)).isNull();
          assertThat(HandOver.take(span)).isSameAs(content);
        });
  }

  @Test
  void leavesNothingOnTheThread() {
    HandOver.during(span, content, () -> {});
    assertThat(HandOver.take(span)).isNull();
    assertThatThrownBy(
            () ->
                HandOver.during(
                    span,
                    content,
                    () -> {
                      throw new StackOverflowError();
                    }))
        .isInstanceOf(StackOverflowError.class);
    assertThat(HandOver.take(span)).isNull();
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
          public void renderStep(Step step, AttributeSink sink) {}

          @Override
          public void render(Rendering rendering, AttributeSink sink) {
            sink.put(tags, List.of("b", "c"));
          }
        };
    Captured captured =
        new Captured(
            Step.of("call", SpanType.CHAIN), null, null, new Bindings(), null, Extracted.NONE);
    Renderer renderer = new Renderer(List.of(dialect), JsonRenderer.of(JsonLimits.DEFAULT));
    Unrendered tagged = new Unrendered(captured, renderer, 0);

    assertThat(tagged.addTo(Attributes.empty()).get(tags)).containsExactly("b", "c");
    assertThat(tagged.addTo(Attributes.of(tags, List.of("a", "b"))).get(tags))
        .containsExactly("a", "b", "c");
  }
}

package dev.raglan.internal.invoke;

import dev.raglan.annotation.Generation;
import dev.raglan.annotation.RagEvent;
import dev.raglan.annotation.Traced;
import dev.raglan.internal.capture.Bindings;
import dev.raglan.internal.capture.Captured;
import dev.raglan.internal.capture.Extracted;
import dev.raglan.internal.record.Engine;
import dev.raglan.internal.record.SpanConstants;
import dev.raglan.internal.record.SpanRecorder;
import dev.raglan.internal.render.Renderer;
import dev.raglan.model.CaptureMode;
import dev.raglan.model.Operation;
import dev.raglan.model.SpanType;
import dev.raglan.semconv.RaglanAttributes;
import dev.raglan.semconv.Tags;
import dev.raglan.spi.SpanDescription;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The constants of the spans of one method.
 *
 * @param bare the captured values of a call of which nothing is gathered: the constants
 * @param kind the span's kind
 * @param start those attributes of the constants that the span starts with: samplers see them, and
 *     those who ask the open span what it is
 * @param keptBack the other ones, which it is given at its end
 */
record SpanTemplate(Captured bare, SpanKind kind, Attributes start, Attributes keptBack) {

  static SpanTemplate of(TracedMethod traced, Engine engine, CaptureMode mode) {
    SpanDescription description = describe(traced, engine.tags(), engine.renderer());
    Captured bare = new Captured(description, null, null, Bindings.NONE, null, Extracted.NONE);
    Attributes all = attributes(description, traced, engine, mode);
    SpanConstants known = engine.spans().constants(description, all);
    return new SpanTemplate(
        bare, SpanRecorder.kindOf(description.type()), known.start(), known.keptBack());
  }

  SpanDescription description() {
    return bare.description();
  }

  private static Attributes attributes(
      SpanDescription description, TracedMethod traced, Engine engine, CaptureMode mode) {
    AttributesBuilder attributes =
        engine.renderer().render(asModelsKnowIt(description, traced)).toBuilder();
    attributes.put(RaglanAttributes.CODE_FUNCTION, qualifiedName(traced));
    if (mode != CaptureMode.FULL) {
      attributes.put(RaglanAttributes.CAPTURE_MODE, mode.id());
    }
    for (String attribute : traced.attributes()) {
      int equals = attribute.indexOf('=');
      if (equals <= 0) {
        MethodPlanner.complain(traced, "'" + attribute + "' is not written as key=value");
      } else {
        String value = attribute.substring(equals + 1).strip();
        engine
            .renderer()
            .renderAttribute(attribute.substring(0, equals).strip(), value, attributes::put);
      }
    }
    return attributes.build();
  }

  /** A model calls a tool by the name of its method, where nothing else is given. */
  private static SpanDescription asModelsKnowIt(SpanDescription described, TracedMethod traced) {
    return described.type() == SpanType.TOOL && !traced.isNamed()
        ? described.named(traced.method().getName())
        : described;
  }

  private static String qualifiedName(TracedMethod traced) {
    return traced.method().getDeclaringClass().getName() + "." + traced.method().getName();
  }

  private static SpanDescription describe(
      TracedMethod traced, List<String> commonTags, Renderer renderer) {
    RagEvent event = traced.event();
    return new SpanDescription(
        renderer.name(traced.name()),
        type(traced),
        name(customType(traced.traced()), renderer),
        generation(traced.generation(), renderer),
        event == null ? null : event.value(),
        event == null ? null : name(emptyToNull(event.name()), renderer),
        Tags.union(commonTags, renderer.names(traced.tags())));
  }

  /** Returns the type: of {@code @Generation}, else of {@code @Traced}, else of the event. */
  private static SpanType type(TracedMethod traced) {
    Generation generation = traced.generation();
    if (generation != null) {
      return generation.operation() == Operation.EMBEDDINGS
          ? SpanType.EMBEDDING
          : SpanType.GENERATION;
    }
    if (customType(traced.traced()) != null) {
      return SpanType.CUSTOM;
    }
    Traced declared = traced.traced();
    if (declared != null && declared.type() != SpanType.SPAN) {
      return declared.type();
    }
    RagEvent event = traced.event();
    return event == null ? SpanType.SPAN : event.value().spanType();
  }

  private static @Nullable String customType(@Nullable Traced traced) {
    return traced == null ? null : emptyToNull(traced.customType());
  }

  private static SpanDescription.@Nullable GenerationDescription generation(
      @Nullable Generation generation, Renderer renderer) {
    return generation == null
        ? null
        : new SpanDescription.GenerationDescription(
            generation.operation(),
            name(emptyToNull(generation.provider()), renderer),
            name(emptyToNull(generation.model()), renderer),
            name(emptyToNull(generation.promptSlug()), renderer));
  }

  private static @Nullable String name(@Nullable String text, Renderer renderer) {
    return text == null ? null : renderer.name(text);
  }

  private static @Nullable String emptyToNull(String text) {
    return text.isEmpty() ? null : text;
  }
}

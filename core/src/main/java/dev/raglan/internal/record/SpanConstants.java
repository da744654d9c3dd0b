package dev.raglan.internal.record;

import dev.raglan.model.SpanType;
import dev.raglan.semconv.GenAi;
import dev.raglan.semconv.RaglanAttributes;
import dev.raglan.spi.SpanDescription;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import java.util.Set;

/**
 * The constant attributes of a span.
 *
 * @param start those that the span starts with: samplers see them, and those who ask the open span
 *     what it is
 * @param keptBack those that it is given at its end
 */
public record SpanConstants(Attributes start, Attributes keptBack) {

  private static final Set<AttributeKey<?>> OF_TYPE =
      Set.of(RaglanAttributes.SPAN_TYPE, RaglanAttributes.EVENT_TYPE, GenAi.OPERATION_NAME);

  static SpanConstants atStart(Attributes all) {
    return new SpanConstants(all, Attributes.empty());
  }

  /** Returns what is known of a span whose start says no more than what it is. */
  static SpanConstants keptBack(SpanDescription description, Attributes all) {
    return new SpanConstants(typeOf(description, all), all);
  }

  /** Returns what says what an open span is; one without a type of its own is told by nothing. */
  private static Attributes typeOf(SpanDescription description, Attributes all) {
    boolean isPlain = description.type() == SpanType.SPAN && description.event() == null;
    return isPlain
        ? Attributes.empty()
        : all.toBuilder().removeIf(key -> !OF_TYPE.contains(key)).build();
  }
}

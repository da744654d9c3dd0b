package dev.raglan.internal.render;

import dev.raglan.internal.capture.Bindings;
import dev.raglan.model.SpanType;
import io.opentelemetry.api.common.Attributes;
import org.jspecify.annotations.Nullable;

/**
 * The attributes that all spans of a trace have in common: conventions name some of them only
 * beside an operation, such as the conversation that a model is called in. Thread-safe.
 */
public final class CommonAttributes {

  private final Renderer renderer;
  private final Bindings common;
  private volatile @Nullable Attributes ofAnySpan;
  private volatile @Nullable Attributes ofOperation;

  CommonAttributes(Renderer renderer, Bindings common) {
    this.renderer = renderer;
    this.common = common;
  }

  /**
   * Returns the attributes of a span.
   *
   * @param operation the span's {@code gen_ai.operation.name}; null if it has none
   */
  public Attributes besides(@Nullable String operation) {
    return operation == null ? ofAnySpan() : ofOperation();
  }

  private Attributes ofAnySpan() {
    Attributes known = ofAnySpan;
    if (known == null) {
      known = renderer.renderCommon(common, SpanType.SPAN);
      ofAnySpan = known;
    }
    return known;
  }

  private Attributes ofOperation() {
    Attributes known = ofOperation;
    if (known == null) {
      known = renderer.renderCommon(common, SpanType.AGENT);
      ofOperation = known;
    }
    return known;
  }
}

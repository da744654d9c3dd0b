package dev.raglan.internal.render;

import dev.raglan.internal.capture.Captured;
import dev.raglan.internal.capture.Weigher;
import dev.raglan.internal.redact.RedactedTexts;
import dev.raglan.spi.AttributeSink;
import io.opentelemetry.api.common.Attributes;
import org.jspecify.annotations.Nullable;

/**
 * The facts of a call whose span has all its attributes already: what is rendered later is the
 * content that services read beside them. Immutable.
 */
public final class DeferredContent implements Deferred {

  private final Captured captured;
  private final Renderer renderer;
  private final Weigher weigher;
  private final long estimatedBytes;

  /**
   * @param weigher weighs the captured values where something reads them
   */
  public DeferredContent(Captured captured, Renderer renderer, Weigher weigher) {
    this(captured, renderer, weigher, 0);
  }

  private DeferredContent(Captured captured, Renderer renderer, Weigher weigher, long bytes) {
    this.captured = captured;
    this.renderer = renderer;
    this.weigher = weigher;
    this.estimatedBytes = bytes;
  }

  /** Returns this with its weight; values that are too heavy to wait are rendered at once. */
  @Override
  public Deferred delivered(Object span, boolean withContent) {
    if (!withContent) {
      return WRITTEN;
    }
    long bytes = weigher.weigh(captured);
    if (bytes <= weigher.enough()) {
      return new DeferredContent(captured, renderer, weigher, bytes);
    }
    AttributeSink older = WrittenContent.of(span).older();
    renderer.renderBeside(captured, older, new RedactedTexts());
    return WRITTEN;
  }

  @Override
  public long estimatedBytes() {
    return estimatedBytes;
  }

  @Override
  public Rendered render(Attributes there, @Nullable AttributeSink beside, RedactedTexts ofBatch) {
    if (beside != null) {
      renderer.renderBeside(captured, beside, ofBatch);
    }
    return new Rendered(there, null);
  }
}

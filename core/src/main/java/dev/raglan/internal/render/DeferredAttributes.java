package dev.raglan.internal.render;

import dev.raglan.internal.capture.Captured;
import dev.raglan.spi.AttributeSink;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The facts of a call that are not written as attributes yet: they travel with the ended span to
 * the delivery worker. Immutable, as what is captured is.
 */
public final class DeferredAttributes {

  private final Attributes constants;
  private final @Nullable Captured captured;
  private final Renderer renderer;
  private final long estimatedBytes;

  /**
   * @param constants the attributes of every such call, which were kept back when the span started
   * @param captured what was gathered; null if that is on the span already
   * @param estimatedBytes how much memory the captured values keep from being freed
   */
  public DeferredAttributes(
      Attributes constants, @Nullable Captured captured, Renderer renderer, long estimatedBytes) {
    this.constants = constants;
    this.captured = captured;
    this.renderer = renderer;
    this.estimatedBytes = estimatedBytes;
  }

  /** Returns the memory that this keeps from being freed, in bytes. */
  public long estimatedBytes() {
    return estimatedBytes;
  }

  /**
   * Renders.
   *
   * @param there the span's attributes as it ended; they are not changed
   * @return the constants, which those there replace, and the rendered ones, which replace both;
   *     tags are united
   */
  public Attributes addTo(Attributes there) {
    AttributesBuilder all = constants.toBuilder();
    Addition addition = new Addition(constants, there, all);
    there.forEach(addition);
    if (captured != null) {
      renderer.render(captured, addition);
    }
    return all.build();
  }

  /** Adds to what is known so far: the last value of a key counts, tags are united. */
  private record Addition(Attributes constants, Attributes there, AttributesBuilder all)
      implements AttributeSink, BiConsumer<AttributeKey<?>, Object> {

    @Override
    @SuppressWarnings("unchecked") // The value was put under the key.
    public void accept(AttributeKey<?> key, Object value) {
      put((AttributeKey<Object>) key, value);
    }

    @Override
    public <T> void put(AttributeKey<T> key, T value) {
      all.put(key, TagUnion.unites(key) ? united(key, value) : value);
    }

    @SuppressWarnings("unchecked") // The key is one of a list of strings.
    private <T> T united(AttributeKey<T> key, T added) {
      return (T) TagUnion.of(TagUnion.of(constants.get(key), there.get(key)), added);
    }
  }
}

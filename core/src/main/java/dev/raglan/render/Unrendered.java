package dev.raglan.render;

import dev.raglan.capture.Captured;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributeType;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What was captured of a call and is not written as attributes yet: it travels with the ended span
 * to the delivery worker. Immutable, as what is captured is.
 */
public final class Unrendered {

  private final Captured captured;
  private final Renderer renderer;
  private final long estimatedBytes;

  /**
   * @param estimatedBytes how much memory the captured values keep from being freed
   */
  public Unrendered(Captured captured, Renderer renderer, long estimatedBytes) {
    this.captured = captured;
    this.renderer = renderer;
    this.estimatedBytes = estimatedBytes;
  }

  /** How much memory this keeps from being freed, in bytes. */
  public long estimatedBytes() {
    return estimatedBytes;
  }

  /**
   * Renders.
   *
   * @param there the span's attributes as it ended; they are not changed
   * @return those and the rendered ones, which replace those of the same key; tags are united
   */
  public Attributes addTo(Attributes there) {
    AttributesBuilder all = there.toBuilder();
    renderer.render(captured, new Addition(there, all));
    return all.build();
  }

  private record Addition(Attributes there, AttributesBuilder all) implements AttributeSink {

    @Override
    public <T> void put(AttributeKey<T> key, T value) {
      all.put(key, isTags(key) ? withThoseThere(key, value) : value);
    }

    private static boolean isTags(AttributeKey<?> key) {
      return key.getType() == AttributeType.STRING_ARRAY && key.getKey().endsWith("tags");
    }

    @SuppressWarnings("unchecked") // The key is one of a list of strings.
    private <T> T withThoseThere(AttributeKey<T> key, T added) {
      if (!(there.get(key) instanceof Collection<?> earlier)) {
        return added;
      }
      Set<Object> united = new LinkedHashSet<>(earlier);
      united.addAll((Collection<?>) added);
      return (T) List.copyOf(united);
    }
  }
}

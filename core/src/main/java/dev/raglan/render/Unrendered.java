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
import org.jspecify.annotations.Nullable;

/**
 * What is known of a call and is not written as attributes yet: it travels with the ended span to
 * the delivery worker. Immutable, as what is captured is.
 */
public final class Unrendered {

  private final Attributes constants;
  private final @Nullable Captured captured;
  private final Renderer renderer;
  private final long estimatedBytes;

  /**
   * @param constants the attributes of every such call, which were kept back when the span started
   * @param captured what was gathered; null if that is on the span already
   * @param estimatedBytes how much memory the captured values keep from being freed
   */
  public Unrendered(
      Attributes constants, @Nullable Captured captured, Renderer renderer, long estimatedBytes) {
    this.constants = constants;
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
   * @return the constants, which those there replace, and the rendered ones, which replace both;
   *     tags are united
   */
  public Attributes addTo(Attributes there) {
    Attributes known = constants.isEmpty() ? there : withConstants(there);
    if (captured == null) {
      return known;
    }
    AttributesBuilder all = known.toBuilder();
    renderer.render(captured, new Addition(known, all));
    return all.build();
  }

  private Attributes withConstants(Attributes there) {
    AttributesBuilder all = constants.toBuilder();
    there.forEach((key, value) -> all.put(untyped(key), united(key, constants, value)));
    return all.build();
  }

  private record Addition(Attributes there, AttributesBuilder all) implements AttributeSink {

    @Override
    public <T> void put(AttributeKey<T> key, T value) {
      all.put(key, united(key, there, value));
    }
  }

  @SuppressWarnings("unchecked") // The value was put under the key.
  private static AttributeKey<Object> untyped(AttributeKey<?> key) {
    return (AttributeKey<Object>) key;
  }

  /** The added value, with the tags that were there earlier if it is tags. */
  @SuppressWarnings("unchecked") // The key is one of a list of strings.
  private static <T> T united(AttributeKey<?> key, Attributes earlier, T added) {
    if (!isTags(key) || !(earlier.get(key) instanceof Collection<?> tags)) {
      return added;
    }
    Set<Object> united = new LinkedHashSet<>(tags);
    united.addAll((Collection<?>) added);
    return (T) List.copyOf(united);
  }

  private static boolean isTags(AttributeKey<?> key) {
    return key.getType() == AttributeType.STRING_ARRAY && key.getKey().endsWith("tags");
  }
}

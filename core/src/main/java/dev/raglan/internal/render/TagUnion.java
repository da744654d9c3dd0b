package dev.raglan.internal.render;

import dev.raglan.semconv.Langfuse;
import dev.raglan.semconv.OpenInference;
import dev.raglan.semconv.RaglanAttributes;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributeType;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The attributes whose values are united where a span gets several: the tags of each convention. Of
 * any other attribute the last value counts.
 */
public final class TagUnion {

  private static final Set<AttributeKey<?>> KEYS =
      Set.of(RaglanAttributes.TAGS, OpenInference.TAGS, Langfuse.TRACE_TAGS);

  private TagUnion() {}

  /** Returns true if the values of the attribute are united. */
  public static boolean unites(AttributeKey<?> key) {
    return key.getType() == AttributeType.STRING_ARRAY && KEYS.contains(key);
  }

  /** Returns the elements of both, each once, in order; null and anything but a list has none. */
  public static List<Object> of(@Nullable Object first, @Nullable Object second) {
    Set<Object> all = new LinkedHashSet<>();
    addTo(all, first);
    addTo(all, second);
    return List.copyOf(all);
  }

  private static void addTo(Set<Object> all, @Nullable Object tags) {
    if (tags instanceof Collection<?> some) {
      all.addAll(some);
    }
  }
}

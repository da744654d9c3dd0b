package dev.raglan.internal.render;

import dev.raglan.annotation.Field;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tags of a call: those of its step, then those that are bound. */
public final class Tags {

  private Tags() {}

  /** All tags; null if none is bound, for those of the step are written with the step. */
  public static @Nullable List<String> bound(Rendering rendering) {
    List<String> bound = rendering.texts(Field.TAGS);
    if (bound.isEmpty()) {
      return null;
    }
    Set<String> all = new LinkedHashSet<>(rendering.step().tags());
    all.addAll(bound);
    return List.copyOf(all);
  }
}

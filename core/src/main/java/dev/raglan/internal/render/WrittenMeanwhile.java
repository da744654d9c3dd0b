package dev.raglan.internal.render;

import dev.raglan.semconv.Tags;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The attributes that somebody wrote on a span while it was open. They are newer than the values
 * that were gathered for its end, and win over these whatever their type.
 */
final class WrittenMeanwhile {

  private static final WrittenMeanwhile NONE = new WrittenMeanwhile(Set.of());

  private final Set<String> names;

  private WrittenMeanwhile(Set<String> names) {
    this.names = names;
  }

  /**
   * Compares a span with its start.
   *
   * @param there the attributes of the span now
   * @param start the attributes that it started with
   */
  static WrittenMeanwhile of(Attributes there, Attributes start) {
    Set<String> names = new HashSet<>();
    there.forEach(
        (key, value) -> {
          if (!isSame(start.get(key), value)) {
            names.add(key.getKey());
          }
        });
    return names.isEmpty() ? NONE : new WrittenMeanwhile(names);
  }

  /** Returns whether a value is that of the start, or what an SDK's length limit left of it. */
  static boolean isSame(@Nullable Object start, Object now) {
    return now.equals(start)
        || (start instanceof String before && now instanceof String cut && before.startsWith(cut));
  }

  /** Returns whether a value gathered for the end is older than the one on the span. */
  boolean isNewerThan(AttributeKey<?> rendered) {
    return names.contains(rendered.getKey()) && !Tags.isKey(rendered);
  }
}

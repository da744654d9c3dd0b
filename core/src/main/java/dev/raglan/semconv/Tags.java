package dev.raglan.semconv;

import io.opentelemetry.api.common.AttributeKey;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The keys under which conventions hold tags, and the union of tags.
 *
 * <p>Tags are the one kind of attribute that is united: those of the configuration, of the trace,
 * of the annotation and those that are bound stand together. Any other attribute is replaced.
 */
public final class Tags {

  private static final Set<AttributeKey<?>> KEYS =
      Set.of(RaglanAttributes.TAGS, OpenInference.TAGS, Langfuse.TRACE_TAGS);

  /** The most tags of one span or trace; later ones are left out. */
  public static final int MOST = 256;

  private Tags() {}

  /** Returns whether the attribute holds tags. */
  public static boolean isKey(AttributeKey<?> key) {
    return KEYS.contains(key);
  }

  /** Returns the tags of both, in order and without duplicates, at most {@value #MOST}. */
  public static List<String> union(Collection<String> first, Collection<String> second) {
    if (second.isEmpty() || first.size() >= MOST) {
      return first.size() <= MOST ? List.copyOf(first) : first.stream().limit(MOST).toList();
    }
    Set<String> all = new LinkedHashSet<>(first);
    all.addAll(second);
    return all.size() <= MOST ? List.copyOf(all) : all.stream().limit(MOST).toList();
  }

  /**
   * Returns the value of an attribute that is written again: the later one or, of tags, both.
   *
   * @param earlier null if the attribute was not written before
   */
  @SuppressWarnings("unchecked") // The keys of tags are of lists of strings.
  public static <T> T written(AttributeKey<T> key, @Nullable T earlier, T later) {
    return earlier != null && isKey(key)
        ? (T) union((Collection<String>) earlier, (Collection<String>) later)
        : later;
  }
}

package dev.raglan.trace;

import dev.raglan.internal.facade.SpanHandle;
import dev.raglan.internal.facade.StatusText;
import dev.raglan.model.Status;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A change of what may be changed of an open step at once: its name, its status, more tags, more
 * attributes. Immutable.
 *
 * <p>Source: Adaline's {@code update()}.
 */
public final class SpanUpdate {

  private static final SpanUpdate NOTHING = new SpanUpdate(null, null, List.of(), Map.of());

  private final @Nullable String name;
  private final @Nullable StatusText status;
  private final List<String> tags;
  private final Map<String, Object> attributes;

  private SpanUpdate(
      @Nullable String name,
      @Nullable StatusText status,
      List<String> tags,
      Map<String, Object> attributes) {
    this.name = name;
    this.status = status;
    this.tags = tags;
    this.attributes = attributes;
  }

  /** Changes nothing. */
  public static SpanUpdate create() {
    return NOTHING;
  }

  /** What of the map may be changed; anything else in it is ignored. */
  static SpanUpdate of(Map<String, ? extends @Nullable Object> map) {
    String name = map.get("name") instanceof String text && !text.isBlank() ? text : null;
    return new SpanUpdate(
        name,
        statusOf(map.get("status")),
        textsOf(map.get("tags")),
        entries(map.get("attributes")));
  }

  private static @Nullable StatusText statusOf(@Nullable Object value) {
    if (value instanceof Status status) {
      return StatusText.of(status);
    }
    return value instanceof String text && !text.isBlank() ? StatusText.of(text) : null;
  }

  private static List<String> textsOf(@Nullable Object value) {
    Collection<?> all = value instanceof Collection<?> collection ? collection : List.of();
    if (value instanceof Object[] array) {
      all = Arrays.asList(array);
    }
    return all.stream().filter(String.class::isInstance).map(String.class::cast).toList();
  }

  private static Map<String, Object> entries(@Nullable Object value) {
    Map<String, Object> entries = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach(
          (key, each) -> {
            if (key instanceof String text && !text.isBlank() && each != null) {
              entries.put(text, each);
            }
          });
    }
    return entries;
  }

  /**
   * Changes the name, too.
   *
   * @throws IllegalArgumentException if it is blank
   */
  public SpanUpdate name(String newName) {
    return new SpanUpdate(Checks.text("name", newName), status, tags, attributes);
  }

  /** Changes the status, too. */
  public SpanUpdate status(Status newStatus) {
    StatusText word = StatusText.of(Checks.given("status", newStatus));
    return new SpanUpdate(name, word, tags, attributes);
  }

  /**
   * Changes the status, too, in the words of {@link Status} or of the application's own.
   *
   * @throws IllegalArgumentException if it is blank
   */
  public SpanUpdate status(String newStatus) {
    StatusText word = StatusText.of(Checks.text("status", newStatus));
    return new SpanUpdate(name, word, tags, attributes);
  }

  /** Adds tags, too. */
  public SpanUpdate tags(String... added) {
    List<String> all = new ArrayList<>(tags);
    all.addAll(Arrays.asList(added));
    all.removeIf(Objects::isNull);
    return new SpanUpdate(name, status, List.copyOf(all), attributes);
  }

  /**
   * Sets an attribute, too; null sets none.
   *
   * @throws IllegalArgumentException if the key is blank
   */
  public SpanUpdate attribute(String key, @Nullable Object value) {
    Map<String, Object> all = new LinkedHashMap<>(attributes);
    Checks.text("the key of an attribute", key);
    if (value != null) {
      all.put(key, value);
    }
    return new SpanUpdate(name, status, tags, all);
  }

  void applyTo(SpanHandle step) {
    if (name != null) {
      step.name(name);
    }
    if (status != null) {
      step.status(status);
    }
    if (!tags.isEmpty()) {
      step.tags(tags);
    }
    attributes.forEach(step::attribute);
  }
}

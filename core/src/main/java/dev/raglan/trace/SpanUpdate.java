package dev.raglan.trace;

import dev.raglan.annotation.Field;
import dev.raglan.model.SpanType;
import dev.raglan.model.Status;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A change of an open span: its name, its status, more tags, more attributes, its content.
 * Immutable.
 *
 * <p>Source: Adaline's {@code update()}.
 */
public final class SpanUpdate {

  private static final SpanUpdate NOTHING =
      new SpanUpdate(null, null, List.of(), Map.of(), UpdatedContent.NONE);

  private final @Nullable String name;
  private final @Nullable String status;
  private final List<String> tags;
  private final Map<String, Object> attributes;
  private final UpdatedContent content;

  private SpanUpdate(
      @Nullable String name,
      @Nullable String status,
      List<String> tags,
      Map<String, Object> attributes,
      UpdatedContent content) {
    this.name = name;
    this.status = status;
    this.tags = tags;
    this.attributes = Collections.unmodifiableMap(attributes);
    this.content = content;
  }

  /** Returns an update that changes nothing. */
  public static SpanUpdate create() {
    return NOTHING;
  }

  /** Returns the update that the map describes; anything else in it is ignored. */
  static SpanUpdate of(@Nullable Map<String, ? extends @Nullable Object> map) {
    if (map == null) {
      return NOTHING;
    }
    Object status = map.get("status");
    return new SpanUpdate(
        textOrNull(map.get("name")),
        status instanceof Status known ? known.id() : textOrNull(status),
        textsOf(map.get("tags")),
        entries(map.get("attributes")),
        UpdatedContent.of(map));
  }

  private static @Nullable String textOrNull(@Nullable Object value) {
    return value instanceof String text && !text.isBlank() ? text : null;
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
   * Returns the update with another name.
   *
   * @throws IllegalArgumentException if it is blank
   */
  public SpanUpdate name(String newName) {
    return new SpanUpdate(requireText("name", newName), status, tags, attributes, content);
  }

  /** Returns the update with another status. */
  public SpanUpdate status(Status newStatus) {
    if (newStatus == null) {
      throw new IllegalArgumentException("status must not be null");
    }
    return new SpanUpdate(name, newStatus.id(), tags, attributes, content);
  }

  /**
   * Returns the update with another status, in the words of {@link Status} or of the application's
   * own.
   *
   * @throws IllegalArgumentException if it is blank
   */
  public SpanUpdate status(String newStatus) {
    return new SpanUpdate(name, requireText("status", newStatus), tags, attributes, content);
  }

  /** Returns the update with more tags; null adds none. */
  public SpanUpdate tags(@Nullable String @Nullable ... added) {
    List<@Nullable String> all = new ArrayList<>(tags);
    all.addAll(added == null ? List.of() : Arrays.asList(added));
    return new SpanUpdate(
        name, status, all.stream().filter(Objects::nonNull).toList(), attributes, content);
  }

  /**
   * Returns the update with another attribute; null sets none.
   *
   * @throws IllegalArgumentException if the key is blank
   */
  public SpanUpdate attribute(String key, @Nullable Object value) {
    Map<String, Object> all = new LinkedHashMap<>(attributes);
    requireText("the key of an attribute", key);
    if (value != null) {
      all.put(key, value);
    }
    return new SpanUpdate(name, status, tags, all, content);
  }

  /** Returns the update with the input; null sets none. */
  public SpanUpdate input(@Nullable Object input) {
    return with(content.withInput(input));
  }

  /** Returns the update with the output; null sets none. */
  public SpanUpdate output(@Nullable Object output) {
    return with(content.withOutput(output));
  }

  /**
   * Returns the update with a field. Prompt, response, model, provider and cost make a span that
   * has no other type a generation. Null sets none.
   *
   * @throws IllegalArgumentException if the field is null
   */
  public SpanUpdate field(Field field, @Nullable Object value) {
    if (field == null) {
      throw new IllegalArgumentException("field must not be null");
    }
    return with(content.withField(field, value));
  }

  private SpanUpdate with(UpdatedContent newContent) {
    return new SpanUpdate(name, status, tags, attributes, newContent);
  }

  private static String requireText(String what, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(what + " must not be blank");
    }
    return value;
  }

  /** Returns the new name; null for no change. */
  public @Nullable String name() {
    return name;
  }

  /** Returns the new status; null for no change. */
  public @Nullable String status() {
    return status;
  }

  /** Returns the tags to add. */
  public List<String> tags() {
    return tags;
  }

  /** Returns the attributes to set, in order. */
  public Map<String, Object> attributes() {
    return attributes;
  }

  /** Returns the type that a span without one becomes; null for no change. */
  public @Nullable SpanType type() {
    return content.type();
  }

  /** Returns the input to set; null for no change. */
  public @Nullable Object input() {
    return content.input();
  }

  /** Returns the output to set; null for no change. */
  public @Nullable Object output() {
    return content.output();
  }

  /** Returns the fields to set. */
  public Map<Field, Object> fields() {
    return content.fields();
  }
}

package dev.raglan.internal.type;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonIncludeProperties;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Leaves out those properties of a value that the property holding it leaves out, as {@link
 * JsonIgnoreProperties} and {@link JsonIncludeProperties} on a field or getter say. It holds for
 * the value, and for the elements of a collection or array.
 *
 * @param ignored names that are left out
 * @param included names that are kept; null for all
 */
record Narrowing(Set<String> ignored, @Nullable Set<String> included) implements Rewriting {

  private static final int MOST_ELEMENTS = 4_096;

  /** Returns the narrowing that the two annotations ask for; null if they leave nothing out. */
  static @Nullable Narrowing of(
      JsonIgnoreProperties.@Nullable Value ignorals,
      JsonIncludeProperties.@Nullable Value inclusions) {
    Set<String> ignored = ignorals == null ? Set.of() : ignorals.findIgnoredForSerialization();
    Set<String> included = inclusions == null ? null : inclusions.getIncluded();
    return ignored.isEmpty() && included == null ? null : new Narrowing(ignored, included);
  }

  @Override
  public @Nullable Object rewrite(Object value, int room) {
    Object content = Optionals.unwrap(value);
    if (content instanceof Map<?, ?> map) {
      return isJdk(map) ? entries(map) : Placeholder.of(map.getClass());
    }
    if (content instanceof Collection<?> collection) {
      return isJdk(collection) ? elements(collection, room) : Placeholder.of(value.getClass());
    }
    if (content instanceof Object[] array) {
      return elements(Arrays.asList(array), room);
    }
    return content == null || isJdk(content) ? content : properties(content, room);
  }

  private static boolean isJdk(Object value) {
    return value.getClass().getClassLoader() == null;
  }

  private boolean keeps(@Nullable String name) {
    return name != null && !ignored.contains(name) && (included == null || included.contains(name));
  }

  private List<@Nullable Object> elements(Collection<?> elements, int room) {
    List<@Nullable Object> narrowed = new ArrayList<>();
    for (Object each : elements) {
      if (narrowed.size() == Math.min(room, MOST_ELEMENTS)) {
        break;
      }
      narrowed.add(each == null ? null : rewrite(each, room));
    }
    return narrowed;
  }

  private Map<String, @Nullable Object> entries(Map<?, ?> map) {
    Map<String, @Nullable Object> narrowed = new LinkedHashMap<>();
    for (Map.Entry<?, ?> each : map.entrySet()) {
      String name = ScalarTexts.key(each.getKey());
      if (name != null && keeps(name) && narrowed.size() < MOST_ELEMENTS) {
        narrowed.put(name, each.getValue());
      }
    }
    return narrowed;
  }

  private Object properties(Object bean, int room) {
    TypeView view = TypeView.of(bean.getClass());
    boolean isBean = view.rewriting() == null && !view.properties().isEmpty();
    if (!isBean || OpaqueTypes.contains(bean.getClass())) {
      return bean;
    }
    Map<String, @Nullable Object> narrowed = new LinkedHashMap<>();
    for (BeanProperty each : view.properties()) {
      Object value = keeps(each.name().text()) ? each.valueOf(bean, room) : BeanProperty.OMITTED;
      if (value != BeanProperty.OMITTED) {
        narrowed.put(each.name().text(), value);
      }
    }
    Object any = view.anyGetter() == null ? null : Members.readSafely(view.anyGetter(), bean);
    if (any instanceof Map<?, ?> map) {
      narrowed.putAll(entries(map));
    }
    return narrowed;
  }
}

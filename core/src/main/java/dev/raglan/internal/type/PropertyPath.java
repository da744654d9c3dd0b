package dev.raglan.internal.type;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.POJONode;
import dev.raglan.internal.foreign.PlainValues;
import dev.raglan.internal.type.Accessors.Accessor;
import dev.raglan.model.CaptureLimits;
import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A path to a value inside another, such as {@code choices[0].message.content}.
 *
 * <p>A name is looked up as a key of a map, a member of a JSON tree, a component of a record, a
 * getter ({@code getX()}, {@code isX()}, {@code x()}) or a public field, in this order; a number in
 * brackets is an index of a list, a collection or an array, counted from the end if negative; text
 * in brackets and quotes is a name with characters of any kind, as in {@code metadata['a.b']}.
 * Optionals are looked through. Immutable and thread-safe.
 */
public final class PropertyPath {

  private final String path;
  private final List<Step> steps;

  private PropertyPath(String path, List<Step> steps) {
    this.path = path;
    this.steps = List.copyOf(steps);
  }

  /**
   * Returns the path written in the text.
   *
   * @param path empty for the root itself
   * @throws IllegalArgumentException if the text is not a path; the message says where and why
   */
  public static PropertyPath parse(String path) {
    Objects.requireNonNull(path, "path");
    return new PropertyPath(path, new PathParser(path).steps());
  }

  /**
   * Returns the value at the path.
   *
   * @return null if something on the way is missing, is null, or throws
   */
  public @Nullable Object find(@Nullable Object root) {
    try {
      return follow(root);
    } catch (Throwable thrown) {
      return null;
    }
  }

  /**
   * Returns what finds the value at the path in values of exactly this class, the members of which
   * are looked up once; it answers as {@link #find} does.
   */
  public Function<Object, @Nullable Object> finderIn(Class<?> type) {
    Accessor accessor = steps.size() == 1 ? memberOf(type) : null;
    return accessor == null ? this::find : root -> found(accessor, root);
  }

  /** Returns the member that the first step leads to; null if a value of the class decides it. */
  private @Nullable Accessor memberOf(Class<?> type) {
    boolean isOpen =
        Map.class.isAssignableFrom(type)
            || JsonNode.class.isAssignableFrom(type)
            || Optionals.isOptional(type)
            || PlainValues.areOf(type) && !PlainValues.areModels(type);
    return isOpen || !(steps.get(0) instanceof Step.Name first)
        ? null
        : Accessors.of(type).get(first.name());
  }

  private static @Nullable Object found(Accessor accessor, Object root) {
    try {
      return plain(Optionals.unwrap(accessor.read(root)));
    } catch (Throwable thrown) {
      return null;
    }
  }

  /**
   * Returns what a map whose keys are texts has under a name.
   *
   * @return null if there is nothing, it is null, or the map throws
   */
  public static @Nullable Object member(Map<?, ?> map, String name) {
    try {
      return plain(Optionals.unwrap(map.get(name)));
    } catch (Throwable thrown) {
      return null;
    }
  }

  private @Nullable Object follow(@Nullable Object root) throws Throwable {
    Object current = Optionals.unwrap(root);
    for (int i = 0; i < steps.size(); i++) { // It runs for each name that is asked for.
      if (current == null) {
        return null;
      }
      current = Optionals.unwrap(steps.get(i).from(current));
    }
    return plain(current);
  }

  /** Returns a JSON scalar as the Java value it stands for; anything else itself. */
  private static @Nullable Object plain(@Nullable Object value) {
    if (!(value instanceof JsonNode node)) {
      return PlainValues.unlessModel(value);
    }
    return switch (node.getNodeType()) {
      case STRING -> node.textValue();
      case NUMBER -> node.numberValue();
      case BOOLEAN -> node.booleanValue();
      case POJO -> ((POJONode) node).getPojo();
      case NULL, MISSING -> null;
      default -> node;
    };
  }

  /** Returns true if a name that the path leads through is one of those. */
  public boolean names(Predicate<String> those) {
    for (Step step : steps) {
      if (step instanceof Step.Name named && those.test(named.name())) {
        return true;
      }
    }
    return false;
  }

  /** Returns true if the path leads to the root itself. */
  public boolean isWhole() {
    return steps.isEmpty();
  }

  /**
   * Returns false if no value of the class has anything under the first name of the path. Of a
   * library's request or answer its members alone count, as it would be written whole to look for
   * anything else.
   */
  public boolean mayBeginIn(Class<?> type) {
    return steps.isEmpty()
        || !(steps.get(0) instanceof Step.Name first)
        || Map.class.isAssignableFrom(type)
        || JsonNode.class.isAssignableFrom(type)
        || PlainValues.areOf(type) && !PlainValues.areModels(type)
        || Step.Name.rewriting(type) != null
        || Accessors.of(type).get(first.name()) != null;
  }

  /** Returns the text that was parsed. */
  @Override
  public String toString() {
    return path;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PropertyPath that && steps.equals(that.steps);
  }

  @Override
  public int hashCode() {
    return steps.hashCode();
  }

  /** A step of a path. */
  sealed interface Step {

    /** Returns the value that the step leads to; null if nothing is there. */
    @Nullable Object from(Object current) throws Throwable;

    /**
     * A step to a named value.
     *
     * @param name of a key, member, component, property or field
     */
    record Name(String name) implements Step {

      private static final int MOST_KEYS = 1024;

      /** Objects that are written as others are followed so far. */
      private static final int MOST_REWRITINGS = 4;

      @Override
      public @Nullable Object from(Object current) throws Throwable {
        return from(current, 0);
      }

      private @Nullable Object from(Object current, int rewritings) throws Throwable {
        if (current instanceof Map<?, ?> map) {
          return fromMap(map);
        }
        if (current instanceof JsonNode node) {
          return node.get(name);
        }
        Object plain = PlainValues.unlessModel(current);
        Object object = plain == null ? current : plain;
        if (!isTree(object)) {
          return fromObject(object, rewritings);
        }
        Object found = from(object, rewritings);
        Accessor accessor = found == null ? Accessors.of(current.getClass()).get(name) : null;
        return accessor == null ? found : accessor.read(current);
      }

      private static boolean leadsOn(Object written) {
        return isTree(written) || written.getClass().getClassLoader() != null;
      }

      private static boolean isTree(Object value) {
        return value instanceof Map<?, ?> || value instanceof JsonNode;
      }

      /** Reads the member of the name, else the property of that name in the written value. */
      private @Nullable Object fromObject(Object current, int rewritings) throws Throwable {
        Class<?> type = current.getClass();
        Accessor accessor = Accessors.of(type).get(name);
        if (accessor != null) {
          return accessor.read(current);
        }
        if (PlainValues.areModels(type)) {
          return PlainValues.of(current) instanceof Map<?, ?> map ? fromMap(map) : null;
        }
        Rewriting rewriting = rewritings == MOST_REWRITINGS ? null : rewriting(type);
        Object written =
            rewriting == null
                ? null
                : rewriting.rewrite(current, CaptureLimits.DEFAULT.maxLength());
        return written != null && leadsOn(written) ? from(written, rewritings + 1) : null;
      }

      private static @Nullable Rewriting rewriting(Class<?> type) {
        TypeView view = type.getClassLoader() == null ? null : TypeView.of(type);
        return view == null || view.isHidden() ? null : view.rewriting();
      }

      /** By the key itself or, where keys are no strings, by the key's text. */
      private @Nullable Object fromMap(Map<?, ?> map) {
        Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
        if (!entries.hasNext() || map.size() > MOST_KEYS) {
          return map.get(name);
        }
        Map.Entry<?, ?> first = entries.next();
        if (first.getKey() instanceof String) {
          return map.get(name);
        }
        Map.Entry<?, ?> entry = first;
        while (!name.equals(ScalarTexts.key(entry.getKey()))) {
          if (!entries.hasNext()) {
            return null;
          }
          entry = entries.next();
        }
        return entry.getValue();
      }
    }

    /**
     * A step to an element.
     *
     * @param index from 0; from the end, which is -1, if negative
     */
    record Index(int index) implements Step {

      @Override
      public @Nullable Object from(Object value) {
        Object current = PlainValues.of(value);
        int size = current == null ? 0 : size(current);
        int at = index < 0 ? size + index : index;
        if (current == null || at < 0 || at >= size) {
          return null;
        }
        if (current instanceof List<?> list) {
          return list.get(at);
        }
        if (current instanceof JsonNode node) {
          return node.get(at);
        }
        return current instanceof Collection<?> collection
            ? element(collection, at)
            : Array.get(current, at);
      }

      private static int size(Object current) {
        if (current instanceof Collection<?> collection) {
          return collection.size();
        }
        if (current instanceof JsonNode node) {
          return node.isArray() ? node.size() : 0;
        }
        return current.getClass().isArray() ? Array.getLength(current) : 0;
      }

      private static @Nullable Object element(Collection<?> collection, int at) {
        Iterator<?> elements = collection.iterator();
        for (int i = 0; i < at; i++) {
          elements.next();
        }
        return elements.next();
      }
    }
  }
}

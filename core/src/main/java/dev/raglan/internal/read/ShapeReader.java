package dev.raglan.internal.read;

import dev.raglan.internal.foreign.PerClass;
import dev.raglan.internal.type.TypeView;
import java.util.AbstractMap;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A reader of shapes that does not look at beans it cannot read: at those of classes that have none
 * of the names which it asks for. What is read of them is the same for every one of them.
 *
 * <p>The names are found out by letting the function read a value that has none at all. So the
 * function must decide by names alone, and leave the shape it is given as it is. Thread-safe if the
 * function is.
 *
 * @param <T> the type of what is read
 */
public final class ShapeReader<T extends @Nullable Object> {

  private final Function<Shape, T> function;

  /** The result for a value that has none of the names. */
  private final T nothing;

  private final Set<String> names;
  private final PerClass<Boolean> unreadable = new PerClass<>(this::hasNoneOfTheNames);

  private ShapeReader(Function<Shape, T> function, T nothing, Set<String> names) {
    this.function = function;
    this.nothing = nothing;
    this.names = names;
  }

  /**
   * Returns the reader.
   *
   * @param function reads a value by its names alone, without a trace anywhere; what it returns of
   *     a value that it cannot read is immutable
   */
  public static <T extends @Nullable Object> ShapeReader<T> of(Function<Shape, T> function) {
    Nameless nameless = new Nameless();
    T nothing = function.apply(Shape.of(nameless));
    return new ShapeReader<>(function, nothing, Set.copyOf(nameless.asked));
  }

  /** Returns what the function reads. */
  public T read(Shape shape) {
    return cannotRead(shape) ? nothing : function.apply(shape);
  }

  /** Returns true for a bean of a class that has none of the names. */
  public boolean cannotRead(Shape shape) {
    return shape.isBean() && unreadable.get(shape.value().getClass());
  }

  private boolean hasNoneOfTheNames(Class<?> type) {
    return Collections.disjoint(TypeView.of(type).names(), names);
  }

  /** A value without any of the names that it is asked for, which it notes. */
  private static final class Nameless extends AbstractMap<String, Object> {

    private final Set<String> asked = new HashSet<>();

    @Override
    public @Nullable Object get(Object key) {
      asked.add(key.toString());
      return null;
    }

    /** Has two entries, so that it is a map with names and not one that is all of an entry. */
    @Override
    public Set<Entry<String, Object>> entrySet() {
      return Map.<String, Object>of("\0", this, "\1", this).entrySet();
    }
  }
}

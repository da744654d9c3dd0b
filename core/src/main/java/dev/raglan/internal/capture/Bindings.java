package dev.raglan.internal.capture;

import dev.raglan.annotation.Field;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The values that were bound to fields and attributes in one call.
 *
 * <p>A field or attribute that is bound twice has the later value. Few are bound in a call, so they
 * are kept in two arrays and found by a scan. Written by the call's thread before it is rendered;
 * not thread-safe.
 */
public final class Bindings {

  private static final Object[] NOTHING = {};

  /** Nothing is bound, and nothing can be. */
  public static final Bindings NONE = new Bindings();

  /** Bindings of arguments that are still to be bound, as they were captured. */
  public static final Bindings UNBOUND = new Bindings();

  private Object[] keys = NOTHING;
  private @Nullable Object[] values = NOTHING;
  private int size;
  private boolean isUnbound;

  /** Binds a value to a field; null binds nothing. */
  public void put(Field field, @Nullable Object value) {
    if (value != null) {
      put(indexOf(field), field, value);
    }
  }

  /** Binds a value to an attribute of its own; null binds nothing. */
  public void put(String attribute, @Nullable Object value) {
    if (value != null) {
      put(indexOf(attribute), attribute, value);
    }
  }

  /**
   * Binds a value.
   *
   * @param known the index of the key; -1 if nothing is bound to it
   */
  private void put(int known, Object key, Object value) {
    if (this == NONE || this == UNBOUND) {
      throw new IllegalStateException("nothing can be bound to what all calls share");
    }
    int at = known;
    if (at < 0) {
      at = size++;
      if (at == keys.length) {
        keys = Arrays.copyOf(keys, size + 3);
        values = Arrays.copyOf(values, size + 3);
      }
      keys[at] = key;
    }
    values[at] = value;
  }

  /** Binds all that is bound in others. */
  public void putAll(Bindings others) {
    for (int i = 0; i < others.size; i++) {
      Object value = others.values[i];
      if (others.keys[i] instanceof Field field) {
        put(field, value);
      } else {
        put((String) others.keys[i], value);
      }
    }
  }

  /** Returns the value bound to the field; null for none. */
  public @Nullable Object get(Field field) {
    int at = indexOf(field);
    return at < 0 ? null : values[at];
  }

  /** Returns true if a value is bound to one of the fields. */
  public boolean hasAny(Set<Field> fields) {
    for (int i = 0; i < size; i++) {
      if (keys[i] instanceof Field field && fields.contains(field)) {
        return true;
      }
    }
    return false;
  }

  /** Hands over every field and its value, in the order of the fields. */
  public void forEachField(BiConsumer<Field, Object> consumer) {
    Field next = fieldAfter(-1);
    while (next != null) {
      consumer.accept(next, Objects.requireNonNull(get(next)));
      next = fieldAfter(next.ordinal());
    }
  }

  private @Nullable Field fieldAfter(int ordinal) {
    Field next = null;
    for (int i = 0; i < size; i++) {
      if (keys[i] instanceof Field field && field.ordinal() > ordinal) {
        next = next == null || field.ordinal() < next.ordinal() ? field : next;
      }
    }
    return next;
  }

  /** Hands over every attribute and its value, in the order they were bound. */
  public void forEachAttribute(BiConsumer<String, Object> consumer) {
    for (int i = 0; i < size; i++) {
      Object value = values[i];
      if (keys[i] instanceof String key && value != null) {
        consumer.accept(key, value);
      }
    }
  }

  /** Returns a copy, which can be added to independently. */
  public Bindings copy() {
    Bindings copy = new Bindings();
    copy.isUnbound = areUnbound();
    copy.keys = keys.clone();
    copy.values = values.clone();
    copy.size = size;
    return copy;
  }

  /** Returns true if arguments are still to be bound, below those that are bound already. */
  public boolean areUnbound() {
    return this == UNBOUND || isUnbound;
  }

  /** Returns true if nothing was bound. */
  public boolean isEmpty() {
    return size == 0;
  }

  /**
   * Returns the weight of the bound values, apart from those that are an argument or the output as
   * well.
   */
  long weigh(Weigher weigher, Captured captured) throws Throwable {
    Arguments arguments = captured.arguments();
    long bytes = 0;
    for (int i = 0; i < size; i++) {
      boolean isArgument = arguments != null && arguments.has(values[i]);
      if (!isArgument && values[i] != captured.output()) {
        bytes += weigher.weigh(values[i], 0);
      }
    }
    return bytes;
  }

  private int indexOf(Field field) {
    for (int i = 0; i < size; i++) {
      if (keys[i] == field) {
        return i;
      }
    }
    return -1;
  }

  private int indexOf(String key) {
    for (int i = 0; i < size; i++) {
      if (keys[i].equals(key)) {
        return i;
      }
    }
    return -1;
  }
}

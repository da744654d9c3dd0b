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
 * are kept in one array and found by a scan. Written by the call's thread before it is rendered;
 * not thread-safe.
 */
public final class Bindings {

  private static final Object[] NOTHING = {};
  private static final int FEW = 8; // Room for four keys and their values.

  /** Nothing is bound, and nothing can be. */
  public static final Bindings NONE = new Bindings();

  /** Bindings of arguments that are still to be bound, as they were captured. */
  public static final Bindings UNBOUND = new Bindings();

  /** Each key, and its value after it. */
  private @Nullable Object[] entries = NOTHING;

  private int length;
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
   * @param known the place of the key; -1 if nothing is bound to it
   */
  private void put(int known, Object key, Object value) {
    if (this == NONE || this == UNBOUND) {
      throw new IllegalStateException("nothing can be bound to what all calls share");
    }
    int at = known;
    if (at < 0) {
      at = length;
      if (at == entries.length) {
        entries = at == 0 ? new Object[FEW] : Arrays.copyOf(entries, at + FEW);
      }
      entries[at] = key;
      length = at + 2;
    }
    entries[at + 1] = value;
  }

  /** Takes back what is bound to a field. */
  public void remove(Field field) {
    int at = indexOf(field);
    if (at >= 0) {
      System.arraycopy(entries, at + 2, entries, at, length - at - 2);
      length -= 2;
      entries[length] = null;
      entries[length + 1] = null;
    }
  }

  /** Binds all that is bound in others. */
  public void putAll(Bindings others) {
    for (int i = 0; i < others.length; i += 2) {
      Object value = others.entries[i + 1];
      if (others.entries[i] instanceof Field field) {
        put(field, value);
      } else if (others.entries[i] instanceof String attribute) {
        put(attribute, value);
      }
    }
  }

  /** Returns the value bound to the field; null for none. */
  public @Nullable Object get(Field field) {
    int at = indexOf(field);
    return at < 0 ? null : entries[at + 1];
  }

  /** Returns true if a value is bound to one of the fields. */
  public boolean hasAny(Set<Field> fields) {
    for (int i = 0; i < length; i += 2) {
      if (entries[i] instanceof Field field && fields.contains(field)) {
        return true;
      }
    }
    return false;
  }

  /** Hands over every field and its value, in the order of the fields. */
  public void forEachField(BiConsumer<Field, Object> consumer) {
    int next = fieldAfter(-1);
    while (next >= 0) {
      Field field = (Field) Objects.requireNonNull(entries[next]);
      consumer.accept(field, Objects.requireNonNull(entries[next + 1]));
      next = fieldAfter(field.ordinal());
    }
  }

  /** Returns the place of the field that follows in the order of the fields; -1 for none. */
  private int fieldAfter(int ordinal) {
    int next = -1;
    int lowest = Integer.MAX_VALUE;
    for (int i = 0; i < length; i += 2) {
      if (entries[i] instanceof Field field
          && field.ordinal() > ordinal
          && field.ordinal() < lowest) {
        next = i;
        lowest = field.ordinal();
      }
    }
    return next;
  }

  /** Hands over every attribute and its value, in the order they were bound. */
  public void forEachAttribute(BiConsumer<String, Object> consumer) {
    for (int i = 0; i < length; i += 2) {
      Object value = entries[i + 1];
      if (entries[i] instanceof String key && value != null) {
        consumer.accept(key, value);
      }
    }
  }

  /** Returns a copy, which can be added to independently. */
  public Bindings copy() {
    Bindings copy = new Bindings();
    copy.isUnbound = areUnbound();
    copy.entries = Arrays.copyOf(entries, length + FEW);
    copy.length = length;
    return copy;
  }

  /** Returns true if arguments are still to be bound, below those that are bound already. */
  public boolean areUnbound() {
    return this == UNBOUND || isUnbound;
  }

  /** Returns true if nothing was bound. */
  public boolean isEmpty() {
    return length == 0;
  }

  /**
   * Returns the weight of the bound values, apart from those that are an argument or the output as
   * well.
   */
  long weigh(Weigher weigher, Captured captured) throws Throwable {
    Arguments arguments = captured.arguments();
    long bytes = 0;
    for (int i = 1; i < length; i += 2) {
      Object value = entries[i];
      boolean isArgument = arguments != null && arguments.has(value);
      if (!isArgument && value != captured.output()) {
        bytes += weigher.weigh(value, 0);
      }
    }
    return bytes;
  }

  private int indexOf(Field field) {
    for (int i = 0; i < length; i += 2) {
      if (entries[i] == field) {
        return i;
      }
    }
    return -1;
  }

  private int indexOf(String key) {
    for (int i = 0; i < length; i += 2) {
      if (key.equals(entries[i])) {
        return i;
      }
    }
    return -1;
  }
}

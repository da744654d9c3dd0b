package dev.raglan.internal.span;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributeType;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Attributes in the order of their names, each name once, as OpenTelemetry's builder makes them: a
 * builder's list grows, is copied, and is sorted by merging, which takes six times the bytes. Not
 * thread-safe; once nobody adds to it, it can be read by all.
 */
public final class SortedAttributes implements Attributes {

  /** Types past this one are of later releases of OpenTelemetry: its builder converts them. */
  private static final AttributeType LAST_KNOWN = AttributeType.DOUBLE_ARRAY;

  private AttributeKey<?>[] keys;
  private Object[] values;
  private int size;

  /**
   * @param expected the number of attributes that it has room for from the beginning
   */
  public SortedAttributes(int expected) {
    this.keys = new AttributeKey<?>[expected];
    this.values = new Object[expected];
  }

  /** Puts an attribute in the place of the one of its name; an application's may be null. */
  public void put(AttributeKey<?> key, @Nullable Object value) {
    if (value != null && key.getType().compareTo(LAST_KNOWN) <= 0) {
      add(key, value);
    } else if (value != null) {
      converted(key, value).forEach(this::add);
    }
  }

  @SuppressWarnings("unchecked") // The value is put under the key.
  private static Attributes converted(AttributeKey<?> key, Object value) {
    return Attributes.builder().put((AttributeKey<Object>) key, value).build();
  }

  private void add(AttributeKey<?> key, Object value) {
    String name = key.getKey();
    if (name.isEmpty()) {
      return;
    }
    int place = place(name);
    if (place < 0) {
      place = ~place;
      insert(place);
    }
    keys[place] = key;
    values[place] = value;
  }

  private void insert(int place) {
    if (size == keys.length) {
      int longer = Math.max(8, size * 2);
      keys = Arrays.copyOf(keys, longer);
      values = Arrays.copyOf(values, longer);
    }
    System.arraycopy(keys, place, keys, place + 1, size - place);
    System.arraycopy(values, place, values, place + 1, size - place);
    size++;
  }

  /** Returns the place of the attribute of that name, or the complement of where it would be. */
  private int place(String name) {
    int low = 0;
    int high = size - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = keys[middle].getKey().compareTo(name);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return ~low;
  }

  @Override
  @SuppressWarnings("unchecked") // The type of a value is that of its key.
  public <T> @Nullable T get(AttributeKey<T> key) {
    int place = place(key.getKey());
    return place >= 0 && keys[place].equals(key) ? (T) values[place] : null;
  }

  @Override
  public void forEach(BiConsumer<? super AttributeKey<?>, ? super Object> consumer) {
    for (int i = 0; i < size; i++) {
      consumer.accept(keys[i], values[i]);
    }
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public boolean isEmpty() {
    return size == 0;
  }

  @Override
  public Map<AttributeKey<?>, Object> asMap() {
    return new View();
  }

  @Override
  public AttributesBuilder toBuilder() {
    AttributesBuilder all = Attributes.builder();
    forEach((key, value) -> AttributeLimits.put(all, key, value));
    return all;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other == this || other instanceof SortedAttributes all && asMap().equals(all.asMap());
  }

  @Override
  public int hashCode() {
    return asMap().hashCode();
  }

  @Override
  public String toString() {
    return asMap().toString();
  }

  /** The attributes as a map that cannot be changed. */
  private final class View extends AbstractMap<AttributeKey<?>, Object> {

    @Override
    public @Nullable Object get(@Nullable Object key) {
      return key instanceof AttributeKey<?> known ? SortedAttributes.this.get(known) : null;
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
      return get(key) != null;
    }

    @Override
    public Set<Entry<AttributeKey<?>, Object>> entrySet() {
      return new AbstractSet<>() {
        @Override
        public int size() {
          return size;
        }

        @Override
        public Iterator<Entry<AttributeKey<?>, Object>> iterator() {
          return new Each();
        }
      };
    }
  }

  private final class Each implements Iterator<Map.Entry<AttributeKey<?>, Object>> {

    private int next;

    @Override
    public boolean hasNext() {
      return next < size;
    }

    @Override
    public Map.Entry<AttributeKey<?>, Object> next() {
      if (next >= size) {
        throw new NoSuchElementException();
      }
      Map.Entry<AttributeKey<?>, Object> entry =
          new AbstractMap.SimpleImmutableEntry<>(keys[next], values[next]);
      next++;
      return entry;
    }
  }
}

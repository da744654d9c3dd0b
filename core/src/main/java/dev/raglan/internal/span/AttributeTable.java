package dev.raglan.internal.span;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.trace.SpanLimits;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Attributes that can be added to within the limits of a span, in the order in which they came.
 * While they are few they are looked through one by one. Not thread-safe; once nobody adds to it,
 * it can be read by all.
 */
final class AttributeTable implements Attributes {

  private static final int FEW = 16;

  private final int maxCount;
  private final int maxLength;
  private AttributeKey<?>[] keys;
  private Object[] values;
  private int size;
  private int total;

  /** The places of keys, once there are many; null before. */
  private @Nullable Map<AttributeKey<?>, Integer> places;

  AttributeTable(SpanLimits limits, int expected) {
    this.maxCount = limits.getMaxNumberOfAttributes();
    this.maxLength = limits.getMaxAttributeValueLength();
    this.keys = new AttributeKey<?>[expected];
    this.values = new Object[expected];
  }

  private AttributeTable(AttributeTable other) {
    this.maxCount = other.maxCount;
    this.maxLength = other.maxLength;
    this.keys = other.keys.clone();
    this.values = other.values.clone();
    this.size = other.size;
    this.total = other.total;
    this.places = other.places == null ? null : new HashMap<>(other.places);
  }

  AttributeTable copy() {
    return new AttributeTable(this);
  }

  /** Puts an attribute, or counts it if there is no room. */
  void put(AttributeKey<?> key, Object value) {
    total++;
    int place = place(key);
    if (place < 0 && size >= maxCount) {
      return;
    }
    int at = place < 0 ? append(key) : place;
    values[at] = AttributeLimits.cut(value, maxLength);
  }

  private int append(AttributeKey<?> key) {
    if (size == keys.length) {
      int longer = Math.max(4, size * 2);
      keys = Arrays.copyOf(keys, longer);
      values = Arrays.copyOf(values, longer);
    }
    keys[size] = key;
    if (places != null) {
      places.put(key, size);
    } else if (size == FEW) {
      places = new HashMap<>();
      for (int i = 0; i <= size; i++) {
        places.put(keys[i], i);
      }
    }
    return size++;
  }

  private int place(AttributeKey<?> key) {
    if (places != null) {
      return places.getOrDefault(key, -1);
    }
    for (int i = 0; i < size; i++) {
      if (keys[i].equals(key)) {
        return i;
      }
    }
    return -1;
  }

  /** Returns the number of attributes that were put, those without room among them. */
  int total() {
    return total;
  }

  @Override
  @SuppressWarnings("unchecked") // The type of a value is that of its key.
  public <T> @Nullable T get(AttributeKey<T> key) {
    int place = place(key);
    return place < 0 ? null : (T) values[place];
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
    Map<AttributeKey<?>, Object> all = new LinkedHashMap<>();
    forEach(all::put);
    return Collections.unmodifiableMap(all);
  }

  @Override
  public AttributesBuilder toBuilder() {
    AttributesBuilder all = Attributes.builder();
    forEach((key, value) -> AttributeLimits.put(all, key, value));
    return all;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other == this || other instanceof AttributeTable table && asMap().equals(table.asMap());
  }

  @Override
  public int hashCode() {
    return asMap().hashCode();
  }

  @Override
  public String toString() {
    return asMap().toString();
  }
}

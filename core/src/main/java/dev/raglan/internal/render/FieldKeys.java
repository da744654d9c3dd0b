package dev.raglan.internal.render;

import dev.raglan.annotation.Field;
import dev.raglan.spi.AttributeSink;
import io.opentelemetry.api.common.AttributeKey;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Which attribute each field of a call is in one dialect, for the fields that are written as they
 * are. Built once, then immutable and thread-safe.
 */
public final class FieldKeys {

  private final Map<Field, Entry<?>> entries = new EnumMap<>(Field.class);

  /** An attribute and how its value is read. */
  private record Entry<T>(AttributeKey<T> key, BiFunction<Rendering, Field, @Nullable T> read) {

    private void write(Rendering rendering, Field field, AttributeSink sink) {
      T value = read.apply(rendering, field);
      if (value != null) {
        sink.put(key, value);
      }
    }
  }

  public FieldKeys text(Field field, AttributeKey<String> key) {
    entries.put(field, new Entry<>(key, Rendering::text));
    return this;
  }

  public FieldKeys integer(Field field, AttributeKey<Long> key) {
    entries.put(field, new Entry<>(key, Rendering::integer));
    return this;
  }

  FieldKeys decimal(Field field, AttributeKey<Double> key) {
    entries.put(field, new Entry<>(key, Rendering::decimal));
    return this;
  }

  FieldKeys texts(Field field, AttributeKey<List<String>> key) {
    entries.put(field, new Entry<>(key, FieldKeys::textsOrNull));
    return this;
  }

  private static @Nullable List<String> textsOrNull(Rendering rendering, Field field) {
    List<String> texts = rendering.texts(field);
    return texts.isEmpty() ? null : texts;
  }

  /** Writes every field that has a value. */
  public void write(Rendering rendering, AttributeSink sink) {
    if (rendering.hasBindings()) {
      entries.forEach((field, entry) -> entry.write(rendering, field, sink));
    }
  }
}

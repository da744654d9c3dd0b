package dev.raglan.internal.dialect;

import dev.raglan.annotation.Field;
import dev.raglan.spi.AttributeSink;
import dev.raglan.spi.RenderedCall;
import io.opentelemetry.api.common.AttributeKey;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of one dialect for the fields that are written as they are. Built once, then
 * immutable and thread-safe.
 */
final class FieldKeys {

  private final Map<Field, Entry<?>> entries = new EnumMap<>(Field.class);

  /** An attribute and the reader of its value. */
  private record Entry<T>(
      Field field, AttributeKey<T> key, BiFunction<RenderedCall, Field, @Nullable T> read) {

    private void write(RenderedCall call, AttributeSink sink) {
      T value = read.apply(call, field);
      if (value != null) {
        sink.put(key, value);
      }
    }
  }

  FieldKeys text(Field field, AttributeKey<String> key) {
    entries.put(field, new Entry<>(field, key, RenderedCall::text));
    return this;
  }

  FieldKeys integer(Field field, AttributeKey<Long> key) {
    entries.put(field, new Entry<>(field, key, RenderedCall::integer));
    return this;
  }

  /** Writes every field that has a value. */
  void write(RenderedCall call, AttributeSink sink) {
    if (call.hasBindings()) {
      for (Entry<?> entry : entries.values()) {
        entry.write(call, sink);
      }
    }
  }
}

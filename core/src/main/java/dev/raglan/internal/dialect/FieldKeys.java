package dev.raglan.internal.dialect;

import dev.raglan.annotation.Field;
import dev.raglan.spi.AttributeSink;
import dev.raglan.spi.RenderedCall;
import io.opentelemetry.api.common.AttributeKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of one dialect for the fields that are written as they are. Built once, then
 * immutable and thread-safe.
 */
final class FieldKeys {

  private final List<Entry<?>> entries = new ArrayList<>();

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
    return add(new Entry<>(field, key, RenderedCall::text));
  }

  FieldKeys integer(Field field, AttributeKey<Long> key) {
    return add(new Entry<>(field, key, RenderedCall::integer));
  }

  /** Keeps the order of the fields: of two that share a key, the last counts. */
  private FieldKeys add(Entry<?> entry) {
    entries.add(entry);
    entries.sort(Comparator.comparing(Entry::field));
    return this;
  }

  /** Writes every field that has a value. */
  void write(RenderedCall call, AttributeSink sink) {
    if (call.hasBindings()) {
      for (int i = 0; i < entries.size(); i++) {
        entries.get(i).write(call, sink);
      }
    }
  }
}

package dev.raglan.internal.facade;

import dev.raglan.semconv.RaglanAttributes;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of a span's start with the two that the facade adds at its end, for the worker to
 * read: nothing is copied and no id written before. Immutable and thread-safe.
 *
 * @param start those of the start, with neither of the two unless that is null
 * @param reference null if the start has it
 * @param status the text of the status; null where OpenTelemetry's says all
 */
record EndFacts(Attributes start, @Nullable ReferenceId reference, @Nullable String status)
    implements Attributes {

  @Override
  @SuppressWarnings("unchecked") // Both are texts, and so are their keys'.
  public <T> @Nullable T get(AttributeKey<T> key) {
    if (reference != null && RaglanAttributes.REFERENCE_ID.equals(key)) {
      return (T) reference.text();
    }
    if (status != null && RaglanAttributes.STATUS.equals(key)) {
      return (T) status;
    }
    return start.get(key);
  }

  @Override
  public void forEach(BiConsumer<? super AttributeKey<?>, ? super Object> consumer) {
    start.forEach(consumer);
    if (reference != null) {
      consumer.accept(RaglanAttributes.REFERENCE_ID, reference.text());
    }
    if (status != null) {
      consumer.accept(RaglanAttributes.STATUS, status);
    }
  }

  @Override
  public int size() {
    return start.size() + (reference == null ? 0 : 1) + (status == null ? 0 : 1);
  }

  @Override
  public boolean isEmpty() {
    return size() == 0;
  }

  @Override
  public Map<AttributeKey<?>, Object> asMap() {
    Map<AttributeKey<?>, Object> all = new LinkedHashMap<>();
    forEach(all::put);
    return all;
  }

  @Override
  public AttributesBuilder toBuilder() {
    AttributesBuilder all = start.toBuilder();
    if (reference != null) {
      all.put(RaglanAttributes.REFERENCE_ID, reference.text());
    }
    return status == null ? all : all.put(RaglanAttributes.STATUS, status);
  }
}

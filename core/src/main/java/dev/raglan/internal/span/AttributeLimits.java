package dev.raglan.internal.span;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Limits of attributes, as OpenTelemetry's SDK holds them. */
final class AttributeLimits {

  private AttributeLimits() {}

  /** Returns the value with texts of at most that many characters. */
  static Object cut(Object value, int maxLength) {
    if (maxLength == Integer.MAX_VALUE) {
      return value;
    }
    if (value instanceof String text) {
      return text.length() <= maxLength ? text : text.substring(0, maxLength);
    }
    if (value instanceof List<?> values) {
      List<Object> all = new ArrayList<>(values.size());
      values.forEach(each -> all.add(cut(each, maxLength)));
      return all;
    }
    return value instanceof Value<?> any ? cut(any, maxLength) : value;
  }

  private static Value<?> cut(Value<?> value, int maxLength) {
    return switch (value.getType()) {
      case STRING -> Value.of((String) cut(value.getValue(), maxLength));
      case BYTES -> cut(value, (ByteBuffer) value.getValue(), maxLength);
      case ARRAY ->
          Value.of(
              ((List<?>) value.getValue())
                  .stream().map(each -> cut((Value<?>) each, maxLength)).toArray(Value<?>[]::new));
      case KEY_VALUE_LIST ->
          Value.of(
              ((List<?>) value.getValue())
                  .stream().map(each -> cut((KeyValue) each, maxLength)).toArray(KeyValue[]::new));
      default -> value;
    };
  }

  private static KeyValue cut(KeyValue entry, int maxLength) {
    return KeyValue.of(entry.getKey(), cut(entry.getValue(), maxLength));
  }

  private static Value<?> cut(Value<?> value, ByteBuffer bytes, int maxLength) {
    if (bytes.remaining() <= maxLength) {
      return value;
    }
    byte[] kept = new byte[maxLength];
    bytes.get(kept);
    return Value.of(kept);
  }

  /** Returns at most that many of the attributes, with texts of at most that many characters. */
  static Attributes within(Attributes attributes, int maxCount, int maxLength) {
    if (maxLength == Integer.MAX_VALUE && attributes.size() <= maxCount) {
      return attributes;
    }
    AttributesBuilder kept = Attributes.builder();
    int[] count = {0};
    attributes.forEach(
        (key, value) -> {
          if (count[0]++ < maxCount) {
            put(kept, key, cut(value, maxLength));
          }
        });
    return kept.build();
  }

  /** Returns the attributes as they are now, in OpenTelemetry's own form. */
  static Attributes copy(Attributes attributes) {
    return attributes instanceof AttributeTable ? attributes.toBuilder().build() : attributes;
  }

  @SuppressWarnings("unchecked") // The type of a value is that of its key.
  static void put(AttributesBuilder attributes, AttributeKey<?> key, Object value) {
    attributes.put((AttributeKey<Object>) key, value);
  }
}

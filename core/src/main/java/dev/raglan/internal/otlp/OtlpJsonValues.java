package dev.raglan.internal.otlp;

import com.fasterxml.jackson.core.JsonGenerator;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.common.ValueType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The OTLP/JSON mapping of values. They are told apart by class, not by the attribute's type:
 * releases of OpenTelemetry differ in which types there are.
 */
final class OtlpJsonValues {

  private OtlpJsonValues() {}

  /** Writes the field, unless its value is the default. */
  static void writeText(JsonGenerator json, String field, @Nullable String text)
      throws IOException {
    if (text != null && !text.isEmpty()) {
      json.writeStringField(field, text);
    }
  }

  /** Writes a 64-bit field, which is a string in JSON. */
  static void writeLong(JsonGenerator json, String field, long value) throws IOException {
    json.writeStringField(field, Long.toString(value));
  }

  /** Writes the field {@code attributes}, unless there are none. */
  static void writeAttributes(JsonGenerator json, Attributes attributes) throws IOException {
    if (attributes.isEmpty()) {
      return;
    }
    json.writeArrayFieldStart("attributes");
    for (Map.Entry<AttributeKey<?>, Object> attribute : attributes.asMap().entrySet()) {
      writeKeyValue(json, attribute.getKey().getKey(), attribute.getValue());
    }
    json.writeEndArray();
  }

  private static void writeKeyValue(JsonGenerator json, String key, Object value)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("key", key);
    json.writeObjectFieldStart("value");
    writeValue(json, value);
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void writeValue(JsonGenerator json, @Nullable Object value) throws IOException {
    if (value instanceof String text) {
      json.writeStringField("stringValue", text);
    } else if (value instanceof Boolean bool) {
      json.writeBooleanField("boolValue", bool);
    } else if (value instanceof Long number) {
      writeLong(json, "intValue", number);
    } else if (value instanceof Double number) {
      writeDouble(json, number);
    } else if (value instanceof Iterable<?> list) {
      writeList(json, list);
    } else if (value instanceof Value<?> nested) {
      writeNested(json, nested);
    }
  }

  /** Writes the content of a {@link Value}: a plain value, bytes, values, or keys with values. */
  private static void writeNested(JsonGenerator json, Value<?> nested) throws IOException {
    Object value = nested.getValue();
    if (value instanceof ByteBuffer buffer) {
      byte[] bytes = new byte[buffer.remaining()];
      buffer.duplicate().get(bytes);
      json.writeBinaryField("bytesValue", bytes);
    } else if (nested.getType() == ValueType.KEY_VALUE_LIST && value instanceof Iterable<?> list) {
      writeKeyed(json, list);
    } else {
      writeValue(json, value);
    }
  }

  private static void writeDouble(JsonGenerator json, double number) throws IOException {
    if (Double.isFinite(number)) {
      json.writeNumberField("doubleValue", number);
    } else {
      json.writeStringField("doubleValue", Double.toString(number));
    }
  }

  private static void writeList(JsonGenerator json, Iterable<?> list) throws IOException {
    json.writeObjectFieldStart("arrayValue");
    json.writeArrayFieldStart("values");
    for (Object element : list) {
      json.writeStartObject();
      writeValue(json, element);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void writeKeyed(JsonGenerator json, Iterable<?> list) throws IOException {
    json.writeObjectFieldStart("kvlistValue");
    json.writeArrayFieldStart("values");
    for (Object element : list) {
      if (element instanceof KeyValue pair) {
        writeKeyValue(json, pair.getKey(), pair.getValue());
      }
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}

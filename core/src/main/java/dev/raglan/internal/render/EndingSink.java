package dev.raglan.internal.render;

import dev.raglan.semconv.Tags;
import dev.raglan.spi.AttributeSink;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributeType;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.trace.ReadableSpan;
import org.jspecify.annotations.Nullable;

/**
 * Writes the attributes of a call on its span, which is about to end: those that were written on
 * the span meanwhile stay, tags are united, and no name gets a second value of another type. Used
 * by one thread.
 */
final class EndingSink implements AttributeSink {

  private final Span span;
  private final Attributes there;
  private final WrittenMeanwhile meanwhile;

  private EndingSink(Span span, Attributes start) {
    this.span = span;
    this.there = span instanceof ReadableSpan readable ? readable.getAttributes() : start;
    this.meanwhile = WrittenMeanwhile.of(there, start);
  }

  /**
   * Returns the sink of a span, once the constants are written on it.
   *
   * @param constants the attributes that were kept back when the span started
   * @param start the attributes that the span started with, or that were kept back for it alone
   */
  static EndingSink over(Attributes constants, Attributes start, Span span) {
    EndingSink sink = new EndingSink(span, start);
    start.forEach(sink::putKeptBack);
    if (constants.isEmpty()) {
      return sink;
    }
    constants.forEach(sink::putConstant);
    return new EndingSink(span, constants.toBuilder().putAll(start).build());
  }

  @SuppressWarnings("unchecked") // The value was put under the key.
  private void putConstant(AttributeKey<?> key, Object value) {
    if (isMissing(key) || Tags.isKey(key)) {
      put((AttributeKey<Object>) key, value);
    }
  }

  @SuppressWarnings("unchecked") // The value was put under the key.
  private void putKeptBack(AttributeKey<?> key, Object value) {
    if (isMissing(key)) {
      put((AttributeKey<Object>) key, value);
    }
  }

  private boolean isMissing(AttributeKey<?> key) {
    return there.get(key) == null && ofOtherType(key) == null;
  }

  @Override
  public <T> void put(AttributeKey<T> key, T value) {
    if (meanwhile.isNewerThan(key)) {
      return;
    }
    AttributeKey<?> other = ofOtherType(key);
    if (other == null) {
      span.setAttribute(key, Tags.written(key, there.get(key), value));
    } else {
      putAs(other, value);
    }
  }

  /** Returns the key of the same name and another type that the span has; null if it has none. */
  private @Nullable AttributeKey<?> ofOtherType(AttributeKey<?> key) {
    if (there.get(key) == null) {
      for (AttributeKey<?> each : there.asMap().keySet()) {
        if (each.getKey().equals(key.getKey())) {
          return each;
        }
      }
    }
    return null;
  }

  /** An attribute cannot be taken off a span, so the value takes the type that is there. */
  private void putAs(AttributeKey<?> key, Object value) {
    if (key.getType() == AttributeType.STRING) {
      span.setAttribute(key.getKey(), value.toString());
    } else if (value instanceof Number number && key.getType() == AttributeType.DOUBLE) {
      span.setAttribute(key.getKey(), number.doubleValue());
    } else if (value instanceof Number number && key.getType() == AttributeType.LONG) {
      span.setAttribute(key.getKey(), number.longValue());
    }
  }
}

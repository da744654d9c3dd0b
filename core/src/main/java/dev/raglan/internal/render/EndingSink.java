package dev.raglan.internal.render;

import dev.raglan.semconv.Tags;
import dev.raglan.spi.AttributeSink;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributeType;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
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

  private EndingSink(Span span, Attributes there, WrittenMeanwhile meanwhile) {
    this.span = span;
    this.there = there;
    this.meanwhile = meanwhile;
  }

  private static EndingSink of(Span span, Attributes start, Renderer renderer) {
    if (!(span instanceof ReadableSpan readable)) {
      return new EndingSink(span, start, WrittenMeanwhile.of(start, start, null));
    }
    SpanData now = readable.toSpanData();
    Attributes there = now.getAttributes();
    WrittenMeanwhile meanwhile = renderer.writtenMeanwhile(there, start);
    if (meanwhile.all() != there) {
      there.forEach((key, value) -> renderer.rewrite(span, key, value, meanwhile));
    }
    String name = renderer.name(now.getName());
    if (!name.equals(now.getName())) {
      span.updateName(name);
    }
    StatusData status = now.getStatus();
    String description = renderer.text(status.getDescription());
    if (!description.equals(status.getDescription())) {
      span.setStatus(status.getStatusCode(), description);
    }
    return new EndingSink(span, meanwhile.all(), meanwhile);
  }

  /**
   * Returns the sink of a span, once the constants are written on it, and what was written on it
   * meanwhile as it may leave.
   *
   * @param constants the attributes that were kept back when the span started
   * @param start the attributes that the span started with, or that were kept back for it alone
   */
  static EndingSink over(Attributes constants, Attributes start, Span span, Renderer renderer) {
    EndingSink sink = of(span, start, renderer);
    start.forEach(sink::putKeptBack);
    if (constants.isEmpty()) {
      return sink;
    }
    constants.forEach(sink::putConstant);
    Attributes older = constants.toBuilder().putAll(start).build();
    Attributes there = span instanceof ReadableSpan now ? now.getAttributes() : older;
    return new EndingSink(span, there, WrittenMeanwhile.of(there, older, null));
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

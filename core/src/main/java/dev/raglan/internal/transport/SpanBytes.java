package dev.raglan.internal.transport;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * An estimate of the memory an ended span takes, in bytes: at most two bytes a character of text.
 */
public final class SpanBytes implements BiConsumer<AttributeKey<?>, Object> {

  private static final long SPAN = 640;
  private static final long EVENT = 96;
  private static final long LINK = 128;
  private static final long ATTRIBUTE = 40;
  private static final long TEXT = 56;
  private static final long BOX = 24;

  private long bytes;

  private SpanBytes() {}

  /** Returns the estimate for a span. */
  public static long of(SpanData span) {
    SpanBytes sum = new SpanBytes();
    sum.bytes = SPAN;
    sum.add(span.getAttributes());
    List<EventData> events = span.getEvents();
    for (int i = 0; i < events.size(); i++) {
      sum.bytes += EVENT;
      sum.add(events.get(i).getAttributes());
    }
    sum.bytes += LINK * span.getLinks().size();
    return sum.bytes;
  }

  private void add(Attributes attributes) {
    attributes.forEach(this);
  }

  @Override
  public void accept(AttributeKey<?> key, Object value) {
    bytes += ATTRIBUTE;
    if (value instanceof String text) {
      bytes += TEXT + 2L * text.length();
    } else if (value instanceof List<?> elements) {
      addAll(elements);
    } else {
      bytes += BOX;
    }
  }

  private void addAll(List<?> elements) {
    for (int i = 0; i < elements.size(); i++) {
      bytes += elements.get(i) instanceof String text ? TEXT + 2L * text.length() : BOX;
    }
  }
}

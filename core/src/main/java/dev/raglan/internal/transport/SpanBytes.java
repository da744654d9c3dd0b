package dev.raglan.internal.transport;

import dev.raglan.internal.span.LateAttributes;
import dev.raglan.internal.span.SpanPlace;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
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

  /** Keys and names are constants as a rule, of which there is one for all spans. */
  private static final int LONGEST_CONSTANT = 64;

  private long bytes;

  private SpanBytes() {}

  /** Returns the estimate for attributes. */
  public static long of(Attributes attributes) {
    SpanBytes sum = new SpanBytes();
    sum.add(attributes);
    return sum.bytes;
  }

  /** Returns the estimate for a text. */
  public static long of(String text) {
    return TEXT + 2L * text.length();
  }

  /** Returns the estimate for a span. */
  public static long of(SpanData span) {
    long bare = SPAN + name(span.getName());
    // As most calls end a span: what they captured is written later.
    return SpanPlace.isBare(span) ? bare : bare + ofParts(span);
  }

  private static long ofParts(SpanData span) {
    SpanBytes sum = new SpanBytes();
    sum.bytes = 2L * span.getStatus().getDescription().length();
    sum.add(span.getAttributes());
    sum.add(ContentSpan.contentOf(span));
    List<EventData> events = span.getEvents();
    for (int i = 0; i < events.size(); i++) {
      sum.bytes += EVENT + name(events.get(i).getName());
      sum.add(events.get(i).getAttributes());
    }
    List<LinkData> links = span.getLinks();
    for (int i = 0; i < links.size(); i++) {
      sum.bytes += LINK;
      sum.add(links.get(i).getAttributes());
    }
    return sum.bytes;
  }

  private static long name(String name) {
    return name.length() <= LONGEST_CONSTANT ? 0 : TEXT + 2L * name.length();
  }

  /** Attributes that are not made yet weigh what they are made of. */
  private void add(Attributes attributes) {
    if (attributes instanceof LateAttributes late && !late.areMade()) {
      bytes += late.estimatedBytes();
    } else {
      attributes.forEach(this);
    }
  }

  @Override
  public void accept(AttributeKey<?> key, Object value) {
    bytes += ATTRIBUTE + name(key.getKey());
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

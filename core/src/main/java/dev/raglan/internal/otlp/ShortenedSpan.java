package dev.raglan.internal.otlp;

import dev.raglan.internal.text.Cut;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A span whose longest texts are cut, each with the marker of what is missing. Lists of texts are
 * cut as one text; other lists that are longer are left out and counted as dropped attributes.
 */
final class ShortenedSpan extends DelegatingSpanData {

  /** The steps in which the longest length that fits is sought. */
  private static final int STEPS = 12;

  private static final int NUMBER = 20;

  private final int longest;
  private final Attributes attributes;
  private final List<EventData> events;
  private final List<LinkData> links;

  private ShortenedSpan(SpanData span, int longest) {
    super(span);
    this.longest = longest;
    this.attributes = shorten(span.getAttributes());
    this.events = span.getEvents().stream().map(this::shorten).toList();
    this.links = span.getLinks().stream().map(this::shorten).toList();
  }

  /**
   * Returns the span with its texts as long as they can be; null if it does not fit without any.
   *
   * @param most the length of a text that does not fit
   */
  static @Nullable SpanData toFit(SpanData span, int most, Predicate<SpanData> fits) {
    SpanData found = null;
    int least = 0;
    int tooLong = most;
    for (int i = 0; i < STEPS && tooLong - least > 1; i++) {
      int middle = (least + tooLong) >>> 1;
      SpanData shortened = new ShortenedSpan(span, middle);
      if (fits.test(shortened)) {
        found = shortened;
        least = middle;
      } else {
        tooLong = middle;
      }
    }
    return found;
  }

  @Override
  public String getName() {
    return shorten(super.getName());
  }

  @Override
  public StatusData getStatus() {
    StatusData status = super.getStatus();
    return StatusData.create(status.getStatusCode(), shorten(status.getDescription()));
  }

  @Override
  public Attributes getAttributes() {
    return attributes;
  }

  @Override
  public List<EventData> getEvents() {
    return events;
  }

  @Override
  public List<LinkData> getLinks() {
    return links;
  }

  private EventData shorten(EventData event) {
    return EventData.create(
        event.getEpochNanos(),
        shorten(event.getName()),
        shorten(event.getAttributes()),
        event.getTotalAttributeCount());
  }

  private LinkData shorten(LinkData link) {
    return LinkData.create(
        link.getSpanContext(), shorten(link.getAttributes()), link.getTotalAttributeCount());
  }

  private Attributes shorten(Attributes all) {
    AttributesBuilder shortened = Attributes.builder();
    all.forEach((key, value) -> put(key, value, shortened));
    return shortened.build();
  }

  @SuppressWarnings("unchecked") // A text replaces a text, and a list of texts one of texts.
  private void put(AttributeKey<?> key, Object value, AttributesBuilder all) {
    if (value instanceof String text) {
      all.put((AttributeKey<String>) key, shorten(text));
    } else if (value instanceof List<?> list) {
      if (!list.isEmpty() && list.get(0) instanceof String) {
        all.put((AttributeKey<List<String>>) key, shorten((List<String>) list));
      } else if (NUMBER * (long) list.size() <= longest) {
        all.put((AttributeKey<Object>) key, list);
      }
    } else if (!(value instanceof Value<?> nested) || nested.asString().length() <= longest) {
      all.put((AttributeKey<Object>) key, value);
    }
  }

  private List<String> shorten(List<String> texts) {
    List<String> kept = new ArrayList<>();
    long left = 0;
    int room = longest;
    for (String text : texts) {
      int length = text == null ? 0 : text.length();
      if (left > 0 || length > room) {
        left += length;
      } else {
        kept.add(text);
        room -= length;
      }
    }
    if (left > 0) {
      kept.add(Cut.marker(left, Integer.MAX_VALUE));
    }
    return kept;
  }

  private String shorten(String text) {
    if (text.length() <= longest) {
      return text;
    }
    int room = longest - Cut.markerLength(text.length(), longest);
    int end = Cut.floor(text, Math.max(0, room));
    return text.substring(0, end) + Cut.marker(text.length() - end, longest - end);
  }
}

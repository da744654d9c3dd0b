package dev.raglan.internal.span;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a span that can change. A span has them as soon as something is written on it, and
 * they are their own lock; nothing else sees them. Not thread-safe; they are as they are once the
 * span has ended.
 */
final class WrittenParts {

  private final SpanLimits limits;
  private final Attributes start;
  private final int startTotal;
  private String name;
  private StatusData status = StatusData.unset();
  private @Nullable AttributeTable table;
  private @Nullable List<EventData> events;
  private @Nullable List<LinkData> links;
  private int totalEvents;
  private int totalLinks;

  /**
   * @param start the attributes that the span started with, within its limits
   */
  WrittenParts(SpanLimits limits, String name, Attributes start) {
    this.limits = limits;
    this.name = name;
    this.start = start instanceof LateAttributes late ? late.all() : start;
    this.startTotal = total(this.start);
  }

  private WrittenParts(WrittenParts other) {
    this.limits = other.limits;
    this.name = other.name;
    this.start = AttributeLimits.copy(other.attributes());
    this.startTotal = other.totalAttributes();
    this.status = other.status;
    this.events = other.events == null ? null : new ArrayList<>(other.events);
    this.links = other.links == null ? null : new ArrayList<>(other.links);
    this.totalEvents = other.totalEvents;
    this.totalLinks = other.totalLinks;
  }

  /** Returns a copy that is not added to. */
  WrittenParts copy() {
    return new WrittenParts(this);
  }

  String name() {
    return name;
  }

  void rename(String other) {
    name = other;
  }

  StatusData status() {
    return status;
  }

  void status(StatusData other) {
    status = other;
  }

  void put(AttributeKey<?> key, Object value) {
    AttributeTable all = table;
    if (all == null) {
      all = startTable();
      table = all;
    }
    all.put(key, value);
  }

  private AttributeTable startTable() {
    if (start instanceof AttributeTable counted) {
      return counted.copy();
    }
    AttributeTable all = new AttributeTable(limits, start.size() + 4);
    start.forEach(all::put);
    return all;
  }

  /** Returns the attributes, which must not be handed out while the span can be written on. */
  Attributes attributes() {
    return table == null ? start : table;
  }

  int totalAttributes() {
    return table == null ? startTotal : table.total();
  }

  static int total(Attributes attributes) {
    Attributes known = attributes instanceof LateAttributes late ? late.all() : attributes;
    return known instanceof AttributeTable table ? table.total() : known.size();
  }

  void add(EventData event) {
    totalEvents++;
    if (totalEvents <= limits.getMaxNumberOfEvents()) {
      List<EventData> all = events;
      if (all == null) {
        all = new ArrayList<>(4);
        events = all;
      }
      all.add(event);
    }
  }

  /** Links to the spans that were given before the start. */
  void link(List<LinkData> first, int total) {
    links = new ArrayList<>(first);
    totalLinks = total;
  }

  void add(LinkData link) {
    totalLinks++;
    if (totalLinks <= limits.getMaxNumberOfLinks()) {
      List<LinkData> all = links;
      if (all == null) {
        all = new ArrayList<>(4);
        links = all;
      }
      all.add(link);
    }
  }

  List<EventData> events() {
    return events == null ? List.of() : events;
  }

  List<LinkData> links() {
    return links == null ? List.of() : links;
  }

  int totalEvents() {
    return totalEvents;
  }

  int totalLinks() {
    return totalLinks;
  }
}

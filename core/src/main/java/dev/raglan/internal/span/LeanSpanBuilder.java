package dev.raglan.internal.span;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.data.LinkData;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A builder of a {@link LeanSpan}, which behaves as that of OpenTelemetry's SDK. */
final class LeanSpanBuilder implements SpanBuilder {

  private final LeanTracer tracer;
  private final String name;
  private @Nullable Context parent; // The current one if none is given.
  private SpanKind kind = SpanKind.INTERNAL;
  private @Nullable AttributeTable attributes;
  private @Nullable List<LinkData> links;
  private int totalLinks;
  private long startTime;

  LeanSpanBuilder(LeanTracer tracer, String name) {
    this.tracer = tracer;
    this.name = name;
  }

  private SpanLimits limits() {
    return tracer.settings().limits();
  }

  @Override
  public SpanBuilder setParent(Context context) {
    if (context != null) {
      parent = context;
    }
    return this;
  }

  @Override
  public SpanBuilder setNoParent() {
    parent = Context.root();
    return this;
  }

  @Override
  public SpanBuilder setSpanKind(SpanKind spanKind) {
    if (spanKind != null) {
      kind = spanKind;
    }
    return this;
  }

  @Override
  public SpanBuilder addLink(SpanContext to) {
    return addLink(to, Attributes.empty());
  }

  @Override
  public SpanBuilder addLink(SpanContext to, @Nullable Attributes given) {
    if (to == null || !to.isValid()) {
      return this;
    }
    totalLinks++;
    if (totalLinks <= limits().getMaxNumberOfLinks()) {
      Attributes all = given == null ? Attributes.empty() : given;
      List<LinkData> known = links;
      if (known == null) {
        known = new ArrayList<>(4);
        links = known;
      }
      known.add(LinkData.create(to, tracer.settings().withinLink(all), all.size()));
    }
    return this;
  }

  @Override
  public SpanBuilder setAttribute(String key, @Nullable String value) {
    return setAttribute(AttributeKey.stringKey(key), value);
  }

  @Override
  public SpanBuilder setAttribute(String key, long value) {
    return setAttribute(AttributeKey.longKey(key), value);
  }

  @Override
  public SpanBuilder setAttribute(String key, double value) {
    return setAttribute(AttributeKey.doubleKey(key), value);
  }

  @Override
  public SpanBuilder setAttribute(String key, boolean value) {
    return setAttribute(AttributeKey.booleanKey(key), value);
  }

  @Override
  public <T> SpanBuilder setAttribute(AttributeKey<T> key, @Nullable T value) {
    if (key == null || key.getKey().isEmpty() || value == null) {
      return this;
    }
    AttributeTable all = attributes;
    if (all == null) {
      all = new AttributeTable(limits(), 4);
      attributes = all;
    }
    all.put(key, value);
    return this;
  }

  @Override
  public SpanBuilder setStartTimestamp(long timestamp, TimeUnit unit) {
    if (timestamp >= 0 && unit != null) {
      startTime = unit.toNanos(timestamp);
    }
    return this;
  }

  /** Starts a span; what is added to this builder afterwards is not on it. */
  @Override
  public Span startSpan() {
    AttributeTable given = attributes;
    List<LinkData> linked = links;
    attributes = null;
    links = null;
    return tracer.start(
        name,
        kind,
        parent == null ? Context.current() : parent,
        given == null ? Attributes.empty() : given,
        linked == null ? List.of() : linked,
        totalLinks,
        startTime);
  }
}

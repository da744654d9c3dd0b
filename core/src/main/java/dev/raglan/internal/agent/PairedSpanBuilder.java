package dev.raglan.internal.agent;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadableSpan;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Builds a span in two tracings. */
final class PairedSpanBuilder implements SpanBuilder {

  private final @Nullable SpanBuilder theirs;
  private final SpanBuilder ours;
  private final AdoptedIds ids;
  private @Nullable Context parent;

  PairedSpanBuilder(@Nullable SpanBuilder theirs, SpanBuilder ours, AdoptedIds ids) {
    this.theirs = theirs;
    this.ours = ours;
    this.ids = ids;
  }

  private SpanBuilder both(Consumer<SpanBuilder> change) {
    if (theirs != null) {
      change.accept(theirs);
    }
    change.accept(ours);
    return this;
  }

  @Override
  public SpanBuilder setParent(Context context) {
    parent = context;
    return this;
  }

  @Override
  public SpanBuilder setNoParent() {
    return setParent(Context.root());
  }

  @Override
  public SpanBuilder addLink(SpanContext link) {
    return both(each -> each.addLink(link));
  }

  @Override
  public SpanBuilder addLink(SpanContext link, Attributes attributes) {
    return both(each -> each.addLink(link, attributes));
  }

  @Override
  public SpanBuilder setAttribute(String key, String value) {
    return both(each -> each.setAttribute(key, value));
  }

  @Override
  public SpanBuilder setAttribute(String key, long value) {
    return both(each -> each.setAttribute(key, value));
  }

  @Override
  public SpanBuilder setAttribute(String key, double value) {
    return both(each -> each.setAttribute(key, value));
  }

  @Override
  public SpanBuilder setAttribute(String key, boolean value) {
    return both(each -> each.setAttribute(key, value));
  }

  @Override
  public <T> SpanBuilder setAttribute(AttributeKey<T> key, T value) {
    return both(each -> each.setAttribute(key, value));
  }

  @Override
  public SpanBuilder setSpanKind(SpanKind kind) {
    return both(each -> each.setSpanKind(kind));
  }

  @Override
  public SpanBuilder setStartTimestamp(long time, TimeUnit unit) {
    return both(each -> each.setStartTimestamp(time, unit));
  }

  @Override
  public Span startSpan() {
    Context above = parent == null ? Context.current() : parent;
    Span there = theirs == null ? null : theirs.setParent(above).startSpan();
    SpanContext known = there == null ? null : there.getSpanContext();
    if (there != null && known != null && known.isValid() && !known.isSampled()) {
      return there;
    }
    SpanContext adopted = known != null && known.isValid() ? known : null;
    ours.setParent(PairedSpan.parentIn(above));
    Span here = ids.with(adopted, ours::startSpan);
    return here instanceof ReadableSpan
        ? new PairedSpan(here, adopted == null ? null : there)
        : here;
  }
}

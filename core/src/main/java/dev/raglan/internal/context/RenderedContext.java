package dev.raglan.internal.context;

import dev.raglan.annotation.Field;
import dev.raglan.internal.capture.Bindings;
import dev.raglan.internal.render.CommonAttributes;
import dev.raglan.internal.render.Renderer;
import dev.raglan.internal.span.LateAttributes;
import dev.raglan.internal.transport.SpanBytes;
import dev.raglan.semconv.GenAi;
import dev.raglan.semconv.Tags;
import dev.raglan.trace.TraceContext;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A {@link TraceContext} in an OpenTelemetry context, with the attributes it becomes, rendered once
 * for all the spans below.
 *
 * <p>It holds no other one, however deeply they were nested: in a loop that schedules itself a
 * chain would grow for ever. Instead it keeps apart what was set within the current trace, over
 * which a value that is set on the running trace later must not win. Thread-safe.
 */
public final class RenderedContext {

  private static final ContextKey<RenderedContext> KEY = ContextKey.named("raglan-trace-context");

  /** The bytes of the objects that a trace context is in. */
  private static final long OBJECTS = 128;

  private final TraceContext traceContext;
  private final TraceContext inner;
  private final @Nullable SpanContext trace;
  private final boolean isLate;
  private volatile @Nullable Rendered rendered;

  /** The attributes, and the renderer they are of: two renderers may share a context. */
  private record Rendered(Renderer by, CommonAttributes attributes) {}

  private RenderedContext(
      TraceContext traceContext, TraceContext inner, @Nullable SpanContext trace, boolean isLate) {
    this.traceContext = traceContext;
    this.inner = inner;
    this.trace = trace;
    this.isLate = isLate;
  }

  /** Returns the one that a trace begins with. */
  public static RenderedContext of(TraceContext traceContext) {
    return new RenderedContext(traceContext, TraceContext.EMPTY, null, false);
  }

  /** Returns one of a running trace, a part of which was set after the trace began. */
  static RenderedContext late(TraceContext traceContext) {
    return new RenderedContext(traceContext, TraceContext.EMPTY, null, true);
  }

  boolean isLate() {
    return isLate;
  }

  /**
   * Returns the one of a context: that of its trace, with what was set within the trace, else the
   * one stored in the context; null for none.
   */
  public static @Nullable RenderedContext of(Context context) {
    RenderedContext stored = context.get(KEY);
    LocalTrace local = LocalTrace.of(context);
    RenderedContext ofTrace = local == null ? null : local.traceContext();
    if (local == null || ofTrace == null) {
      return stored;
    }
    TraceContext nearer = stored == null ? TraceContext.EMPTY : stored.setWithin(local);
    if (nearer.isEmpty()) {
      return ofTrace; // It began with what had been stored before.
    }
    return ofTrace.isLate ? late(ofTrace.traceContext.merge(nearer)) : stored;
  }

  private TraceContext setWithin(LocalTrace local) {
    return trace == local.root().getSpanContext() ? inner : TraceContext.EMPTY;
  }

  /** Returns the context with a trace context merged over the one it has already. */
  public static Context merge(Context context, TraceContext added) {
    RenderedContext known = of(context);
    TraceContext merged = known == null ? added : known.traceContext.merge(added);
    LocalTrace local = LocalTrace.of(context);
    if (local == null) {
      return context.with(KEY, of(merged));
    }
    RenderedContext stored = context.get(KEY);
    TraceContext before = stored == null ? TraceContext.EMPTY : stored.setWithin(local);
    SpanContext within = local.root().getSpanContext();
    return context.with(KEY, new RenderedContext(merged, before.merge(added), within, false));
  }

  /** Returns the trace context. */
  public TraceContext traceContext() {
    return traceContext;
  }

  /**
   * Returns the attributes of a span before it starts, with these below them; its own win. They are
   * rendered when they are first asked for, unless metadata is among them: of what that takes only
   * its JSON tells.
   */
  public Attributes addTo(Attributes own, Renderer renderer) {
    return traceContext.metadata().isEmpty()
        ? new StartAttributes(own, this, renderer)
        : united(own, renderer);
  }

  /** Attributes of a start with those of a trace context. */
  private static final class StartAttributes extends LateAttributes {

    private final Attributes own;
    private final RenderedContext common;
    private final Renderer renderer;

    StartAttributes(Attributes own, RenderedContext common, Renderer renderer) {
      this.own = own;
      this.common = common;
      this.renderer = renderer;
    }

    @Override
    protected Attributes make() {
      return common.united(own, renderer);
    }

    @Override
    protected Attributes own() {
      return own;
    }

    @Override
    public long estimatedBytes() {
      return SpanBytes.of(own) + common.estimatedBytes();
    }
  }

  private Attributes united(Attributes own, Renderer renderer) {
    Attributes common = attributes(renderer).besides(own.get(GenAi.OPERATION_NAME));
    AttributesBuilder all = common.toBuilder();
    own.forEach((key, value) -> put(untyped(key), value, common, all));
    return all.build();
  }

  /** Writes the attributes on a span that has just started; its own win. */
  void writeOn(ReadWriteSpan span, Renderer renderer) {
    attributes(renderer)
        .besides(span.getAttribute(GenAi.OPERATION_NAME))
        .forEach((key, value) -> writeOn(span, untyped(key), value));
  }

  private static void writeOn(ReadWriteSpan span, AttributeKey<Object> key, Object value) {
    Object own = span.getAttribute(key);
    span.setAttribute(key, own == null ? value : Tags.written(key, value, own));
  }

  private static void put(
      AttributeKey<Object> key, Object own, Attributes common, AttributesBuilder all) {
    all.put(key, Tags.written(key, common.get(key), own));
  }

  @SuppressWarnings("unchecked") // The value was put under the key, or united of two that were.
  private static AttributeKey<Object> untyped(AttributeKey<?> key) {
    return (AttributeKey<Object>) key;
  }

  /** Returns the memory that the trace context takes, but for its metadata, in bytes. */
  private long estimatedBytes() {
    long texts =
        bytes(traceContext.sessionId())
            + bytes(traceContext.customerId())
            + bytes(traceContext.customerUserId())
            + bytes(traceContext.environment())
            + bytes(traceContext.topic());
    List<String> tags = traceContext.tags();
    for (int i = 0; i < tags.size(); i++) {
      texts += bytes(tags.get(i));
    }
    return OBJECTS + texts;
  }

  private static long bytes(@Nullable String text) {
    return text == null ? 0 : SpanBytes.of(text);
  }

  private CommonAttributes attributes(Renderer renderer) {
    Rendered current = rendered;
    if (current == null || current.by() != renderer) {
      current = new Rendered(renderer, renderer.renderCommon(bindings()));
      rendered = current;
    }
    return current.attributes();
  }

  private Bindings bindings() {
    Bindings bindings = new Bindings();
    bindings.put(Field.SESSION_ID, traceContext.sessionId());
    bindings.put(Field.CUSTOMER_ID, traceContext.customerId());
    bindings.put(Field.CUSTOMER_USER_ID, traceContext.customerUserId());
    bindings.put(Field.ENVIRONMENT, traceContext.environment());
    bindings.put(Field.TOPIC, traceContext.topic());
    putAny(Field.TAGS, traceContext.tags(), bindings);
    Map<String, Object> metadata = traceContext.metadata();
    bindings.put(Field.CUSTOM_ATTRIBUTES, metadata.isEmpty() ? null : metadata);
    return bindings;
  }

  private static void putAny(Field field, Collection<?> values, Bindings bindings) {
    bindings.put(field, values.isEmpty() ? null : values);
  }
}

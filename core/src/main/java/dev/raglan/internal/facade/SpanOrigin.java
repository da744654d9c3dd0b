package dev.raglan.internal.facade;

import dev.raglan.internal.context.LocalTrace;
import dev.raglan.internal.render.Renderer;
import dev.raglan.internal.span.SpanPlace;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The start, the parent and the links of a span that has not started. Not thread-safe. */
final class SpanOrigin {

  /** The origin of a span now, below the current one; it is shared, and not to be changed. */
  static final SpanOrigin OF_SPAN = new SpanOrigin(false);

  /** The origin of a trace now; it is shared, and not to be changed. */
  static final SpanOrigin OF_TRACE = new SpanOrigin(true);

  @Nullable Instant start;
  boolean root;

  private final boolean opensTrace;
  private @Nullable StartedSpan parentSpan;
  private @Nullable Context parentContext;
  private List<Link> links = List.of(); // Made for the first one: most spans have none.

  private record Link(SpanContext target, Attributes attributes) {}

  private SpanOrigin(boolean opensTrace) {
    this.opensTrace = opensTrace;
  }

  /** Returns an origin that can be changed. */
  SpanOrigin changeable() {
    return this == OF_SPAN || this == OF_TRACE ? new SpanOrigin(opensTrace) : this;
  }

  void parent(StartedSpan span) {
    parentSpan = span;
  }

  void parent(Context context) {
    parentContext = context;
  }

  void link(SpanContext target, Attributes attributes) {
    links = links.isEmpty() ? new ArrayList<>() : links;
    links.add(new Link(target, attributes));
  }

  /**
   * Returns the context that the span starts in.
   *
   * <p>A trace is never a child of another one of Raglan's, which may have been left open on the
   * thread; it does continue the trace of another library's span, such as a web server's.
   */
  Context context(Context current) {
    Context chosen = parentContext == null ? contextBelow(current) : parentContext;
    boolean startsAnew = root || isInsideTrace(chosen);
    return startsAnew ? chosen.with(Span.getInvalid()) : chosen;
  }

  /** Returns the current context where it is the parent's, with what was added to it since. */
  private Context contextBelow(Context current) {
    StartedSpan parent = parentSpan;
    if (parent == null || SpanPlace.areSame(Span.fromContext(current), parent.span())) {
      return current;
    }
    return parent.context();
  }

  private boolean isInsideTrace(Context chosen) {
    return opensTrace && parentContext == null && LocalTrace.of(chosen) != null;
  }

  /** Returns true if {@link #applyTo} has nothing to set. */
  boolean isPlain(Context current) {
    return start == null && links.isEmpty() && !isLinkedToTrace(current);
  }

  private boolean isLinkedToTrace(Context current) {
    return !root && isInsideTrace(current);
  }

  /** Sets the start and the links; a trace inside another one is linked to where it started. */
  void applyTo(SpanBuilder span, Context current, Renderer renderer) {
    if (start != null) {
      span.setStartTimestamp(start);
    }
    if (isLinkedToTrace(current)) {
      span.addLink(Span.fromContext(current).getSpanContext());
    }
    if (!links.isEmpty()) {
      links.forEach(link -> span.addLink(link.target(), renderer.bounded(link.attributes())));
    }
  }
}

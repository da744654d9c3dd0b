package dev.raglan.internal.facade;

import dev.raglan.internal.record.LocalTrace;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When a step starts, and below and beside what. Not thread-safe. */
public final class DraftOrigin {

  @Nullable Instant start;
  public boolean root;
  public boolean opensTrace;

  private @Nullable SpanHandle parentStep;
  private @Nullable Context parentContext;
  private final List<Link> links = new ArrayList<>();

  private record Link(SpanContext target, Attributes attributes) {}

  public void parent(SpanHandle step) {
    parentStep = step;
  }

  public void parent(Context context) {
    parentContext = context;
  }

  public void link(SpanContext target, Attributes attributes) {
    links.add(new Link(target, attributes));
  }

  /**
   * The context that the step starts in.
   *
   * <p>A trace never hangs below another one of Raglan's, which may have been left open on the
   * thread; it does go on with a span of somebody else's, such as a web server's.
   */
  Context context(Context current) {
    Context chosen = parentContext == null ? contextBelow(current) : parentContext;
    boolean startsAnew = root || isInsideTrace(chosen);
    return startsAnew ? chosen.with(Span.getInvalid()) : chosen;
  }

  /** What was put into the current context since the parent started counts too. */
  private Context contextBelow(Context current) {
    if (parentStep == null || Span.fromContext(current) == parentStep.span()) {
      return current;
    }
    return parentStep.context();
  }

  private boolean isInsideTrace(Context chosen) {
    return opensTrace && parentContext == null && LocalTrace.of(chosen) != null;
  }

  /** Sets the start and the links; a trace inside another one is linked to where it started. */
  void applyTo(SpanBuilder span, Context current) {
    if (start != null) {
      span.setStartTimestamp(start);
    }
    if (!root && isInsideTrace(current)) {
      span.addLink(Span.fromContext(current).getSpanContext());
    }
    links.forEach(link -> span.addLink(link.target(), link.attributes()));
  }
}

package dev.raglan.internal.span;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import org.jspecify.annotations.Nullable;

/**
 * A span whose ids are numbers until their text is asked for. A class, as it is quicker to tell of
 * an object than an interface.
 */
abstract class Placed implements Span {

  private final LeanTrace trace;
  private final long id;

  /** The context, made when it is asked for; whoever loses a race makes an equal one. */
  private @Nullable SpanContext context;

  Placed(LeanTrace trace, long id) {
    this.trace = trace;
    this.id = id;
  }

  final LeanTrace trace() {
    return trace;
  }

  final long id() {
    return id;
  }

  @Override
  public final SpanContext getSpanContext() {
    SpanContext known = context;
    if (known == null) {
      known = trace.contextOf(id);
      context = known;
    }
    return known;
  }
}

package dev.raglan.internal.context;

import dev.raglan.trace.TraceContext;
import dev.raglan.trace.TraceContextStorage;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;

/** Keeps trace contexts in OpenTelemetry contexts as {@link RenderedContext}s. */
public final class StoredTraceContexts implements TraceContextStorage {

  @Override
  public TraceContext get(Context context) {
    RenderedContext known = RenderedContext.of(context);
    return known == null ? TraceContext.EMPTY : known.traceContext();
  }

  @Override
  public Context with(Context context, TraceContext added) {
    return RenderedContext.merge(context, added);
  }

  @Override
  public Scope makeCurrent(Context context) {
    return ContextScopes.open(context);
  }
}

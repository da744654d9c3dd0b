package dev.raglan.trace;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;

/**
 * The place of trace contexts in OpenTelemetry contexts. Implemented by Raglan alone and found
 * through {@link java.util.ServiceLoader}: a {@link TraceContext} does not know how it is stored.
 */
public interface TraceContextStorage {

  /** Returns the trace context as it is now; {@link TraceContext#EMPTY} if there is none. */
  TraceContext get(Context context);

  /** Returns the context with the trace context merged over the one it has already. */
  Context with(Context context, TraceContext added);

  /** Makes an OpenTelemetry context current on this thread until the scope is closed. */
  Scope makeCurrent(Context context);
}

package dev.raglan.internal.context;

import dev.raglan.model.CaptureMode;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.sdk.trace.IdGenerator;
import org.jspecify.annotations.Nullable;

/** The mode that an OpenTelemetry context hands down to the calls below, or that none is traced. */
public final class CaptureScope {

  private static final ContextKey<CaptureMode> MODE = ContextKey.named("raglan-capture-mode");
  private static final ContextKey<Boolean> UNTRACED = ContextKey.named("raglan-untraced");

  /** False until a context has one of the two: looking for them costs nothing then. */
  private static volatile boolean used;

  private CaptureScope() {}

  /** Returns the mode of the calls above; null if none was decided. */
  static @Nullable CaptureMode mode(Context context) {
    return used ? context.get(MODE) : null;
  }

  static Context with(Context context, CaptureMode mode) {
    used = true;
    return context.with(MODE, mode);
  }

  /** Returns true if nothing below the context is traced. */
  public static boolean isUntraced(Context context) {
    return used && context.get(UNTRACED) != null;
  }

  /**
   * Returns a context below which nothing is traced. Its span is not sampled, so that the samplers
   * that follow it, as they do by default, leave out the spans of other libraries as well.
   */
  public static Context untraced(Context context) {
    used = true;
    SpanContext current = Span.fromContext(context).getSpanContext();
    IdGenerator ids = IdGenerator.random();
    SpanContext unsampled =
        SpanContext.create(
            current.isValid() ? current.getTraceId() : ids.generateTraceId(),
            current.isValid() ? current.getSpanId() : ids.generateSpanId(),
            TraceFlags.getDefault(),
            current.getTraceState());
    return context.with(UNTRACED, true).with(Span.wrap(unsampled));
  }
}

package dev.raglan.internal.context;

import dev.raglan.internal.dialect.Dialects;
import dev.raglan.internal.json.JsonRenderer;
import dev.raglan.internal.render.Renderer;
import dev.raglan.internal.safe.Safe;
import dev.raglan.model.CaptureLimits;
import dev.raglan.trace.TraceContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.util.Objects;

/**
 * Writes the {@link TraceContext} on the spans of other libraries.
 *
 * <p>An application that owns its SDK adds it there; Raglan's own SDK has it, and Raglan's own
 * spans never need it. Thread-safe.
 */
public final class TraceContextProcessor implements SpanProcessor {

  /** The instrumentation scope of Raglan's own spans. */
  public static final String SCOPE_NAME = "dev.raglan";

  private final Renderer renderer;

  private TraceContextProcessor(Renderer renderer) {
    this.renderer = renderer;
  }

  /** Returns a processor that writes the default dialects. */
  public static TraceContextProcessor create() {
    return of(
        new Renderer(
            Dialects.withOwn(Dialects.defaults()), JsonRenderer.of(CaptureLimits.DEFAULT)));
  }

  /** Returns a processor that writes the renderer's dialects. */
  public static TraceContextProcessor of(Renderer renderer) {
    return new TraceContextProcessor(Objects.requireNonNull(renderer, "renderer"));
  }

  @Override
  public void onStart(Context parent, ReadWriteSpan span) {
    if (!isOwn(span)) {
      write(parent, span);
    }
  }

  /** Writes the trace context of a context on a span, one that has started without it as well. */
  public void write(Context context, ReadWriteSpan span) {
    RenderedContext known = RenderedContext.of(context);
    if (known != null) {
      Safe.run("writing the trace context", () -> known.writeOn(span, renderer));
    }
  }

  /** Returns true for a span of Raglan's own: it is created with it, so that samplers see it. */
  private static boolean isOwn(ReadableSpan span) {
    return span.getInstrumentationScopeInfo().getName().equals(SCOPE_NAME);
  }

  @Override
  public boolean isStartRequired() {
    return true;
  }

  @Override
  public void onEnd(ReadableSpan span) {}

  @Override
  public boolean isEndRequired() {
    return false;
  }
}

package dev.raglan.internal.context;

import dev.raglan.RaglanBuilder;
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

  private final Renderer renderer;

  private TraceContextProcessor(Renderer renderer) {
    this.renderer = renderer;
  }

  /** A processor that writes the default dialects. */
  public static TraceContextProcessor create() {
    return of(
        new Renderer(
            Dialects.withOwn(Dialects.defaults()), JsonRenderer.of(CaptureLimits.DEFAULT)));
  }

  /** A processor that writes the renderer's dialects. */
  public static TraceContextProcessor of(Renderer renderer) {
    return new TraceContextProcessor(Objects.requireNonNull(renderer, "renderer"));
  }

  @Override
  public void onStart(Context parent, ReadWriteSpan span) {
    RenderedContext stamp = RenderedContext.of(parent);
    if (stamp != null && !isOwn(span)) {
      Safe.run("writing the trace context", () -> stamp.writeOn(span, renderer));
    }
  }

  /** Raglan's own spans are created with it, so that samplers see it. */
  private static boolean isOwn(ReadableSpan span) {
    return span.getInstrumentationScopeInfo().getName().equals(RaglanBuilder.SCOPE_NAME);
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

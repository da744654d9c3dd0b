package dev.raglan.internal.framework;

import dev.raglan.internal.context.Propagation;
import dev.raglan.internal.record.Engine;
import dev.raglan.internal.safe.Safe;
import dev.raglan.model.SpanType;
import dev.raglan.semconv.WebRequest;
import dev.raglan.spi.SpanDescription;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Opener of the context that a web request runs in: that of a root span, of the trace that the
 * request comes with, or of the application alone. Thread-safe; never throws.
 */
public final class RequestRoots {

  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT");

  private static final String OTHER_METHOD = "HTTP";

  private final Engine engine;
  private final @Nullable Propagation propagation;
  private final boolean recorded;

  /**
   * Creates an opener.
   *
   * @param raglan an instance of {@code dev.raglan.Raglan}
   * @param recorded true if each request has a root span
   * @param adopting true if a request goes on with the trace that it comes with
   */
  public RequestRoots(Object raglan, boolean recorded, boolean adopting) {
    this.engine = Engine.of(raglan);
    this.propagation = adopting ? engine.propagation() : null;
    this.recorded = recorded;
  }

  /** Returns true if a request needs a context of its own even where no other application is. */
  public boolean isActive() {
    return (recorded || propagation != null) && engine.enabled();
  }

  /**
   * Opens the context of a request.
   *
   * @param current the context that the request came in
   * @param headers the request's headers
   */
  public <C> RequestRoot open(Context current, String method, C headers, TextMapGetter<C> getter) {
    return Safe.orElse(
        () -> {
          Context parent = engine.spans().adopt(adopted(current, headers, getter));
          return recorded && engine.enabled()
              ? start(method, parent)
              : new RequestRoot(engine, Span.getInvalid(), owned(parent), method);
        },
        new RequestRoot(engine, Span.getInvalid(), current, method));
  }

  /** A span that is there already is the newest. */
  private <C> Context adopted(Context current, C headers, TextMapGetter<C> getter) {
    Propagation incoming = propagation;
    return incoming == null || Span.fromContext(current).getSpanContext().isValid()
        ? current
        : incoming.extract(current, headers, getter);
  }

  private Context owned(Context context) {
    return engine.spans().owner().own(context);
  }

  private RequestRoot start(String method, Context parent) {
    String known = METHODS.contains(method) ? method : OTHER_METHOD;
    SpanDescription description =
        new SpanDescription(known, SpanType.SPAN, null, null, null, null, engine.tags());
    Attributes attributes =
        engine.renderer().render(description).toBuilder().put(WebRequest.METHOD, known).build();
    Span span = engine.spans().start(known, SpanKind.SERVER, parent, attributes);
    Context context =
        span.isRecording()
            ? engine.spans().contextOf(span, parent)
            : engine.spans().contextOfUnrecorded(span, parent);
    return new RequestRoot(engine, span, context, known);
  }
}

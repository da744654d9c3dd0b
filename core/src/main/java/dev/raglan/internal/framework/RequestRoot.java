package dev.raglan.internal.framework;

import dev.raglan.internal.context.LocalTrace;
import dev.raglan.internal.context.RenderedContext;
import dev.raglan.internal.record.Engine;
import dev.raglan.internal.record.Outcome;
import dev.raglan.internal.safe.Safe;
import dev.raglan.model.Status;
import dev.raglan.semconv.ErrorAttributes;
import dev.raglan.semconv.WebRequest;
import dev.raglan.trace.TraceContext;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.ReadableSpan;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Context of a web request, and its root span if it has one. Thread-safe; never throws. */
public final class RequestRoot {

  private static final int CLIENT_ERROR = 400;
  private static final int SERVER_ERROR = 500;

  private final Engine engine;
  private final Span span;
  private final Attributes start;
  private final Context context;
  private final String method;
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile @Nullable Throwable error;

  RequestRoot(Engine engine, Span span, Context context, String method) {
    this.engine = engine;
    this.span = span;
    this.start =
        span instanceof ReadableSpan readable ? readable.getAttributes() : Attributes.empty();
    this.context = context;
    this.method = method;
  }

  /** Returns the context that the request runs in. */
  public Context context() {
    return context;
  }

  /** Makes the context current on this thread until the scope is closed. */
  @SuppressWarnings("MustBeClosedChecker") // Closed by the caller.
  public Scope makeCurrent() {
    return Safe.orElse(() -> engine.spans().makeCurrent(context), Scope.noop());
  }

  /** Returns true if the request has failed with an exception. */
  public boolean hasFailed() {
    return error != null;
  }

  /** Keeps what the request failed with; the first counts. */
  public void failed(Throwable thrown) {
    error = error == null ? thrown : error;
  }

  /**
   * Ends the span with what came of the request, once. What is answered with a status that blames
   * the client is no failure, also where an exception says it.
   *
   * @param route the pattern that the path matched; null for none
   * @param status the status code of the response; 0 if it is not known
   */
  public void end(@Nullable Object route, int status) {
    Throwable thrown = error;
    boolean refused = status >= CLIENT_ERROR && status < SERVER_ERROR;
    boolean failed = thrown != null && !refused || status >= SERVER_ERROR;
    end(route, status, failed ? new Outcome(Status.FAILURE, thrown) : Outcome.SUCCESS);
  }

  /** Ends the span of a request that its client gave up, once. */
  public void cancel(@Nullable Object route) {
    end(route, 0, Outcome.CANCELED);
  }

  private void end(@Nullable Object route, int status, Outcome outcome) {
    if (ended.compareAndSet(false, true) && span.getSpanContext().isValid()) {
      Safe.run("ending a request's span", () -> write(route, status, outcome));
      Safe.run(
          "ending a request's span", () -> engine.spans().endingRequest(span, context, outcome));
      engine.spans().end(span, null, Attributes.empty(), start, outcome, null);
    }
  }

  private void write(@Nullable Object route, int status, Outcome outcome) {
    if (route != null) {
      span.updateName(method + " " + route);
      span.setAttribute(WebRequest.ROUTE, route.toString());
    }
    if (status > 0) {
      span.setAttribute(WebRequest.STATUS_CODE, (long) status);
    }
    writeOwner();
    if (outcome.status() == Status.FAILURE && outcome.error() == null) {
      span.setAttribute(ErrorAttributes.ERROR_TYPE, Integer.toString(status));
    }
  }

  /** A request is of the session, customer and user that its calls say, unless it says its own. */
  private void writeOwner() {
    LocalTrace trace = LocalTrace.of(context);
    TraceContext said = trace == null ? TraceContext.EMPTY : trace.saidBelow();
    if (!said.isEmpty() && span instanceof ReadableSpan readable) {
      Attributes own = readable.getAttributes();
      RenderedContext.of(said)
          .addTo(Attributes.empty(), engine.renderer())
          .forEach(
              (key, value) -> {
                if (own.get(key) == null) {
                  span.setAttribute(key.getKey(), value.toString());
                }
              });
    }
  }
}

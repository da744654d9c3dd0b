package dev.raglan.spring.internal.observation;

import dev.raglan.internal.framework.ReactiveContext;
import dev.raglan.internal.safe.Safe;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.util.ClassUtils;

/**
 * Snapshot of the tracing that a request's thread is in: of the observation, whoever's it is, and
 * of Raglan's context. What else the application carries from thread to thread is not looked at.
 */
public final class RequestSnapshot {

  private static final boolean PROPAGATES =
      Safe.orElse(
          () ->
              ClassUtils.isPresent(
                      "io.micrometer.context.ContextSnapshotFactory",
                      RequestSnapshot.class.getClassLoader())
                  && ClassUtils.isPresent(
                      "io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor",
                      RequestSnapshot.class.getClassLoader()),
          false);

  private RequestSnapshot() {}

  /**
   * Takes a snapshot of this thread.
   *
   * @return makes what was current here so on the thread that calls it, until the scope is closed;
   *     where a span is current already it does nothing
   */
  public static Supplier<Scope> take() {
    Context context = Context.current();
    Supplier<Scope> taken = PROPAGATES ? Carried.take() : () -> enter(context);
    return () ->
        Span.current().getSpanContext().isValid()
            ? Scope.noop()
            : Safe.orElse(taken::get, Scope.noop());
  }

  @SuppressWarnings("MustBeClosedChecker") // Closed by the caller.
  private static Scope enter(Context context) {
    return context == Context.root() ? Scope.noop() : ReactiveContext.carry(context);
  }

  /** Apart, for Micrometer's context propagation may be absent. */
  private static final class Carried {

    static Supplier<Scope> take() {
      ContextSnapshot taken =
          ContextSnapshotFactory.builder()
              .contextRegistry(ContextRegistry.getInstance())
              .captureKeyPredicate(Carried::isTracing)
              .build()
              .captureAll();
      return () -> taken.setThreadLocals()::close;
    }

    private static boolean isTracing(Object key) {
      return Objects.equals(key, ObservationThreadLocalAccessor.KEY)
          || Objects.equals(key, ReactiveContext.KEY);
    }
  }
}

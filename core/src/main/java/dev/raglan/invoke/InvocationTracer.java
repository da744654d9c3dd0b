package dev.raglan.invoke;

import dev.raglan.internal.OwnWork;
import dev.raglan.internal.Safe;
import dev.raglan.trace.Raglan;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Makes calls spans: the engine that every weaver hands its calls to.
 *
 * <p>The method runs exactly once, its result and its exception pass through untouched, and
 * whatever goes wrong with tracing stays with tracing. Thread-safe.
 */
public final class InvocationTracer {

  private static volatile @Nullable InvocationTracer global;

  private final Raglan raglan;
  private final MethodPlans plans;
  private final ResultHandlers handlers;
  private final CallOpener opener;

  private InvocationTracer(Raglan raglan) {
    this.raglan = raglan;
    this.handlers = ResultHandlers.discover();
    this.plans = new MethodPlans(new MethodPlanner(raglan, handlers));
    this.opener = new CallOpener(raglan);
  }

  /** An engine that starts its spans with the given tracing. */
  public static InvocationTracer of(Raglan raglan) {
    return new InvocationTracer(raglan);
  }

  /** The engine of {@link Raglan#global()}; null if none is registered. */
  public static @Nullable InvocationTracer global() {
    Raglan registered = Raglan.global();
    InvocationTracer current = global;
    if (registered == null || (current != null && current.raglan == registered)) {
      return registered == null ? null : current;
    }
    current = of(registered);
    global = current;
    return current;
  }

  /**
   * Runs the call, as a span if its method is traced.
   *
   * @return what the method returned, or a stand-in that is followed to its end
   * @throws Throwable what the method threw, the same instance
   */
  public @Nullable Object around(Invocation invocation) throws Throwable {
    MethodPlan plan = isListening() ? plan(invocation) : null;
    OpenCall call = plan == null ? null : open(plan, invocation);
    if (plan == null || call == null) {
      return invocation.proceed();
    }
    Context before = Context.current();
    Scope scope = ContextScope.enter(call);
    Object result;
    try {
      result = invocation.proceed();
    } catch (Throwable thrown) {
      ContextScope.leave(scope);
      ContextScope.restore(before);
      call.failed(thrown);
      throw thrown;
    }
    ContextScope.leave(scope);
    return handlers.handle(result, plan.method().getReturnType(), call);
  }

  private boolean isListening() {
    return raglan.enabled() && !OwnWork.isRunning();
  }

  private @Nullable MethodPlan plan(Invocation invocation) {
    try {
      return plans.get(invocation.method(), invocation.targetClass());
    } catch (Throwable thrown) {
      Safe.log("reading annotations", thrown);
      return null;
    }
  }

  /** Opens the call; null if it is already open, or cannot be. */
  private @Nullable OpenCall open(MethodPlan plan, Invocation invocation) {
    try {
      Context parent = raglan.recorder().currentContext();
      Method method = plan.method();
      if (invocation.proxied()) {
        Context marked = ProxyEntry.mark(parent, method, invocation.target());
        return opener.open(plan, invocation.arguments(), marked);
      }
      return ProxyEntry.claim(parent, method, invocation.target())
          ? null
          : opener.open(plan, invocation.arguments(), parent);
    } catch (Throwable thrown) {
      Safe.log("opening a span", thrown);
      return null;
    }
  }
}

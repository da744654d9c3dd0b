package dev.raglan.internal.invoke;

import dev.raglan.internal.record.Engine;
import dev.raglan.internal.result.ResultHandlers;
import dev.raglan.internal.safe.OwnWork;
import dev.raglan.internal.safe.Safe;
import dev.raglan.spi.OpenCall;
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

  private final Engine engine;
  private final MethodPlans plans;
  private final ResultHandlers handlers;
  private final CallOpener opener;

  private InvocationTracer(Engine engine) {
    this.engine = engine;
    this.handlers = ResultHandlers.discover();
    this.plans = new MethodPlans(new MethodPlanner(engine, handlers));
    this.opener = new CallOpener(engine);
  }

  /**
   * Returns the tracer of an instance.
   *
   * @param raglan an instance of {@code dev.raglan.Raglan}
   */
  public static InvocationTracer of(Object raglan) {
    return new InvocationTracer(Engine.of(raglan));
  }

  /**
   * Returns the tracer of the instance that is registered as the global one; null if none is
   * registered, or it is disabled.
   */
  public static @Nullable InvocationTracer global() {
    Engine registered = Engine.global();
    if (registered == null || !registered.enabled()) {
      return null;
    }
    InvocationTracer current = global;
    if (current == null || current.engine != registered) {
      current = new InvocationTracer(registered);
      global = current;
    }
    return current;
  }

  /**
   * Runs the call, as a span if its method is traced.
   *
   * @return what the method returned, or a stand-in that is followed to its end
   * @throws Throwable what the method threw, the same instance
   */
  public @Nullable Object around(Invocation invocation) throws Throwable {
    MethodPlan plan = engine.enabled() ? plan(invocation) : null;
    if (plan == null) {
      return invocation.proceed();
    }
    Context before = current();
    OpenCall call = open(plan, invocation, before);
    if (call == null) {
      return invocation.proceed();
    }
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

  private @Nullable MethodPlan plan(Invocation invocation) {
    try {
      return plans.get(invocation.method(), invocation.targetClass());
    } catch (Throwable thrown) {
      Safe.log("reading annotations", thrown);
      return null;
    }
  }

  private Context current() {
    try {
      return engine.spans().settledContext();
    } catch (Throwable thrown) {
      Safe.log("looking for the current span", thrown);
      return Context.root();
    }
  }

  /** Opens the call; null if it is already open, none of the application's, or cannot be opened. */
  private @Nullable OpenCall open(MethodPlan plan, Invocation invocation, Context current) {
    int[] ownWork = OwnWork.beginFirst();
    if (ownWork == null) {
      return null;
    }
    try {
      Context parent = engine.spans().adopt(current);
      Method method = plan.method();
      if (invocation.proxied()) {
        Context marked = ProxyEntry.mark(parent, method, invocation.target());
        return opener.open(plan, invocation, marked);
      }
      return ProxyEntry.claim(parent, method, invocation.target())
          ? null
          : opener.open(plan, invocation, parent);
    } catch (Throwable thrown) {
      Safe.log("opening a span", thrown);
      return null;
    } finally {
      OwnWork.end(ownWork);
    }
  }
}

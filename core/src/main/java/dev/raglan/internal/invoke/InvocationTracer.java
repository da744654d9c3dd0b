package dev.raglan.internal.invoke;

import dev.raglan.Raglan;
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

  private final Raglan raglan;
  private final MethodPlans plans;
  private final ResultHandlers handlers;
  private final CallOpener opener;

  private InvocationTracer(Raglan raglan, AnnotationReader annotations) {
    this.raglan = raglan;
    this.handlers = ResultHandlers.discover();
    this.plans = new MethodPlans(new MethodPlanner(raglan, handlers, annotations));
    this.opener = new CallOpener(raglan);
  }

  /** An engine that starts its spans with the given tracing. */
  public static InvocationTracer of(Raglan raglan) {
    return of(raglan, AnnotationReader.DECLARED);
  }

  /** Returns an engine that takes from the reader what methods are annotated with. */
  public static InvocationTracer of(Raglan raglan, AnnotationReader annotations) {
    return new InvocationTracer(raglan, annotations);
  }

  /**
   * Makes this the engine of woven calls, for as long as its tracing is {@link Raglan#global()}.
   */
  public void serveWovenCalls() {
    global = this;
  }

  /** The engine of {@link Raglan#global()}; null if none is registered, or it is switched off. */
  public static @Nullable InvocationTracer global() {
    Raglan registered = Raglan.global();
    if (registered == null || !registered.enabled()) {
      return null;
    }
    InvocationTracer current = global;
    if (current == null || current.raglan != registered) {
      current = of(registered);
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
    MethodPlan plan = raglan.enabled() ? plan(invocation) : null;
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
      return raglan.recorder().settledContext();
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
      Context parent = raglan.recorder().adopt(current);
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

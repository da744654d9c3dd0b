package dev.raglan.internal.invoke;

import dev.raglan.internal.context.CaptureScope;
import dev.raglan.internal.record.Engine;
import dev.raglan.internal.result.ContextScope;
import dev.raglan.internal.result.ResultHandlers;
import dev.raglan.internal.safe.OwnWork;
import dev.raglan.internal.safe.Safe;
import dev.raglan.spi.OpenCall;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine that every weaver hands its calls to: makes spans of the calls of annotated methods.
 *
 * <p>The method runs exactly once, its result and its exception pass through untouched, and
 * whatever goes wrong with tracing stays with tracing. Thread-safe.
 */
public final class InvocationTracer {

  private static final Logger LOG = LoggerFactory.getLogger(InvocationTracer.class);

  private static volatile boolean noticedSuspend;

  private final Engine engine;
  private final MethodPlans plans;
  private final ResultHandlers handlers;
  private final CallOpener opener;

  InvocationTracer(Engine engine, AnnotationReader annotations) {
    this.engine = engine;
    this.handlers = ResultHandlers.discovered(engine.libraries().get());
    this.plans = new MethodPlans(new MethodPlanner(engine, handlers, annotations));
    this.opener = new CallOpener(engine);
  }

  /**
   * Returns the tracer of an instance.
   *
   * @param raglan an instance of {@code dev.raglan.Raglan}
   */
  public static InvocationTracer of(Object raglan) {
    return of(raglan, AnnotationReader.DECLARED);
  }

  /**
   * Returns the tracer of an instance.
   *
   * @param raglan an instance of {@code dev.raglan.Raglan}
   * @param annotations reads what methods are annotated with
   */
  public static InvocationTracer of(Object raglan, AnnotationReader annotations) {
    return new InvocationTracer(Engine.of(raglan), annotations);
  }

  /** Makes this the tracer of the woven calls that come to its instance. */
  public void serveWovenCalls() {
    WovenCalls.to(engine).serve(this);
  }

  /** Takes that back, if no other one serves them meanwhile. */
  public void leaveWovenCalls() {
    WovenCalls.to(engine).leave(this);
  }

  /**
   * Returns the tracer of woven calls in the current context: that of the instance that the context
   * belongs to, else of the one that is registered as the global one; null if there is neither, or
   * it is disabled or closed.
   */
  public static @Nullable InvocationTracer current() {
    WovenCalls calls = WovenCalls.current();
    return calls == null ? null : calls.tracer();
  }

  /**
   * Runs the call, as a span if its method is traced.
   *
   * @return what the method returned, or a result that behaves like it and is followed to its end
   * @throws Throwable what the method threw, the same instance
   */
  public @Nullable Object around(Invocation invocation) throws Throwable {
    MethodPlan plan = engine.enabled() ? plan(invocation) : null;
    if (plan == null) {
      return invocation.proceed();
    }
    Context before = settledContext();
    if (CaptureScope.isUntraced(before)) {
      return invocation.proceed();
    }
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

  private Context settledContext() {
    try {
      return engine.spans().settledContext();
    } catch (Throwable thrown) {
      Safe.log("looking for the current span", thrown);
      return Context.root();
    }
  }

  /**
   * A woven suspend function returns a marker when it suspends, and is called anew to go on: its
   * end cannot be told from here. A proxy of Spring's gets a Mono or a Flux instead.
   */
  private static void noticeSuspend(Method method) {
    if (!noticedSuspend) {
      noticedSuspend = true;
      LOG.warn(
          "Raglan does not trace woven suspend functions of Kotlin, such as {}: they run as if they"
              + " were not annotated. Call them through a Spring bean, or annotate a function that"
              + " does not suspend.",
          method);
    }
  }

  /**
   * Opens the call; returns null if a proxy has opened it already, if Raglan itself made the call,
   * or on failure.
   */
  private @Nullable OpenCall open(MethodPlan plan, Invocation invocation, Context current) {
    if (plan.suspends() && !invocation.proxied()) {
      noticeSuspend(plan.method());
      return null;
    }
    int[] ownWork = OwnWork.beginFirst();
    if (ownWork == null) {
      return null;
    }
    try {
      Context parent = engine.spans().parent(current);
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

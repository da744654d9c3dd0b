package dev.raglan.internal.invoke;

import dev.raglan.internal.context.CaptureScope;
import dev.raglan.internal.invoke.MethodPlan.Callback;
import dev.raglan.internal.record.Engine;
import dev.raglan.internal.result.ContextScope;
import dev.raglan.internal.result.ResultHandlers;
import dev.raglan.internal.safe.OwnWork;
import dev.raglan.internal.safe.Safe;
import dev.raglan.spi.OpenCall;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.lang.reflect.Method;
import java.lang.reflect.UndeclaredThrowableException;
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
    this.opener = new CallOpener(engine, handlers);
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
    WovenCalls calls = Engine.anyTraces() ? WovenCalls.current() : null;
    return calls == null ? null : calls.tracer();
  }

  /**
   * Runs the call, as a span if its method is traced.
   *
   * @return what the method returned, or a result that behaves like it and is followed to its end
   * @throws Throwable what the method threw, the same instance
   */
  public @Nullable Object around(Invocation invocation) throws Throwable {
    TracedCall call = enter(invocation);
    if (call == null) {
      return invocation.proceed();
    }
    Object result;
    try {
      call.replaceIn(invocation);
      result = invocation.proceed();
    } catch (Throwable thrown) {
      call.threw(thrown);
      throw thrown;
    }
    return call.returned(result);
  }

  /**
   * Begins a call, whose span is the current one from here on.
   *
   * @return null if the call is not traced
   */
  public @Nullable TracedCall enter(CalledMethod called) {
    MethodPlan plan = engine.enabled() ? plan(called) : null;
    if (plan == null) {
      return null;
    }
    Context before = settledContext();
    OpenCall call = CaptureScope.isUntraced(before) ? null : open(plan, called, before);
    if (call == null) {
      return null;
    }
    return plan.callback() == null
        ? new TracedCall(handlers, plan, before, call)
        : new CallbackCall(handlers, plan, plan.callback(), before, call);
  }

  private @Nullable MethodPlan plan(CalledMethod invocation) {
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
  private @Nullable OpenCall open(MethodPlan plan, CalledMethod invocation, Context current) {
    if (plan.suspends() && !invocation.proxied()) {
      noticeSuspend(plan.method());
      return null;
    }
    int[] ownWork = OwnWork.beginFirst();
    if (ownWork == null) {
      return null;
    }
    try {
      Context seen = engine.spans().parent(current);
      Context parent = plan.startsOnSubscription() ? seen : DeferredSpan.settled(seen);
      Method method = plan.method();
      if (invocation.proxied()) {
        Context marked =
            plan.mayBeWoven() ? ProxyEntry.mark(parent, method, invocation.target()) : parent;
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

  /**
   * A call that has a span, from before its method runs until after. One of {@link #returned} and
   * {@link #threw} is called, once, by the thread that began it.
   */
  public static class TracedCall {

    private final ResultHandlers handlers;
    private final MethodPlan plan;
    private final Context before;
    private final OpenCall call;
    private final Scope scope;

    TracedCall(ResultHandlers handlers, MethodPlan plan, Context before, OpenCall call) {
      this.handlers = handlers;
      this.plan = plan;
      this.before = before;
      this.call = call;
      this.scope = ContextScope.enter(call);
    }

    /** Puts what the method is called with in the place of the arguments. */
    void replaceIn(Invocation invocation) {}

    /** Returns what the method is called with: the argument, or one that behaves like it. */
    public @Nullable Object argument(int index, @Nullable Object given) {
      return given;
    }

    /**
     * Ends the call, now or when its result is there.
     *
     * @return the result, or one that behaves like it and is followed to its end
     */
    public @Nullable Object returned(@Nullable Object result) {
      leave();
      return handlers.handle(result, plan.method(), plan.returnsValues(), call);
    }

    /** Spans that the method forgot to end are not above what the thread does next. */
    final void leave() {
      ContextScope.leave(scope, call, before);
    }

    /** Ends the call with what its method threw. */
    public void threw(Throwable thrown) {
      leave();
      ContextScope.restore(before);
      call.failed(declared(thrown));
    }

    /** Returns what the method threw, out of what a proxy makes of it. */
    private static Throwable declared(Throwable thrown) {
      Throwable cause =
          thrown instanceof UndeclaredThrowableException wrapped
              ? wrapped.getUndeclaredThrowable()
              : null;
      return cause == null ? thrown : cause;
    }
  }

  /** A call that ends when one of its arguments has the result. */
  private static final class CallbackCall extends TracedCall {

    private final Callback callback;
    private final Context before;
    private final OpenCall call;
    private boolean follows;

    CallbackCall(
        ResultHandlers handlers,
        MethodPlan plan,
        Callback callback,
        Context before,
        OpenCall call) {
      super(handlers, plan, before, call);
      this.callback = callback;
      this.before = before;
      this.call = call;
    }

    @Override
    void replaceIn(Invocation invocation) {
      int index = callback.index();
      Safe.run("following a callback", () -> replace(index, invocation.arguments()));
    }

    private void replace(int index, @Nullable Object[] arguments) {
      arguments[index] = argument(index, arguments[index]);
    }

    @Override
    public @Nullable Object argument(int index, @Nullable Object given) {
      Object followed =
          index == callback.index() && given != null ? callback.follow(given, call, before) : null;
      follows |= followed != null;
      return followed == null ? given : followed;
    }

    @Override
    public @Nullable Object returned(@Nullable Object result) {
      if (!follows) {
        return super.returned(result);
      }
      leave();
      ResultHandlers.leaveOpen(call);
      return result;
    }
  }
}

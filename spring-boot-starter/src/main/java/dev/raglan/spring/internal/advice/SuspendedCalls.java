package dev.raglan.spring.internal.advice;

import dev.raglan.internal.framework.ReactiveContext;
import dev.raglan.internal.safe.Safe;
import io.opentelemetry.context.Scope;
import kotlin.coroutines.AbstractCoroutineContextElement;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.ThreadContextElement;
import kotlinx.coroutines.reactor.ReactorContext;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.core.KotlinDetector;
import org.springframework.util.ClassUtils;

/**
 * Calls of Kotlin's functions that suspend. Spring runs such a function as the coroutine of a Mono,
 * whose dispatcher takes it to other threads; there the context is current that Reactor's context
 * has for the Mono.
 */
final class SuspendedCalls {

  private static final boolean ARE_POSSIBLE =
      ClassUtils.isPresent(
          "kotlinx.coroutines.reactor.ReactorContext", SuspendedCalls.class.getClassLoader());

  private SuspendedCalls() {}

  /** Goes on with a call; a function that suspends runs in the context of its call. */
  static @Nullable Object proceed(MethodInvocation call) throws Throwable {
    if (ARE_POSSIBLE
        && mayBe(call.getArguments())
        && KotlinDetector.isSuspendingFunction(call.getMethod())
        && call instanceof ProxyMethodInvocation invocation) {
      Safe.run("entering a coroutine", () -> enter(invocation));
      if (Safe.orElse(() -> SuspendedFlows.isNext(invocation), false)) {
        return SuspendedFlows.of(invocation, CurrentContext.ELEMENT);
      }
    }
    return call.proceed();
  }

  /** Tells by the arguments, since to ask the method for its parameters allocates. */
  private static boolean mayBe(@Nullable Object[] arguments) {
    return arguments.length > 0 && arguments[arguments.length - 1] instanceof Continuation;
  }

  private static void enter(ProxyMethodInvocation invocation) {
    @Nullable Object[] arguments = invocation.getArguments().clone();
    int last = arguments.length - 1;
    if (arguments[last] instanceof Continuation<?> caller) {
      arguments[last] = new Entered<>(caller);
      invocation.setArguments(arguments);
    }
  }

  /** A continuation whose context makes that of the call current; Spring takes it from there. */
  private static final class Entered<T> implements Continuation<T> {

    private final Continuation<T> caller;

    private Entered(Continuation<T> caller) {
      this.caller = caller;
    }

    @Override
    public CoroutineContext getContext() {
      return caller.getContext().plus(CurrentContext.ELEMENT);
    }

    @Override
    public void resumeWith(Object result) {
      caller.resumeWith(result);
    }
  }

  /** Makes a coroutine's context current on a thread as long as the coroutine runs there. */
  private static final class CurrentContext extends AbstractCoroutineContextElement
      implements ThreadContextElement<Scope> {

    private static final CurrentContext ELEMENT = new CurrentContext();

    private CurrentContext() {
      super(new CoroutineContext.Key<CurrentContext>() {});
    }

    @Override
    public Scope updateThreadContext(CoroutineContext context) {
      ReactorContext reactor = context.get(ReactorContext.Key);
      return reactor == null ? Scope.noop() : ReactiveContext.enter(reactor.getContext());
    }

    @Override
    public void restoreThreadContext(CoroutineContext context, Scope scope) {
      scope.close();
    }
  }
}

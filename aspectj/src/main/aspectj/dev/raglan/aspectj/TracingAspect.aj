package dev.raglan.aspectj;

import dev.raglan.annotation.Generation;
import dev.raglan.annotation.RagEvent;
import dev.raglan.annotation.Traced;
import dev.raglan.internal.invoke.InvocationTracer;
import dev.raglan.internal.invoke.InvocationTracer.TracedCall;
import org.aspectj.lang.annotation.SuppressAjWarnings;

/**
 * Hands the calls of annotated methods to the engine: private, static, final and self-called ones
 * too, and those of records.
 *
 * <p>An annotation counts on a method, on a class or interface, and as a meta-annotation on either.
 * AspectJ does not see those of overridden and interface methods: {@link UnseenAnnotations} says
 * so.
 *
 * <p>Written in AspectJ's own language: advice with the arguments by themselves makes no join point
 * and no closure, and costs nothing while tracing is off. One advice a number of arguments, up to
 * eight; static methods and longer lists of parameters have a general one.
 */
public final aspect TracingAspect {

  /** The methods that an annotation makes spans. */
  pointcut annotatedMethod():
      execution(@(Traced || Generation || RagEvent) * *(..))
          || execution(@(@(Traced || Generation || RagEvent) *) * *(..));

  /** The public methods of the types that an annotation makes spans. */
  pointcut methodOfAnnotatedType():
      execution(public * (@(Traced || Generation || RagEvent) *).*(..))
          || execution(public * (@(@(Traced || Generation || RagEvent) *) *).*(..));

  /**
   * The methods of classes: advice would break a default method's interface. Not {@code
   * !within(is(InterfaceType))}, which leaves out the classes within an interface as well.
   */
  pointcut ofClass(): execution(* (!is(InterfaceType)).*(..));

  /** The classes that a program writes, and not the proxies that stand before them. */
  pointcut ofSource(): !within(java.lang.reflect.Proxy+) && !within(*..*$$*);

  /** The methods that the compiler adds to an enum. */
  pointcut ofCompiler():
      execution(public static * (Enum+).values()) || execution(public static * (Enum+).valueOf(String));

  pointcut traced():
      (annotatedMethod() || methodOfAnnotatedType()) && ofClass() && ofSource() && !ofCompiler();

  @SuppressAjWarnings("adviceDidNotMatch")
  Object around(Object self): traced() && this(self) && args() {
    InvocationTracer tracer = InvocationTracer.current();
    TracedCall call =
        tracer == null
            ? null
            : WovenCall.enter(tracer, thisJoinPointStaticPart, self, WovenCall.NO_ARGUMENTS);
    if (call == null) {
      return proceed(self);
    }
    try {
      return call.returned(proceed(self));
    } catch (Throwable thrown) {
      throw WovenCall.<RuntimeException>threw(call, thrown);
    }
  }

  @SuppressAjWarnings("adviceDidNotMatch")
  Object around(Object self, Object a0): traced() && this(self) && args(a0) {
    InvocationTracer tracer = InvocationTracer.current();
    TracedCall call =
        tracer == null
            ? null
            : WovenCall.enter(tracer, thisJoinPointStaticPart, self, new Object[] {a0});
    if (call == null) {
      return proceed(self, a0);
    }
    try {
      return call.returned(proceed(self, call.argument(0, a0)));
    } catch (Throwable thrown) {
      throw WovenCall.<RuntimeException>threw(call, thrown);
    }
  }

  @SuppressAjWarnings("adviceDidNotMatch")
  Object around(Object self, Object a0, Object a1): traced() && this(self) && args(a0, a1) {
    InvocationTracer tracer = InvocationTracer.current();
    TracedCall call =
        tracer == null
            ? null
            : WovenCall.enter(tracer, thisJoinPointStaticPart, self, new Object[] {a0, a1});
    if (call == null) {
      return proceed(self, a0, a1);
    }
    try {
      return call.returned(proceed(self, call.argument(0, a0), call.argument(1, a1)));
    } catch (Throwable thrown) {
      throw WovenCall.<RuntimeException>threw(call, thrown);
    }
  }

  @SuppressAjWarnings("adviceDidNotMatch")
  Object around(Object self, Object a0, Object a1, Object a2): traced() && this(self) && args(a0, a1, a2) {
    InvocationTracer tracer = InvocationTracer.current();
    TracedCall call =
        tracer == null
            ? null
            : WovenCall.enter(tracer, thisJoinPointStaticPart, self, new Object[] {a0, a1, a2});
    if (call == null) {
      return proceed(self, a0, a1, a2);
    }
    try {
      return call.returned(proceed(self, call.argument(0, a0), call.argument(1, a1), call.argument(2, a2)));
    } catch (Throwable thrown) {
      throw WovenCall.<RuntimeException>threw(call, thrown);
    }
  }

  @SuppressAjWarnings("adviceDidNotMatch")
  Object around(Object self, Object a0, Object a1, Object a2, Object a3): traced() && this(self) && args(a0, a1, a2, a3) {
    InvocationTracer tracer = InvocationTracer.current();
    TracedCall call =
        tracer == null
            ? null
            : WovenCall.enter(tracer, thisJoinPointStaticPart, self, new Object[] {a0, a1, a2, a3});
    if (call == null) {
      return proceed(self, a0, a1, a2, a3);
    }
    try {
      return call.returned(proceed(self, call.argument(0, a0), call.argument(1, a1), call.argument(2, a2), call.argument(3, a3)));
    } catch (Throwable thrown) {
      throw WovenCall.<RuntimeException>threw(call, thrown);
    }
  }

  @SuppressAjWarnings("adviceDidNotMatch")
  Object around(Object self, Object a0, Object a1, Object a2, Object a3, Object a4): traced() && this(self) && args(a0, a1, a2, a3, a4) {
    InvocationTracer tracer = InvocationTracer.current();
    TracedCall call =
        tracer == null
            ? null
            : WovenCall.enter(tracer, thisJoinPointStaticPart, self, new Object[] {a0, a1, a2, a3, a4});
    if (call == null) {
      return proceed(self, a0, a1, a2, a3, a4);
    }
    try {
      return call.returned(proceed(self, call.argument(0, a0), call.argument(1, a1), call.argument(2, a2), call.argument(3, a3), call.argument(4, a4)));
    } catch (Throwable thrown) {
      throw WovenCall.<RuntimeException>threw(call, thrown);
    }
  }

  @SuppressAjWarnings("adviceDidNotMatch")
  Object around(Object self, Object a0, Object a1, Object a2, Object a3, Object a4, Object a5): traced() && this(self) && args(a0, a1, a2, a3, a4, a5) {
    InvocationTracer tracer = InvocationTracer.current();
    TracedCall call =
        tracer == null
            ? null
            : WovenCall.enter(tracer, thisJoinPointStaticPart, self, new Object[] {a0, a1, a2, a3, a4, a5});
    if (call == null) {
      return proceed(self, a0, a1, a2, a3, a4, a5);
    }
    try {
      return call.returned(proceed(self, call.argument(0, a0), call.argument(1, a1), call.argument(2, a2), call.argument(3, a3), call.argument(4, a4), call.argument(5, a5)));
    } catch (Throwable thrown) {
      throw WovenCall.<RuntimeException>threw(call, thrown);
    }
  }

  @SuppressAjWarnings("adviceDidNotMatch")
  Object around(Object self, Object a0, Object a1, Object a2, Object a3, Object a4, Object a5, Object a6): traced() && this(self) && args(a0, a1, a2, a3, a4, a5, a6) {
    InvocationTracer tracer = InvocationTracer.current();
    TracedCall call =
        tracer == null
            ? null
            : WovenCall.enter(tracer, thisJoinPointStaticPart, self, new Object[] {a0, a1, a2, a3, a4, a5, a6});
    if (call == null) {
      return proceed(self, a0, a1, a2, a3, a4, a5, a6);
    }
    try {
      return call.returned(proceed(self, call.argument(0, a0), call.argument(1, a1), call.argument(2, a2), call.argument(3, a3), call.argument(4, a4), call.argument(5, a5), call.argument(6, a6)));
    } catch (Throwable thrown) {
      throw WovenCall.<RuntimeException>threw(call, thrown);
    }
  }

  @SuppressAjWarnings("adviceDidNotMatch")
  Object around(Object self, Object a0, Object a1, Object a2, Object a3, Object a4, Object a5, Object a6, Object a7): traced() && this(self) && args(a0, a1, a2, a3, a4, a5, a6, a7) {
    InvocationTracer tracer = InvocationTracer.current();
    TracedCall call =
        tracer == null
            ? null
            : WovenCall.enter(tracer, thisJoinPointStaticPart, self, new Object[] {a0, a1, a2, a3, a4, a5, a6, a7});
    if (call == null) {
      return proceed(self, a0, a1, a2, a3, a4, a5, a6, a7);
    }
    try {
      return call.returned(proceed(self, call.argument(0, a0), call.argument(1, a1), call.argument(2, a2), call.argument(3, a3), call.argument(4, a4), call.argument(5, a5), call.argument(6, a6), call.argument(7, a7)));
    } catch (Throwable thrown) {
      throw WovenCall.<RuntimeException>threw(call, thrown);
    }
  }

  @SuppressAjWarnings({"adviceDidNotMatch", "canNotImplementLazyTjp"})
  Object around(): traced() && !(this(Object) && fewArguments()) {
    InvocationTracer tracer = InvocationTracer.current();
    TracedCall call =
        tracer == null
            ? null
            : WovenCall.enter(
                tracer, thisJoinPointStaticPart, thisJoinPoint.getThis(), thisJoinPoint.getArgs());
    if (call == null) {
      return proceed();
    }
    try {
      return call.returned(proceed());
    } catch (Throwable thrown) {
      throw WovenCall.<RuntimeException>threw(call, thrown);
    }
  }

  pointcut fewArguments():
      args()
          || args(*)
          || args(*, *)
          || args(*, *, *)
          || args(*, *, *, *)
          || args(*, *, *, *, *)
          || args(*, *, *, *, *, *)
          || args(*, *, *, *, *, *, *)
          || args(*, *, *, *, *, *, *, *);
}

package dev.raglan.spring.internal.advice;

import dev.raglan.internal.invoke.Invocation;
import dev.raglan.internal.invoke.InvocationTracer;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ReflectionUtils;

/**
 * Handler of the calls of a bean that is represented by an instance of a lookalike class.
 * Thread-safe.
 *
 * @param target the bean
 * @param type its class
 * @param tracer the engine; calls pass through while it gives null
 */
record LookalikeCalls(Object target, Class<?> type, Supplier<@Nullable InvocationTracer> tracer)
    implements InvocationHandler {

  private static final @Nullable Object[] NONE = {};

  @Override
  public @Nullable Object invoke(
      Object proxy, @Nullable Method method, @Nullable Object @Nullable [] arguments)
      throws Throwable {
    if (method == null) {
      return target;
    }
    @Nullable Object[] passed = arguments == null ? NONE : arguments;
    if (ReflectionUtils.isEqualsMethod(method) && passed[0] == proxy) {
      return true;
    }
    Call call = new Call(this, method, passed);
    InvocationTracer engine = tracer.get();
    return engine == null ? call.proceed() : engine.around(call);
  }

  /** Call of one method. */
  @SuppressWarnings("ArrayRecordComponent") // As the proxy made it; never written to.
  private record Call(LookalikeCalls bean, Method method, @Nullable Object[] arguments)
      implements Invocation {

    @Override
    public Class<?> targetClass() {
      return bean.type;
    }

    @Override
    public Object target() {
      return bean.target;
    }

    @Override
    public boolean proxied() {
      return true;
    }

    @Override
    public @Nullable Object proceed() throws Throwable {
      try {
        return method.invoke(bean.target, arguments);
      } catch (InvocationTargetException thrown) {
        throw thrown.getTargetException();
      }
    }
  }
}

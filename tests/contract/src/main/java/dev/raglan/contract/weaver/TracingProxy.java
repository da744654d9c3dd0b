package dev.raglan.contract.weaver;

import dev.raglan.Raglan;
import dev.raglan.internal.invoke.Invocation;
import dev.raglan.internal.invoke.InvocationTracer;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** The plainest weaver there is: the JDK's proxies. */
public final class TracingProxy {

  private TracingProxy() {}

  /** The target behind a proxy that traces its calls. */
  public static <T> T around(Class<T> type, T target, Raglan raglan) {
    InvocationTracer tracer = InvocationTracer.of(raglan);
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          Object[] given = arguments == null ? new Object[0] : arguments;
          return tracer.around(new ProxiedInvocation(target, method, given));
        };
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  @SuppressWarnings("ArrayRecordComponent") // Lives for one call.
  private record ProxiedInvocation(Object target, Method method, Object[] arguments)
      implements Invocation {

    @Override
    public Class<?> targetClass() {
      return target.getClass();
    }

    @Override
    public boolean proxied() {
      return true;
    }

    @Override
    public @Nullable Object proceed() throws Throwable {
      try {
        return method.invoke(target, arguments);
      } catch (InvocationTargetException thrown) {
        throw thrown.getCause();
      }
    }
  }
}

package dev.raglan.spring.internal.advice;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.Job;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowKt;
import kotlinx.coroutines.reactor.MonoKt;
import kotlinx.coroutines.reactor.ReactorFlowKt;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.Advisor;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.aop.framework.Advised;
import org.springframework.core.MethodParameter;
import org.springframework.util.ReflectionUtils;
import reactor.core.publisher.Flux;

/**
 * Flows that functions return which suspend. Spring collects such a flow without the context of the
 * function's coroutine, so that it would lose that of its call with the first change of threads.
 */
final class SuspendedFlows {

  private static final String FLOW = "kotlinx.coroutines.flow.Flow";

  private SuspendedFlows() {}

  /**
   * Returns true for a function that returns a flow, where the bean itself comes next: what other
   * advice is between is Spring's to call.
   */
  static boolean isNext(ProxyMethodInvocation call) {
    return call.getThis() != null
        && new MethodParameter(call.getMethod(), -1).getParameterType().getName().equals(FLOW)
        && call.getProxy() instanceof Advised proxy
        && isInnermost(proxy.getAdvisors());
  }

  private static boolean isInnermost(Advisor[] advisors) {
    List<Advisor> all = List.of(advisors);
    return all.stream().filter(TracingAdvisor.class::isInstance).count() == 1
        && all.get(all.size() - 1) instanceof TracingAdvisor;
  }

  /**
   * Calls a function as Spring does, once for each subscription, and collects its flow with an
   * element of its coroutine's context.
   */
  static Flux<Object> of(ProxyMethodInvocation call, CoroutineContext.Element element) {
    Method function = call.getMethod();
    Object bean = call.getThis();
    @Nullable Object[] arguments = call.getArguments();
    int last = arguments.length - 1;
    CoroutineContext caller = ((Continuation<?>) arguments[last]).getContext();
    ReflectionUtils.makeAccessible(function);
    return MonoKt.<Flow<Object>>mono(
            caller.minusKey(Job.Key),
            (scope, continuation) -> {
              @Nullable Object[] own = arguments.clone();
              own[last] = continuation;
              return invoke(function, bean, own);
            })
        .flatMapMany(flow -> ReactorFlowKt.asFlux(FlowKt.flowOn(flow, element)));
  }

  private static @Nullable Object invoke(
      Method function, @Nullable Object bean, @Nullable Object[] arguments) {
    try {
      return function.invoke(bean, arguments);
    } catch (InvocationTargetException thrown) {
      return rethrow(thrown.getTargetException());
    } catch (IllegalAccessException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Functions of Kotlin's may throw what they do not declare. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T, E extends Throwable> T rethrow(Throwable thrown) throws E {
    throw (E) thrown;
  }
}

package dev.raglan.contract;

import dev.raglan.Raglan;
import dev.raglan.contract.weaver.TracingProxy;
import java.util.function.Supplier;

/** The plainest proxies see the annotations of interfaces. */
class JdkProxyInterfaceTest extends ProxyContract {

  @Override
  protected <T> T traced(Class<T> type, Supplier<? extends T> subject, Raglan raglan) {
    return TracingProxy.around(type, subject.get(), raglan);
  }
}

package dev.raglan.contract;

import dev.raglan.Raglan;
import dev.raglan.contract.weaver.TracingProxy;
import java.util.function.Supplier;

/** The contract holds for the plainest proxies. */
class JdkProxyTest extends TracingContract {

  @Override
  protected <T> T traced(Class<T> type, Supplier<? extends T> subject, Raglan raglan) {
    return TracingProxy.around(type, subject.get(), raglan);
  }
}

package dev.raglan.weaving;

import dev.raglan.Raglan;
import dev.raglan.contract.TracingContract;
import dev.raglan.contract.weaver.TracingProxy;
import java.util.function.Supplier;

/** The contract holds for woven classes behind proxies: one span a call, and recursion nests. */
class TracingBehindProxyTest extends TracingContract {

  @Override
  protected <T> T traced(Class<T> type, Supplier<? extends T> subject, Raglan raglan) {
    return TracingProxy.around(type, subject.get(), raglan);
  }
}

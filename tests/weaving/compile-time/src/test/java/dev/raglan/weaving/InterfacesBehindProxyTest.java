package dev.raglan.weaving;

import dev.raglan.Raglan;
import dev.raglan.contract.ProxyContract;
import dev.raglan.contract.weaver.TracingProxy;
import java.util.function.Supplier;

/** A proxy sees the annotations of interfaces before woven classes too. */
class InterfacesBehindProxyTest extends ProxyContract {

  @Override
  protected <T> T traced(Class<T> type, Supplier<? extends T> subject, Raglan raglan) {
    return TracingProxy.around(type, subject.get(), raglan);
  }
}

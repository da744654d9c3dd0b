package dev.raglan.weaving;

import dev.raglan.Raglan;
import dev.raglan.contract.TracingContract;
import java.util.function.Supplier;

/** The contract holds for woven classes, which are traced as they are. */
class TracingTest extends TracingContract {

  @Override
  protected <T> T traced(Class<T> type, Supplier<? extends T> subject, Raglan raglan) {
    return subject.get();
  }
}

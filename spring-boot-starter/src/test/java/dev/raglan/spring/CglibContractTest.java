package dev.raglan.spring;

import dev.raglan.Raglan;
import dev.raglan.contract.TracingContract;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;

/** The contract holds for beans behind CGLIB's proxies. */
class CglibContractTest extends TracingContract {

  private final SpringWeaver weaver = new SpringWeaver(true);

  @Override
  protected <T> T traced(Class<T> type, Supplier<? extends T> subject, Raglan raglan) {
    return weaver.traced(type, subject.get(), raglan);
  }

  @AfterEach
  void closeApplications() {
    weaver.close();
  }
}

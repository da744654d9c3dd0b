package dev.raglan.contract;

import dev.raglan.Raglan;
import dev.raglan.contract.weaver.Weaver;
import java.util.function.Supplier;
import org.junit.jupiter.api.Nested;

/**
 * The contract of proxies besides {@link TracingContract}: they see the annotations of interfaces,
 * which AspectJ does not.
 */
public abstract class ProxyContract {

  /** A subject whose calls are traced, as in {@link Weaver#traced}. */
  protected abstract <T> T traced(Class<T> type, Supplier<? extends T> subject, Raglan raglan);

  @Nested
  class Interfaces extends InterfaceContract {
    Interfaces() {
      super(ProxyContract.this::traced);
    }
  }
}

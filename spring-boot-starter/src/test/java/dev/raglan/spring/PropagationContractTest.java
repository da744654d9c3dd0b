package dev.raglan.spring;

import dev.raglan.spring.internal.observation.ContextPropagation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import reactor.core.publisher.Hooks;

/** The contract holds where Reactor carries contexts to the threads of its operators. */
class PropagationContractTest extends CglibContractTest {

  private static ContextPropagation propagation;

  @BeforeAll
  static void carryContexts() {
    Hooks.enableAutomaticContextPropagation();
    propagation = new ContextPropagation();
  }

  @AfterAll
  static void carryNoContexts() {
    propagation.close();
    Hooks.disableAutomaticContextPropagation();
  }

  @Override
  protected boolean propagates() {
    return true;
  }
}

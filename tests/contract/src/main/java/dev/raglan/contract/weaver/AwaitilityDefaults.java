package dev.raglan.contract.weaver;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Has Awaitility wait for a minute unless a test says otherwise: a busy machine needs more than its
 * ten seconds at times. Found by JUnit as a service wherever the contract is on the class path.
 */
public final class AwaitilityDefaults implements BeforeAllCallback {

  @Override
  public void beforeAll(ExtensionContext context) {
    Awaitility.setDefaultTimeout(Duration.ofMinutes(1));
  }
}

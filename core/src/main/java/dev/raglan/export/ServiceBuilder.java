package dev.raglan.export;

import dev.raglan.internal.service.ServiceSettings;
import java.time.Duration;
import java.util.Map;

/**
 * The settings that the targets of all hosted services have. Not thread-safe.
 *
 * @param <B> the builder of the service
 */
public abstract class ServiceBuilder<B extends ServiceBuilder<B>> {

  private final String target;
  private final String service;
  private final String usualUrl;
  private String baseUrl;
  private Duration timeout = Duration.ofSeconds(10);
  private TraceAssembly assembly = TraceAssembly.DEFAULT;

  /**
   * @param target the target's name
   * @param service the service's name, for messages
   * @param usualUrl the address unless another is set
   */
  ServiceBuilder(String target, String service, String usualUrl) {
    this.target = target;
    this.service = service;
    this.usualUrl = usualUrl;
    this.baseUrl = usualUrl;
  }

  /**
   * Sets the address of the service's API; its own by default.
   *
   * @param url an absolute https URI without credentials, query and fragment; http only to this
   *     machine
   */
  public B baseUrl(String url) {
    this.baseUrl = url;
    return self();
  }

  /**
   * Sets the longest time of one request; 10 seconds by default.
   *
   * @throws IllegalArgumentException if it is under a millisecond or over a day
   */
  public B timeout(Duration newTimeout) {
    this.timeout = ServiceSettings.checkedTimeout(service, newTimeout);
    return self();
  }

  /**
   * Sets the bounds of spans that wait for the end of their trace; {@link TraceAssembly#DEFAULT} by
   * default.
   */
  public B assembly(TraceAssembly bounds) {
    this.assembly = bounds;
    return self();
  }

  @SuppressWarnings("unchecked") // Each builder names itself.
  private B self() {
    return (B) this;
  }

  /** Returns true if the address is the service's own. */
  boolean hasUsualUrl() {
    return baseUrl.equals(usualUrl);
  }

  /**
   * Returns the settings.
   *
   * @param headers sent with every request; secrets
   * @throws IllegalArgumentException if the address cannot be sent to; never quotes it
   */
  ServiceSettings settings(Map<String, String> headers, long maxRequestBytes) {
    return new ServiceSettings(
        target,
        ServiceSettings.checkedBase(service + " base URL", baseUrl, usualUrl),
        headers,
        timeout,
        maxRequestBytes,
        TraceAssembly.bounds(assembly));
  }
}

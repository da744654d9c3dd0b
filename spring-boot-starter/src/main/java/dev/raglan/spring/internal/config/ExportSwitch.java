package dev.raglan.spring.internal.config;

import org.springframework.core.env.PropertyResolver;

/**
 * Spring Boot's switch of the export of traces, which its test modules set to off: a test must not
 * write to the receiver that the application is configured with.
 *
 * @param properties the application's
 */
record ExportSwitch(PropertyResolver properties) {

  /** Of Spring Boot 4. */
  private static final String EXPORT = "management.tracing.export.enabled";

  /** Of Spring Boot 3, which knew no other. */
  private static final String TRACING = "management.tracing.enabled";

  boolean isOff() {
    return isFalse(EXPORT) || isFalse(TRACING);
  }

  private boolean isFalse(String name) {
    return "false".equalsIgnoreCase(properties.getProperty(name));
  }
}

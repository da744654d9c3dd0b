package dev.raglan.spring.internal.config;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;

/**
 * Spring Boot's switch of the export of traces, which its test modules set to off: a test must not
 * write to the receiver that the application is configured with.
 *
 * @param properties the application's
 */
record ExportSwitch(Environment properties) {

  private static final Logger LOG = LoggerFactory.getLogger(ExportSwitch.class);

  /** Of Spring Boot 4. */
  private static final String EXPORT = "management.tracing.export.enabled";

  /**
   * Of Spring Boot 3, whose test modules know no other. An application that sets it itself switches
   * Spring Boot's own tracing off, and not Raglan's targets.
   */
  private static final String TRACING = "management.tracing.enabled";

  /** The property source of Spring Boot's tests. */
  private static final String TESTS = "test";

  /** The view of all sources that Spring Boot puts before them. */
  private static final String ALL = "configurationProperties";

  boolean isOff() {
    return isFalse(EXPORT) || isFalse(TRACING) && isSetByTests();
  }

  /** Logs that configured targets are not used, if they are not. */
  void log() {
    if (isOff()) {
      LOG.info(
          "Raglan: nothing goes to raglan.export, as the export of traces is off ({}=false)",
          isFalse(EXPORT) ? EXPORT : TRACING);
    }
  }

  private boolean isFalse(String name) {
    return "false".equalsIgnoreCase(properties.getProperty(name));
  }

  private boolean isSetByTests() {
    return properties instanceof ConfigurableEnvironment environment
        && environment.getPropertySources().stream()
            .filter(source -> !source.getName().equals(ALL))
            .filter(source -> source.containsProperty(TRACING))
            .findFirst()
            .map(PropertySource::getName)
            .filter(TESTS::equals)
            .isPresent();
  }
}

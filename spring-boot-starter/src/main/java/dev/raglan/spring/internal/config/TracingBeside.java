package dev.raglan.spring.internal.config;

import dev.raglan.internal.ambient.JvmTracing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * A second tracing beside Raglan's SDK: Brave, as Spring Boot's Zipkin starter brings it, or an SDK
 * of the application's that Raglan is configured not to use.
 *
 * @param beans where it is looked up; no bean is created
 */
public record TracingBeside(ConfigurableListableBeanFactory beans) {

  private static final Logger LOG = LoggerFactory.getLogger(TracingBeside.class);

  private static final String BRAVE = "brave.Tracing";
  private static final String PROBABILITY = "management.tracing.sampling.probability";

  /** Spring Boot's, where nothing is configured. */
  private static final double USUAL_PROBABILITY = 0.1;

  /** Returns true if Brave traces the application. */
  boolean isBrave() {
    ClassLoader loader = beans.getBeanClassLoader();
    return ClassUtils.isPresent(BRAVE, loader)
        && BeanFactoryUtils.beanNamesForTypeIncludingAncestors(
                    beans, ClassUtils.resolveClassName(BRAVE, loader), true, false)
                .length
            > 0;
  }

  /** Returns true if what Spring observes is recorded by another SDK than Raglan's spans. */
  public boolean exists(Environment environment) {
    return isBrave()
        || OnAppTelemetryCondition.isStandalone(environment)
            && new OpenTelemetryBeans(beans).exist();
  }

  /** Returns true if the application or the JVM has any tracing but an SDK of Raglan's own. */
  public boolean isAny() {
    return isBrave() || new OpenTelemetryBeans(beans).exist() || JvmTracing.exists();
  }

  /** Logs that it is there, and that it decides which traces are recorded. */
  void log(Environment environment) {
    if (isBrave()) {
      LOG.info(
          "Raglan: the application has a second tracing, Brave: both record the same trees, each to"
              + " its own targets. In a trace that Brave began, Raglan records what Brave samples"
              + " ({}={}).",
          PROBABILITY,
          environment.getProperty(PROBABILITY, Double.class, USUAL_PROBABILITY));
    }
  }
}

package dev.raglan.spring.internal.web;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;

/** One line for reactive applications in which contexts do not follow Reactor's operators. */
public final class PropagationNotice {

  private static final Logger LOG = LoggerFactory.getLogger(PropagationNotice.class);

  private static final String PROPERTY = "spring.reactor.context-propagation";

  private PropagationNotice() {}

  /** Logs the line unless context propagation is automatic. */
  public static void log(Environment environment) {
    if (!"auto".equalsIgnoreCase(environment.getProperty(PROPERTY, "").trim())) {
      LOG.info(
          "Raglan: {} is not 'auto': what an operator such as map calls on another thread than its"
              + " request's, unless it returns a Mono or Flux, begins a trace of its own. Set {}=auto,"
              + " with io.micrometer:context-propagation on the class path.",
          PROPERTY,
          PROPERTY);
    }
  }
}

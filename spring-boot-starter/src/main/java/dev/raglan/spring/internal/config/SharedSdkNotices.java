package dev.raglan.spring.internal.config;

import dev.raglan.spi.ExportTarget;
import dev.raglan.spring.properties.RaglanProperties;
import io.opentelemetry.api.OpenTelemetry;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Start-up warnings of an application that traces with its own OpenTelemetry, for settings under
 * which spans would be missing.
 *
 * @param properties the application's
 * @param beans the application's
 * @param exportingIsOff whether nothing is meant to be exported, as in tests
 */
record SharedSdkNotices(
    RaglanProperties properties, ConfigurableListableBeanFactory beans, boolean exportingIsOff) {

  private static final Logger LOG = LoggerFactory.getLogger(SharedSdkNotices.class);

  /**
   * Logs the warnings that apply.
   *
   * @param shared the application's; created before, so that it has asked for its processors
   * @param targets those that spans are to be exported to
   */
  void log(OpenTelemetry shared, List<ExportTarget> targets) {
    SamplingNotice.log(shared);
    logUnusedProperties();
    if (targets.isEmpty()) {
      if (!exportingIsOff) {
        logMissingExporter();
      }
    } else if (!beans.containsSingleton(RaglanSource.PROCESSOR_BEAN)) {
      LOG.warn(
          "Raglan: nothing reaches raglan.export, as the application's OpenTelemetry was made"
              + " without the SpanProcessor beans; add them to its tracer provider");
    }
  }

  private void logUnusedProperties() {
    List<String> unused = standaloneOnly();
    if (!unused.isEmpty()) {
      LOG.warn(
          "Raglan: only an SDK of its own takes {}; set it on the application's OpenTelemetry,"
              + " or set raglan.otel-mode=standalone",
          String.join(", ", unused));
    }
  }

  private List<String> standaloneOnly() {
    List<String> set = new ArrayList<>();
    if (properties.serviceName() != null) {
      set.add("raglan.service-name");
    }
    if (properties.environment() != null) {
      set.add("raglan.environment");
    }
    if (properties.sampling().ratio() != 1) {
      set.add("raglan.sampling.ratio");
    }
    return set;
  }

  private void logMissingExporter() {
    if (new OpenTelemetryBeans(beans).lackExporter()) {
      LOG.warn(
          "Raglan: the application's OpenTelemetry keeps its spans to itself, as there is no"
              + " SpanExporter; set a target of raglan.export, which is one of otlp.endpoint,"
              + " file.path, kafka.bootstrap-servers, athina.api-key, lastmile.api-token,"
              + " adaline.api-key, spans-api.api-key and log.enabled=true,"
              + " or configure Spring Boot's OTLP export");
    }
  }
}

package dev.raglan.spring.internal.config;

import dev.raglan.spi.ExportTarget;
import dev.raglan.spring.properties.RaglanProperties;
import io.opentelemetry.api.OpenTelemetry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;

/**
 * Start-up warnings of an application that traces with its own OpenTelemetry, for settings under
 * which spans would be missing, or arrive twice.
 *
 * @param properties the application's
 * @param beans the application's
 * @param exportingIsOff whether nothing is meant to be exported, as in tests
 * @param environment holds Spring Boot's own properties
 */
record SharedSdkNotices(
    RaglanProperties properties,
    ConfigurableListableBeanFactory beans,
    boolean exportingIsOff,
    Environment environment) {

  private static final Logger LOG = LoggerFactory.getLogger(SharedSdkNotices.class);

  /** The receivers of Spring Boot's export: 4.0 and later, 3.5. */
  private static final List<String> SPRING_BOOTS_ENDPOINTS =
      List.of(
          "management.opentelemetry.tracing.export.otlp.endpoint",
          "management.otlp.tracing.endpoint");

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
    } else if (!exportingIsOff) {
      logSameReceiver();
    }
  }

  private void logSameReceiver() {
    String own = receiver(properties.export().otlp().endpoint());
    if (own == null || new OpenTelemetryBeans(beans).lackExporter()) {
      return;
    }
    for (String property : SPRING_BOOTS_ENDPOINTS) {
      if (own.equals(receiver(environment.getProperty(property)))) {
        LOG.warn(
            "Raglan: {} and {} are the same receiver, which gets each span twice; leave one out",
            ExportTargets.ENDPOINT,
            property);
      }
    }
  }

  /** Returns the address without {@code /v1/traces}; null if there is none. */
  private static @Nullable String receiver(@Nullable String endpoint) {
    String address = OtlpProperties.text(endpoint);
    return address == null
        ? null
        : address.replaceFirst("/+$", "").replaceFirst("/v1/traces$", "").replaceFirst("/+$", "");
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

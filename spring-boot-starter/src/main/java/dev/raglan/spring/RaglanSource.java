package dev.raglan.spring;

import static dev.raglan.spring.RaglanConfigurationException.check;

import dev.raglan.export.ExportTarget;
import dev.raglan.json.JsonCodec;
import dev.raglan.json.Redactor;
import dev.raglan.render.Dialect;
import dev.raglan.trace.Raglan;
import dev.raglan.trace.RaglanBuilder;
import io.opentelemetry.api.OpenTelemetry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/** Makes the application's {@link Raglan} out of its properties and beans. */
final class RaglanSource {

  /** The bean that takes the application's spans to the targets. */
  static final String PROCESSOR_BEAN = "raglanSpanProcessor";

  private final RaglanProperties properties;
  private final Environment environment;
  private final ConfigurableListableBeanFactory beans;

  RaglanSource(
      RaglanProperties properties, Environment environment, ConfigurableListableBeanFactory beans) {
    this.properties = properties;
    this.environment = environment;
    this.beans = beans;
  }

  /**
   * Builds.
   *
   * @throws RaglanConfigurationException if a property cannot be used
   */
  Raglan build() {
    OpenTelemetry shared = properties.otelMode() == OtelMode.STANDALONE ? null : shared();
    double ratio = checkedRatio();
    RaglanBuilder builder = shared == null ? standalone(ratio) : external(shared);
    builder
        .capture(CaptureSettings.policy(properties.capture()))
        .redaction(
            CaptureSettings.redaction(
                properties.redaction(), beans.getBeanProvider(Redactor.class).orderedStream()));
    check(
        "raglan.dialects",
        String.join(", ", properties.dialects()),
        "Use the names given, or leave it out for gen-ai and openinference.",
        () -> builder.dialects(properties.dialects().toArray(new String[0])));
    beans.getBeanProvider(Dialect.class).orderedStream().forEach(builder::dialect);
    beans.getBeanProvider(JsonCodec.class).orderedStream().forEach(builder::codec);
    return builder.tags(properties.tags().toArray(new String[0])).build();
  }

  private @Nullable OpenTelemetry shared() {
    OtelMode mode = properties.otelMode();
    OpenTelemetryBeans candidates = new OpenTelemetryBeans(beans);
    OpenTelemetry found = candidates.get(mode);
    if (found == null && mode == OtelMode.EXTERNAL) {
      throw new RaglanConfigurationException(
          OpenTelemetryBeans.MODE_PROPERTY,
          OpenTelemetryBeans.name(mode),
          candidates.existInert()
              ? "the OpenTelemetry bean is Spring Boot's, which drops spans without its tracing"
              : "there is no OpenTelemetry bean",
          "Define one, or add Spring Boot's tracing with OpenTelemetry,"
              + " or set raglan.otel-mode to auto or standalone.");
    }
    return found;
  }

  private double checkedRatio() {
    double ratio = properties.sampling().ratio();
    check(
        "raglan.sampling.ratio",
        ratio,
        "Set it to a number from 0 to 1, such as 0.25.",
        () -> Raglan.builder().samplingRatio(ratio));
    return ratio;
  }

  private RaglanBuilder standalone(double ratio) {
    RaglanBuilder builder = Raglan.builder().samplingRatio(ratio);
    String service = properties.serviceName();
    String name = service == null ? environment.getProperty("spring.application.name") : service;
    if (StringUtils.hasText(name)) {
      builder.serviceName(name);
    }
    if (StringUtils.hasText(properties.environment())) {
      builder.environment(properties.environment());
    }
    return builder.exportTo(standaloneTargets());
  }

  private ExportTarget[] standaloneTargets() {
    List<ExportTarget> targets = targets(properties, beans);
    boolean silent = Boolean.FALSE.equals(properties.export().log().enabled());
    return targets.isEmpty() && silent
        ? new ExportTarget[] {ExportTargets.nowhere()}
        : targets.toArray(new ExportTarget[0]);
  }

  /** The targets of the properties, then those that are beans. */
  static List<ExportTarget> targets(
      RaglanProperties properties, ConfigurableListableBeanFactory beans) {
    List<ExportTarget> targets = new ArrayList<>(ExportTargets.of(properties.export()));
    beans.getBeanProvider(ExportTarget.class).orderedStream().forEach(targets::add);
    return targets;
  }

  private RaglanBuilder external(OpenTelemetry shared) {
    new SharedSdkNotices(properties, beans).log(shared);
    return Raglan.builder(shared);
  }
}

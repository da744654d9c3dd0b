package dev.raglan.spring.internal.config;

import static dev.raglan.spring.internal.config.RaglanConfigurationException.check;

import dev.raglan.Raglan;
import dev.raglan.RaglanBuilder;
import dev.raglan.export.DeliverySettings;
import dev.raglan.export.UnusableSpoolException;
import dev.raglan.internal.ambient.JvmTracing;
import dev.raglan.internal.ambient.OtelVariables;
import dev.raglan.spi.CaptureDecider;
import dev.raglan.spi.Dialect;
import dev.raglan.spi.ExportTarget;
import dev.raglan.spi.JsonCodec;
import dev.raglan.spi.Redactor;
import dev.raglan.spring.properties.OtelMode;
import dev.raglan.spring.properties.RaglanProperties;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/** Builder of the application's {@link Raglan} out of its properties and beans. */
public final class RaglanSource {

  /** Name of the bean that takes the application's spans to the targets. */
  public static final String PROCESSOR_BEAN = "raglanSpanProcessor";

  private final RaglanProperties properties;
  private final Environment environment;
  private final ConfigurableListableBeanFactory beans;
  private final ExportSwitch exporting;

  /**
   * Creates one.
   *
   * @param beans where targets, dialects, redactors and codecs are looked up
   */
  public RaglanSource(
      RaglanProperties properties, Environment environment, ConfigurableListableBeanFactory beans) {
    this.properties = properties;
    this.environment = environment;
    this.beans = beans;
    this.exporting = new ExportSwitch(environment);
  }

  /**
   * Builds it.
   *
   * @throws RaglanConfigurationException if a property cannot be used
   */
  public Raglan build() {
    UnknownProperties.log(environment);
    TargetsWithoutAddress.log(environment);
    OpenTelemetry shared = properties.otelMode() == OtelMode.STANDALONE ? null : shared();
    new TracingBeside(beans).log(environment);
    double ratio = checkedRatio();
    DeliverySettings delivery = DeliveryProperties.settings(properties.delivery());
    RaglanBuilder builder = shared == null ? standalone(ratio, delivery) : external(shared);
    settings(builder)
        .tags(properties.tags().toArray(new String[0]))
        .pipelineType(properties.pipelineType())
        .mdc(properties.mdc())
        .traceContextInBaggage(properties.traceContext().inBaggage());
    Map<String, Object> params = params();
    check(
        "raglan.params",
        params.keySet(),
        "Use names that are neither blank nor longer than 128 characters.",
        () -> builder.params(params));
    deciders().ifPresent(builder::captureDecider);
    builder.pricing(new PriceSettings(properties.pricing(), environment).table());
    check(
        "raglan.estimate-tokens",
        properties.estimateTokens(),
        "Add the dependency com.knuddels:jtokkit, or leave the property out.",
        () -> builder.estimateTokens(properties.estimateTokens()));
    return spooled(builder::build);
  }

  /** Those of the list win over those of the map. */
  private Map<String, Object> params() {
    NamedPairs pairs = new NamedPairs("raglan.params", environment);
    pairs.requireWholeNames();
    Map<String, Object> params = new LinkedHashMap<>(properties.params());
    params.putAll(pairs.list());
    return params;
  }

  /** Sets what decides how values are written, wherever spans go. */
  private RaglanBuilder settings(RaglanBuilder builder) {
    String[] dialects = properties.dialects().toArray(new String[0]);
    check(
        "raglan.dialects",
        String.join(",", dialects),
        "Use the names given, or leave it out for gen-ai and openinference.",
        () -> builder.dialects(dialects));
    beans(Dialect.class).forEach(builder::dialect);
    beans(JsonCodec.class).forEach(builder::codec);
    return builder
        .capture(CaptureSettings.policy(properties.capture(), environment::getProperty))
        .redaction(CaptureSettings.redaction(properties.redaction(), beans(Redactor.class)));
  }

  /** Returns the deciders as one: the one that keeps least counts. */
  private Optional<CaptureDecider> deciders() {
    return beans(CaptureDecider.class).reduce(CaptureDecider::and);
  }

  private <T> Stream<T> beans(Class<T> type) {
    return beans.getBeanProvider(type).orderedStream();
  }

  /**
   * Returns the processor of an SDK of the application's: it writes the trace context on the spans
   * of other libraries, and takes all spans to the targets.
   *
   * @throws RaglanConfigurationException if a property cannot be used
   */
  public SpanProcessor spanProcessor() {
    RaglanBuilder builder =
        settings(Raglan.builder())
            .delivery(DeliveryProperties.settings(properties.delivery()))
            .exportTo(targets(false).toArray(new ExportTarget[0]));
    return spooled(builder::spanProcessor);
  }

  /** Names the property of a spool that cannot be opened. */
  private <T> T spooled(Supplier<T> source) {
    try {
      return source.get();
    } catch (UnusableSpoolException unusable) {
      return check(
          DeliveryProperties.SPOOL_DIRECTORY,
          properties.delivery().spool().directory(),
          DeliveryProperties.SPOOL_REMEDY,
          () -> {
            throw unusable;
          });
    }
  }

  private @Nullable OpenTelemetry shared() {
    OtelMode mode = properties.otelMode();
    OpenTelemetryBeans candidates = new OpenTelemetryBeans(beans);
    OpenTelemetry found = candidates.get(mode);
    if (found == null && mode == OtelMode.EXTERNAL && JvmTracing.global() == null) {
      throw new RaglanConfigurationException(
          OpenTelemetryBeans.MODE_PROPERTY,
          OpenTelemetryBeans.name(mode),
          candidates.existInert()
              ? "the OpenTelemetry bean is Spring Boot's, which drops spans without its tracing"
              : "there is no OpenTelemetry bean, and none is registered for the JVM",
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

  private RaglanBuilder standalone(double ratio, DeliverySettings delivery) {
    RaglanBuilder builder =
        Raglan.builder()
            .samplingRatio(ratio)
            .delivery(delivery)
            .closeAtExit(false)
            .joinGlobal(properties.otelMode() != OtelMode.STANDALONE);
    OtelVariables variables = new OtelVariables(environment::getProperty);
    check(
        "OTEL_RESOURCE_ATTRIBUTES",
        null,
        "Set it to a list such as name=value,name=value, with percent-encoded values.",
        () -> builder.resourceAttributes(variables.resourceAttributes()));
    Stream.of(
            properties.serviceName(),
            variables.serviceName(),
            environment.getProperty("spring.application.name"))
        .filter(StringUtils::hasText)
        .findFirst()
        .ifPresent(builder::serviceName);
    if (StringUtils.hasText(properties.environment())) {
      builder.environment(properties.environment());
    }
    return builder.exportTo(standaloneTargets());
  }

  private ExportTarget[] standaloneTargets() {
    List<ExportTarget> targets = targets(true);
    boolean silent = exporting.isOff() || Boolean.FALSE.equals(properties.export().log().enabled());
    return targets.isEmpty() && silent
        ? new ExportTarget[] {ExportTargets.nowhere()}
        : targets.toArray(new ExportTarget[0]);
  }

  /**
   * Returns the targets of the properties, unless exporting is off, then those that are beans.
   *
   * @param standalone true if OpenTelemetry's variables count
   */
  private List<ExportTarget> targets(boolean standalone) {
    List<ExportTarget> targets = new ArrayList<>();
    List<ExportTarget> configured =
        ExportTargets.of(properties.export(), environment, standalone, beans.getBeanClassLoader());
    if (!exporting.isOff()) {
      targets.addAll(configured);
    } else if (!configured.isEmpty()) {
      exporting.log();
    }
    beans(ExportTarget.class).forEach(targets::add);
    return targets;
  }

  private RaglanBuilder external(OpenTelemetry shared) {
    new SharedSdkNotices(properties, beans, exporting.isOff(), environment)
        .log(shared, targets(false));
    RaglanBuilder builder = Raglan.builder(shared);
    // It exists if the application's SDK asked for it.
    return beans.containsSingleton(PROCESSOR_BEAN)
        ? builder.deliveredBy(beans.getBean(PROCESSOR_BEAN, SpanProcessor.class))
        : builder;
  }
}

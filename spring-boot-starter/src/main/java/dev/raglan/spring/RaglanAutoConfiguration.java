package dev.raglan.spring;

import dev.raglan.Raglan;
import dev.raglan.internal.invoke.AnnotationReader;
import dev.raglan.internal.invoke.InvocationTracer;
import dev.raglan.spi.ExportTarget;
import dev.raglan.spring.internal.advice.BackgroundBeans;
import dev.raglan.spring.internal.advice.ProxyCreatorRegistrar;
import dev.raglan.spring.internal.advice.TracedProducts;
import dev.raglan.spring.internal.advice.TracerLookup;
import dev.raglan.spring.internal.advice.TracingAdvisor;
import dev.raglan.spring.internal.advice.TracingPostProcessor;
import dev.raglan.spring.internal.annotation.SpringAnnotations;
import dev.raglan.spring.internal.bean.InjectedClasses;
import dev.raglan.spring.internal.bean.TracedBeans;
import dev.raglan.spring.internal.config.GlobalRaglan;
import dev.raglan.spring.internal.config.OnAppTelemetryCondition;
import dev.raglan.spring.internal.config.RaglanSource;
import dev.raglan.spring.internal.config.SecretsInActuator;
import dev.raglan.spring.internal.config.TracingBeside;
import dev.raglan.spring.internal.observation.ContextPropagation;
import dev.raglan.spring.internal.observation.DeliveryMeters;
import dev.raglan.spring.internal.observation.ModelObservations;
import dev.raglan.spring.properties.RaglanProperties;
import io.micrometer.context.ContextRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.observation.ObservationFilter;
import io.opentelemetry.sdk.trace.SpanProcessor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Role;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration that traces the annotated methods of beans.
 *
 * <p>An application's own {@link Raglan} bean takes the place of the one made here. Beans of type
 * {@link ExportTarget}, {@link dev.raglan.spi.Dialect}, {@link dev.raglan.spi.Redactor} and {@link
 * dev.raglan.spi.JsonCodec} are used by it.
 */
@AutoConfiguration(
    afterName = {
      // Spring Boot 4
      "org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration",
      "org.springframework.boot.micrometer.tracing.brave.autoconfigure.BraveAutoConfiguration",
      "org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure"
          + ".OpenTelemetryTracingAutoConfiguration",
      // Spring Boot 3.5
      "org.springframework.boot.actuate.autoconfigure.opentelemetry.OpenTelemetryAutoConfiguration",
      "org.springframework.boot.actuate.autoconfigure.tracing.OpenTelemetryTracingAutoConfiguration",
      "org.springframework.boot.actuate.autoconfigure.tracing.BraveAutoConfiguration",
      // OpenTelemetry's own starter
      "io.opentelemetry.instrumentation.spring.autoconfigure.OpenTelemetryAutoConfiguration"
    })
@ConditionalOnProperty(name = "raglan.enabled", matchIfMissing = true)
@EnableConfigurationProperties(RaglanProperties.class)
@Import(ProxyCreatorRegistrar.class)
@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
public class RaglanAutoConfiguration {

  /** Not lazy even where all beans are: a wrong property stops the start. */
  @Bean
  @Lazy(false)
  @ConditionalOnMissingBean
  static Raglan raglan(
      RaglanProperties properties, Environment environment, ConfigurableListableBeanFactory beans) {
    return new RaglanSource(properties, environment, beans).build();
  }

  @Bean
  @Lazy(false)
  static GlobalRaglan globalRaglan(Raglan raglan, InvocationTracer tracer) {
    return new GlobalRaglan(raglan, tracer);
  }

  @Bean
  static InvocationTracer raglanInvocationTracer(Raglan raglan, AnnotationReader annotations) {
    return InvocationTracer.of(raglan, annotations);
  }

  @Bean
  @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
  static AnnotationReader raglanAnnotations(Environment environment) {
    return new SpringAnnotations(environment);
  }

  /** Depends on no other bean: it is created before those that process beans are complete. */
  @Bean
  @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
  static TracingAdvisor raglanTracingAdvisor(
      ObjectProvider<InvocationTracer> tracer,
      Environment environment,
      ConfigurableListableBeanFactory beans) {
    return new TracingAdvisor(
        new TracerLookup(tracer::getIfAvailable),
        new TracedBeans(() -> ProxyCreatorRegistrar.isByClass(beans), new InjectedClasses(beans)),
        Binder.get(environment)
            .bind("raglan.advisor-order", Integer.class)
            .orElse(RaglanProperties.DEFAULT_ADVISOR_ORDER));
  }

  @Bean
  @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
  static TracingPostProcessor raglanTracingPostProcessor(
      TracingAdvisor advisor,
      ObjectProvider<Raglan> raglan,
      AnnotationReader annotations,
      ConfigurableListableBeanFactory beans) {
    return new TracingPostProcessor(
        advisor, new TracedProducts(beans, raglan::getIfAvailable, annotations));
  }

  @Bean
  @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
  static BackgroundBeans raglanBackgroundBeans(ObjectProvider<InvocationTracer> tracer) {
    return new BackgroundBeans(tracer::getIfAvailable);
  }

  /**
   * Writes the trace context on the application's spans, and takes them to Raglan's targets.
   *
   * <p>Typed as an interface: Spring Boot's own processor backs off from a more specific type. Lazy
   * so that it exists only if the application's OpenTelemetry asked for it.
   */
  @Bean(RaglanSource.PROCESSOR_BEAN)
  @Lazy
  @Conditional(OnAppTelemetryCondition.class)
  static SpanProcessor raglanSpanProcessor(
      RaglanProperties properties, Environment environment, ConfigurableListableBeanFactory beans) {
    return new RaglanSource(properties, environment, beans).spanProcessor();
  }

  /** Beans for Micrometer's context propagation. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(ContextRegistry.class)
  @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
  static class ContextPropagationConfiguration {

    @Bean
    @Lazy(false)
    static ContextPropagation raglanContextPropagation() {
      return new ContextPropagation();
    }
  }

  /** Beans for Spring Boot's actuator. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(SanitizingFunction.class)
  @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
  static class ActuatorConfiguration {

    @Bean
    static SanitizingFunction raglanSecretsInActuator() {
      return new SecretsInActuator();
    }
  }

  /** Beans for Micrometer's meters. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(MeterBinder.class)
  @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
  static class MetersConfiguration {

    /** Lazy so that it exists only where there is a registry to bind it to. */
    @Bean
    @Lazy
    static DeliveryMeters raglanDeliveryMeters(Raglan raglan) {
      return new DeliveryMeters(raglan);
    }
  }

  /** Beans for Micrometer's observations. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(ObservationFilter.class)
  @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
  static class ModelObservationConfiguration {

    @Bean
    static ModelObservations raglanModelObservations(
        Environment environment, ConfigurableListableBeanFactory beans) {
      return new ModelObservations(!new TracingBeside(beans).exists(environment));
    }
  }
}

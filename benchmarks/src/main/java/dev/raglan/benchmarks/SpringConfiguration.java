package dev.raglan.benchmarks;

import dev.raglan.Raglan;
import dev.raglan.spring.RaglanAutoConfiguration;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.aop.ObservedAspect;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.instrumentation.spring.autoconfigure.internal.instrumentation.annotations.InstrumentationAnnotationsAutoConfiguration;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.springframework.aop.Advisor;
import org.springframework.aop.support.ComposablePointcut;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.RootClassFilter;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;



/**
 * An application that has Raglan's starter, OpenTelemetry's {@code @WithSpan} and Micrometer's
 * {@code @Observed}, all with the pipeline that the starter made.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({
  AopAutoConfiguration.class,
  RaglanAutoConfiguration.class,
  InstrumentationAnnotationsAutoConfiguration.class
})
class SpringConfiguration {

  @Bean
  static Nowhere nowhere() {
    return new Nowhere();
  }

  @Bean
  static OpenTelemetry openTelemetry(Raglan raglan) {
    return raglan.openTelemetry();
  }

  @Bean
  static ObservedAspect observedAspect(OpenTelemetry openTelemetry) {
    OtelTracer tracer =
        new OtelTracer(
            openTelemetry.getTracer("observed"), new OtelCurrentTraceContext(), event -> {});
    ObservationRegistry registry = ObservationRegistry.create();
    registry.observationConfig().observationHandler(new DefaultTracingObservationHandler(tracer));
    return new ObservedAspect(registry);
  }

  @Bean
  static BeanRetriever retriever() {
    return new BeanRetriever();
  }

  /** Advice that only proceeds. */
  @Bean
  static Advisor nothing() {
    MethodInterceptor nothing = MethodInvocation::proceed;
    return new DefaultPointcutAdvisor(
        new ComposablePointcut(new RootClassFilter(UntracedRetriever.class)), nothing);
  }

  @Bean
  static UntracedRetriever untracedRetriever() {
    return new UntracedRetriever();
  }

  @Bean
  static OtherRetriever otherRetriever() {
    return new OtherRetriever();
  }
}

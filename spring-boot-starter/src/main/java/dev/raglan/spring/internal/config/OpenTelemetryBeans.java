package dev.raglan.spring.internal.config;

import dev.raglan.spring.properties.OtelMode;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.type.MethodMetadata;

/**
 * The application's OpenTelemetry beans, as far as they trace.
 *
 * <p>Spring Boot registers one as soon as the SDK is on the class path, also without its tracing,
 * and then it drops every span: that one does not count.
 *
 * @param beans where they are looked up; no bean is created before {@link #get}
 */
record OpenTelemetryBeans(ConfigurableListableBeanFactory beans) {

  static final String MODE_PROPERTY = "raglan.otel-mode";

  /** Returns the mode's name in configuration. */
  static String name(OtelMode mode) {
    return mode.name().toLowerCase(Locale.ROOT);
  }

  /** Returns true if there is one that traces. */
  boolean exist() {
    return !tracing().isEmpty();
  }

  /** Returns true if there is one, even if it drops every span. */
  boolean existInert() {
    return !names(OpenTelemetry.class).isEmpty();
  }

  private List<String> tracing() {
    List<String> all = names(OpenTelemetry.class);
    return names(SdkTracerProvider.class).isEmpty()
        ? all.stream().filter(name -> !isSpringBoots(name)).toList()
        : all;
  }

  private List<String> names(Class<?> type) {
    return Stream.of(BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beans, type, true, false))
        .toList();
  }

  /** Returns true if there is one of Spring Boot's that has nothing to export spans with. */
  boolean lackExporter() {
    List<String> processors = names(SpanProcessor.class);
    return names(OpenTelemetry.class).stream().anyMatch(this::isSpringBoots)
        && names(SpanExporter.class).isEmpty()
        && processors.stream()
            .filter(name -> !name.equals(RaglanSource.PROCESSOR_BEAN))
            .allMatch(this::isSpringBoots);
  }

  private boolean isSpringBoots(String name) {
    BeanDefinition definition =
        beans.containsBeanDefinition(name) ? beans.getBeanDefinition(name) : null;
    String factory = definition == null ? null : factoryClass(definition);
    return factory != null && factory.startsWith("org.springframework.boot.");
  }

  /** Returns the class whose method makes the bean; null if none does. */
  private static @Nullable String factoryClass(BeanDefinition definition) {
    if (definition instanceof AnnotatedBeanDefinition annotated) {
      MethodMetadata factory = annotated.getFactoryMethodMetadata();
      return factory == null ? null : factory.getDeclaringClassName();
    }
    // As it is written down ahead of time.
    Method factory =
        definition instanceof RootBeanDefinition root ? root.getResolvedFactoryMethod() : null;
    return factory == null ? null : factory.getDeclaringClass().getName();
  }

  /**
   * Returns the one that the application would have injected; null if there is none that traces.
   *
   * @throws RaglanConfigurationException if there are several and none is primary
   */
  @Nullable OpenTelemetry get(OtelMode mode) {
    if (!exist()) {
      return null;
    }
    try {
      return beans.getBeanProvider(OpenTelemetry.class).getIfAvailable();
    } catch (NoUniqueBeanDefinitionException several) {
      throw new RaglanConfigurationException(
          MODE_PROPERTY,
          name(mode),
          "there are several OpenTelemetry beans and none is primary: "
              + several.getBeanNamesFound(),
          "Mark one with @Primary, or set raglan.otel-mode=standalone.");
    }
  }
}

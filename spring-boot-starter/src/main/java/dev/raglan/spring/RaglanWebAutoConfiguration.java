package dev.raglan.spring;

import dev.raglan.Raglan;
import dev.raglan.internal.context.TraceContextProcessor;
import dev.raglan.internal.record.Engine;
import jakarta.servlet.Filter;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.server.WebFilter;
import reactor.core.publisher.Mono;

/** Auto-configuration that lets the spans of a web request know its session, customer and user. */
@AutoConfiguration(after = RaglanAutoConfiguration.class)
@ConditionalOnProperty("raglan.web.enabled")
@ConditionalOnBean({Raglan.class, RaglanProperties.class})
public class RaglanWebAutoConfiguration {

  /** In a servlet application. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass({Filter.class, OncePerRequestFilter.class})
  @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
  static class ServletConfiguration {

    @Bean
    static TraceContextServletFilter raglanServletFilter(
        RaglanProperties properties, Raglan raglan) {
      return new TraceContextServletFilter(new RequestWords(properties.web()), spans(raglan));
    }
  }

  /** In a reactive application. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass({WebFilter.class, Mono.class})
  @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
  static class ReactiveConfiguration {

    @Bean
    static TraceContextWebFilter raglanWebFilter(
        RaglanProperties properties,
        Raglan raglan,
        ObjectProvider<ContextPropagation> propagation) {
      return new TraceContextWebFilter(
          new RequestWords(properties.web()), spans(raglan), propagation.getIfAvailable());
    }
  }

  private static RequestSpans spans(Raglan raglan) {
    return new RequestSpans(TraceContextProcessor.of(Engine.of(raglan).renderer()));
  }
}

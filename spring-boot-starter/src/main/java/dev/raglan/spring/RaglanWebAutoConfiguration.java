package dev.raglan.spring;

import dev.raglan.Raglan;
import dev.raglan.internal.context.TraceContextProcessor;
import dev.raglan.internal.record.Engine;
import dev.raglan.spring.internal.config.GlobalRaglan;
import dev.raglan.spring.internal.web.EntryServletFilter;
import dev.raglan.spring.internal.web.EntryWebFilter;
import dev.raglan.spring.internal.web.TraceContextServletFilter;
import dev.raglan.spring.internal.web.TraceContextWebFilter;
import dev.raglan.spring.properties.RaglanProperties;
import jakarta.servlet.Filter;
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

/**
 * Auto-configuration of web requests: their woven calls reach the application that serves them, and
 * session, customer and user are read into their spans.
 */
@AutoConfiguration(after = RaglanAutoConfiguration.class)
@ConditionalOnBean({Raglan.class, RaglanProperties.class, GlobalRaglan.class})
public class RaglanWebAutoConfiguration {

  /** In a servlet application. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass({Filter.class, OncePerRequestFilter.class})
  @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
  static class ServletConfiguration {

    @Bean
    static EntryServletFilter raglanEntryServletFilter(Raglan raglan, GlobalRaglan global) {
      return new EntryServletFilter(raglan, global::isAlone);
    }

    @Bean
    @ConditionalOnProperty("raglan.web.enabled")
    static TraceContextServletFilter raglanServletFilter(
        RaglanProperties properties, Raglan raglan) {
      return new TraceContextServletFilter(properties.web(), processor(raglan));
    }
  }

  /** In a reactive application. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass({WebFilter.class, Mono.class})
  @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
  static class ReactiveConfiguration {

    @Bean
    static EntryWebFilter raglanEntryWebFilter(Raglan raglan, GlobalRaglan global) {
      return new EntryWebFilter(Engine.of(raglan).spans().owner(), global::isAlone);
    }

    @Bean
    @ConditionalOnProperty("raglan.web.enabled")
    static TraceContextWebFilter raglanWebFilter(RaglanProperties properties, Raglan raglan) {
      return new TraceContextWebFilter(properties.web(), processor(raglan));
    }
  }

  private static TraceContextProcessor processor(Raglan raglan) {
    return TraceContextProcessor.of(Engine.of(raglan).renderer());
  }
}

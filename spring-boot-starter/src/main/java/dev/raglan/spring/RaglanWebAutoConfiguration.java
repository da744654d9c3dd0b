package dev.raglan.spring;

import dev.raglan.Raglan;
import dev.raglan.internal.framework.RequestRoots;
import dev.raglan.internal.framework.RequestTraceContext;
import dev.raglan.spring.internal.config.GlobalRaglan;
import dev.raglan.spring.internal.config.TracingBeside;
import dev.raglan.spring.internal.web.ClientCustomizers;
import dev.raglan.spring.internal.web.EntryServletFilter;
import dev.raglan.spring.internal.web.EntryWebFilter;
import dev.raglan.spring.internal.web.PropagationNotice;
import dev.raglan.spring.internal.web.TraceContextServletFilter;
import dev.raglan.spring.internal.web.TraceContextWebFilter;
import dev.raglan.spring.properties.RaglanProperties;
import jakarta.servlet.Filter;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.env.Environment;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.server.WebFilter;
import reactor.core.publisher.Mono;

/**
 * Auto-configuration of web requests: they have root spans where nothing else traces them, their
 * woven calls reach the application that serves them, session, customer and user are read into
 * their spans, and the requests that the application sends go on with the trace.
 */
@AutoConfiguration(after = RaglanAutoConfiguration.class)
@ConditionalOnBean({Raglan.class, RaglanProperties.class, GlobalRaglan.class})
@Import(ClientCustomizers.class)
@ImportRuntimeHints(ClientCustomizers.Hints.class)
public class RaglanWebAutoConfiguration {

  /** In a servlet application. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass({Filter.class, OncePerRequestFilter.class})
  @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
  static class ServletConfiguration {

    @Bean
    static EntryServletFilter raglanEntryServletFilter(
        RaglanProperties properties,
        Raglan raglan,
        GlobalRaglan global,
        ConfigurableListableBeanFactory beans) {
      return new EntryServletFilter(roots(properties.web(), raglan, beans), global::isAlone);
    }

    @Bean
    @ConditionalOnProperty("raglan.web.enabled")
    static TraceContextServletFilter raglanServletFilter(
        RaglanProperties properties, Raglan raglan) {
      return new TraceContextServletFilter(properties.web(), new RequestTraceContext(raglan));
    }
  }

  /** In a reactive application. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass({WebFilter.class, Mono.class})
  @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
  static class ReactiveConfiguration {

    @Bean
    static EntryWebFilter raglanEntryWebFilter(
        RaglanProperties properties,
        Raglan raglan,
        GlobalRaglan global,
        ConfigurableListableBeanFactory beans,
        Environment environment) {
      PropagationNotice.log(environment);
      return new EntryWebFilter(roots(properties.web(), raglan, beans), global::isAlone);
    }

    @Bean
    @ConditionalOnProperty("raglan.web.enabled")
    static TraceContextWebFilter raglanWebFilter(RaglanProperties properties, Raglan raglan) {
      return new TraceContextWebFilter(properties.web(), new RequestTraceContext(raglan));
    }
  }

  /** Where another tracing is, it records requests and reads their headers. */
  private static RequestRoots roots(
      RaglanProperties.Web settings, Raglan raglan, ConfigurableListableBeanFactory beans) {
    boolean first = !new TracingBeside(beans).isAny();
    Boolean root = settings.root();
    return new RequestRoots(raglan, root == null ? first : root, first && settings.propagate());
  }
}

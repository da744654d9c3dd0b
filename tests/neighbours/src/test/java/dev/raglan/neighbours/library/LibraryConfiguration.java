package dev.raglan.neighbours.library;

import dev.raglan.neighbours.RecordedSpans;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.support.ContextPropagatingTaskDecorator;
import org.springframework.jms.annotation.EnableJms;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

/** The parts of the library that are switched on, and its reader. */
@Configuration(proxyBeanMethods = false)
@EnableAsync
@EnableCaching
@EnableJms
@EnableMethodSecurity
class LibraryConfiguration {

  @Bean
  static RecordedSpans recordedSpans() {
    return new RecordedSpans();
  }

  @Bean
  static ContextPropagatingTaskDecorator decorator() {
    return new ContextPropagatingTaskDecorator();
  }

  @Bean
  static InMemoryUserDetailsManager users() {
    return new InMemoryUserDetailsManager(
        User.withUsername("reader").password("{noop}books").roles("READER").build());
  }

  @Bean
  static SecurityFilterChain security(HttpSecurity http) throws Exception {
    return http.authorizeHttpRequests(all -> all.anyRequest().permitAll())
        .httpBasic(Customizer.withDefaults())
        .build();
  }
}

package dev.raglan.spring;

import dev.raglan.Raglan;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/**
 * Auto-configuration of an application whose tracing is switched off: beans that use the facade get
 * a {@link Raglan} that records nothing, so that the switch needs no change of theirs.
 */
@AutoConfiguration
@ConditionalOnProperty(name = "raglan.enabled", havingValue = "false")
public class RaglanOffAutoConfiguration {

  @Bean
  @Lazy
  @ConditionalOnMissingBean
  static Raglan raglan() {
    return Raglan.builder().enabled(false).joinGlobal(false).closeAtExit(false).build();
  }
}

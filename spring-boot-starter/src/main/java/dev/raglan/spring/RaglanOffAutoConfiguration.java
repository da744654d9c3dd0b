package dev.raglan.spring;

import dev.raglan.Raglan;
import org.springframework.beans.factory.ObjectFactory;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.util.function.SingletonSupplier;

/**
 * Auto-configuration of an application whose tracing is switched off: beans that use the facade get
 * a {@link Raglan} that records nothing, so that the switch needs no change of theirs.
 */
@AutoConfiguration
@ConditionalOnProperty(name = "raglan.enabled", havingValue = "false")
public class RaglanOffAutoConfiguration {

  @Bean
  static BeanFactoryPostProcessor raglanOff() {
    return RaglanOffAutoConfiguration::serve;
  }

  /** Is injected without being a bean: child contexts whose tracing is on have one of their own. */
  private static void serve(ConfigurableListableBeanFactory beans) {
    if (beans.getBeanNamesForType(Raglan.class, true, false).length == 0) {
      SingletonSupplier<Raglan> off = SingletonSupplier.of(RaglanOffAutoConfiguration::off);
      beans.registerResolvableDependency(Raglan.class, (ObjectFactory<Raglan>) off::obtain);
    }
  }

  private static Raglan off() {
    return Raglan.builder().enabled(false).joinGlobal(false).closeAtExit(false).build();
  }
}

package dev.raglan.spring.internal.advice;

import java.util.stream.Stream;
import org.springframework.beans.factory.BeanFactoryInitializer;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AbstractBeanDefinition;

/**
 * Initializer that creates the engine before any bean of an application that starts beans in the
 * background: their threads may not create it, so that their first calls would not be traced.
 *
 * @param engine creates the engine
 */
public record BackgroundBeans(Runnable engine)
    implements BeanFactoryInitializer<ConfigurableListableBeanFactory> {

  @Override
  public void initialize(ConfigurableListableBeanFactory beans) {
    boolean any =
        Stream.of(beans.getBeanDefinitionNames())
            .map(beans::getMergedBeanDefinition)
            .anyMatch(BackgroundBeans::isStartedInBackground);
    if (any) {
      engine.run();
    }
  }

  private static boolean isStartedInBackground(BeanDefinition definition) {
    return definition instanceof AbstractBeanDefinition bean && bean.isBackgroundInit();
  }
}

package dev.raglan.spring;

import dev.raglan.Raglan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.aop.Advisor;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** Weaves the contract's subjects as beans of real application contexts. */
final class SpringWeaver implements AutoCloseable {

  private final boolean proxyTargetClass;
  private final List<ConfigurableApplicationContext> open = new ArrayList<>();

  /**
   * @param proxyTargetClass whether proxies are CGLIB's subclasses, or the JDK's of interfaces, as
   *     something else in the application needs them
   */
  SpringWeaver(boolean proxyTargetClass) {
    this.proxyTargetClass = proxyTargetClass;
  }

  /** The subject as a bean of an application whose tracing it is. */
  @SuppressWarnings("unchecked") // An instance is of its class.
  <T> T traced(Class<T> type, Object subject, Raglan raglan) {
    AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    open.add(context);
    context
        .getEnvironment()
        .getPropertySources()
        .addFirst(
            new MapPropertySource(
                "weaver", Map.of("spring.aop.proxy-target-class", proxyTargetClass)));
    context.getBeanFactory().registerSingleton("raglan", raglan);
    context.registerBean("subject", (Class<Object>) subject.getClass(), () -> subject);
    if (!proxyTargetClass) {
      context.registerBean(Advisor.class, () -> new OthersAdvice(subject.getClass()));
    }
    context.register(AopAutoConfiguration.class, RaglanAutoConfiguration.class);
    context.refresh();
    return context.getBean("subject", type);
  }

  @Override
  public void close() {
    open.forEach(ConfigurableApplicationContext::close);
    open.clear();
  }
}

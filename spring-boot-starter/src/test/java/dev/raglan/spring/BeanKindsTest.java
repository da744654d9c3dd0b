package dev.raglan.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.annotation.Traced;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.ai.tool.annotation.Tool;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Lookup;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;

/** Beans as containers make and hand them out: traced, and otherwise as without Raglan. */
class BeanKindsTest {

  private static final List<String> LIFE = new ArrayList<>();

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(AopAutoConfiguration.class, RaglanAutoConfiguration.class))
          .withAllowCircularReferences(true)
          .withBean(RecordedSpans.class);

  @BeforeEach
  void forget() {
    LIFE.clear();
  }

  @ParameterizedTest
  @CsvSource({
    "raglan.enabled=false, 0",
    "raglan.enabled=true, 2",
    "spring.aop.auto=false, 2",
    "spring.aop.proxy-target-class=false, 2"
  })
  void beansThatReferToEachOther(String property, int spans) {
    runner
        .withPropertyValues(property)
        .withBean(Ping.class)
        .withBean(Pong.class)
        .run(
            context -> {
              assertThat(context.getBean(Ping.class).viaPong()).isEqualTo("pong ping");
              if (spans > 0) {
                assertThat(RecordedSpans.of(context)).hasSize(spans);
              }
            });
  }

  /** Refers to the other one. */
  static class Ping {

    @Autowired private Pong pong;

    String viaPong() {
      return pong.pong();
    }

    @Traced
    public String ping() {
      return "ping";
    }
  }

  /** Refers to the first. */
  static class Pong {

    @Autowired private Ping ping;

    @Traced
    public String pong() {
      return "pong " + ping.ping();
    }
  }

  @Test
  void aBeanThatIsGivenItself() {
    runner
        .withBean(SelfInjected.class)
        .run(
            context -> {
              assertThat(context.getBean(SelfInjected.class).twice()).isEqualTo("oneone");
              assertThat(RecordedSpans.of(context)).hasSize(2);
            });
  }

  /** Calls itself as a bean. */
  static class SelfInjected {

    @Autowired @Lazy private SelfInjected self;
    @Autowired private ObjectProvider<SelfInjected> provider;

    String twice() {
      return self.one() + provider.getObject().one();
    }

    @Traced
    public String one() {
      return "one";
    }
  }

  @ParameterizedTest
  @CsvSource({
    "raglan.enabled=false, false",
    "raglan.enabled=true, false",
    "raglan.enabled=true, true",
    "spring.aop.proxy-target-class=false, false"
  })
  void aBeanIsMadeAndStartedAndToldAndStoppedOnce(String property, boolean tool) {
    Class<? extends Living> type = tool ? LivingTool.class : Living.class;
    runner
        .withPropertyValues(property)
        .withBean("living", type)
        .run(
            context -> {
              context.publishEvent(new News(this));
              context.publishEvent("other");
            });
    assertThat(LIFE)
        .containsExactly(
            "made", "begun state", "start state", "news state", "stop state", "end state");
  }

  /** An event of the application's. */
  static class News extends ApplicationEvent {

    News(Object source) {
      super(source);
    }
  }

  /** Notes what the container does with it. */
  static class Living implements SmartLifecycle, ApplicationListener<News> {

    private final String state;

    Living() {
      LIFE.add("made");
      state = "state";
    }

    @PostConstruct
    void begin() {
      LIFE.add("begun " + state);
    }

    @PreDestroy
    void end() {
      LIFE.add("end " + state);
    }

    @Traced
    public String work() {
      return state;
    }

    @Override
    public void start() {
      LIFE.add("start " + state);
    }

    @Override
    public void stop() {
      LIFE.add("stop " + state);
    }

    @Override
    public boolean isRunning() {
      return LIFE.contains("start " + state) && !LIFE.contains("stop " + state);
    }

    @Override
    public void onApplicationEvent(News event) {
      LIFE.add("news " + state);
    }
  }

  /** The same with a tool. */
  static class LivingTool extends Living {

    @Tool
    @Traced
    public String tool(String text) {
      return text;
    }
  }

  @Test
  void productsOfFactoryBeansAndPrototypesAndScopedBeans() {
    runner
        .withUserConfiguration(Products.class)
        .withBean("factory", Factory.class)
        .withBean(User.class)
        .run(
            context -> {
              User user = context.getBean(User.class);
              assertThat(user.use()).isEqualTo("prototype");
              assertThat(user.use()).isEqualTo("prototype");
              assertThat(LIFE).containsExactly("prototype", "prototype");
              assertThat(context.getBean("scoped", Product.class).work()).isEqualTo("scoped");
              assertThat(((Factory) context.getBean("&factory")).getObject().work())
                  .isEqualTo("factory");
              assertThat(context.getBean("factory", Product.class).work()).isEqualTo("factory");
              assertThat(RecordedSpans.of(context)).hasSize(6);
            });
  }

  /** Something that is made anew. */
  static class Product {

    private final String name;

    Product(String name) {
      this.name = name;
    }

    @Traced
    public String work() {
      return name;
    }
  }

  /** Makes a product. */
  static class Factory implements FactoryBean<Product> {

    @Override
    public Product getObject() {
      return new Product("factory");
    }

    @Override
    public Class<?> getObjectType() {
      return Product.class;
    }
  }

  /** Products of other scopes. */
  @Configuration(proxyBeanMethods = false)
  static class Products {

    @Bean
    @Scope("prototype")
    static Product prototype() {
      LIFE.add("prototype");
      return new Product("prototype");
    }

    @Bean
    @Scope(value = "prototype", proxyMode = ScopedProxyMode.TARGET_CLASS)
    static Product scoped() {
      return new Product("scoped");
    }
  }

  /** Asks the container for a product at each call. */
  abstract static class User {

    @Traced
    public @Nullable String use() {
      return prototype().work();
    }

    @Lookup("prototype")
    protected abstract Product prototype();
  }
}

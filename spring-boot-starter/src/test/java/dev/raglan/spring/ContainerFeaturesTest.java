package dev.raglan.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.raglan.annotation.Traced;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.context.event.EventListener;
import org.springframework.context.event.GenericApplicationListener;
import org.springframework.context.support.SimpleThreadScope;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.Order;
import org.springframework.core.convert.converter.Converter;
import org.springframework.core.convert.support.DefaultConversionService;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.messaging.handler.annotation.support.DefaultMessageHandlerMethodFactory;
import org.springframework.messaging.support.GenericMessage;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.stereotype.Component;
import org.springframework.util.ReflectionUtils;

/** Beans that the container finds by their types and annotations: the same with Raglan. */
class ContainerFeaturesTest {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(AopAutoConfiguration.class, RaglanAutoConfiguration.class))
          .withBean(RecordedSpans.class)
          .withUserConfiguration(Application.class);

  @ParameterizedTest
  @ValueSource(strings = {"raglan.enabled=true", "spring.aop.proxy-target-class=false"})
  void seesTheSameBeansWithRaglanAndWithout(String property) {
    assertThat(observed(property)).isEqualTo(observed(property, "raglan.enabled=false"));
  }

  @Test
  void tracesEachOfThem() {
    runner.run(
        context -> {
          observed(context);
          await().until(() -> RecordedSpans.namesOf(context).contains("Later.later"));
          assertThat(RecordedSpans.namesOf(context))
              .contains(
                  "Texts.find",
                  "Numbers.find",
                  "Registered.convert",
                  "NewsListener.onApplicationEvent",
                  "Choosy.onApplicationEvent",
                  "Making.part",
                  "Making.whole",
                  "Later.later",
                  "Cached.cached",
                  "Handler.handle",
                  "Product.work",
                  "Threaded.work",
                  "Settings.describe",
                  "Shown.show");
        });
  }

  /** The span of an asynchronous call is on the thread that works, for as long as that works. */
  @Test
  void tracesAsynchronousCallsToTheirEnd() {
    runner.run(
        context -> {
          context.getBean(Later.class).later("x").join();
          await().until(() -> RecordedSpans.namesOf(context).contains("Later.later"));
          assertThat(RecordedSpans.of(context))
              .filteredOn(span -> span.getName().equals("Later.later"))
              .singleElement()
              .satisfies(
                  span -> assertThat(span.getAttributes().asMap().toString()).contains("later x"));
        });
  }

  private Map<String, Object> observed(String... properties) {
    Map<String, Object> seen = new TreeMap<>();
    runner
        .withPropertyValues(properties)
        .run(
            context -> {
              assertThat(context).hasNotFailed();
              seen.putAll(observed(context));
            });
    return seen;
  }

  private static Map<String, Object> observed(ApplicationContext context) {
    Map<String, Object> seen = new TreeMap<>();
    seen.put("by their generics", context.getBean(Injected.class).find());
    seen.put("names by type", List.of(context.getBeanNamesForType(Repository.class)));
    seen.put(
        "names by generic type",
        List.of(
            context.getBeanNamesForType(
                ResolvableType.forClassWithGenerics(Repository.class, String.class))));
    seen.put(
        "in their order",
        context.getBeanProvider(Repository.class).orderedStream().map(Repository::place).toList());
    seen.put("primary", context.getBean(Repository.class).place());
    seen.put("converted", converted(context));
    context.publishEvent("news");
    context.publishEvent(7);
    seen.put("heard", context.getBean(NewsListener.class).heard());
    seen.put("chosen", context.getBean(Choosy.class).heard());
    seen.put("made once", context.getBean(Making.class).isOnePart());
    seen.put("whole", context.getBean("whole"));
    seen.put("later", context.getBean(Later.class).later("x").join());
    Cached cached = context.getBean(Cached.class);
    seen.put("cached", List.of(cached.cached("x"), cached.cached("x"), cached.times()));
    seen.put("handled", handled(context));
    seen.put("product", context.getBean(Product.class).work("x"));
    seen.put("type of product", context.getType("products").isAssignableFrom(Product.class));
    seen.put("same product", context.getBean("products") == context.getBean("products"));
    seen.put("scoped", context.getBean(Threaded.class).work("x"));
    seen.put("settings", context.getBean(Settings.class).describe());
    seen.put("marked", context.getBeansWithAnnotation(Marked.class).keySet());
    seen.put(
        "found annotation",
        context.findAnnotationOnBean("shown", Marked.class) != null
            && context.findAnnotationOnBean("shown", Order.class) != null);
    seen.put("shown", context.getBean(Shown.class).show("x"));
    seen.put("qualified", context.getBean(Qualified.class).shown().show("y"));
    seen.put("told at the end", context.getBean(Shown.class).told());
    seen.put("processed", context.getBean(Processor.class).seen().contains("shown"));
    return seen;
  }

  private static List<Object> converted(ApplicationContext context) {
    DefaultConversionService service = new DefaultConversionService();
    context.getBeanProvider(Converter.class).forEach(service::addConverter);
    return List.of(service.convert("x", Text.class));
  }

  /** As containers of messages call their listeners. */
  private static Object handled(ApplicationContext context) {
    DefaultMessageHandlerMethodFactory factory = new DefaultMessageHandlerMethodFactory();
    factory.afterPropertiesSet();
    Object bean = context.getBean("handler");
    try {
      return factory
          .createInvocableHandlerMethod(
              bean, ReflectionUtils.findMethod(Handler.class, "handle", String.class))
          .invoke(new GenericMessage<>("x"));
    } catch (Exception failed) {
      return failed;
    }
  }

  record Text(String value) {}

  @Retention(RetentionPolicy.RUNTIME)
  @Component
  @interface Marked {}

  interface Repository<T> {
    T find(String key);

    int place();
  }

  @Order(2)
  static class Texts implements Repository<String> {

    @Override
    @Traced
    public String find(String key) {
      return key;
    }

    @Override
    public int place() {
      return 2;
    }
  }

  @Order(1)
  static class Numbers implements Repository<Integer> {

    @Override
    @Traced
    public Integer find(String key) {
      return key.length();
    }

    @Override
    public int place() {
      return 1;
    }
  }

  static class Injected {

    @Autowired private Repository<String> texts;
    @Autowired private Repository<Integer> numbers;
    @Autowired private List<Repository<?>> all;

    List<Object> find() {
      return List.of(
          texts.find("key"), numbers.find("key"), all.stream().map(Repository::place).toList());
    }
  }

  static class Registered implements Converter<String, Text> {

    @Override
    @Traced
    public Text convert(String source) {
      return new Text(source);
    }
  }

  static class NewsListener implements ApplicationListener<PayloadApplicationEvent<String>> {

    private final List<Object> heard = Collections.synchronizedList(new ArrayList<>());

    @Override
    @Traced
    public void onApplicationEvent(PayloadApplicationEvent<String> event) {
      heard.add(event.getPayload());
    }

    @Traced
    @EventListener
    public void onNumber(Integer number) {
      heard.add(number);
    }

    List<Object> heard() {
      return heard;
    }
  }

  static class Choosy implements GenericApplicationListener {

    private final List<Object> heard = Collections.synchronizedList(new ArrayList<>());

    @Override
    public boolean supportsEventType(ResolvableType type) {
      return PayloadApplicationEvent.class.isAssignableFrom(type.toClass());
    }

    @Override
    @Traced
    public void onApplicationEvent(org.springframework.context.ApplicationEvent event) {
      heard.add(((PayloadApplicationEvent<?>) event).getPayload());
    }

    List<Object> heard() {
      return heard;
    }
  }

  /** Calls between its own factory methods are those of the container. */
  @Configuration
  static class Making {

    @Autowired private ObjectProvider<StringBuilder> parts;

    @Bean
    @Traced
    StringBuilder part() {
      return new StringBuilder("part");
    }

    @Bean
    @Traced
    String whole() {
      return part().append(" of ").append(part() == part() ? "one" : "several").toString();
    }

    boolean isOnePart() {
      return part() == parts.getObject();
    }
  }

  static class Later {

    @Async
    @Traced
    public CompletableFuture<String> later(String text) {
      return CompletableFuture.supplyAsync(() -> "later " + text);
    }
  }

  static class Cached {

    private int times;

    @Cacheable("texts")
    @Traced
    public String cached(String text) {
      times++;
      return text + times;
    }

    int times() {
      return times;
    }
  }

  static class Handler {

    @Traced
    @MessageMapping("texts")
    public String handle(@Payload String text) {
      return "handled " + text;
    }
  }

  /** Made by a factory whose type tells the product's only by its generics. */
  static class Product {

    @Traced
    public String work(String text) {
      return "product " + text;
    }
  }

  abstract static class Products<T> implements FactoryBean<T> {

    abstract Function<String, T> maker();

    @Override
    public T getObject() {
      return maker().apply("x");
    }
  }

  static class ProductOnes extends Products<Product> {

    @Override
    Function<String, Product> maker() {
      return name -> new Product();
    }

    @Override
    public Class<?> getObjectType() {
      return Product.class;
    }
  }

  static class Threaded {

    @Traced
    public String work(String text) {
      return "scoped " + text;
    }
  }

  @ConfigurationProperties("app")
  static class Settings {

    private String name = "none";

    public String getName() {
      return name;
    }

    public void setName(String name) {
      this.name = name;
    }

    @Traced
    public String describe() {
      return "named " + name;
    }
  }

  @Marked
  @Order(3)
  static class Shown implements SmartInitializingSingleton {

    private boolean told;

    @Traced
    public String show(String text) {
      return "shown " + text;
    }

    boolean told() {
      return told;
    }

    @Override
    public void afterSingletonsInstantiated() {
      told = true;
    }
  }

  static class Qualified {

    private final Shown shown;

    Qualified(@Qualifier("shown") Shown shown) {
      this.shown = shown;
    }

    Shown shown() {
      return shown;
    }
  }

  /** A post-processor of the application's. */
  static class Processor implements BeanPostProcessor {

    private final List<String> seen = Collections.synchronizedList(new ArrayList<>());

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
      seen.add(name);
      return bean;
    }

    List<String> seen() {
      return seen;
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAsync(proxyTargetClass = true)
  @EnableCaching(proxyTargetClass = true)
  @EnableConfigurationProperties(Settings.class)
  @org.springframework.context.annotation.Import(Making.class)
  static class Application {

    @Bean
    static org.springframework.beans.factory.config.CustomScopeConfigurer scopes() {
      var scopes = new org.springframework.beans.factory.config.CustomScopeConfigurer();
      scopes.addScope("thread", new SimpleThreadScope());
      return scopes;
    }

    @Bean
    static Processor processor() {
      return new Processor();
    }

    @Bean
    @Primary
    Texts texts() {
      return new Texts();
    }

    @Bean
    Repository<Integer> numbers() {
      return new Numbers();
    }

    @Bean
    Injected injected() {
      return new Injected();
    }

    @Bean
    Registered registered() {
      return new Registered();
    }

    @Bean
    NewsListener newsListener() {
      return new NewsListener();
    }

    @Bean
    Choosy choosy() {
      return new Choosy();
    }

    @Bean
    Later later() {
      return new Later();
    }

    @Bean
    Executor taskExecutor() {
      return new SimpleAsyncTaskExecutor();
    }

    @Bean
    ConcurrentMapCacheManager caches() {
      return new ConcurrentMapCacheManager();
    }

    @Bean
    Cached cached() {
      return new Cached();
    }

    @Bean
    Handler handler() {
      return new Handler();
    }

    @Bean
    ProductOnes products() {
      return new ProductOnes();
    }

    @Bean
    @Scope(value = "thread", proxyMode = ScopedProxyMode.TARGET_CLASS)
    Threaded threaded() {
      return new Threaded();
    }

    @Bean
    Shown shown(BeanFactory beans) {
      return new Shown();
    }

    @Bean
    Qualified qualified(@Qualifier("shown") Shown shown) {
      return new Qualified(shown);
    }
  }
}

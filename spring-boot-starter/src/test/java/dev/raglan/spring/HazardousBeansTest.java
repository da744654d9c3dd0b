package dev.raglan.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.annotation.Traced;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.filter.OncePerRequestFilter;

/** Beans that a proxy would harm stay what they are, and one complaint says why and what to do. */
@ExtendWith(OutputCaptureExtension.class)
class HazardousBeansTest {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(AopAutoConfiguration.class, RaglanAutoConfiguration.class))
          .withBean(RecordedSpans.class);

  @Test
  void startsWithAPrivateEventListener(CapturedOutput output) {
    runner
        .withBean("listening", Listening.class)
        .run(
            context -> {
              context.publishEvent("news");
              Listening bean = context.getBean(Listening.class);
              bean.work();
              assertThat(bean.heard()).containsExactly("news");
              assertThat(AopUtils.isAopProxy(bean)).isFalse();
            });
    assertThat(output)
        .containsOnlyOnce(
            "bean 'listening': calls of " + Listening.class.getName() + ".work are not")
        .contains(
            "the private method "
                + Listening.class.getName()
                + ".on, annotated with @EventListener, cannot be called on a proxy. Make it"
                + " non-private, move the traced methods to a bean of their own, or weave them with"
                + " raglan-aspectj.");
  }

  @Test
  void startsWithAPrivateScheduledMethod(CapturedOutput output) {
    runner
        .withBean(Ticking.class)
        .withUserConfiguration(Scheduling.class)
        .run(
            context ->
                assertThat(context.getBean(Ticking.class).ticked.await(60, TimeUnit.SECONDS))
                    .isTrue());
    assertThat(output).containsOnlyOnce("Ticking.tick, annotated with @Scheduled");
  }

  @Test
  void leavesBeansAloneWhosePrivateHandlersSpringCalls(CapturedOutput output) {
    runner
        .withBean(Controller.class)
        .withBean(MessageListener.class)
        .run(
            context -> {
              assertThat(AopUtils.isAopProxy(context.getBean(Controller.class))).isFalse();
              assertThat(AopUtils.isAopProxy(context.getBean(MessageListener.class))).isFalse();
            });
    assertThat(output)
        .containsOnlyOnce("Controller.get, annotated with @GetMapping")
        .containsOnlyOnce("MessageListener.receive, annotated with @MyListener");
  }

  @Test
  void startsWithAListenerThatIsOnNoInterfaceOfAnInterfaceProxy(CapturedOutput output) {
    runner
        .withPropertyValues("spring.aop.proxy-target-class=false")
        .withBean("it", Work.class, ListeningFinally::new)
        .run(
            context -> {
              context.publishEvent("news");
              assertThat(((ListeningFinally) context.getBean(Work.class)).heard)
                  .containsExactly("news");
            });
    assertThat(output)
        .containsOnlyOnce(
            "ListeningFinally.on, annotated with @EventListener, is not on an interface")
        .contains("spring.aop.proxy-target-class=true");
  }

  @ParameterizedTest
  @ValueSource(classes = {WorkWithFinalMethod.class, WorkWithField.class})
  void startsWhereSuchABeanIsInjectedByItsClassAndProxiesHaveInterfaces(
      Class<? extends Work> type, CapturedOutput output) {
    runner
        .withPropertyValues("spring.aop.proxy-target-class=false")
        .withBean("it", type)
        .withBean(Injected.class)
        .run(
            context -> {
              assertThat(context).hasNotFailed();
              assertThat(AopUtils.isAopProxy(context.getBean(type))).isFalse();
              context.getBean(Injected.class).bean.work();
            });
    assertThat(output)
        .containsOnlyOnce("bean 'it': calls of " + type.getName() + ".work are not traced: the ")
        .contains("Make it ", ", move the traced methods to a bean of their own");
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        ByConstructor.class,
        ByField.class,
        BySetter.class,
        ByProvider.class,
        ByFactory.class
      })
  void startsWhereABeanOfAFinalClassIsInjectedByItAndProxiesHaveInterfaces(
      Class<?> injecting, CapturedOutput output) {
    runner
        .withPropertyValues("spring.aop.proxy-target-class=false")
        .withBean("it", FinalWork.class)
        .withUserConfiguration(injecting)
        .run(
            context -> {
              assertThat(context).hasNotFailed();
              context.getBean(FinalWork.class).work();
              assertThat(RecordedSpans.of(context)).isEmpty();
            });
    assertThat(output)
        .containsOnlyOnce("bean 'it': calls of " + FinalWork.class.getName() + ".work are not")
        .contains("injected by its class", "Have it injected by an interface");
  }

  @Test
  void tracesABeanOfAFinalClassThatIsInjectedByAnInterface(CapturedOutput output) {
    runner
        .withPropertyValues("spring.aop.proxy-target-class=false")
        .withBean("it", FinalWork.class)
        .withBean(ByInterface.class)
        .run(
            context -> {
              context.getBean(ByInterface.class).bean().work();
              assertThat(RecordedSpans.namesOf(context)).containsExactly("FinalWork.work");
            });
    assertThat(output).doesNotContain("not traced");
  }

  @Test
  void tracesABeanWhoseListenersAProxySees(CapturedOutput output) {
    runner
        .withBean(Visible.class)
        .run(
            context -> {
              context.publishEvent("news");
              assertThat(RecordedSpans.namesOf(context)).containsExactly("Visible.on");
            });
    assertThat(output).doesNotContain("not traced");
  }

  @Test
  void startsTomcatWithAFilterThatIsTraced(CapturedOutput output) {
    new WebApplicationContextRunner(AnnotationConfigServletWebServerApplicationContext::new)
        .withConfiguration(
            AutoConfigurations.of(
                AopAutoConfiguration.class,
                RaglanAutoConfiguration.class,
                TomcatServletWebServerAutoConfiguration.class))
        .withPropertyValues("server.port=0")
        .withBean(TracedFilter.class)
        .run(context -> assertThat(context).hasNotFailed());
    assertThat(output).containsOnlyOnce(TracedFilter.class.getName() + ".doFilterInternal are not");
  }

  @Test
  void keepsTheStateOfFinalMethods(CapturedOutput output) {
    runner
        .withBean(WithFinalMethod.class)
        .run(context -> assertThat(context.getBean(WithFinalMethod.class).size()).isEqualTo(3));
    assertThat(output).containsOnlyOnce("the final method " + Base.class.getName() + ".size would");
  }

  @Test
  void keepsTheValuesOfVisibleFields(CapturedOutput output) {
    runner
        .withBean(WithField.class)
        .run(context -> assertThat(context.getBean(WithField.class).name).isEqualTo("field"));
    assertThat(output).containsOnlyOnce("the visible field " + WithField.class.getName() + ".name");
  }

  @Test
  void namesAllVisibleFieldsAtOnce(CapturedOutput output) {
    runner
        .withBean(WithFields.class)
        .run(context -> assertThat(context.getBean(WithFields.class).first).isEqualTo("first"));
    String name = WithFields.class.getName();
    assertThat(output)
        .containsOnlyOnce("the visible fields %1$s.first, %1$s.second would".formatted(name))
        .contains("Make them private");
  }

  @Test
  void tracesABeanThatIsAProxyAnyway(CapturedOutput output) {
    runner
        .withBean(TransactionalWithField.class)
        .withUserConfiguration(ToolBeansTest.Transactions.class)
        .run(
            context -> {
              context.getBean(TransactionalWithField.class).work();
              assertThat(RecordedSpans.namesOf(context))
                  .containsExactly("TransactionalWithField.work");
            });
    assertThat(output).doesNotContain("not traced");
  }

  @Test
  void tracesMethodsOfAPackagePrivateSuperclass() {
    runner
        .withBean(VisibleThroughBridge.class)
        .run(
            context -> {
              context.getBean(VisibleThroughBridge.class).inherited("x");
              assertThat(RecordedSpans.namesOf(context))
                  .containsExactly("PackagePrivate.inherited");
            });
  }

  static class Listening {

    private final List<Object> heard = new ArrayList<>();

    @Traced
    public void work() {}

    @EventListener
    private void on(String event) {
      heard.add(event);
    }

    List<Object> heard() {
      return heard;
    }
  }

  static class Ticking {

    private final CountDownLatch ticked = new CountDownLatch(1);

    @Traced
    public void work() {}

    @Scheduled(fixedDelay = 10)
    private void tick() {
      ticked.countDown();
    }
  }

  @EnableScheduling
  static class Scheduling {}

  @RestController
  static class Controller {

    @Traced
    public void work() {}

    @GetMapping("/")
    private String get() {
      return "got";
    }
  }

  /** As those of JMS, Kafka and RabbitMQ are made. */
  @MessageMapping
  @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
  @interface MyListener {}

  static class MessageListener {

    @Traced
    public void work() {}

    @MyListener
    private void receive(String message) {}
  }

  public interface Work {
    void work();
  }

  static final class ListeningFinally implements Work {

    private final List<Object> heard = new ArrayList<>();

    @Override
    @Traced
    public void work() {}

    @EventListener
    public void on(String event) {
      heard.add(event);
    }
  }

  static final class FinalWork implements Work {

    @Override
    @Traced
    public void work() {}
  }

  record ByInterface(Work bean) {}

  static class ByConstructor {

    ByConstructor(FinalWork bean) {
      bean.work();
    }
  }

  static class ByField {

    @Autowired private FinalWork bean;
  }

  static class BySetter {

    @Autowired
    void setBean(FinalWork bean) {
      bean.work();
    }
  }

  static class ByProvider {

    ByProvider(ObjectProvider<FinalWork> bean) {
      bean.getObject().work();
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class ByFactory {

    @Bean
    static String worked(FinalWork bean) {
      bean.work();
      return "worked";
    }
  }

  static class Visible {

    @Traced
    @EventListener
    void on(String event) {}
  }

  static class TracedFilter extends OncePerRequestFilter {

    @Override
    @Traced
    protected void doFilterInternal(
        HttpServletRequest request, HttpServletResponse response, FilterChain chain)
        throws ServletException, IOException {
      chain.doFilter(request, response);
    }
  }

  static class Base {

    private final List<String> names = List.of("a", "b", "c");

    public final int size() {
      return names.size();
    }
  }

  static class WithFinalMethod extends Base {

    @Traced
    public void work() {}
  }

  /** Takes the bean by its class. */
  static class Injected {

    private final Work bean;

    Injected(
        ObjectProvider<WorkWithFinalMethod> withMethod, ObjectProvider<WorkWithField> withField) {
      WorkWithFinalMethod first = withMethod.getIfAvailable();
      bean = first == null ? withField.getObject() : first;
    }
  }

  static class WorkWithFinalMethod extends Base implements Work {

    @Override
    @Traced
    public void work() {
      assertThat(size()).isEqualTo(3);
    }
  }

  static class WorkWithField implements Work {

    final String name = String.valueOf("field");

    @Override
    @Traced
    public void work() {}
  }

  static class WithField {

    final String name = String.valueOf("field");

    @Traced
    public void work() {}
  }

  static class WithFields {

    final String first = String.valueOf("first");
    protected final String second = String.valueOf("second");

    @Traced
    public void work() {}
  }

  static class TransactionalWithField {

    String name = "field";

    @Traced
    @Transactional
    public String work() {
      return name;
    }
  }

  static class PackagePrivate {

    @Traced
    public String inherited(String text) {
      return text;
    }
  }

  public static class VisibleThroughBridge extends PackagePrivate {}
}

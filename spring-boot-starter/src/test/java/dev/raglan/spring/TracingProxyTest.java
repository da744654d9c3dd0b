package dev.raglan.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raglan.annotation.Generation;
import dev.raglan.annotation.Traced;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aop.Advisor;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.framework.autoproxy.DefaultAdvisorAutoProxyCreator;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What a Spring proxy makes of annotated beans, however Spring makes its proxies. */
@ExtendWith(OutputCaptureExtension.class)
class TracingProxyTest {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(AopAutoConfiguration.class, RaglanAutoConfiguration.class))
          .withBean(RecordedSpans.class);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spring.aop.auto=true",
        "spring.aop.auto=false",
        "spring.aop.proxy-target-class=false",
        "spring.aop.auto=false,spring.aop.proxy-target-class=false"
      })
  void tracesBeansHoweverProxiesAreConfigured(String properties) {
    runner
        .withPropertyValues(properties.split(","))
        .withBean("search", Search.class, VectorSearch::new)
        .withBean(Assistant.class)
        .run(this::tracesBoth);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spring.aop.auto=true",
        "spring.aop.auto=false",
        "spring.aop.proxy-target-class=false"
      })
  void tracesBeansWithoutAspectJOnTheClassPath(String property) {
    runner
        .withClassLoader(new FilteredClassLoader("org.aspectj"))
        .withPropertyValues(property)
        .withBean("search", Search.class, VectorSearch::new)
        .withBean(Assistant.class)
        .run(this::tracesBoth);
  }

  private void tracesBoth(org.springframework.context.ApplicationContext context) {
    assertThat(context.getBean(Search.class).find("rag")).containsExactly("rag");
    assertThat(context.getBean(Assistant.class).answer("why?")).isEqualTo("because");
    assertThat(RecordedSpans.namesOf(context))
        .containsExactly("VectorSearch.find", "Assistant.answer");
  }

  @Test
  void keepsBeansInjectableByTheirClassWhereSpringBootsAopIsOff() {
    runner
        .withPropertyValues("spring.aop.auto=false")
        .withBean(VectorSearch.class)
        .run(context -> assertThat(context.getBean(VectorSearch.class).find("x")).hasSize(1));
  }

  @Test
  void leavesInterfaceProxiesWhereTheApplicationHasThem() {
    runner
        .withPropertyValues("spring.aop.proxy-target-class=false")
        .withBean(Advisor.class, () -> new OthersAdvice(Search.class))
        .withBean("search", Search.class, VectorSearch::new)
        .run(
            context ->
                assertThat(AopUtils.isJdkDynamicProxy(context.getBean(Search.class))).isTrue());
  }

  @Test
  void leavesBeansWithoutAnnotationsAlone() {
    runner
        .withBean(Plain.class)
        .run(context -> assertThat(AopUtils.isAopProxy(context.getBean(Plain.class))).isFalse());
  }

  @Test
  void recordsArgumentsAndResult() {
    runner
        .withBean(Assistant.class)
        .run(
            context -> {
              context.getBean(Assistant.class).answer("why?");
              SpanData span = RecordedSpans.of(context).get(0);
              assertThat(span.getAttributes().toString()).contains("why?", "because");
            });
  }

  @Test
  void passesTheSameExceptionThrough() {
    runner
        .withBean(Assistant.class)
        .run(
            context -> {
              assertThatThrownBy(() -> context.getBean(Assistant.class).fail())
                  .isSameAs(Assistant.FAILURE);
              assertThat(RecordedSpans.namesOf(context)).containsExactly("Assistant.fail");
            });
  }

  @Test
  void readsMetaAnnotationsAndTypeLevelAnnotationsAndVisibilityBelowPublic() {
    runner
        .withBean(Pipeline.class)
        .run(
            context -> {
              Pipeline pipeline = context.getBean(Pipeline.class);
              pipeline.chunk();
              pipeline.embed();
              pipeline.ofThePackage();
              assertThat(pipeline.toString()).isEqualTo("a pipeline");
              assertThat(RecordedSpans.namesOf(context))
                  .containsExactly("Pipeline.chunk", "Pipeline.embed", "Pipeline.ofThePackage");
            });
  }

  @Test
  void tracesLambdaBeansOfAnAnnotatedInterfaceUnderTheInterfacesName() {
    runner
        .withBean("search", AnnotatedSearch.class, () -> query -> List.of(query))
        .run(
            context -> {
              assertThat(context.getBean(AnnotatedSearch.class).find("x")).containsExactly("x");
              assertThat(RecordedSpans.namesOf(context)).containsExactly("AnnotatedSearch.find");
            });
  }

  @Test
  void tracesClientsThatAreProxiesThemselvesUnderTheInterfacesName() {
    runner
        .withBean(SearchClients.class)
        .run(
            context -> {
              assertThat(context.getBean(AnnotatedSearch.class).find("x")).containsExactly("x");
              assertThat(RecordedSpans.namesOf(context)).containsExactly("AnnotatedSearch.find");
            });
  }

  @Test
  void recordsOneSpanWhereTwoProxyCreatorsAreAtWork() {
    runner
        .withBean(Assistant.class)
        .withBean(
            DefaultAdvisorAutoProxyCreator.class,
            () -> {
              DefaultAdvisorAutoProxyCreator second = new DefaultAdvisorAutoProxyCreator();
              second.setProxyTargetClass(true);
              return second;
            })
        .run(
            context -> {
              context.getBean(Assistant.class).answer("why?");
              assertThat(RecordedSpans.namesOf(context)).containsExactly("Assistant.answer");
            });
  }

  @Test
  void tracesCallsMadeWhileTheApplicationStarts() {
    runner
        .withUserConfiguration(EarlyCaller.class)
        .run(
            context ->
                assertThat(RecordedSpans.namesOf(context)).containsExactly("Assistant.answer"));
  }

  @Test
  void keepsEveryBeanEligibleForItsProcessors(CapturedOutput output) {
    runner.withBean(Assistant.class).run(context -> assertThat(context).hasNotFailed());
    assertThat(output).doesNotContain("not eligible for getting processed");
  }

  @Test
  void passesCallsThroughAfterTheApplicationClosed() {
    Assistant[] outlived = new Assistant[1];
    runner.withBean(Assistant.class).run(context -> outlived[0] = context.getBean(Assistant.class));
    assertThat(outlived[0].answer("still there?")).isEqualTo("because");
  }

  public interface Search {
    List<String> find(String query);
  }

  @FunctionalInterface
  interface AnnotatedSearch {
    @Traced
    List<String> find(String query);
  }

  public static class VectorSearch implements Search {
    @Override
    @Traced
    public List<String> find(String query) {
      return List.of(query);
    }
  }

  public static class Assistant {

    static final IllegalStateException FAILURE = new IllegalStateException("no");

    @Generation
    public String answer(String question) {
      return "because";
    }

    @Traced
    public void fail() {
      throw FAILURE;
    }
  }

  static class Plain {
    public String answer() {
      return "";
    }
  }

  @Traced
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.METHOD)
  @interface Step {}

  @Traced
  static class Pipeline {

    public void chunk() {}

    @Step
    protected void embed() {}

    @Step
    void ofThePackage() {}

    void notPublic() {}

    @Override
    public String toString() {
      return "a pipeline";
    }
  }

  static class SearchClients implements FactoryBean<AnnotatedSearch> {

    @Override
    public AnnotatedSearch getObject() {
      ProxyFactory client = new ProxyFactory(AnnotatedSearch.class, new Answers());
      return (AnnotatedSearch) client.getProxy();
    }

    @Override
    public Class<?> getObjectType() {
      return AnnotatedSearch.class;
    }
  }

  static class Answers implements org.aopalliance.intercept.MethodInterceptor {
    @Override
    public Object invoke(org.aopalliance.intercept.MethodInvocation invocation) {
      return List.of("x");
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class EarlyCaller {

    @Bean
    Assistant assistant() {
      return new Assistant();
    }

    @Bean
    Object caller(Assistant assistant) {
      return assistant.answer("already?");
    }
  }
}

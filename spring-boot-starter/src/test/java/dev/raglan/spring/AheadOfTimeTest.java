package dev.raglan.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.agent.tool.Tool;
import dev.raglan.annotation.RagEvent;
import dev.raglan.annotation.Traced;
import dev.raglan.model.RagEventType;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.core.test.tools.TestCompiler;
import org.springframework.javapoet.ClassName;

/** An application whose beans are written down ahead of time, as {@code process-aot} does. */
@CompileWithForkedClassLoader
class AheadOfTimeTest {

  @Test
  void isTracedBySdkOfItsOwn() {
    isTracedAsOtherwise(Alone.class);
  }

  @Test
  void isTracedBesideTracingThatIsOff() {
    isTracedAsOtherwise(BesideTracingThatIsOff.class);
  }

  @Test
  void isTracedBesideSpringBootsTracing() {
    isTracedAsOtherwise(BesideTracing.class);
  }

  private static void isTracedAsOtherwise(Class<?> application) {
    TestGenerationContext generation = new TestGenerationContext(application);
    ClassName initializer;
    try (var written = configured(new AnnotationConfigApplicationContext())) {
      written.register(application);
      written.setClassLoader(new WithoutHintsOfSpringAi());
      initializer = new ApplicationContextAotGenerator().processAheadOfTime(written, generation);
    }
    generation.writeGeneratedContent();
    assertThat(RuntimeHintsPredicates.proxies().forInterfaces(RestClientCustomizer.class))
        .accepts(generation.getRuntimeHints());
    TestCompiler.forSystem()
        .with(generation)
        .compile(
            compiled -> {
              try (var context = configured(new GenericApplicationContext())) {
                initializer(
                        compiled.getInstance(
                            ApplicationContextInitializer.class, initializer.canonicalName()))
                    .initialize(context);
                context.refresh();
                isTraced(context);
              }
            });
  }

  @SuppressWarnings("unchecked") // As Spring's generator writes it.
  private static ApplicationContextInitializer<GenericApplicationContext> initializer(
      ApplicationContextInitializer<?> generated) {
    return (ApplicationContextInitializer<GenericApplicationContext>) generated;
  }

  private static <C extends GenericApplicationContext> C configured(C context) {
    TestPropertyValues.of("management.tracing.sampling.probability=1.0").applyTo(context);
    return context;
  }

  private static void isTraced(GenericApplicationContext context) {
    context.getBean(Answers.class).answer("why");
    context.getBean(Retriever.class).find("why");
    context.getBean(Library.class).look("why");
    context
        .getBeanProvider(SdkTracerProvider.class)
        .ifAvailable(provider -> provider.forceFlush().join(10, TimeUnit.SECONDS));
    assertThat(RecordedSpans.namesOf(context))
        .containsExactly("Answers.answer", "Retriever.find", "look");
    assertThat(context.getBeanNamesForType(RestClientCustomizer.class)).hasSize(1);
    assertThat(context.getBean(WebClientCustomizer.class)).asString().startsWith("Raglan's");
  }

  /** Spring AI's hints want the library of tokens, which is not on this class path. */
  private static final class WithoutHintsOfSpringAi extends ClassLoader {

    private WithoutHintsOfSpringAi() {
      super(AheadOfTimeTest.class.getClassLoader());
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
      List<URL> all = Collections.list(super.getResources(name));
      all.removeIf(each -> name.endsWith("aot.factories") && each.getPath().contains("spring-ai"));
      return Collections.enumeration(all);
    }
  }

  @Configuration(proxyBeanMethods = false)
  @ImportAutoConfiguration({
    AopAutoConfiguration.class,
    RaglanAutoConfiguration.class,
    RaglanWebAutoConfiguration.class
  })
  static class Alone {

    @Bean
    static RecordedSpans spans() {
      return new RecordedSpans();
    }

    @Bean
    static Answers answers() {
      return new Answers();
    }

    @Bean
    @RagEvent(RagEventType.RETRIEVAL)
    static Retriever retriever() {
      return question -> question;
    }

    @Bean
    static Library library() {
      return new Library();
    }
  }

  /** With Spring Boot's OpenTelemetry, which drops every span. */
  @Configuration(proxyBeanMethods = false)
  @ImportAutoConfiguration(OpenTelemetrySdkAutoConfiguration.class)
  static class BesideTracingThatIsOff extends Alone {}

  @Configuration(proxyBeanMethods = false)
  @ImportAutoConfiguration({
    ObservationAutoConfiguration.class,
    MicrometerTracingAutoConfiguration.class,
    OpenTelemetryTracingAutoConfiguration.class
  })
  static class BesideTracing extends BesideTracingThatIsOff {}

  static class Answers {

    @Traced
    String answer(String question) {
      return question;
    }
  }

  interface Retriever {

    String find(String question);
  }

  static class Library {

    @Tool
    @Traced("look")
    String look(String question) {
      return question;
    }
  }
}

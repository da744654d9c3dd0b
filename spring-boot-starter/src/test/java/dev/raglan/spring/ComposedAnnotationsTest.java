package dev.raglan.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.Raglan;
import dev.raglan.annotation.BindResult;
import dev.raglan.annotation.Generation;
import dev.raglan.annotation.Traced;
import dev.raglan.semconv.GenAi;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.core.annotation.AliasFor;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.InitBinder;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Annotations as Spring applications write them. */
@ExtendWith(OutputCaptureExtension.class)
class ComposedAnnotationsTest {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(AopAutoConfiguration.class, RaglanAutoConfiguration.class))
          .withBean(RecordedSpans.class)
          .withBean(Assistant.class);

  @Test
  void countsTheAttributesOfAComposedAnnotation() {
    runner.run(
        context -> {
          context.getBean(Assistant.class).composed();
          assertThat(span(context).getName()).isEqualTo("composed");
          assertThat(span(context).getAttributes().get(GenAi.REQUEST_MODEL)).isEqualTo("gpt-4.1");
          assertThat(span(context).getAttributes().get(GenAi.PROVIDER_NAME)).isEqualTo("openai");
        });
  }

  @Test
  void resolvesPlaceholders() {
    runner
        .withPropertyValues("app.model=gpt-5")
        .run(
            context -> {
              context.getBean(Assistant.class).configured();
              assertThat(span(context).getAttributes().get(GenAi.REQUEST_MODEL)).isEqualTo("gpt-5");
              assertThat(span(context).getAttributes().get(AttributeKey.stringKey("tier")))
                  .isEqualTo("none");
            });
  }

  @Test
  void namesAPlaceholderThatNothingResolvesOnce(CapturedOutput output) {
    runner.run(
        context -> {
          context.getBean(Assistant.class).configured();
          context.getBean(Assistant.class).configured();
          assertThat(RecordedSpans.of(context))
              .allSatisfy(
                  span ->
                      assertThat(span.getAttributes().get(GenAi.REQUEST_MODEL))
                          .isEqualTo("${app.model}"));
        });
    assertThat(output)
        .containsOnlyOnce("the placeholder in @Generation(\"${app.model}\")")
        .contains("Assistant.configured() is not resolved");
  }

  @Test
  void readsRepeatedAnnotationsOfAComposedOneAtAnyDepth() {
    runner.run(
        context -> {
          context.getBean(Assistant.class).bound();
          assertThat(span(context).getAttributes().get(AttributeKey.stringKey("answer")))
              .isEqualTo("x");
        });
  }

  @Test
  void readsTheSameOfWovenCalls() {
    runner
        .withPropertyValues("app.model=gpt-5")
        .run(
            context -> {
              Assistant target = new Assistant();
              dev.raglan.internal.invoke.InvocationTracer.current()
                  .around(
                      new dev.raglan.internal.invoke.Invocation() {
                        @Override
                        public java.lang.reflect.Method method() {
                          return org.springframework.util.ReflectionUtils.findMethod(
                              Assistant.class, "configured");
                        }

                        @Override
                        public Class<?> targetClass() {
                          return Assistant.class;
                        }

                        @Override
                        public Object target() {
                          return target;
                        }

                        @Override
                        public Object[] arguments() {
                          return new Object[0];
                        }

                        @Override
                        public boolean proxied() {
                          return false;
                        }

                        @Override
                        public Object proceed() {
                          return null;
                        }
                      });
              assertThat(context.getBean(Raglan.class)).isSameAs(Raglan.global());
              assertThat(span(context).getAttributes().get(GenAi.REQUEST_MODEL)).isEqualTo("gpt-5");
            });
  }

  @Test
  void countsATypesAnnotationForTheStepsThatTheClassDeclares() {
    runner
        .withBean(Pets.class)
        .run(
            context -> {
              Pets pets = context.getBean(Pets.class);
              pets.bind(null);
              pets.types();
              pets.configure();
              pets.show();
              pets.shown();
              assertThat(RecordedSpans.namesOf(context)).containsExactly("Pets.show", "Pets.shown");
            });
  }

  private static SpanData span(ApplicationContext context) {
    return RecordedSpans.of(context).get(0);
  }

  @Generation(provider = "openai")
  @Retention(RetentionPolicy.RUNTIME)
  @interface Llm {
    @AliasFor(annotation = Generation.class, attribute = "model")
    String model();

    @AliasFor(annotation = Generation.class, attribute = "name")
    String called() default "";
  }

  @BindResult(attribute = "answer", path = "a")
  @BindResult(attribute = "other", path = "b")
  @Retention(RetentionPolicy.RUNTIME)
  @interface Answers {}

  @Answers
  @Traced
  @Retention(RetentionPolicy.RUNTIME)
  @interface Step {}

  static class Assistant {

    @Llm(model = "gpt-4.1", called = "composed")
    public void composed() {}

    @Generation(model = "${app.model}", attributes = "tier=${app.tier:none}")
    public void configured() {}

    @Step
    public Map<String, String> bound() {
      return Map.of("a", "x", "b", "y");
    }
  }

  interface Configurer {

    default void configure() {}
  }

  @Traced
  static class Pets implements Configurer {

    @InitBinder
    public void bind(WebDataBinder binder) {}

    @ModelAttribute("types")
    public String types() {
      return "";
    }

    @GetMapping("/pets")
    public String show() {
      return "";
    }

    @GetMapping("/shown")
    @ModelAttribute("shown")
    public String shown() {
      return "";
    }
  }
}

package dev.raglan.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raglan.annotation.Traced;
import dev.raglan.semconv.RaglanAttributes;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Modifier;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.annotation.AnnotationDescription;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.implementation.FixedValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;

/** Effects of a proxy beside calls: on beans that are equal, factories, ordered, or too large. */
@ExtendWith(OutputCaptureExtension.class)
class ProxyEffectsTest {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(AopAutoConfiguration.class, RaglanAutoConfiguration.class))
          .withBean(RecordedSpans.class);

  /** A strategy that is told from others by its name. */
  public static class Strategy {

    private final String name = "nearest";

    @Traced
    public String rank() {
      return name;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Strategy strategy && name.equals(strategy.name);
    }

    @Override
    public int hashCode() {
      return Objects.hash(name);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "raglan.enabled=false, 0",
    "raglan.enabled=true, 1",
    "spring.aop.proxy-target-class=false, 1"
  })
  void aBeanIsEqualToWhatItSays(String property, int spans) {
    runner
        .withPropertyValues(property)
        .withBean(Strategy.class)
        .run(
            context -> {
              Strategy bean = context.getBean(Strategy.class);
              assertThat(bean.equals(new Strategy())).isTrue();
              assertThat(bean).isEqualTo(bean).hasSameHashCodeAs(new Strategy());
              assertThat(new HashSet<>(Set.of(bean))).contains(bean);
              assertThat(bean.rank()).isEqualTo("nearest");
              if (spans > 0) {
                assertThat(RecordedSpans.namesOf(context)).containsExactly("Strategy.rank");
              }
            });
  }

  /** A factory all of whose methods are annotated. */
  @Traced
  public static class Made implements FactoryBean<StringBuilder>, Ordered {

    @Override
    public StringBuilder getObject() {
      return new StringBuilder("made");
    }

    @Override
    public Class<?> getObjectType() {
      return StringBuilder.class;
    }

    @Override
    public int getOrder() {
      return 7;
    }
  }

  /** A bean with a life all of whose methods are annotated. */
  @Traced
  public static class Living implements SmartLifecycle {

    private boolean runs;

    @Override
    public void start() {
      runs = true;
    }

    @Override
    public void stop() {
      runs = false;
    }

    @Override
    public boolean isRunning() {
      return runs;
    }

    @Override
    public int getPhase() {
      return 3;
    }
  }

  @Test
  void whatTheContainerAsksABeanIsNoCall(CapturedOutput output) {
    runner
        .withBean(Made.class)
        .withBean(Living.class)
        .run(
            context -> {
              assertThat(context.getBean(StringBuilder.class)).hasToString("made");
              assertThat(context.getBean(Living.class).isRunning()).isTrue();
              assertThat(RecordedSpans.namesOf(context))
                  .containsExactlyInAnyOrder("Made.getObject", "Living.start");
            });
    assertThat(output).doesNotContain("StackOverflowError");
  }

  /** A factory whose very question is annotated. */
  public static class Asked implements FactoryBean<StringBuilder> {

    @Override
    public StringBuilder getObject() {
      return new StringBuilder("made");
    }

    @Override
    @Traced
    public Class<?> getObjectType() {
      return StringBuilder.class;
    }
  }

  @Test
  void aTracedQuestionIsAskedWhileTheTracingIsLookedUp(CapturedOutput output) {
    runner
        .withBean(Asked.class)
        .run(context -> assertThat(context.getBean(StringBuilder.class)).hasToString("made"));
    assertThat(output).doesNotContain("StackOverflowError");
  }

  /** A method that throws what it does not declare, as Lombok has it. */
  public static class Sneaky {

    @Traced
    public String read() {
      throw Sneaky.<RuntimeException>sneaky(new IOException("gone"));
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> E sneaky(Throwable thrown) throws E {
      throw (E) thrown;
    }
  }

  @Test
  void anUndeclaredExceptionIsShownAsItIsAndNamed(CapturedOutput output) {
    runner
        .withBean(Sneaky.class)
        .run(
            context -> {
              assertThatThrownBy(() -> context.getBean(Sneaky.class).read())
                  .hasRootCauseMessage("gone");
              SpanData span = RecordedSpans.of(context).get(0);
              assertThat(span.getAttributes().asMap().toString()).contains("java.io.IOException");
              assertThat(span.getStatus().getDescription()).contains("gone");
            });
    assertThat(output)
        .contains("Sneaky.read throws java.io.IOException without declaring it")
        .contains("raglan-aspectj");
  }

  private static Class<?> classOf(int methods) {
    DynamicType.Builder<?> type =
        new ByteBuddy()
            .subclass(Object.class)
            .name("dev.raglan.spring.Generated" + methods)
            .annotateType(AnnotationDescription.Builder.ofType(Traced.class).build());
    for (int i = 0; i < methods; i++) {
      type =
          type.defineMethod("m" + i, String.class, Modifier.PUBLIC)
              .intercept(FixedValue.value("m" + i));
    }
    return type.make()
        .load(
            ProxyEffectsTest.class.getClassLoader(),
            ClassLoadingStrategy.UsingLookup.of(MethodHandles.lookup()))
        .getLoaded();
  }

  @ParameterizedTest
  @CsvSource({"1400, true", "1600, false"})
  void aClassWithMoreMethodsThanAProxyTakesStaysAsItIs(
      int methods, boolean traced, CapturedOutput output) {
    Class<?> type = classOf(methods);
    runner
        .withBean("generated", type)
        .run(
            context -> {
              assertThat(context).hasNotFailed();
              Object bean = context.getBean("generated");
              assertThat(type.getMethod("m1").invoke(bean)).isEqualTo("m1");
              assertThat(RecordedSpans.of(context)).hasSize(traced ? 1 : 0);
            });
    assertThat(output.getAll().contains("has more than 1,500 methods")).isNotEqualTo(traced);
  }

  static class Suppliers {

    @Bean
    @Traced
    Supplier<String> prompts() {
      return () -> "prompt";
    }
  }

  @Test
  void aSupplierBeanIsThatOfItsMethodAndNoSpanWhenItIsAsked() {
    runner
        .withUserConfiguration(Suppliers.class)
        .run(
            context -> {
              assertThat(context.getBean(Supplier.class).get()).isEqualTo("prompt");
              assertThat(RecordedSpans.of(context))
                  .singleElement()
                  .extracting(span -> span.getAttributes().get(RaglanAttributes.STATUS))
                  .isEqualTo("pending");
            });
  }
}

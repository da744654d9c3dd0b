package dev.raglan.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.annotation.Traced;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.aop.Advisor;
import org.springframework.aop.support.AopUtils;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Annotated methods that no proxy can see never stop a start, and are named with a remedy. */
@ExtendWith(OutputCaptureExtension.class)
class UnseenMethodsTest {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(AopAutoConfiguration.class, RaglanAutoConfiguration.class))
          .withBean(RecordedSpans.class);

  private final ApplicationContextRunner byInterface =
      runner.withPropertyValues("spring.aop.proxy-target-class=false");

  @Test
  void startsWithAFinalClass(CapturedOutput output) {
    runner
        .withBean("sealedOff", FinalClass.class)
        .run(
            context -> {
              assertThat(context.getBean(FinalClass.class).answer()).isEqualTo("final");
              assertThat(RecordedSpans.of(context)).isEmpty();
            });
    assertThat(output)
        .contains("bean 'sealedOff': calls of " + FinalClass.class.getName() + ".answer")
        .contains("the class is final. Make it non-final")
        .contains("or weave it with raglan-aspectj");
  }

  @Test
  void startsWithARecord(CapturedOutput output) {
    runner
        .withBean("config", RecordBean.class, () -> new RecordBean("x"))
        .run(context -> assertThat(context.getBean(RecordBean.class).answer()).isEqualTo("x"));
    assertThat(output).containsOnlyOnce("bean 'config'").contains("the class is final");
  }

  @Test
  void startsWithASealedClass(CapturedOutput output) {
    runner
        .withBean(SealedClass.class)
        .run(context -> assertThat(context.getBean(SealedClass.class).answer()).isEqualTo("s"));
    assertThat(output).contains("the class is sealed");
  }

  @Test
  void startsWithAClassThatHasPrivateConstructorsOnly(CapturedOutput output) {
    runner
        .withBean(FactoryMade.class, FactoryMade::create)
        .run(context -> assertThat(context.getBean(FactoryMade.class).answer()).isEqualTo("f"));
    assertThat(output).contains("the class has private constructors only");
  }

  @Test
  void tracesAFinalClassByItsInterfaceWhereProxiesHaveInterfaces(CapturedOutput output) {
    byInterface
        .withBean("it", Answers.class, FinalImplementation::new)
        .run(
            context -> {
              assertThat(context.getBean(Answers.class).answer()).isEqualTo("by interface");
              assertThat(RecordedSpans.namesOf(context))
                  .containsExactly("FinalImplementation.answer");
            });
    assertThat(output).doesNotContain("not traced");
  }

  @Test
  void startsWithABeanOfASealedInterface(CapturedOutput output) {
    byInterface
        .withBean("it", SealedAnswers.class, SealedImplementation::new)
        .run(context -> assertThat(context.getBean(SealedAnswers.class).answer()).isEqualTo("s"));
    assertThat(output).contains("the class implements a sealed interface");
  }

  @Test
  void namesEachMethodThatASubclassCannotSee(CapturedOutput output) {
    runner
        .withBean("mixed", Mixed.class)
        .run(
            context -> {
              context.getBean(Mixed.class).visible();
              assertThat(RecordedSpans.namesOf(context)).containsExactly("Mixed.visible");
            });
    assertThat(output)
        .containsOnlyOnce("Mixed.privateOne are not traced: the method is private")
        .containsOnlyOnce("Mixed.staticOne are not traced: the method is static")
        .doesNotContain("Mixed.visible are");
  }

  @Test
  void namesAnnotatedMethodsThatAreOnNoInterfaceOfAnInterfaceProxy(CapturedOutput output) {
    byInterface
        .withBean("it", Answers.class, WithMore::new)
        .withBean(Advisor.class, () -> new OthersAdvice(Answers.class))
        .run(
            context -> {
              assertThat(AopUtils.isJdkDynamicProxy(context.getBean("it"))).isTrue();
              context.getBean(Answers.class).answer();
              assertThat(RecordedSpans.namesOf(context)).containsExactly("WithMore.answer");
            });
    assertThat(output)
        .containsOnlyOnce("bean 'it': calls of " + WithMore.class.getName() + ".more")
        .contains("the bean's proxy has only the methods of its interfaces");
  }

  @Test
  void doesNotComplainOfStaticMethodsOfAnAnnotatedClass(CapturedOutput output) {
    runner.withBean(AnnotatedClass.class).run(context -> assertThat(context).hasNotFailed());
    assertThat(output).doesNotContain("AnnotatedClass");
  }

  @Test
  void leavesABeanUnproxiedIfNoMethodOfItCanBeSeen() {
    runner
        .withBean(OnlyPrivate.class)
        .run(
            context ->
                assertThat(AopUtils.isAopProxy(context.getBean(OnlyPrivate.class))).isFalse());
  }

  interface Answers {
    String answer();
  }

  sealed interface SealedAnswers permits SealedImplementation {
    String answer();
  }

  static final class FinalClass {
    @Traced
    public String answer() {
      return "final";
    }
  }

  record RecordBean(String value) {
    @Traced
    public String answer() {
      return value;
    }
  }

  static sealed class SealedClass permits OneOfThem {
    @Traced
    public String answer() {
      return "s";
    }
  }

  static final class OneOfThem extends SealedClass {}

  static class FactoryMade {

    private FactoryMade() {}

    static FactoryMade create() {
      return new FactoryMade();
    }

    @Traced
    public String answer() {
      return "f";
    }
  }

  static final class FinalImplementation implements Answers {
    @Override
    @Traced
    public String answer() {
      return "by interface";
    }
  }

  static final class SealedImplementation implements SealedAnswers {
    @Override
    @Traced
    public String answer() {
      return "s";
    }
  }

  static class WithMore implements Answers {
    @Override
    @Traced
    public String answer() {
      return "a";
    }

    @Traced
    public void more() {}
  }

  static class Mixed {

    @Traced
    public void visible() {
      privateOne();
      staticOne();
    }

    @Traced
    private void privateOne() {}

    @Traced
    static void staticOne() {}
  }

  @Traced
  static class AnnotatedClass {

    public static AnnotatedClass create() {
      return new AnnotatedClass();
    }

    public void run() {}
  }

  static class OnlyPrivate {

    public void run() {
      hidden();
    }

    @Traced
    private void hidden() {}
  }
}

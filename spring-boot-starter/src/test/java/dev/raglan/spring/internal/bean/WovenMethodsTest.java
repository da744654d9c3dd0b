package dev.raglan.spring.internal.bean;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.annotation.Traced;
import dev.raglan.aspectj.TracingAspect;
import org.junit.jupiter.api.Test;

/** Methods that AspectJ has woven are traced whatever a proxy sees of them. */
class WovenMethodsTest {

  private final TracedBeans beans = new TracedBeans(() -> true, injected -> false);

  @Test
  void doesNotComplainOfWovenMethods() {
    assertThat(TracingAspect.class).isFinal();
    assertThat(beans.of(Woven.class).complaints()).isEmpty();
    assertThat(beans.of(Unwoven.class).complaints())
        .singleElement()
        .asString()
        .contains("Unwoven.hidden are not traced: the method is private");
  }

  @Test
  void complainsOfThoseMethodsAloneThatAreNotWoven() {
    assertThat(beans.of(HalfWoven.class).complaints())
        .singleElement()
        .asString()
        .contains("HalfWoven.added")
        .doesNotContain("HalfWoven.hidden");
  }

  /** As ajc writes it: the body is moved to a method of its own. */
  static class Woven {

    @Traced
    private void hidden() {
      hidden_aroundBody0(this);
    }

    @SuppressWarnings("MethodName")
    private static void hidden_aroundBody0(Woven self) {}
  }

  static class Unwoven {

    @Traced
    private void hidden() {}
  }

  static class HalfWoven {

    @Traced
    private void hidden() {
      hidden_aroundBody0(this);
    }

    @SuppressWarnings("MethodName")
    private static void hidden_aroundBody0(HalfWoven self) {}

    @Traced
    private void added() {}
  }
}

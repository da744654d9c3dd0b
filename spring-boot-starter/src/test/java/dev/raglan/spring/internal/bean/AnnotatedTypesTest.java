package dev.raglan.spring.internal.bean;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.annotation.Generation;
import dev.raglan.annotation.Traced;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Method;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is passed over carries no annotation anywhere; what may be traced is looked at closely. */
class AnnotatedTypesTest {

  private final AnnotatedTypes types = new AnnotatedTypes();

  @Retention(RetentionPolicy.RUNTIME)
  @Generation
  @interface ModelCall {}

  private interface Source<T> {

    @ModelCall
    String answer(T question);
  }

  private static class Plain {

    @Deprecated
    public String other() {
      return "";
    }
  }

  private static class Base extends Plain implements Source<String> {

    @Override
    public String answer(String question) {
      return "";
    }
  }

  private static final class Derived extends Base {

    @Traced
    void hidden() {}
  }

  @Traced
  private interface Marked {}

  private static final class Whole extends Plain implements Marked {}

  @Test
  void passOverATypeWithoutAnnotationsOfRaglans() {
    assertThat(types.of(Plain.class)).isSameAs(Annotated.NOWHERE);
    assertThat(types.of(String.class).isNowhere()).isTrue();
  }

  @Test
  void findAnnotationsOfAnnotationsOnMethodsThatAreImplemented() {
    assertThat(types.of(Base.class).methods()).containsExactly("answer");
    assertThat(types.of(Derived.class).methods()).containsExactlyInAnyOrder("answer", "hidden");
  }

  @Test
  void letThroughWhatOverridesOrImplementsAnAnnotatedMethodBridgesIncluded() {
    Annotated where = types.of(Base.class);

    assertThat(written(Base.class)).anyMatch(Method::isBridge).allMatch(where::mayTrace);
    assertThat(written(Plain.class)).isNotEmpty().noneMatch(where::mayTrace);
  }

  /** The methods of the type, without what measures coverage. */
  private static Stream<Method> written(Class<?> type) {
    return Stream.of(type.getDeclaredMethods()).filter(each -> !each.getName().startsWith("$"));
  }

  @Test
  void letThroughEveryMethodWhereATypeIsAnnotated() {
    Annotated where = types.of(Whole.class);

    assertThat(where.onType()).isTrue();
    assertThat(Stream.of(Whole.class.getMethods())).allMatch(where::mayTrace);
  }
}

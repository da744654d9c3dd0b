package dev.raglan.internal.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.annotation.Bind;
import dev.raglan.annotation.BindResult;
import dev.raglan.annotation.Capture;
import dev.raglan.annotation.Exclude;
import dev.raglan.annotation.Field;
import dev.raglan.annotation.Generation;
import dev.raglan.annotation.RagEvent;
import dev.raglan.annotation.Traced;
import dev.raglan.model.RagEventType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What the one resolver says of a method. */
class TracedMethodTest {

  @Retention(RetentionPolicy.RUNTIME)
  @Generation(provider = "openai", model = "gpt-4o")
  @interface LlmCall {}

  @Retention(RetentionPolicy.RUNTIME)
  @LlmCall
  @interface ChatCall {}

  interface Service<T> {

    @Traced("from interface")
    String run(@Bind(Field.USER_QUERY) T query, @Exclude String secret);

    default String ordinary() {
      return "";
    }
  }

  static class Implementation implements Service<String> {

    @Override
    public String run(String query, String secret) {
      return query;
    }

    @ChatCall
    public String composed() {
      return "";
    }

    @Traced("own")
    @RagEvent(value = RagEventType.QUERY, name = "the query")
    @BindResult(field = Field.RESPONSE)
    public String both() {
      return "";
    }

    @Traced(
        tags = {"a", "b"},
        output = Capture.ON)
    @Generation(
        tags = {"b", "c"},
        output = Capture.OFF)
    public String merged() {
      return "";
    }
  }

  static class Overriding extends Implementation {

    @Override
    public String both() {
      return "overridden";
    }

    @Override
    @Traced("nearest")
    public String run(String query, String secret) {
      return "";
    }
  }

  @Traced(tags = "class")
  static class Annotated {

    public void step() {}

    @Generation("own")
    public void generation() {}

    void packagePrivate() {}

    @Override
    public String toString() {
      return "";
    }
  }

  @Traced("Named")
  static class NamedClass {

    public void step() {}
  }

  static class Inheriting extends Annotated {

    public void more() {}
  }

  @Traced
  interface AnnotatedInterface {

    void declared();
  }

  static class Implementing implements AnnotatedInterface {

    @Override
    public void declared() {}

    public void other() {}
  }

  static class Plain {

    public void given() {}
  }

  interface Hooks {

    default void hook() {}
  }

  @BindResult(attribute = "a", path = "x")
  @BindResult(attribute = "b", path = "y")
  @Retention(RetentionPolicy.RUNTIME)
  @interface Inner {}

  @Inner
  @Retention(RetentionPolicy.RUNTIME)
  @interface Outer {}

  @Traced
  static class Late extends Plain implements Hooks {

    public void own() {}

    @Outer
    public void bound() {}
  }

  @Traced
  enum Steps {
    FIRST {
      @Override
      public void run() {}
    };

    public void run() {}

    public static Steps valueOf(int number) {
      return FIRST;
    }

    public static Steps valueOf() {
      return FIRST;
    }
  }

  private static Method method(Class<?> type, String name) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(each -> each.getName().equals(name) && !each.isBridge())
        .findFirst()
        .orElseThrow();
  }

  private static TracedMethod resolve(Class<?> type, String name) {
    return TracedMethod.resolve(method(type, name), type);
  }

  @Test
  void findsTheAnnotationOfAGenericInterfaceMethod() {
    assertThat(resolve(Implementation.class, "run").name()).isEqualTo("from interface");
  }

  @Test
  void findsTheImplementationBehindAnInterfaceMethod() {
    TracedMethod traced = TracedMethod.resolve(method(Service.class, "run"), Implementation.class);
    assertThat(traced.method()).isEqualTo(method(Implementation.class, "run"));
  }

  @Test
  void findsTheMethodBehindABridge() throws Exception {
    Method bridge =
        Arrays.stream(Implementation.class.getDeclaredMethods())
            .filter(Method::isBridge)
            .findFirst()
            .orElseThrow();
    assertThat(TracedMethod.resolve(bridge, Implementation.class).method())
        .isEqualTo(method(Implementation.class, "run"));
  }

  @Test
  void readsParameterAnnotationsThroughTheHierarchy() {
    TracedMethod traced = resolve(Implementation.class, "run");
    assertThat(traced.onParameter(0, Bind.class).value()).isEqualTo(Field.USER_QUERY);
    assertThat(traced.onParameter(1, Exclude.class)).isNotNull();
    assertThat(traced.parameterName(0)).isEqualTo("query");
  }

  @Test
  void letsTheNearestDeclarationWin() {
    assertThat(resolve(Overriding.class, "run").name()).isEqualTo("nearest");
  }

  @Test
  void findsTheAnnotationOfAnOverriddenMethod() {
    TracedMethod traced = resolve(Overriding.class, "both");
    assertThat(traced.name()).isEqualTo("own");
    assertThat(traced.event().value()).isEqualTo(RagEventType.QUERY);
    assertThat(traced.results()).hasSize(1);
  }

  @Test
  void findsMetaAnnotationsAtAnyDistance() {
    TracedMethod traced = resolve(Implementation.class, "composed");
    assertThat(traced.generation().model()).isEqualTo("gpt-4o");
    assertThat(traced.name()).isEqualTo("Implementation.composed");
  }

  @Test
  void mergesTheAnnotationsOfOneMethod() {
    TracedMethod traced = resolve(Implementation.class, "merged");
    assertThat(traced.tags()).containsExactly("a", "b", "c");
    assertThat(traced.output()).isEqualTo(Capture.OFF);
  }

  @Test
  void countsATypesAnnotationForItsPublicMethods() {
    assertThat(resolve(Annotated.class, "step").name()).isEqualTo("Annotated.step");
    assertThat(resolve(Annotated.class, "step").tags()).containsExactly("class");
    assertThat(resolve(Annotated.class, "packagePrivate")).isNull();
    assertThat(resolve(Annotated.class, "toString")).isNull();
  }

  @Test
  void letsAMethodsAnnotationReplaceItsTypes() {
    TracedMethod traced = resolve(Annotated.class, "generation");
    assertThat(traced.generation()).isNotNull();
    assertThat(traced.traced()).isNull();
    assertThat(traced.tags()).isEmpty();
  }

  @Test
  void takesATypesNameForTheClassName() {
    assertThat(resolve(NamedClass.class, "step").name()).isEqualTo("Named.step");
  }

  @Test
  void countsATypesAnnotationForSubclasses() {
    assertThat(resolve(Inheriting.class, "more")).isNotNull();
    assertThat(TracedMethod.resolve(method(Annotated.class, "step"), Inheriting.class)).isNotNull();
  }

  @Test
  void countsATypesAnnotationForTheMethodsThatItDeclares() throws Exception {
    assertThat(resolve(Late.class, "own")).isNotNull();
    assertThat(TracedMethod.resolve(Plain.class.getMethod("given"), Late.class)).isNull();
    assertThat(TracedMethod.resolve(Hooks.class.getMethod("hook"), Late.class)).isNull();
  }

  @Test
  void leavesOutWhatTheCompilerAddsToAnEnum() throws Exception {
    assertThat(resolve(Steps.class, "values")).isNull();
    assertThat(TracedMethod.resolve(Steps.class.getMethod("valueOf", String.class), Steps.class))
        .isNull();
    assertThat(TracedMethod.resolve(Steps.class.getMethod("valueOf", int.class), Steps.class))
        .isNotNull();
    assertThat(TracedMethod.resolve(Steps.class.getMethod("valueOf"), Steps.class)).isNotNull();
    assertThat(resolve(Steps.class, "run")).isNotNull();
    assertThat(resolve(Steps.FIRST.getClass(), "run")).isNotNull();
  }

  @Test
  void readsRepeatedAnnotationsAtAnyDepth() {
    assertThat(resolve(Late.class, "bound").results())
        .extracting(BindResult::attribute)
        .containsExactly("a", "b");
  }

  @Test
  void countsAnInterfacesAnnotationForItsOwnMethodsAlone() {
    assertThat(resolve(Implementing.class, "declared")).isNotNull();
    assertThat(resolve(Implementing.class, "other")).isNull();
  }

  @Test
  void saysNothingOfAnUnannotatedMethod() {
    assertThat(TracedMethod.resolve(method(Service.class, "ordinary"), Implementation.class))
        .isNull();
  }
}

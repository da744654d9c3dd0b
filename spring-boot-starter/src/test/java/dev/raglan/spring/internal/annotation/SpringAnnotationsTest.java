package dev.raglan.spring.internal.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.annotation.BindResult;
import dev.raglan.annotation.Field;
import dev.raglan.annotation.Generation;
import dev.raglan.annotation.RagEvent;
import dev.raglan.annotation.Traced;
import dev.raglan.internal.invoke.AnnotationReader;
import dev.raglan.model.RagEventType;
import java.lang.annotation.Annotation;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Method;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.env.StandardEnvironment;

/** The same annotations count for Spring's proxies and for AspectJ. */
class SpringAnnotationsTest {

  private final AnnotationReader spring = new SpringAnnotations(new StandardEnvironment());

  @Retention(RetentionPolicy.RUNTIME)
  @Traced("near")
  @BindResult(field = Field.RESPONSE, path = "near")
  private @interface Near {}

  @Retention(RetentionPolicy.RUNTIME)
  @Traced("beside")
  @BindResult(field = Field.MODEL, path = "beside")
  private @interface Beside {}

  @Retention(RetentionPolicy.RUNTIME)
  @Traced("deep")
  @Generation(model = "deep")
  @BindResult(field = Field.RESPONSE, path = "deep")
  private @interface Deep {}

  @Retention(RetentionPolicy.RUNTIME)
  @Deep
  private @interface Far {}

  @Retention(RetentionPolicy.RUNTIME)
  @BindResult(field = Field.RESPONSE, path = "one")
  @BindResult(field = Field.MODEL, path = "two")
  private @interface Twice {}

  @Retention(RetentionPolicy.RUNTIME)
  @Circular
  @RagEvent(RagEventType.QUERY)
  private @interface Circular {}

  /** Methods by what they are annotated with. */
  @SuppressWarnings("unused")
  private static final class Methods {

    void nothing() {}

    @Traced("own")
    void direct() {}

    @Traced("own")
    @Near
    void directAndComposed() {}

    @Near
    void composed() {}

    @Far
    void composedOfComposed() {}

    @Far
    @Near
    void deeperBeforeNearer() {}

    @Near
    @Far
    void nearerBeforeDeeper() {}

    @Near
    @Beside
    void twoThatAreAsNear() {}

    @BindResult(field = Field.RESPONSE, path = "own")
    @BindResult(field = Field.MODEL, path = "own")
    @Near
    void repeated() {}

    @Twice
    void repeatedInComposed() {}

    @Twice
    @Beside
    void repeatedInComposedAndBeside() {}

    @Circular
    void carriesItself() {}

    @Deprecated
    @SuppressWarnings("unused")
    void others() {}
  }

  static Stream<Method> methods() {
    return Stream.of(Methods.class.getDeclaredMethods())
        .filter(method -> !method.isSynthetic())
        .sorted(Comparator.comparing(Method::getName));
  }

  @ParameterizedTest
  @MethodSource("methods")
  void findTheAnnotationsThatCoreFinds(Method method) {
    for (Class<? extends Annotation> type :
        List.of(Traced.class, Generation.class, RagEvent.class)) {
      Annotation found = spring.find(method, type);
      assertThat(found)
          .as(type.getSimpleName())
          .isEqualTo(AnnotationReader.DECLARED.find(method, type));
    }
    List<BindResult> bound = spring.findAll(method, BindResult.class);
    assertThat(bound).isEqualTo(AnnotationReader.DECLARED.findAll(method, BindResult.class));
  }
}

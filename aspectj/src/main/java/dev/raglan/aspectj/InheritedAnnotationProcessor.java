package dev.raglan.aspectj;

import java.util.Arrays;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.tools.Diagnostic;
import org.jspecify.annotations.Nullable;

/**
 * Warns at compile time about methods that AspectJ does not trace because only the method that they
 * override or implement is annotated. {@code @SuppressWarnings("raglan")} on the method or the
 * class takes the warning back, where a proxy traces the calls.
 */
@SupportedAnnotationTypes("*")
public final class InheritedAnnotationProcessor extends AbstractProcessor {

  private static final Set<String> TRACING =
      Set.of(
          "dev.raglan.annotation.Traced",
          "dev.raglan.annotation.Generation",
          "dev.raglan.annotation.RagEvent");

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latest();
  }

  /** Looks at every class that is compiled; claims no annotation. */
  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    ElementFilter.typesIn(round.getRootElements()).forEach(this::visit);
    return false;
  }

  private void visit(TypeElement type) {
    ElementFilter.typesIn(type.getEnclosedElements()).forEach(this::visit);
    if (type.getKind().isClass() && annotation(type) == null && !isSuppressed(type)) {
      ElementFilter.methodsIn(processingEnv.getElementUtils().getAllMembers(type)).stream()
          .filter(InheritedAnnotationProcessor::isWoven)
          .filter(method -> annotation(method) == null && !isSuppressed(method))
          .forEach(method -> warn(method, type));
    }
  }

  private static boolean isWoven(ExecutableElement method) {
    Set<Modifier> modifiers = method.getModifiers();
    return !modifiers.contains(Modifier.STATIC)
        && !modifiers.contains(Modifier.ABSTRACT)
        && !modifiers.contains(Modifier.PRIVATE);
  }

  private void warn(ExecutableElement method, TypeElement type) {
    if (!(method.getEnclosingElement() instanceof TypeElement declaring)) {
      return;
    }
    if (declaring.equals(type)) {
      warn(
          annotatedAbove(method, type, type),
          "this method overrides: its calls make no spans. Annotate the method itself",
          method);
    } else if (declaring.getKind().isClass() && annotation(declaring) == null) {
      warn(
          annotatedHere(method, type),
          "%s.%s implements here: its calls make no spans. Annotate the method itself"
              .formatted(declaring.getSimpleName(), method.getSimpleName()),
          type);
    }
  }

  private void warn(@Nullable String inherited, String rest, Element place) {
    if (inherited != null) {
      processingEnv
          .getMessager()
          .printMessage(
              Diagnostic.Kind.WARNING,
              "AspectJ does not see "
                  + inherited
                  + ", which "
                  + rest
                  + ", or add @SuppressWarnings(\"raglan\") if a proxy traces it.",
              place);
    }
  }

  /**
   * Returns the annotation that an inherited method leaves behind because this class, and not yet
   * its superclass, implements the interface; null for none.
   */
  private @Nullable String annotatedHere(ExecutableElement method, TypeElement type) {
    String found = annotatedAbove(method, type, type);
    return found != null
            && processingEnv.getTypeUtils().asElement(type.getSuperclass())
                instanceof TypeElement superclass
            && annotatedAbove(method, superclass, superclass) == null
        ? found
        : null;
  }

  /** Returns the annotation above that the method leaves behind, in words; null for none. */
  private @Nullable String annotatedAbove(
      ExecutableElement method, TypeElement type, TypeElement below) {
    for (TypeMirror mirror : processingEnv.getTypeUtils().directSupertypes(below.asType())) {
      if (processingEnv.getTypeUtils().asElement(mirror) instanceof TypeElement above) {
        String found = annotatedIn(above, method, type);
        if (found == null) {
          found = annotatedAbove(method, type, above);
        }
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private @Nullable String annotatedIn(
      TypeElement above, ExecutableElement method, TypeElement type) {
    for (ExecutableElement each : ElementFilter.methodsIn(above.getEnclosedElements())) {
      String annotation = annotation(each);
      if (annotation != null && processingEnv.getElementUtils().overrides(method, each, type)) {
        return "the @%s of %s.%s"
            .formatted(annotation, above.getSimpleName(), each.getSimpleName());
      }
    }
    return null;
  }

  /** Returns the name of the annotation that traces the element; null for none. */
  private static @Nullable String annotation(Element element) {
    for (AnnotationMirror mirror : element.getAnnotationMirrors()) {
      Element type = mirror.getAnnotationType().asElement();
      if (isTracing(type)
          || type.getAnnotationMirrors().stream()
              .anyMatch(InheritedAnnotationProcessor::isTracing)) {
        return type.getSimpleName().toString();
      }
    }
    return null;
  }

  private static boolean isTracing(AnnotationMirror mirror) {
    return isTracing(mirror.getAnnotationType().asElement());
  }

  private static boolean isTracing(Element annotation) {
    return annotation instanceof TypeElement type
        && TRACING.contains(type.getQualifiedName().toString());
  }

  private static boolean isSuppressed(Element element) {
    SuppressWarnings suppressed = element.getAnnotation(SuppressWarnings.class);
    return suppressed != null && Arrays.asList(suppressed.value()).contains("raglan");
  }
}

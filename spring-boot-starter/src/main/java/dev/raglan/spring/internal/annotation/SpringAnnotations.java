package dev.raglan.spring.internal.annotation;

import dev.raglan.annotation.Traced;
import dev.raglan.internal.invoke.AnnotationReader;
import dev.raglan.model.SpanType;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.env.PropertyResolver;

/**
 * Reader of annotations as Spring merges them: attributes of composed annotations count through
 * {@code @AliasFor}, placeholders are resolved, and a tool's method is a tool by the name that the
 * model knows. Thread-safe.
 */
public final class SpringAnnotations implements AnnotationReader {

  private final Placeholders placeholders;

  /**
   * Creates a reader.
   *
   * @param properties resolves placeholders
   */
  public SpringAnnotations(PropertyResolver properties) {
    this.placeholders = new Placeholders(properties);
  }

  @Override
  public <A extends Annotation> @Nullable A find(AnnotatedElement element, Class<A> type) {
    if (element.getDeclaredAnnotations().length == 0) {
      return null;
    }
    MergedAnnotations annotations = MergedAnnotations.from(element);
    Map<String, Object> attributes = attributes(annotations.get(type));
    if (element instanceof Method method && ToolAnnotations.areIn(annotations)) {
      boolean absent = attributes == null && type == Traced.class;
      attributes = tool(absent ? ofClass(method) : attributes, annotations, type);
    }
    return attributes == null ? null : synthesize(attributes, element, type);
  }

  @Override
  public <A extends Annotation> List<A> findAll(AnnotatedElement element, Class<A> type) {
    if (element.getDeclaredAnnotations().length == 0) {
      return List.of();
    }
    List<MergedAnnotation<A>> all = MergedAnnotations.from(element).stream(type).toList();
    int nearest = all.stream().mapToInt(MergedAnnotation::getDistance).min().orElse(0);
    return all.stream()
        .filter(each -> each.getDistance() == nearest)
        .map(each -> synthesize(each.asMap(SpringAnnotations::mutable), element, type))
        .toList();
  }

  private static Map<String, Object> mutable(MergedAnnotation<?> merged) {
    return new LinkedHashMap<>();
  }

  private static @Nullable Map<String, Object> attributes(MergedAnnotation<?> merged) {
    return merged.isPresent() ? merged.asMap(SpringAnnotations::mutable) : null;
  }

  /** Returns what the class is annotated with, for one of its public methods. */
  private static @Nullable Map<String, Object> ofClass(Method method) {
    Class<?> declaring = method.getDeclaringClass();
    MergedAnnotation<Traced> declared = MergedAnnotations.from(declaring).get(Traced.class);
    if (!declared.isPresent() || !Modifier.isPublic(method.getModifiers())) {
      return null;
    }
    Map<String, Object> attributes = declared.asMap(SpringAnnotations::mutable);
    String given = ToolAnnotations.given(attributes);
    if (!given.isEmpty()) {
      attributes.put("name", given + "." + method.getName());
    }
    return attributes;
  }

  private static @Nullable Map<String, Object> tool(
      @Nullable Map<String, Object> attributes,
      MergedAnnotations annotations,
      Class<? extends Annotation> type) {
    if (attributes == null || !attributes.containsKey("name")) {
      return attributes;
    }
    String name = ToolAnnotations.name(annotations);
    if (ToolAnnotations.given(attributes).isEmpty() && !name.isEmpty()) {
      attributes.put("name", name);
    }
    if (type == Traced.class && attributes.get("type") == SpanType.SPAN) {
      attributes.put("type", SpanType.TOOL);
    }
    return attributes;
  }

  private <A extends Annotation> A synthesize(
      Map<String, Object> attributes, AnnotatedElement element, Class<A> type) {
    attributes.replaceAll((name, value) -> placeholders.resolve(value, element, type));
    return MergedAnnotation.of(element, type, attributes).synthesize();
  }
}

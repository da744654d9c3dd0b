package dev.raglan.internal.type;

import com.fasterxml.jackson.databind.PropertyName;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.PropertyNamingStrategy;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.AnnotatedField;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import dev.raglan.internal.foreign.Ancestors;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names that annotations of other mappers give to properties: Jackson 3's {@code @JsonNaming}
 * and JSON-B's {@code @JsonbProperty}, found by their names. All else Jackson 3 shares with Jackson
 * 2.
 */
final class OtherMapperNames extends NopAnnotationIntrospector {

  private static final long serialVersionUID = 1L;

  private static final String NAMING = "tools.jackson.databind.annotation.JsonNaming";

  /** Jackson 3's own strategies have the names of Jackson 2's. */
  private static final String STRATEGIES = "tools.jackson.databind.PropertyNamingStrategies$";

  private static final Set<String> PROPERTY =
      Set.of(
          "jakarta.json.bind.annotation.JsonbProperty", "javax.json.bind.annotation.JsonbProperty");

  @Override
  public @Nullable Object findNamingStrategy(AnnotatedClass type) {
    for (Class<?> each : Ancestors.of(type.getRawType())) {
      Object strategy = value(Set.of(NAMING), each);
      if (strategy instanceof Class<?> named) {
        return strategy(named);
      }
    }
    return null;
  }

  private static @Nullable Object strategy(Class<?> named) {
    String name = named.getName();
    if (name.startsWith(STRATEGIES)) {
      String same = name.substring(STRATEGIES.length());
      return Arrays.stream(PropertyNamingStrategies.class.getDeclaredClasses())
          .filter(each -> each.getSimpleName().equals(same))
          .findFirst()
          .orElse(null);
    }
    return OwnStrategy.of(named);
  }

  @Override
  public @Nullable PropertyName findNameForSerialization(Annotated member) {
    AnnotatedElement element = member.getAnnotated();
    boolean isSeen = !(member instanceof AnnotatedField field) || isShown(field);
    Object name = element == null || !isSeen ? null : value(PROPERTY, element);
    return name instanceof String text && !text.isEmpty() ? PropertyName.construct(text) : null;
  }

  /** A name alone does not make a private field visible to JSON-B. */
  private static boolean isShown(AnnotatedField field) {
    if (Modifier.isPublic(field.getModifiers())) {
      return true;
    }
    String key = MemberKeys.of(field.getName());
    return Arrays.stream(field.getDeclaringClass().getMethods())
        .filter(MemberKeys::isReader)
        .anyMatch(each -> MemberKeys.ofMethod(each.getName()).contains(key));
  }

  private static @Nullable Object value(Set<String> annotations, AnnotatedElement element) {
    for (Annotation each : element.getDeclaredAnnotations()) {
      if (annotations.contains(each.annotationType().getName())) {
        try {
          return each.annotationType().getMethod("value").invoke(each);
        } catch (ReflectiveOperationException otherVersion) {
          return null;
        }
      }
    }
    return null;
  }

  /** A strategy of the application's, for Jackson 3. */
  private static final class OwnStrategy extends PropertyNamingStrategies.NamingBase {

    private static final long serialVersionUID = 1L;

    private final transient Object strategy;
    private final transient Method translation;

    private OwnStrategy(Object strategy, Method translation) {
      this.strategy = strategy;
      this.translation = translation;
    }

    /** Returns the strategy; null if it names no properties by their names alone. */
    static @Nullable PropertyNamingStrategy of(Class<?> named) {
      try {
        for (Method each : named.getMethods()) {
          if (each.getName().equals("nameForField") && each.trySetAccessible()) {
            var constructor = named.getDeclaredConstructor();
            return constructor.trySetAccessible()
                ? new OwnStrategy(constructor.newInstance(), each)
                : null;
          }
        }
        return null;
      } catch (ReflectiveOperationException | RuntimeException unusable) {
        return null;
      }
    }

    @Override
    public String translate(String name) {
      try {
        return (String) translation.invoke(strategy, null, null, name);
      } catch (ReflectiveOperationException | RuntimeException unusable) {
        return name;
      }
    }
  }
}

package dev.raglan.spring.internal.bean;

import dev.raglan.annotation.Generation;
import dev.raglan.annotation.RagEvent;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.MergedAnnotations;

/**
 * Bean whose factory method is annotated: to make a retriever is no retrieval, and to make a model
 * no generation, so the annotation is meant for what the bean does.
 */
public final class Product {

  private Product() {}

  /** Returns true if the method makes a bean, and its annotation is meant for that. */
  public static boolean isMadeBy(Method method) {
    if (!carriesAnyButRaglans(method)) {
      return false;
    }
    MergedAnnotations annotations = MergedAnnotations.from(method);
    return annotations.isPresent(Bean.class)
        && (annotations.isPresent(RagEvent.class) || annotations.isPresent(Generation.class));
  }

  /** Merging annotations takes long for a question that is asked about each traced method. */
  private static boolean carriesAnyButRaglans(Method method) {
    for (Annotation each : method.getDeclaredAnnotations()) {
      if (each.annotationType().getPackage() != Generation.class.getPackage()) {
        return true;
      }
    }
    return false;
  }
}

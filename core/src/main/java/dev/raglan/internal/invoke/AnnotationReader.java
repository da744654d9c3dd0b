package dev.raglan.internal.invoke;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reader of the annotations that an element itself carries, directly or as meta-annotations; what
 * it overrides or inherits from is not asked. Thread-safe.
 */
public interface AnnotationReader {

  /** Reads annotations as they are declared. */
  AnnotationReader DECLARED = new AnnotationSearch();

  /** Returns the annotation, declared nearest; null if there is none. */
  <A extends Annotation> @Nullable A find(AnnotatedElement element, Class<A> type);

  /** Returns all annotations of a repeatable kind, declared nearest; empty if there are none. */
  <A extends Annotation> List<A> findAll(AnnotatedElement element, Class<A> type);
}

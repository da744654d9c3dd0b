package dev.raglan.spring.internal.bean;

import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.Set;

/**
 * Places where a type and those that it inherits from carry annotations of Raglan's.
 *
 * @param onType whether one of the types does: then any method may be traced
 * @param methods the names of the methods that do: what overrides or implements one has its name
 */
record Annotated(boolean onType, Set<String> methods) {

  static final Annotated NOWHERE = new Annotated(false, Set.of());

  Annotated {
    methods = Set.copyOf(methods);
  }

  boolean isNowhere() {
    return !onType && methods.isEmpty();
  }

  /** Returns false if the method of the type is certainly not traced. */
  boolean mayTrace(Method method) {
    return onType || methods.contains(method.getName());
  }

  Annotated and(Annotated other) {
    if (other.isNowhere()) {
      return this;
    }
    if (isNowhere()) {
      return other;
    }
    Set<String> all = new HashSet<>(methods);
    all.addAll(other.methods);
    return new Annotated(onType || other.onType, all);
  }
}

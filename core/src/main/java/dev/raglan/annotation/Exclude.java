package dev.raglan.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Keeps a value out of everything captured: the argument, field, record component or property is
 * left out as if it were not there, at any depth of a captured value. Values of an excluded type,
 * and of its subtypes, are never looked into.
 *
 * <p>On a field it counts for the getter of that field, however the two are spelled; if no property
 * belongs to an annotated field, and some getter may show it all the same, the object is hidden.
 * Counts as a meta-annotation, too.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({
  ElementType.PARAMETER,
  ElementType.FIELD,
  ElementType.METHOD,
  ElementType.RECORD_COMPONENT,
  ElementType.TYPE
})
public @interface Exclude {}

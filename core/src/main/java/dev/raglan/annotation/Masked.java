package dev.raglan.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Hides a value in everything captured: the argument, field, record component or property is
 * written as {@code ***}, at any depth of a captured value. So is every value of a masked type, and
 * of its subtypes.
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
public @interface Masked {}

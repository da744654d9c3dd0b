package dev.raglan.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes an argument an attribute of its own, whether or not the input as a whole is captured.
 *
 * <p>A string, number or boolean keeps its type; anything else is written as JSON. A null argument
 * writes nothing.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface SpanAttribute {

  /** The attribute's key. Empty: the parameter's name. */
  String value() default "";

  /** Where in the argument the value is found, written as in {@link Bind#path()}. */
  String path() default "";
}

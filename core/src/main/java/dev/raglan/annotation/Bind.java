package dev.raglan.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says which {@link Field} an argument is: the prompt, the model, the session id.
 *
 * <p>Counts on the parameter of the method itself or of the method it overrides or implements.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Bind {

  /** The field that the argument is. */
  Field value();

  /**
   * Where in the argument the field is found: property names joined by dots, list positions in
   * brackets, as in {@code options.temperature} or {@code messages[0].content}. Empty: the argument
   * itself. What is not there is left out.
   */
  String path() default "";
}

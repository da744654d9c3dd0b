package dev.raglan.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says which {@link Field}, or which attribute, something in a method's result is.
 *
 * <p>Either {@link #field()} or {@link #attribute()} is given. For a result that arrives later (a
 * {@code CompletionStage}, a {@code Mono}) the value it completes with is read.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Repeatable(BindResult.All.class)
public @interface BindResult {

  /** The field that the value is; {@link Field#NONE} when {@link #attribute()} is given. */
  Field field() default Field.NONE;

  /** The attribute's key; empty when {@link #field()} is given. */
  String attribute() default "";

  /** Where in the result the value is found, written as in {@link Bind#path()}. */
  String path() default "";

  /** Holds the annotations of one method. */
  @Documented
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
  @interface All {

    /** The annotations, in order of declaration. */
    BindResult[] value();
  }
}

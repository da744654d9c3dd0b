package dev.raglan.annotation;

import dev.raglan.model.SpanType;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes each call of a method a span.
 *
 * <p>On a type, it counts for every public method of that type. It counts as well on the method
 * that is overridden or implemented, and as a meta-annotation on an annotation of your own. The
 * most specific declaration wins: method, overridden method, type, meta-annotation at each step.
 *
 * <p>A call below another traced call becomes its child; without a current span it opens a trace.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Traced {

  /** The span's name; alias of {@link #name()}. Empty: {@code ClassName.method}. */
  String value() default "";

  /** The span's name; alias of {@link #value()}, which it overrides when both are given. */
  String name() default "";

  /** The kind of work that the span stands for. */
  SpanType type() default SpanType.SPAN;

  /** A type of your own, in your own words; implies {@link SpanType#CUSTOM} when not empty. */
  String customType() default "";

  /** Tags put on the span, in order. */
  String[] tags() default {};

  /** Constant attributes, each written {@code key=value}; the value is a string. */
  String[] attributes() default {};

  /** Choice of whether the arguments are captured. */
  Capture input() default Capture.DEFAULT;

  /** Choice of whether the result is captured. */
  Capture output() default Capture.DEFAULT;

  /** True for a call that always opens a trace of its own, even below a current span. */
  boolean root() default false;
}

package dev.raglan.annotation;

import dev.raglan.model.RagEventType;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes each call of a method a step of a RAG pipeline: chunking, retrieval, reranking and so on.
 *
 * <p>The arguments are the event's input, the result its output. Where it counts is as for {@link
 * Traced}. Together with {@link Traced} or {@link Generation} on the same method the call stays one
 * span; this annotation then names the event that the span stands for.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface RagEvent {

  /** The step of the pipeline. */
  RagEventType value();

  /** The event's and the span's name. Empty: {@code ClassName.method}. */
  String name() default "";

  /** Tags put on the span, in order. */
  String[] tags() default {};

  /** Constant attributes, each written {@code key=value}; the value is a string. */
  String[] attributes() default {};

  /** Choice of whether the arguments are captured. */
  Capture input() default Capture.DEFAULT;

  /** Choice of whether the result is captured. */
  Capture output() default Capture.DEFAULT;
}

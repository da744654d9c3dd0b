package dev.raglan.annotation;

import dev.raglan.model.Operation;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes each call of a method a generation: one request to a language model and its response.
 *
 * <p>What the method's arguments and result mean is said with {@link Bind} and {@link BindResult}.
 * Where it counts is as for {@link Traced}.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Generation {

  /** The span's name; alias of {@link #name()}. Empty: {@code ClassName.method}. */
  String value() default "";

  /** The span's name; alias of {@link #value()}, which it overrides when both are given. */
  String name() default "";

  /**
   * The model's provider as OpenTelemetry names it, such as {@code openai} or {@code anthropic};
   * empty when it is bound or not known.
   */
  String provider() default "";

  /** The requested model, such as {@code gpt-4o}; empty when it is bound or not known. */
  String model() default "";

  /** The operation that is asked of the model. */
  Operation operation() default Operation.CHAT;

  /** The slug of the prompt template in use; empty for none. */
  String promptSlug() default "";

  /** Tags put on the span, in order. */
  String[] tags() default {};

  /** Constant attributes, each written {@code key=value}; the value is a string. */
  String[] attributes() default {};

  /** Choice of whether the arguments are captured. */
  Capture input() default Capture.DEFAULT;

  /** Choice of whether the result is captured. */
  Capture output() default Capture.DEFAULT;
}

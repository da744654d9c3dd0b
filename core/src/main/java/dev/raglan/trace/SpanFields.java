package dev.raglan.trace;

import dev.raglan.annotation.Field;
import dev.raglan.model.Status;
import dev.raglan.semconv.RaglanAttributes;
import io.opentelemetry.api.common.AttributeKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of any span, before it starts and while it is open.
 *
 * <p>Null sets nothing. What the configuration does not capture is left out here too. Implemented
 * by Raglan alone.
 *
 * @param <S> the span's own type
 */
public interface SpanFields<S extends SpanFields<S>> {

  /** Sets a field: one of those that {@code @Bind} knows. */
  S field(Field field, @Nullable Object value);

  /**
   * Sets an attribute: a flag or a number as it is, anything else as text or JSON.
   *
   * @throws IllegalArgumentException if the key is blank
   */
  S attribute(String key, @Nullable Object value);

  /** Sets an attribute. */
  <T> S attribute(AttributeKey<T> key, @Nullable T value);

  /**
   * Sets attributes.
   *
   * @throws IllegalArgumentException if a key is blank
   */
  S attributes(@Nullable Map<String, ? extends @Nullable Object> attributes);

  /** Adds tags. */
  default S tags(@Nullable String @Nullable ... tags) {
    return tags(tags == null ? null : Arrays.asList(tags));
  }

  /** Adds tags. */
  S tags(@Nullable Collection<? extends @Nullable String> tags);

  /** Sets the input: any value; written as text or JSON. */
  S input(@Nullable Object input);

  /** Sets the output: any value; written as text or JSON. */
  S output(@Nullable Object output);

  /** Sets the status; {@link Status#UNKNOWN} until one is set. */
  S status(Status status);

  /**
   * Sets the status, in the words of {@link Status} or of the application's own.
   *
   * @throws IllegalArgumentException if it is blank
   */
  S status(String status);

  /**
   * Sets the end time; without it, and without a duration, the span ends when it is ended.
   *
   * @throws IllegalArgumentException if it is before the start
   */
  S endTime(Instant end);

  /**
   * Sets the duration; an end time takes precedence over it.
   *
   * @throws IllegalArgumentException if it is negative
   */
  S duration(Duration duration);

  /** Sets the version of the code that runs. */
  default S version(@Nullable String version) {
    return field(Field.VERSION, version);
  }

  /** Sets the id of the prompt that is used. */
  default S promptId(@Nullable String id) {
    return attribute(RaglanAttributes.PROMPT_ID, id);
  }

  /** Sets the id of the deployment that is used. */
  default S deploymentId(@Nullable String id) {
    return attribute(RaglanAttributes.DEPLOYMENT_ID, id);
  }

  /** Sets whether evaluators run on the span once it has ended. */
  default S runEvaluation(boolean run) {
    return attribute(RaglanAttributes.RUN_EVALUATION, run);
  }

  /** Sets the session; a span that opens a trace hands it down to every later span below. */
  default S sessionId(@Nullable String id) {
    return field(Field.SESSION_ID, id);
  }

  /** Sets the customer; a span that opens a trace hands it down to every later span below. */
  default S customerId(@Nullable String id) {
    return field(Field.CUSTOMER_ID, id);
  }

  /** Sets the customer's end user; handed down like a session. */
  default S customerUserId(@Nullable String id) {
    return field(Field.CUSTOMER_USER_ID, id);
  }

  /** Sets the environment; handed down like a session. */
  default S environment(@Nullable String environment) {
    return field(Field.ENVIRONMENT, environment);
  }

  /** Sets the topic; handed down like a session. */
  default S topic(@Nullable String topic) {
    return field(Field.TOPIC, topic);
  }

  /** Adds attributes of the application's own, as one JSON object; handed down like a session. */
  default S metadata(@Nullable Map<String, ? extends @Nullable Object> metadata) {
    return field(Field.CUSTOM_ATTRIBUTES, metadata);
  }
}

package dev.raglan.trace;

import dev.raglan.annotation.Field;
import dev.raglan.internal.context.TagWords;
import dev.raglan.internal.facade.StatusText;
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
 * What can be said of any step, before it starts and while it is open.
 *
 * <p>Null says nothing. What the configuration does not capture is left out here too.
 *
 * @param <S> the step's own type
 */
public abstract sealed class SpanFields<S extends SpanFields<S>>
    permits BaseSpanBuilder, BaseActiveSpan {

  SpanFields() {}

  abstract SpanWriter writer();

  abstract S self();

  /** Says what a field is: the same fields that {@code @Bind} knows. */
  public final S field(Field field, @Nullable Object value) {
    if (value != null && Checks.given("field", field) != Field.NONE) {
      writer().field(field, value);
    }
    return self();
  }

  /**
   * Sets an attribute: a flag or a number as it is, anything else as text or JSON.
   *
   * @throws IllegalArgumentException if the key is blank
   */
  public final S attribute(String key, @Nullable Object value) {
    Checks.text("the key of an attribute", key);
    if (value != null) {
      writer().attribute(key, value);
    }
    return self();
  }

  /** Sets an attribute. */
  public final <T> S attribute(AttributeKey<T> key, @Nullable T value) {
    if (value != null) {
      writer().attribute(Checks.given("the key of an attribute", key), value);
    }
    return self();
  }

  /**
   * Sets attributes.
   *
   * @throws IllegalArgumentException if a key is blank
   */
  public final S attributes(@Nullable Map<String, ? extends @Nullable Object> attributes) {
    if (attributes != null) {
      attributes.forEach(this::attribute);
    }
    return self();
  }

  /** Adds tags. */
  public final S tags(@Nullable String @Nullable ... tags) {
    return tags == null ? self() : tags(Arrays.asList(tags));
  }

  /** Adds tags. */
  public final S tags(@Nullable Collection<? extends @Nullable String> tags) {
    if (tags != null) {
      writer().tags(TagWords.of(tags));
    }
    return self();
  }

  /** Sets the input: any value; written as text or JSON. */
  public final S input(@Nullable Object input) {
    if (input != null) {
      writer().input(input);
    }
    return self();
  }

  /** Sets the output: any value; written as text or JSON. */
  public final S output(@Nullable Object output) {
    if (output != null) {
      writer().output(output);
    }
    return self();
  }

  /** Sets how the step came out; {@link Status#UNKNOWN} until somebody says. */
  public final S status(Status status) {
    writer().status(StatusText.of(Checks.given("status", status)));
    return self();
  }

  /**
   * Sets how the step came out, in the words of {@link Status} or of the application's own.
   *
   * @throws IllegalArgumentException if it is blank
   */
  public final S status(String status) {
    writer().status(StatusText.of(Checks.text("status", status)));
    return self();
  }

  /**
   * Sets when the step ends; without it, and without a duration, the step ends when it is ended.
   *
   * @throws IllegalArgumentException if it is before the start
   */
  public final S endTime(Instant end) {
    writer().endTime(Checks.given("endTime", end));
    return self();
  }

  /**
   * Sets how long the step takes; an end time wins over it.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public final S duration(Duration duration) {
    writer().duration(Checks.duration(duration));
    return self();
  }

  /** Sets the version of what runs. */
  public final S version(@Nullable String version) {
    return attribute(RaglanAttributes.VERSION, version);
  }

  /** Sets the id of the prompt that is used. */
  public final S promptId(@Nullable String id) {
    return attribute(RaglanAttributes.PROMPT_ID, id);
  }

  /** Sets the id of the deployment that is used. */
  public final S deploymentId(@Nullable String id) {
    return attribute(RaglanAttributes.DEPLOYMENT_ID, id);
  }

  /** Sets whether evaluators run on the step once it has ended. */
  public final S runEvaluation(boolean run) {
    return attribute(RaglanAttributes.RUN_EVALUATION, run);
  }

  /** Sets the session; what opens a trace hands it down to every span below. */
  public final S sessionId(@Nullable String id) {
    return field(Field.SESSION_ID, id);
  }

  /** Sets the customer; what opens a trace hands it down to every span below. */
  public final S customerId(@Nullable String id) {
    return field(Field.CUSTOMER_ID, id);
  }

  /** Sets the customer's end user; what opens a trace hands it down to every span below. */
  public final S customerUserId(@Nullable String id) {
    return field(Field.CUSTOMER_USER_ID, id);
  }

  /** Sets the environment; what opens a trace hands it down to every span below. */
  public final S environment(@Nullable String environment) {
    return field(Field.ENVIRONMENT, environment);
  }

  /** Sets the topic; what opens a trace hands it down to every span below. */
  public final S topic(@Nullable String topic) {
    return field(Field.TOPIC, topic);
  }

  /** Sets attributes of the application's own, as one JSON object; handed down like a session. */
  public final S metadata(@Nullable Map<String, ? extends @Nullable Object> metadata) {
    return field(Field.CUSTOM_ATTRIBUTES, metadata);
  }
}

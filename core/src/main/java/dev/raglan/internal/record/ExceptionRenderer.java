package dev.raglan.internal.record;

import dev.raglan.internal.json.JsonRenderer;
import dev.raglan.internal.render.ErrorType;
import dev.raglan.internal.safe.Safe;
import dev.raglan.internal.text.BoundedWriter;
import dev.raglan.model.ExceptionCapture;
import dev.raglan.semconv.ErrorAttributes;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Writes an exception within the limits and under the policy. Thread-safe; an exception whose own
 * methods throw is written by its class.
 */
public final class ExceptionRenderer {

  private final ExceptionCapture policy;
  private final JsonRenderer json;

  /** Creates a renderer of exceptions under a policy. */
  public ExceptionRenderer(ExceptionCapture policy, JsonRenderer json) {
    this.policy = policy;
    this.json = json;
  }

  /**
   * Returns the attributes of the exception event.
   *
   * @param told false for those of its class alone
   */
  Attributes attributes(Throwable thrown, boolean told) {
    AttributesBuilder attributes = Attributes.builder();
    attributes.put(ErrorAttributes.EXCEPTION_TYPE, ErrorType.of(thrown));
    if (!told) {
      return attributes.build();
    }
    String message = message(thrown);
    if (message != null) {
      attributes.put(ErrorAttributes.EXCEPTION_MESSAGE, message);
    }
    if (policy == ExceptionCapture.FULL) {
      String trace = stackTrace(thrown);
      if (trace != null) {
        attributes.put(ErrorAttributes.EXCEPTION_STACKTRACE, trace);
      }
    }
    return attributes.build();
  }

  /** Returns the message; null if there is none, or it must not be recorded. */
  @Nullable String message(Throwable thrown) {
    if (policy == ExceptionCapture.TYPE) {
      return null;
    }
    return text(Safe.orNull(thrown::getMessage));
  }

  /** Returns the text of an error; null if there is none, or it must not be recorded. */
  @Nullable String text(@Nullable String message) {
    return message == null || policy == ExceptionCapture.TYPE ? null : json.text(message);
  }

  private @Nullable String stackTrace(Throwable thrown) {
    return Safe.orNull(
        () -> {
          BoundedWriter writer =
              new BoundedWriter((int) Math.min(Integer.MAX_VALUE, 2L * json.limits().maxLength()));
          writer.print(thrown);
          return json.text(writer.toString());
        });
  }
}

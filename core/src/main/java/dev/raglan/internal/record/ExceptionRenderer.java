package dev.raglan.internal.record;

import dev.raglan.internal.json.JsonRenderer;
import dev.raglan.internal.render.ErrorType;
import dev.raglan.internal.safe.Safe;
import dev.raglan.internal.text.BoundedWriter;
import dev.raglan.model.CaptureLimits;
import dev.raglan.model.ExceptionCapture;
import dev.raglan.semconv.ErrorAttributes;
import dev.raglan.spi.Redactor;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes an exception within the limits and under the policy. Thread-safe; an exception whose own
 * methods throw is written by its class.
 */
public final class ExceptionRenderer {

  private static final String CAUSED_BY = "Caused by: ";
  private static final String WRITTEN_BELOW = "\n\t... its stack is on the span that it came from";

  private final ExceptionCapture policy;
  private final JsonRenderer json;
  private final WrittenStacks written = new WrittenStacks();

  /** Creates a renderer of exceptions under a policy. */
  public ExceptionRenderer(ExceptionCapture policy, JsonRenderer json) {
    this.policy = policy;
    this.json = json;
    initialize();
  }

  /**
   * Writes an exception, for the classes that this takes: the application's first may be a {@link
   * StackOverflowError}, and a class that fails to initialize on an exhausted stack never works.
   */
  private void initialize() {
    attributes(new RuntimeException("", null, false, false) {}, "", true);
  }

  /**
   * Returns the attributes of the exception event. The stack of an exception, or of its cause, that
   * was written on another span of the trace is not written again.
   *
   * @param told false for those of its class alone
   */
  Attributes attributes(Throwable thrown, String traceId, boolean told) {
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
      String trace = stackTrace(thrown, traceId);
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
    return concealing(thrown, Safe.orNull(thrown::getMessage));
  }

  /** Returns the text of an error; null if there is none, or it must not be recorded. */
  @Nullable String text(@Nullable String message) {
    return message == null || policy == ExceptionCapture.TYPE ? null : json.text(message);
  }

  /** Returns a text of an exception without those of hidden arguments; fails closed. */
  private @Nullable String concealing(Throwable thrown, @Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      List<String> concealed = ConcealedTexts.of(thrown);
      if (concealed.isEmpty()) {
        return json.text(text);
      }
      int limit = json.limits().maxLength();
      long window = (long) limit + CaptureLimits.REDACTION_WINDOW;
      int seen = (int) Math.min(text.length(), window);
      String left = ConcealedTexts.without(concealed, text.substring(0, seen));
      return json.text(left, limit, (long) left.length() + text.length() - seen);
    } catch (Throwable failed) {
      Safe.log("hiding arguments in a message", failed);
      return Redactor.REDACTED;
    }
  }

  private @Nullable String stackTrace(Throwable thrown, String traceId) {
    Throwable known = Safe.orNull(() -> written.in(thrown, traceId));
    if (known == thrown) {
      return null;
    }
    String trace = Safe.orNull(() -> concealing(thrown, printed(thrown, known)));
    if (trace != null) {
      written.add(thrown, traceId);
    }
    return trace;
  }

  private String printed(Throwable thrown, @Nullable Throwable known) {
    BoundedWriter writer =
        new BoundedWriter((int) Math.min(Integer.MAX_VALUE, 2L * json.limits().maxLength()));
    writer.print(thrown);
    String text = writer.toString();
    int cause = known == null ? -1 : text.indexOf(CAUSED_BY + known);
    return cause < 0 ? text : text.substring(0, cause) + CAUSED_BY + known + WRITTEN_BELOW;
  }
}

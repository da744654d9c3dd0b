package dev.raglan.trace;

import dev.raglan.internal.context.SpanContextJson;
import dev.raglan.internal.context.Traceparent;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.util.Objects;

/**
 * The identity of a span as a string, by which another process goes on with its trace.
 *
 * <p>There are two forms: the W3C {@code traceparent}, and LastMile's JSON, whose ids are decimal
 * numbers. Either is read; what is written is read back as the same.
 *
 * @param spanContext the identity; valid
 */
public record SerializedSpanContext(SpanContext spanContext) {

  /**
   * Keeps the identity.
   *
   * @throws IllegalArgumentException if it is not valid
   */
  public SerializedSpanContext {
    if (!Objects.requireNonNull(spanContext, "spanContext").isValid()) {
      throw new IllegalArgumentException("the span context has no valid trace id and span id");
    }
  }

  /**
   * The identity of the span.
   *
   * @throws IllegalArgumentException if it has none: it was started by tracing that is off
   */
  public static SerializedSpanContext of(Span span) {
    return new SerializedSpanContext(span.getSpanContext());
  }

  /**
   * Reads either form; what is read counts as remote unless the JSON says otherwise.
   *
   * @throws IllegalArgumentException if it is neither, with what was expected
   */
  public static SerializedSpanContext parse(String text) {
    String given = Checks.text("a serialized span context", text).strip();
    return new SerializedSpanContext(
        given.startsWith("{") ? SpanContextJson.parse(given) : Traceparent.parse(given));
  }

  /** The W3C form, as in {@code 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01}. */
  public String toTraceparent() {
    return Traceparent.of(spanContext);
  }

  /**
   * The JSON form: {@code trace_id} and {@code span_id} as decimal numbers, {@code trace_flags},
   * {@code trace_state} and {@code is_remote}.
   */
  public String toJson() {
    return SpanContextJson.of(spanContext);
  }

  /** The W3C form. */
  @Override
  public String toString() {
    return toTraceparent();
  }
}

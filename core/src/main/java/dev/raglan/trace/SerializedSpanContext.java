package dev.raglan.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The identity of a span as a string, by which another process continues its trace.
 *
 * <p>There are two forms: the W3C {@code traceparent}, and LastMile's JSON, whose ids are decimal
 * numbers. Either is read; what is written is read back as the same.
 *
 * @param spanContext the identity; valid
 */
public record SerializedSpanContext(SpanContext spanContext) {

  private static final Pattern TRACEPARENT =
      Pattern.compile("([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");

  /**
   * Checks the identity.
   *
   * @throws IllegalArgumentException if it is not valid
   */
  public SerializedSpanContext {
    if (spanContext == null || !spanContext.isValid()) {
      throw new IllegalArgumentException("the span context has no valid trace id and span id");
    }
  }

  /**
   * Returns the identity of the span.
   *
   * @throws IllegalArgumentException if it has none: it was started by tracing that is off
   */
  public static SerializedSpanContext of(Span span) {
    if (span == null) {
      throw new IllegalArgumentException("span must not be null");
    }
    return new SerializedSpanContext(span.getSpanContext());
  }

  /**
   * Reads either form; what is read counts as remote unless the JSON says otherwise.
   *
   * @throws IllegalArgumentException if it is neither, with what was expected
   */
  public static SerializedSpanContext parse(String text) {
    String given = text == null ? "" : text.strip();
    return new SerializedSpanContext(
        given.startsWith("{") ? SpanContextJson.parse(given) : parseTraceparent(given));
  }

  private static SpanContext parseTraceparent(String text) {
    Matcher parts = TRACEPARENT.matcher(text);
    if (!parts.matches() || parts.group(1).equals("ff") || hasUnknownTail(parts)) {
      throw new IllegalArgumentException(
          "a serialized span context is a W3C traceparent, as in"
              + " 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01, or a JSON object with"
              + " trace_id and span_id");
    }
    return SpanContext.createFromRemoteParent(
        parts.group(2),
        parts.group(3),
        TraceFlags.fromHex(parts.group(4), 0),
        TraceState.getDefault());
  }

  /** Returns true if version 00 does not end with the flags; later versions may continue. */
  private static boolean hasUnknownTail(Matcher parts) {
    return parts.group(5) != null && parts.group(1).equals("00");
  }

  /**
   * Returns the W3C form, as in {@code 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01}.
   */
  public String toTraceparent() {
    return "00-"
        + spanContext.getTraceId()
        + "-"
        + spanContext.getSpanId()
        + "-"
        + spanContext.getTraceFlags().asHex();
  }

  /**
   * Returns the JSON form: {@code trace_id} and {@code span_id} as decimal numbers, {@code
   * trace_flags}, {@code trace_state} and {@code is_remote}.
   */
  public String toJson() {
    return SpanContextJson.of(spanContext);
  }

  /** Returns the W3C form. */
  @Override
  public String toString() {
    return toTraceparent();
  }
}

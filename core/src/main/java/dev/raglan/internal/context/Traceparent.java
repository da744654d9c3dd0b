package dev.raglan.internal.context;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The W3C form of a span context. */
public final class Traceparent {

  private static final Pattern FORM =
      Pattern.compile("([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");

  private Traceparent() {}

  public static String of(SpanContext context) {
    return "00-"
        + context.getTraceId()
        + "-"
        + context.getSpanId()
        + "-"
        + context.getTraceFlags().asHex();
  }

  /**
   * @throws IllegalArgumentException if it is none
   */
  public static SpanContext parse(String text) {
    Matcher parts = FORM.matcher(text);
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

  /** Version 00 ends with the flags; later versions may go on. */
  private static boolean hasUnknownTail(Matcher parts) {
    return parts.group(5) != null && parts.group(1).equals("00");
  }
}

package dev.raglan.internal.treelog;

import dev.raglan.internal.text.LogLine;
import dev.raglan.semconv.GenAi;
import dev.raglan.semconv.OpenInference;
import dev.raglan.semconv.RaglanAttributes;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a span that a line of the tree shows, cut and escaped.
 *
 * @param parentId all zeros if there is no parent
 * @param localRoot true if the span has no parent in this process
 * @param type empty if unknown
 * @param inputTokens 0 if unknown
 * @param outputTokens 0 if unknown
 * @param cost in the configured currency; 0 if unknown
 * @param status as in {@link LoggedStatus}
 * @param content the beginning of the input and the output; empty if there is neither
 */
record LoggedSpan(
    String spanId,
    String parentId,
    boolean localRoot,
    String name,
    String type,
    long startNanos,
    long endNanos,
    long inputTokens,
    long outputTokens,
    double cost,
    String status,
    String content) {

  private static final int MAX_NAME = 60;
  private static final int MAX_TYPE = 20;
  private static final int MAX_CONTENT = 60;

  static LoggedSpan of(SpanData span) {
    SpanContext parent = span.getParentSpanContext();
    Attributes attributes = span.getAttributes();
    return new LoggedSpan(
        span.getSpanId(),
        span.getParentSpanId(),
        !parent.isValid() || parent.isRemote(),
        LogLine.cut(span.getName(), MAX_NAME),
        type(span),
        span.getStartEpochNanos(),
        Math.max(span.getStartEpochNanos(), span.getEndEpochNanos()),
        count(attributes, GenAi.USAGE_INPUT_TOKENS),
        count(attributes, GenAi.USAGE_OUTPUT_TOKENS),
        cost(attributes),
        LoggedStatus.of(span),
        content(attributes));
  }

  long tokens() {
    return inputTokens + outputTokens;
  }

  long durationNanos() {
    return endNanos - startNanos;
  }

  boolean failed() {
    return status.startsWith(LoggedStatus.ERROR);
  }

  /** Returns Raglan's type of the span; the kind for spans of others. */
  private static String type(SpanData span) {
    String type = span.getAttributes().get(RaglanAttributes.SPAN_TYPE);
    if (type != null) {
      return LogLine.cut(type, MAX_TYPE);
    }
    boolean internal = span.getKind() == SpanKind.INTERNAL;
    return internal ? "" : span.getKind().name().toLowerCase(Locale.ROOT);
  }

  private static long count(Attributes attributes, AttributeKey<Long> key) {
    Long count = attributes.get(key);
    return count == null ? 0 : Math.max(0, count);
  }

  private static double cost(Attributes attributes) {
    Double cost = attributes.get(RaglanAttributes.COST_TOTAL);
    return cost == null || !Double.isFinite(cost) ? 0 : Math.max(0, cost);
  }

  private static String content(Attributes attributes) {
    String input =
        excerpt(
            attributes.get(OpenInference.INPUT_VALUE),
            attributes.get(OpenInference.INPUT_MIME_TYPE));
    String output =
        excerpt(
            attributes.get(OpenInference.OUTPUT_VALUE),
            attributes.get(OpenInference.OUTPUT_MIME_TYPE));
    return (output.isEmpty() ? input : input + " → " + output).strip();
  }

  /** Returns the beginning of the value; text other than JSON is quoted. */
  private static String excerpt(@Nullable String value, @Nullable String mimeType) {
    if (value == null) {
      return "";
    }
    String excerpt = LogLine.cut(value, MAX_CONTENT);
    boolean json = mimeType != null && mimeType.endsWith("json");
    return json ? excerpt : '"' + excerpt.replace("\"", "\\\"") + '"';
  }
}

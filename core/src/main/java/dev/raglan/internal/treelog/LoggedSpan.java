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
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a span that a line of the tree shows, cut and escaped.
 *
 * @param parentId all zeros if there is no parent
 * @param localRoot true if the span has no parent in this process
 * @param type empty if unknown
 * @param inputTokens 0 if unknown
 * @param outputTokens 0 if unknown
 * @param chunks the chunks of a stream; 0 without one
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
    long chunks,
    double cost,
    String status,
    String content) {

  private static final Pattern DIGITS = Pattern.compile("\\d{1,18}");
  private static final long BYTES = 240;
  private static final int MAX_NAME = 60;
  private static final int MAX_TYPE = 20;
  private static final int MAX_CONTENT = 60;

  /** The most characters of an input whose output is shown too: a line has room for both. */
  private static final int MAX_BESIDE_OUTPUT = 16;

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
        inputTokens(attributes),
        count(attributes, GenAi.USAGE_OUTPUT_TOKENS, OpenInference.LLM_TOKEN_COUNT_COMPLETION),
        count(attributes, RaglanAttributes.STREAM_CHUNKS),
        cost(attributes),
        LoggedStatus.of(span),
        content(attributes));
  }

  long tokens() {
    return inputTokens + outputTokens;
  }

  /** Returns the tokens; for a stream without them, the number of its chunks. */
  String usage() {
    boolean stream = tokens() == 0 && chunks > 0;
    return stream ? NumberFormats.chunks(chunks) : NumberFormats.tokens(inputTokens, outputTokens);
  }

  /** Returns an estimate of the memory it takes. */
  long bytes() {
    return BYTES + 2L * (name.length() + type.length() + status.length() + content.length());
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

  /** Returns the input tokens, or all tokens if only their sum is known. */
  private static long inputTokens(Attributes attributes) {
    long input = count(attributes, GenAi.USAGE_INPUT_TOKENS, OpenInference.LLM_TOKEN_COUNT_PROMPT);
    boolean known =
        input > 0
            || count(attributes, GenAi.USAGE_OUTPUT_TOKENS) > 0
            || count(attributes, OpenInference.LLM_TOKEN_COUNT_COMPLETION) > 0;
    return known
        ? input
        : count(
            attributes, RaglanAttributes.USAGE_TOTAL_TOKENS, OpenInference.LLM_TOKEN_COUNT_TOTAL);
  }

  @SafeVarargs
  private static long count(Attributes attributes, AttributeKey<Long>... keys) {
    for (AttributeKey<Long> key : keys) {
      long count = count(attributes, key);
      if (count >= 0) {
        return count;
      }
    }
    return 0;
  }

  /** Returns the number, which Micrometer's tracing writes as a text; -1 if the key is missing. */
  private static long count(Attributes attributes, AttributeKey<Long> key) {
    Long number = attributes.get(key);
    if (number != null) {
      return Math.max(0, number);
    }
    String text = attributes.get(AttributeKey.stringKey(key.getKey()));
    return text != null && DIGITS.matcher(text).matches() ? Long.parseLong(text) : -1;
  }

  private static double cost(Attributes attributes) {
    Double cost = attributes.get(RaglanAttributes.COST_TOTAL);
    return cost == null || !Double.isFinite(cost) ? 0 : Math.max(0, cost);
  }

  private static String content(Attributes attributes) {
    String feedback = attributes.get(RaglanAttributes.FEEDBACK_VALUE);
    if (feedback != null) {
      return feedback(attributes, feedback);
    }
    String output =
        excerpt(
            attributes.get(OpenInference.OUTPUT_VALUE),
            attributes.get(OpenInference.OUTPUT_MIME_TYPE),
            MAX_CONTENT);
    String input =
        excerpt(
            attributes.get(OpenInference.INPUT_VALUE),
            attributes.get(OpenInference.INPUT_MIME_TYPE),
            output.isEmpty() ? MAX_CONTENT : MAX_BESIDE_OUTPUT);
    return (output.isEmpty() ? input : input + " → " + output).strip();
  }

  /** Returns a feedback's value, and the comment if there is one. */
  private static String feedback(Attributes attributes, String value) {
    String shown = LogLine.cut(value, MAX_CONTENT);
    String comment = attributes.get(RaglanAttributes.FEEDBACK_COMMENT);
    return comment == null ? shown : shown + ' ' + excerpt(comment, null, MAX_CONTENT);
  }

  /** Returns the beginning of the value; text other than JSON is quoted. */
  private static String excerpt(@Nullable String value, @Nullable String mimeType, int most) {
    if (value == null) {
      return "";
    }
    String excerpt = LogLine.cut(value, most);
    boolean json = mimeType != null && mimeType.endsWith("json");
    return json ? excerpt : '"' + excerpt.replace("\"", "\\\"") + '"';
  }
}

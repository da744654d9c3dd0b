package dev.raglan.internal.treelog;

import dev.raglan.internal.text.LogLine;
import dev.raglan.model.Status;
import dev.raglan.semconv.ErrorAttributes;
import dev.raglan.semconv.RaglanAttributes;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.Set;
import java.util.regex.Pattern;

/** The status column of the tree: {@code ok}, {@code canceled}, {@code ERROR ...}. */
final class LoggedStatus {

  static final String ERROR = "ERROR";

  private static final Set<String> NEITHER_GOOD_NOR_BAD =
      Set.of(Status.CANCELED.id(), Status.ABORTED.id(), Status.PENDING.id());
  private static final Pattern QUALIFIED_CLASS =
      Pattern.compile("(?:[\\p{Alnum}_$]+\\.)+(?=\\p{Upper}[\\p{Alnum}_$]*$)");
  private static final int MAX_TYPE = 60;
  private static final int MAX_MESSAGE = 120;

  private LoggedStatus() {}

  static String of(SpanData span) {
    String status = span.getAttributes().get(RaglanAttributes.STATUS);
    if (status != null && NEITHER_GOOD_NOR_BAD.contains(status)) {
      return status;
    }
    boolean failed = span.getStatus().getStatusCode() == StatusCode.ERROR;
    if (failed || Status.FAILURE.id().equals(status)) {
      return error(span);
    }
    Boolean pending = span.getAttributes().get(RaglanAttributes.RESULT_PENDING);
    return Boolean.TRUE.equals(pending) ? Status.PENDING.id() : "ok";
  }

  private static String error(SpanData span) {
    String type =
        first(
            text(span.getAttributes(), ErrorAttributes.ERROR_TYPE),
            exception(span, ErrorAttributes.EXCEPTION_TYPE));
    String message =
        first(
            span.getStatus().getDescription(), exception(span, ErrorAttributes.EXCEPTION_MESSAGE));
    String simpleType = QUALIFIED_CLASS.matcher(LogLine.cut(type, MAX_TYPE * 2)).replaceFirst("");
    String detail = LogLine.cut(message, MAX_MESSAGE);
    String separator = simpleType.isEmpty() || detail.isEmpty() ? "" : ": ";
    return (ERROR + " " + LogLine.cut(simpleType, MAX_TYPE) + separator + detail).strip();
  }

  private static String first(String preferred, String other) {
    return preferred.isEmpty() ? other : preferred;
  }

  private static String exception(SpanData span, AttributeKey<String> key) {
    String found = "";
    for (EventData event : span.getEvents()) {
      if (event.getName().equals(ErrorAttributes.EXCEPTION_EVENT)) {
        found = text(event.getAttributes(), key);
      }
    }
    return found;
  }

  private static String text(Attributes attributes, AttributeKey<String> key) {
    String text = attributes.get(key);
    return text == null ? "" : text;
  }
}

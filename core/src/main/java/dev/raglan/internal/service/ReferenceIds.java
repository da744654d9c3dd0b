package dev.raglan.internal.service;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The reference ids that the latest spans were sent with, by which feedback and changes that name a
 * trace or a span find them. Not thread-safe.
 */
final class ReferenceIds {

  private static final int MOST = 8_192;

  private final Map<String, String> bySpan = bounded();
  private final Map<String, String> byTrace = bounded();
  private final Map<String, Place> places = bounded();

  /** The ids of a span. */
  record Place(String traceId, String spanId) {}

  private static <V> Map<String, V> bounded() {
    return new LinkedHashMap<>() {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
        return size() > MOST;
      }
    };
  }

  /**
   * Remembers the spans of a trace; the trace itself goes by its last generation, else its root.
   */
  void remember(AssembledTrace trace) {
    AssembledSpan answer = trace.root();
    for (AssembledSpan span : trace.spans()) {
      bySpan.put(span.spanId(), span.referenceId());
      places.put(span.referenceId(), new Place(trace.traceId(), span.spanId()));
      boolean later =
          answer == null
              || !answer.attributes().isGeneration()
              || span.endNanos() >= answer.endNanos();
      if (span.attributes().isGeneration() && later) {
        answer = span;
      }
    }
    if (answer != null) {
      byTrace.put(trace.traceId(), answer.referenceId());
    }
  }

  /** Returns the span that was sent with the reference id; null if it is not known. */
  @Nullable Place placeOf(String referenceId) {
    return places.get(referenceId);
  }

  /** Returns the reference id of the span or of the trace; null if neither is known. */
  @Nullable String of(@Nullable String traceId, @Nullable String spanId) {
    if (spanId != null && traceId != null) {
      String known = bySpan.get(spanId);
      return known == null ? AssembledSpan.generatedReferenceId(traceId, spanId) : known;
    }
    return traceId == null ? null : byTrace.get(traceId);
  }
}

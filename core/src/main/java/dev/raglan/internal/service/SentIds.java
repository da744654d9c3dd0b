package dev.raglan.internal.service;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The ids under which a service has the latest traces and spans, by which feedback and changes find
 * them. Not thread-safe.
 */
public final class SentIds {

  private static final int MOST = 8_192;

  private final Map<String, String> ids =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > MOST;
        }
      };

  /** Remembers a span by its ids and its reference id. */
  public void putSpan(AssembledSpan span, String id) {
    ids.put(span.data().getTraceId() + "/" + span.spanId(), id);
    ids.put("reference/" + span.referenceId(), id);
  }

  /** Remembers a trace. */
  public void putTrace(String traceId, String id) {
    ids.put(traceId, id);
  }

  /** Returns the id of the span; else, without one, of the trace; null if it is not known. */
  public @Nullable String of(
      @Nullable String traceId, @Nullable String spanId, @Nullable String referenceId) {
    if (traceId != null) {
      return ids.get(spanId == null ? traceId : traceId + "/" + spanId);
    }
    return referenceId == null ? null : ids.get("reference/" + referenceId);
  }
}

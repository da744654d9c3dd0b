package dev.raglan.internal.service.adaline;

import dev.raglan.internal.service.AssembledSpan;
import dev.raglan.internal.service.AssembledTrace;
import dev.raglan.internal.service.SentIds;
import org.jspecify.annotations.Nullable;

/** The reference ids with which Adaline has the latest traces and spans. Not thread-safe. */
final class SentReferences {

  private final SentIds spans = new SentIds();
  private final SentIds traceOfSpan = new SentIds();
  private final SentIds traceOfRoot = new SentIds();

  void put(AssembledTrace trace, String reference) {
    traceOfSpan.putTrace(trace.traceId(), reference);
    traceOfRoot.putTrace(trace.traceId(), reference);
    if (trace.root() != null) {
      traceOfRoot.putSpan(trace.root(), reference);
    }
    trace.spans().forEach(span -> traceOfSpan.putSpan(span, reference));
  }

  void put(AssembledSpan span, String reference) {
    spans.putSpan(span, reference);
  }

  /** Returns that of the span; null if it is not known. */
  @Nullable String ofSpan(@Nullable String traceId, @Nullable String spanId) {
    return spans.of(traceId, spanId, null);
  }

  /** Returns that of the trace in which the span is; null if it is not known. */
  @Nullable String traceOf(
      @Nullable String traceId, @Nullable String spanId, @Nullable String referenceId) {
    return traceOfSpan.of(traceId, spanId, referenceId);
  }

  /** Returns that of the trace whose topmost span it is; null for any other span. */
  @Nullable String traceOfRoot(
      @Nullable String traceId, @Nullable String spanId, @Nullable String referenceId) {
    return traceOfRoot.of(traceId, spanId, referenceId);
  }
}

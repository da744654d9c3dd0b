package dev.raglan.internal.delivery;

import dev.raglan.internal.redact.ForeignTexts;
import dev.raglan.internal.redact.RedactedTexts;
import dev.raglan.internal.transport.SpanBytes;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Spans that are exported together, rendered once for all targets. The budget is released when the
 * last target has finished with the batch.
 */
final class Batch {

  private final List<SpanData> spans;
  private final long bytes;
  private final QueueBudget budget;
  private final AtomicInteger holders;

  private Batch(List<SpanData> spans, long bytes, QueueBudget budget, int holders) {
    this.spans = spans;
    this.bytes = bytes;
    this.budget = budget;
    this.holders = new AtomicInteger(holders);
  }

  /**
   * Renders the spans and charges the budget with their rendered size.
   *
   * @param holders the number of targets that will call {@link #release()}
   * @param withContent true to render what is kept beside the spans, too
   * @param foreign the redaction of what others have written
   */
  static Batch render(
      List<QueuedSpan> queued,
      QueueBudget budget,
      int holders,
      boolean withContent,
      ForeignTexts foreign) {
    List<SpanData> spans = new ArrayList<>(queued.size());
    RedactedTexts texts = new RedactedTexts();
    long bytes = 0;
    for (QueuedSpan each : queued) {
      SpanData span = RenderedSpan.of(each.span, each.content, withContent, foreign, texts);
      spans.add(span);
      bytes += span == each.span ? each.ownBytes : SpanBytes.of(span);
    }
    Batch batch = new Batch(Collections.unmodifiableList(spans), bytes, budget, holders);
    budget.take(0, bytes);
    budget.release(0, bytesOf(queued));
    return batch;
  }

  static long bytesOf(List<QueuedSpan> queued) {
    long bytes = 0;
    for (QueuedSpan each : queued) {
      bytes += each.ownBytes;
    }
    return bytes;
  }

  List<SpanData> spans() {
    return spans;
  }

  int size() {
    return spans.size();
  }

  long bytes() {
    return bytes;
  }

  /** Releases the batch for one target. */
  void release() {
    if (holders.decrementAndGet() == 0) {
      budget.release(spans.size(), bytes);
    }
  }
}

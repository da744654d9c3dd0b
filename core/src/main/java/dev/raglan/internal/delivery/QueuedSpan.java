package dev.raglan.internal.delivery;

import dev.raglan.internal.render.Deferred;
import dev.raglan.internal.transport.SpanBytes;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.jspecify.annotations.Nullable;

/** An ended span in the queue, with what is left to render of it. */
final class QueuedSpan extends QueueNode {

  private static final long NODE = 64;
  private static final long MOST_BYTES = 1L << 38;

  final SpanData span;
  final @Nullable Deferred content;
  final long ownBytes;

  QueuedSpan(SpanData span, @Nullable Deferred content) {
    this.span = span;
    this.content = content;
    long captured = content == null ? 0 : content.estimatedBytes();
    this.ownBytes = Math.min(NODE + SpanBytes.of(span) + captured, MOST_BYTES);
  }

  void putOn(QueueNode top) {
    below = top;
    number = top.number + 1;
    depth = top.depth + 1;
    bytes = top.bytes + ownBytes;
  }

  /** Returns true if this span makes the stack reach that many spans or bytes. */
  boolean completes(int spans, long ofBytes) {
    return depth == spans || (bytes >= ofBytes && bytes - ownBytes < ofBytes);
  }
}

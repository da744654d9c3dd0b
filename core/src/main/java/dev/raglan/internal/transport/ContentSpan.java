package dev.raglan.internal.transport;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.trace.data.SpanData;

/**
 * A span with attributes that no dialect of the application's has written: exporters that send no
 * attributes, but what an application said, read them there. Immutable.
 */
public interface ContentSpan extends SpanData {

  /** Returns the attributes beside those of the span. */
  Attributes content();

  /** Returns the attributes beside those of the span; empty for a span that has none. */
  static Attributes contentOf(SpanData span) {
    return span instanceof ContentSpan with ? with.content() : Attributes.empty();
  }
}

package dev.raglan.export;

import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.Collection;
import java.util.List;

/**
 * The spans that wait for their local root, in bounded memory. Gives trees to print. Not
 * thread-safe.
 */
final class TraceBuffer {

  static final int MAX_TRACES = 256;
  static final int MAX_SPANS = 16_384;

  List<String> add(Collection<SpanData> spans) {
    return List.of();
  }

  List<String> late() {
    return List.of();
  }

  List<String> rest() {
    return List.of();
  }
}

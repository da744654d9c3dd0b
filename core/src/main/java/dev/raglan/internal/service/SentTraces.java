package dev.raglan.internal.service;

import dev.raglan.internal.transport.SpanBytes;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The traces sent last, which late spans complete. Not thread-safe. */
final class SentTraces {

  private static final int MOST = 1_024;

  private final Map<String, Sent> byRoot = new LinkedHashMap<>();
  private long bytes;

  /** A trace as it was sent. Not thread-safe. */
  static final class Sent {

    private final SpanData root;
    private final Map<String, SpanData> spans = new LinkedHashMap<>();
    private final long since;

    private Sent(SpanData root, long since) {
      this.root = root;
      this.since = since;
    }

    SpanData root() {
      return root;
    }

    Collection<SpanData> spans() {
      return List.copyOf(spans.values());
    }

    Set<String> ids() {
      return Set.copyOf(spans.keySet());
    }
  }

  void remember(SpanData root, Collection<SpanData> spans, long now) {
    Sent sent = byRoot.computeIfAbsent(root.getSpanId(), id -> new Sent(root, now));
    for (SpanData span : spans) {
      if (sent.spans.putIfAbsent(span.getSpanId(), span) == null) {
        bytes += SpanBytes.of(span);
      }
    }
  }

  /** Returns those of the trace. */
  List<Sent> of(String traceId) {
    List<Sent> found = new ArrayList<>();
    for (Sent sent : byRoot.values()) {
      if (sent.root.getTraceId().equals(traceId)) {
        found.add(sent);
      }
    }
    return found;
  }

  /** Forgets the oldest, until the rest takes no more memory and none is older. */
  void trim(long maxBytes, long oldest) {
    Iterator<Sent> all = byRoot.values().iterator();
    while (all.hasNext()) {
      Sent sent = all.next();
      if (bytes <= maxBytes && byRoot.size() <= MOST && sent.since - oldest >= 0) {
        return;
      }
      sent.spans.values().forEach(span -> bytes -= SpanBytes.of(span));
      all.remove();
    }
  }
}

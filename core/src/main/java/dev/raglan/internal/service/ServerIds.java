package dev.raglan.internal.service;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The ids that services gave to the traces and spans that were delivered last, for the handles of
 * the facade, which may be of any engine of this process. Thread-safe.
 */
public final class ServerIds {

  private static final int MOST = 8_192;

  private static final Map<Key, String> IDS =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, String> eldest) {
          return size() > MOST;
        }
      };

  /**
   * The place of an id.
   *
   * @param whole true for the trace whose topmost span it is
   */
  private record Key(String target, String traceId, String spanId, boolean whole) {}

  private ServerIds() {}

  /** Remembers the id of the trace with that topmost span. */
  public static void ofTrace(String target, AssembledSpan root, String id) {
    put(target, root, true, id);
  }

  /** Remembers the id of the span. */
  public static void ofSpan(String target, AssembledSpan span, String id) {
    put(target, span, false, id);
  }

  private static void put(String target, AssembledSpan span, boolean whole, String id) {
    Key key = new Key(target, span.data().getTraceId(), span.spanId(), whole);
    synchronized (IDS) {
      IDS.put(key, id);
    }
  }

  /**
   * Returns the id of the trace with that topmost span, else of that span; null if the service has
   * not said one.
   */
  public static @Nullable String trace(String target, String traceId, String spanId) {
    synchronized (IDS) {
      String id = IDS.get(new Key(target, traceId, spanId, true));
      return id == null ? IDS.get(new Key(target, traceId, spanId, false)) : id;
    }
  }

  /** Returns the id of the span; null if the service has not said one. */
  public static @Nullable String span(String target, String traceId, String spanId) {
    synchronized (IDS) {
      return IDS.get(new Key(target, traceId, spanId, false));
    }
  }
}

package dev.raglan.internal.context;

import dev.raglan.internal.json.NamedValues;
import dev.raglan.internal.type.RawJson;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The RAG events of one trace: the first input and the last output that are not empty, the spans
 * that had an event, and whether the trace had its own. Bounded; thread-safe.
 */
public final class EventMemory {

  private static final int MAX_SPANS = 1_024;

  private final Set<String> spanIds = new HashSet<>();
  private boolean hasTraceEvent;
  private @Nullable Object input;
  private @Nullable Object output;

  /** Claims the only event of a span; returns false if the span had it before. */
  public synchronized boolean claim(String spanId) {
    return spanIds.size() < MAX_SPANS ? spanIds.add(spanId) : !spanIds.contains(spanId);
  }

  /** Claims the only event of the trace itself; returns false if it had it before. */
  public synchronized boolean claimTrace() {
    boolean free = !hasTraceEvent;
    hasTraceEvent = true;
    return free;
  }

  /** Returns true if the event of the trace itself was claimed. */
  public synchronized boolean hasTraceEvent() {
    return hasTraceEvent;
  }

  /** Remembers the input and output of an event, which never change: mostly text or JSON. */
  public synchronized void note(@Nullable Object newInput, @Nullable Object newOutput) {
    if (isEmpty(input)) {
      input = newInput;
    }
    if (!isEmpty(newOutput)) {
      output = newOutput;
    }
  }

  /** Returns the first input that is not empty; null if there was none. */
  public synchronized @Nullable Object input() {
    return isEmpty(input) ? null : input;
  }

  /** Returns the last output that is not empty; null if there was none. */
  public synchronized @Nullable Object output() {
    return output;
  }

  private static boolean isEmpty(@Nullable Object kept) {
    if (kept instanceof Collection<?> all) {
      return all.isEmpty();
    }
    if (kept instanceof NamedValues all) {
      return all.isEmpty();
    }
    if (kept instanceof RawJson raw) {
      return switch (raw.json()) {
        case "", "null", "\"\"", "[]", "{}" -> true;
        default -> false;
      };
    }
    return kept == null || kept.toString().isBlank();
  }
}

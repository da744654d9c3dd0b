package dev.raglan.internal.record;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a trace remembers of its RAG events: the first input and the last output that say something,
 * and which spans had theirs. Bounded; thread-safe.
 */
public final class EventMemory {

  private static final int MAX_SPANS = 1_024;

  private final Set<String> spanIds = new HashSet<>();
  private @Nullable Object input;
  private @Nullable Object output;

  /** Takes note of a span that had its event; false if it had it before. */
  public synchronized boolean claim(String spanId) {
    return spanIds.size() < MAX_SPANS ? spanIds.add(spanId) : !spanIds.contains(spanId);
  }

  /** Takes note of an event's input and output, as they were frozen. */
  public synchronized void note(@Nullable Object newInput, @Nullable Object newOutput) {
    if (ValueText.isEmpty(input)) {
      input = newInput;
    }
    if (!ValueText.isEmpty(newOutput)) {
      output = newOutput;
    }
  }

  synchronized @Nullable Object input() {
    return ValueText.isEmpty(input) ? null : input;
  }

  synchronized @Nullable Object output() {
    return output;
  }
}

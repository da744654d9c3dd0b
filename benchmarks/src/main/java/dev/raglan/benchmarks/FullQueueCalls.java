package dev.raglan.benchmarks;

import dev.raglan.annotation.Capture;
import dev.raglan.annotation.Traced;
import java.util.ArrayList;
import java.util.List;



/** Traced methods that give back what they are given. */
class FullQueueCalls {

  /** Nothing but the span. */
  @Traced(value = "echo", input = Capture.OFF, output = Capture.OFF)
  Object bare(Object value) {
    return value;
  }

  /** The value, as it is; the queue keeps it if it cannot change. */
  @Traced(value = "echo", input = Capture.OFF)
  Object kept(Object value) {
    return value;
  }

  /** A list that may change; what is kept is JSON. */
  @Traced(value = "echo", input = Capture.OFF)
  List<Object> snapshot(Object value) {
    return new ArrayList<>(List.of(value));
  }

  /** An exception, with its stack. */
  @Traced(value = "echo", input = Capture.OFF)
  Object failing(Object value) {
    throw new IllegalStateException(value.toString());
  }
}

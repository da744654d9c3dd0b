package dev.raglan.internal.service;

import dev.raglan.internal.transport.Part;
import java.util.List;

/** A service that takes whole traces. Used by one thread at a time. */
public interface TraceService {

  /**
   * Returns the requests that deliver a trace, or more of it. Together they have as many spans as
   * the trace has to settle ({@link AssembledTrace#newSpans()}).
   */
  List<? extends Part> parts(AssembledTrace trace);

  /** Closes connections and cancels a request under way. */
  void close();
}

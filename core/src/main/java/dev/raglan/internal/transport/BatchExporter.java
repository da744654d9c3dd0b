package dev.raglan.internal.transport;

import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.List;

/** An exporter that settles the spans of a batch part by part, with a cause for those it drops. */
public interface BatchExporter extends SpanExporter {

  /**
   * Exports on the calling thread, retrying until the settlement's time is up. Spans that are not
   * settled when this returns are dropped by the caller.
   */
  void export(List<SpanData> spans, Settlement settlement);

  /**
   * Exports those of the kept spans whose time has come.
   *
   * @param last true if no other call follows, so that all have to be exported
   * @see Settlement#keeping
   */
  default void resume(boolean last, Settlement settlement) {}

  /** Returns true if it reads what is kept beside the attributes of spans; false by default. */
  default boolean readsContent() {
    return false;
  }
}

package dev.raglan.internal.delivery;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.testing.trace.TestSpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.concurrent.TimeUnit;

/** Spans for tests: ended, with ids of our choice. */
public final class Spans {

  public static final String TRACE = RichSpan.TRACE;

  private Spans() {}

  /** A root of {@link #TRACE} with span id 1, of 412 ms. */
  public static TestSpanData.Builder root(String name) {
    return span(TRACE, 1, name, 0, 412);
  }

  /** A span of {@link #TRACE} under the span with that id. */
  public static TestSpanData.Builder child(
      long id, long parent, String name, long startMillis, long endMillis) {
    return span(TRACE, id, name, startMillis, endMillis)
        .setParentSpanContext(context(TRACE, parent));
  }

  /** A span without a parent. */
  public static TestSpanData.Builder span(
      String trace, long id, String name, long startMillis, long endMillis) {
    return TestSpanData.builder()
        .setName(name)
        .setKind(SpanKind.INTERNAL)
        .setSpanContext(context(trace, id))
        .setStartEpochNanos(RichSpan.START + TimeUnit.MILLISECONDS.toNanos(startMillis))
        .setEndEpochNanos(RichSpan.START + TimeUnit.MILLISECONDS.toNanos(endMillis))
        .setStatus(StatusData.unset())
        .setHasEnded(true);
  }

  public static SpanContext context(String trace, long id) {
    return SpanContext.create(trace, spanId(id), TraceFlags.getSampled(), TraceState.getDefault());
  }

  public static String traceId(long id) {
    return "%032x".formatted(id);
  }

  private static String spanId(long id) {
    return "%016x".formatted(id);
  }
}

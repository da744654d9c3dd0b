package dev.raglan.internal.agent;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.trace.IdGenerator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Ids of spans that another tracing has started on the same thread; else random ones. */
final class AdoptedIds implements IdGenerator {

  private final ThreadLocal<@Nullable SpanContext> adopted = new ThreadLocal<>();

  /** Starts something with the ids of a span; with random ones for null. */
  <T> T with(@Nullable SpanContext ids, Supplier<T> start) {
    if (ids == null) {
      return start.get();
    }
    adopted.set(ids);
    try {
      return start.get();
    } finally {
      adopted.remove();
    }
  }

  @Override
  public String generateSpanId() {
    SpanContext ids = adopted.get();
    return ids == null ? IdGenerator.random().generateSpanId() : ids.getSpanId();
  }

  @Override
  public String generateTraceId() {
    SpanContext ids = adopted.get();
    return ids == null ? IdGenerator.random().generateTraceId() : ids.getTraceId();
  }
}

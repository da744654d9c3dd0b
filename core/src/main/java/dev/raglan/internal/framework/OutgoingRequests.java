package dev.raglan.internal.framework;

import dev.raglan.internal.record.Engine;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/** Writer of spans into the headers of requests that the application sends. Thread-safe. */
public final class OutgoingRequests {

  private final Engine engine;

  /**
   * Creates a writer.
   *
   * @param raglan an instance of {@code dev.raglan.Raglan}
   */
  public OutgoingRequests(Object raglan) {
    this.engine = Engine.of(raglan);
  }

  /** Writes the context's span, except for the headers that the application has set itself. */
  public void write(Context context, Predicate<String> isSet, BiConsumer<String, String> headers) {
    if (engine.enabled() && Span.fromContext(context).getSpanContext().isValid()) {
      engine
          .propagation()
          .inject(
              context,
              headers,
              (carrier, key, value) -> {
                if (carrier != null && !isSet.test(key)) {
                  carrier.accept(key, value);
                }
              });
    }
  }
}

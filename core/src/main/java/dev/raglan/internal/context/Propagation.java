package dev.raglan.internal.context;

import dev.raglan.internal.safe.Safe;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes span contexts in carriers with the configured propagators, and with W3C's where
 * none are configured. Thread-safe; never throws.
 */
public final class Propagation {

  private static final TextMapPropagator W3C = W3CTraceContextPropagator.getInstance();

  private final TextMapPropagator configured;

  /** Creates propagation with the propagators of an OpenTelemetry. */
  public Propagation(OpenTelemetry openTelemetry) {
    this.configured = openTelemetry.getPropagators().getTextMapPropagator();
  }

  /** Returns the current context with the span that the carrier names, or with none. */
  public <C> Context extract(C carrier, TextMapGetter<C> getter) {
    return extract(Context.current().with(Span.getInvalid()), carrier, getter);
  }

  /** Returns the context, which has no span, with the span that the carrier names. */
  public <C> Context extract(Context without, C carrier, TextMapGetter<C> getter) {
    TextMapGetter<C> bounded = new BoundedGetter<>(getter);
    Context extracted = Safe.orElse(() -> configured.extract(without, carrier, bounded), without);
    if (Span.fromContext(extracted).getSpanContext().isValid()) {
      return extracted;
    }
    return Safe.orElse(() -> W3C.extract(extracted, carrier, bounded), extracted);
  }

  /**
   * A getter that leaves out a header longer than W3C lets baggage be: every entry of it would be
   * read, kept for the whole request and copied along.
   */
  private record BoundedGetter<C>(TextMapGetter<C> getter) implements TextMapGetter<C> {

    private static final int LONGEST = 8_192;

    @Override
    public Iterable<String> keys(C carrier) {
      return getter.keys(carrier);
    }

    @Override
    public @Nullable String get(@Nullable C carrier, String key) {
      String value = getter.get(carrier, key);
      return value == null || value.length() > LONGEST ? null : value;
    }

    @Override
    public Iterator<String> getAll(@Nullable C carrier, String key) {
      List<String> kept = new ArrayList<>();
      int length = 0;
      for (Iterator<String> all = getter.getAll(carrier, key); all.hasNext(); ) {
        String value = all.next();
        length += value.length();
        if (length > LONGEST) {
          return Collections.emptyIterator();
        }
        kept.add(value);
      }
      return kept.iterator();
    }
  }

  /** Writes the span of the context into the carrier. */
  public <C> void inject(Context context, C carrier, TextMapSetter<C> setter) {
    TextMapPropagator chosen = configured.fields().isEmpty() ? W3C : configured;
    Safe.run("writing a span context", () -> chosen.inject(context, carrier, setter));
  }
}

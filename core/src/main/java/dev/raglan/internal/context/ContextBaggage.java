package dev.raglan.internal.context;

import dev.raglan.trace.TraceContext;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.BaggageBuilder;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * Copies the ids, the environment and the topic of a {@link TraceContext} into OpenTelemetry's
 * baggage, and reads them from there. Tags and metadata are left out: baggage must stay small.
 */
public final class ContextBaggage {

  private static final String SESSION_ID = "raglan.session_id";
  private static final String CUSTOMER_ID = "raglan.customer_id";
  private static final String CUSTOMER_USER_ID = "raglan.customer_user_id";
  private static final String ENVIRONMENT = "raglan.environment";
  private static final String TOPIC = "raglan.topic";

  private ContextBaggage() {}

  /** Returns the context with its trace context also in its baggage. */
  public static Context carry(Context context) {
    TraceContext known = TraceContext.of(context);
    if (known.isEmpty()) {
      return context;
    }
    BaggageBuilder baggage = Baggage.fromContext(context).toBuilder();
    put(SESSION_ID, known.sessionId(), baggage);
    put(CUSTOMER_ID, known.customerId(), baggage);
    put(CUSTOMER_USER_ID, known.customerUserId(), baggage);
    put(ENVIRONMENT, known.environment(), baggage);
    put(TOPIC, known.topic(), baggage);
    return context.with(baggage.build());
  }

  private static void put(String key, @Nullable String value, BaggageBuilder baggage) {
    if (value != null) {
      baggage.put(key, value);
    }
  }

  /** Returns the context with the trace context of its baggage, unless it has one already. */
  public static Context adopt(Context context) {
    Baggage baggage = Baggage.fromContext(context);
    if (baggage.isEmpty() || RenderedContext.of(context) != null) {
      return context;
    }
    TraceContext received =
        TraceContext.builder()
            .sessionId(baggage.getEntryValue(SESSION_ID))
            .customerId(baggage.getEntryValue(CUSTOMER_ID))
            .customerUserId(baggage.getEntryValue(CUSTOMER_USER_ID))
            .environment(baggage.getEntryValue(ENVIRONMENT))
            .topic(baggage.getEntryValue(TOPIC))
            .build();
    return received.isEmpty() ? context : context.with(received);
  }
}

package dev.raglan.internal.context;

import dev.raglan.trace.TraceContext;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.BaggageBuilder;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * Copies the ids, the environment and the topic of a {@link TraceContext} into OpenTelemetry's
 * baggage, and reads them from there. Tags and metadata are left out: baggage must stay small. So
 * is a word that is too long, or has control characters or a lone surrogate, with which a
 * propagator would throw into the application's own requests.
 */
public final class ContextBaggage {

  private static final String SESSION_ID = "raglan.session_id";
  private static final String CUSTOMER_ID = "raglan.customer_id";
  private static final String CUSTOMER_USER_ID = "raglan.customer_user_id";
  private static final String ENVIRONMENT = "raglan.environment";
  private static final String TOPIC = "raglan.topic";

  private static final int LONGEST = 256;

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
    if (value != null && isWord(value)) {
      baggage.put(key, value);
    }
  }

  private static @Nullable String received(String key, Baggage baggage) {
    String value = baggage.getEntryValue(key);
    return value != null && isWord(value) ? value : null;
  }

  private static boolean isWord(String value) {
    if (value.isEmpty() || value.length() > LONGEST) {
      return false;
    }
    return value
        .codePoints()
        .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
  }

  /** Returns the context with the trace context of its baggage, unless it has one already. */
  public static Context adopt(Context context) {
    Baggage baggage = Baggage.fromContext(context);
    if (baggage.isEmpty() || RenderedContext.of(context) != null) {
      return context;
    }
    TraceContext received =
        TraceContext.builder()
            .sessionId(received(SESSION_ID, baggage))
            .customerId(received(CUSTOMER_ID, baggage))
            .customerUserId(received(CUSTOMER_USER_ID, baggage))
            .environment(received(ENVIRONMENT, baggage))
            .topic(received(TOPIC, baggage))
            .build();
    return received.isEmpty() ? context : context.with(received);
  }
}

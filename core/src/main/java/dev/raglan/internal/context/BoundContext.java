package dev.raglan.internal.context;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.raglan.annotation.Field;
import dev.raglan.internal.capture.Bindings;
import dev.raglan.internal.safe.Safe;
import dev.raglan.internal.type.RawJson;
import dev.raglan.trace.TraceContext;
import dev.raglan.trace.TraceContextBuilder;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a {@link TraceContext} out of the bindings of the span that opens a trace. */
public final class BoundContext {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Set<Field> FIELDS =
      EnumSet.of(
          Field.SESSION_ID,
          Field.CUSTOMER_ID,
          Field.CUSTOMER_USER_ID,
          Field.ENVIRONMENT,
          Field.TOPIC,
          Field.TAGS,
          Field.CUSTOM_ATTRIBUTES);

  private static final Field[] EACH = FIELDS.toArray(new Field[0]);

  private BoundContext() {}

  /** Returns true if the field belongs to a trace context. */
  public static boolean has(Field field) {
    return FIELDS.contains(field);
  }

  /** Returns the bound values that belong to a trace context. */
  public static TraceContext of(Bindings bindings) {
    return hasAny(bindings) ? bound(bindings) : TraceContext.EMPTY;
  }

  private static boolean hasAny(Bindings bindings) {
    for (Field field : EACH) {
      if (bindings.get(field) != null) {
        return true;
      }
    }
    return false;
  }

  private static TraceContext bound(Bindings bindings) {
    TraceContextBuilder context =
        TraceContext.builder()
            .sessionId(text(bindings.get(Field.SESSION_ID)))
            .customerId(text(bindings.get(Field.CUSTOMER_ID)))
            .customerUserId(text(bindings.get(Field.CUSTOMER_USER_ID)))
            .environment(text(bindings.get(Field.ENVIRONMENT)))
            .topic(text(bindings.get(Field.TOPIC)))
            .tags(texts(bindings.get(Field.TAGS)));
    Map<?, ?> metadata = metadata(bindings.get(Field.CUSTOM_ATTRIBUTES));
    if (!metadata.isEmpty()) {
      metadata.forEach((key, value) -> context.metadata(String.valueOf(key), value));
    }
    return context.build();
  }

  private static @Nullable String text(@Nullable Object value) {
    Object plain = value instanceof RawJson raw ? parsed(raw) : value;
    return plain == null ? null : Safe.orNull(plain::toString);
  }

  private static List<String> texts(@Nullable Object value) {
    Object plain = value instanceof RawJson raw ? parsed(raw) : value;
    if (plain instanceof Collection<?> all) {
      return all.stream().filter(each -> each != null).map(String::valueOf).toList();
    }
    return plain == null ? List.of() : List.of(String.valueOf(plain));
  }

  /** Returns the entries of a map, also of one that is JSON already; empty for anything else. */
  public static Map<?, ?> metadata(@Nullable Object value) {
    Object plain = value instanceof RawJson raw ? parsed(raw) : value;
    return plain instanceof Map<?, ?> map ? map : Map.of();
  }

  /** Returns the value that was rendered when it was bound, since the application may change it. */
  private static @Nullable Object parsed(RawJson raw) {
    return Safe.orNull(() -> JSON.readValue(raw.json(), Object.class));
  }
}

package dev.raglan.internal.context;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.raglan.annotation.Field;
import dev.raglan.internal.capture.Bindings;
import dev.raglan.internal.json.JsonRenderer;
import dev.raglan.internal.safe.Safe;
import dev.raglan.internal.type.RawJson;
import dev.raglan.internal.type.ScalarTexts;
import dev.raglan.model.CaptureLimits;
import dev.raglan.trace.TraceContext;
import dev.raglan.trace.TraceContextBuilder;
import io.opentelemetry.context.Context;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a {@link TraceContext} out of the bindings of the span that opens a trace. */
public final class BoundContext {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonRenderer VALUES = JsonRenderer.of(CaptureLimits.DEFAULT);

  private static final Set<Field> FIELDS =
      EnumSet.of(
          Field.SESSION_ID,
          Field.CUSTOMER_ID,
          Field.CUSTOMER_USER_ID,
          Field.ENVIRONMENT,
          Field.TOPIC,
          Field.TAGS,
          Field.CUSTOM_ATTRIBUTES);

  private BoundContext() {}

  /** Returns true if the field belongs to a trace context. */
  public static boolean has(Field field) {
    return FIELDS.contains(field);
  }

  /** Returns the bound values that belong to a trace context. */
  public static TraceContext of(Bindings bindings) {
    return bindings.hasAny(FIELDS) ? bound(bindings) : TraceContext.EMPTY;
  }

  /** Returns the bound values that say whose work a span is: its session, customer and user. */
  public static TraceContext ownerOf(Bindings bindings) {
    Object session = bindings.get(Field.SESSION_ID);
    Object customer = bindings.get(Field.CUSTOMER_ID);
    Object user = bindings.get(Field.CUSTOMER_USER_ID);
    return session == null && customer == null && user == null
        ? TraceContext.EMPTY
        : new TraceContext(id(session), id(customer), id(user), List.of(), Map.of(), null, null);
  }

  /** Returns the context with the bound values that belong to a trace context. */
  public static Context statedIn(Context parent, Bindings bindings) {
    TraceContext own = of(bindings);
    return own.isEmpty() ? parent : parent.with(TraceContext.of(parent).merge(own));
  }

  private static TraceContext bound(Bindings bindings) {
    TraceContext plain =
        new TraceContext(
            id(bindings.get(Field.SESSION_ID)),
            id(bindings.get(Field.CUSTOMER_ID)),
            id(bindings.get(Field.CUSTOMER_USER_ID)),
            List.of(),
            Map.of(),
            id(bindings.get(Field.ENVIRONMENT)),
            id(bindings.get(Field.TOPIC)));
    Object tags = bindings.get(Field.TAGS);
    Map<?, ?> metadata = metadata(bindings.get(Field.CUSTOM_ATTRIBUTES));
    if (tags == null && metadata.isEmpty()) {
      return plain; // As most are: none of them needs a builder.
    }
    TraceContextBuilder context = plain.toBuilder().tags(texts(tags));
    metadata.forEach((key, value) -> context.metadata(String.valueOf(key), value));
    return context.build();
  }

  /** Returns the text of a value; null if that is blank. */
  private static @Nullable String id(@Nullable Object value) {
    String text = text(value);
    return text == null || text.isBlank() ? null : text;
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null || value instanceof String
        ? (String) value
        : Safe.orNull(() -> written(value));
  }

  /** Returns the texts of a bound value: of its elements, if it has some. */
  public static List<String> texts(@Nullable Object value) {
    Object plain = value instanceof RawJson raw ? parsed(raw) : value;
    if (plain instanceof Collection<?> all) {
      return all.stream().filter(each -> each != null).map(BoundContext::written).toList();
    }
    return plain == null ? List.of() : List.of(written(plain));
  }

  /**
   * Returns a value as text: never by a method of its own, which knows nothing of what is hidden.
   */
  private static String written(Object value) {
    if (isScalar(value)) {
      return value.toString();
    }
    RawJson raw = value instanceof RawJson known ? known : new RawJson(VALUES.json(value));
    Object plain = parsed(raw);
    return plain != null && isScalar(plain) ? plain.toString() : raw.json();
  }

  private static boolean isScalar(Object value) {
    return value instanceof CharSequence
        || value instanceof Number
        || value instanceof Boolean
        || value instanceof Character
        || value instanceof Enum<?>
        || ScalarTexts.isText(value.getClass());
  }

  /** Returns the entries of a map, also of one that is JSON already; empty for anything else. */
  public static Map<?, ?> metadata(@Nullable Object value) {
    Object plain = value instanceof RawJson raw ? parsed(raw) : value;
    if (!(plain instanceof Map<?, ?> map)) {
      return Map.of();
    }
    boolean named = map.keySet().stream().allMatch(key -> key == null || isScalar(key));
    Object read = named ? map : parsed(new RawJson(VALUES.json(map)));
    return read instanceof Map<?, ?> entries ? entries : Map.of();
  }

  /** Returns the value that was rendered when it was bound, since the application may change it. */
  private static @Nullable Object parsed(RawJson raw) {
    return Safe.orNull(() -> JSON.readValue(raw.json(), Object.class));
  }
}

package dev.raglan.internal.service.adaline;

import dev.raglan.internal.service.AssembledSpan;
import dev.raglan.internal.service.JsonText;
import dev.raglan.model.Status;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Ids, statuses and values within Adaline's limits. */
final class AdalineNames {

  private static final int MAX_REFERENCE = 128;
  private static final int MIN_ID = 20;
  private static final int MAX_ID = 80;
  private static final int UUID_LENGTH = 36;

  private AdalineNames() {}

  /** Returns a reference id; a longer one is cut, and made distinct by what it was. */
  static String reference(String id) {
    if (id.length() <= MAX_REFERENCE) {
      return id;
    }
    UUID whole = UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8));
    return id.substring(0, MAX_REFERENCE - UUID_LENGTH - 1) + "-" + whole;
  }

  /** Returns the reference id of a span that the application gave none, or a taken one. */
  static String generated(AssembledSpan span) {
    return span.data().getTraceId() + "-" + span.spanId() + "-span";
  }

  /** Returns true if Adaline may have given the id. */
  static boolean isId(@Nullable String id) {
    return id != null && id.length() >= MIN_ID && id.length() <= MAX_ID;
  }

  /** Returns Adaline's word for the status of a trace. */
  static String ofTrace(@Nullable Status status) {
    if (status == null) {
      return "success";
    }
    return status == Status.CANCELED ? "cancelled" : status.id();
  }

  /** Returns Adaline's word for the status of a span, which cannot be pending. */
  static String ofSpan(@Nullable Status status) {
    return status == Status.PENDING ? "unknown" : ofTrace(status);
  }

  /** Returns Adaline's word for one of Raglan's; null for an own word of the application. */
  static @Nullable String word(String status) {
    for (Status each : Status.values()) {
      if (each.id().equalsIgnoreCase(status)) {
        return ofTrace(each);
      }
    }
    return status.equalsIgnoreCase("cancelled") ? "cancelled" : null;
  }

  /** Puts an attribute: a text, a number or a boolean as it is, anything else as JSON text. */
  static void put(Map<String, Object> attributes, String key, @Nullable Object value) {
    boolean plain = value instanceof Number || value instanceof Boolean || value instanceof String;
    Object written = value == null || plain ? value : JsonText.write(value);
    if (!key.isEmpty()) {
      JsonText.put(attributes, key, written);
    }
  }
}

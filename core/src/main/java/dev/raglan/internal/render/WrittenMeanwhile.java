package dev.raglan.internal.render;

import dev.raglan.semconv.Tags;
import dev.raglan.spi.AttributeSink;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The attributes that somebody wrote on a span while it was open. They are newer than the values
 * that were gathered for its end, and win over these whatever their type. OpenTelemetry's API took
 * their texts as they are.
 */
final class WrittenMeanwhile {

  private final Set<String> names;
  private final Attributes all;

  private WrittenMeanwhile(Set<String> names, Attributes all) {
    this.names = names;
    this.all = all;
  }

  /**
   * Compares a span with its start.
   *
   * @param there the attributes of the span now
   * @param start the attributes that it started with
   * @param writer writes texts as they may leave; null to leave them as they are
   */
  static WrittenMeanwhile of(Attributes there, Attributes start, @Nullable AttributeWriter writer) {
    if (there.isEmpty()) {
      return new WrittenMeanwhile(Set.of(), there);
    }
    Set<String> names = new HashSet<>();
    AttributesBuilder[] changed = new AttributesBuilder[1];
    @Nullable AttributeWriter[] ofSpan = new AttributeWriter[1]; // For the first text.
    there.forEach(
        (key, value) -> {
          if (!isSame(start.get(key), value)) {
            names.add(key.getKey());
            if (writer != null) {
              ofSpan[0] = ofSpan[0] == null ? writer.ofOneSpan() : ofSpan[0];
              write(key, value, there, changed, ofSpan[0]);
            }
          }
        });
    if (names.isEmpty()) {
      return new WrittenMeanwhile(Set.of(), there);
    }
    return new WrittenMeanwhile(names, changed[0] == null ? there : changed[0].build());
  }

  @SuppressWarnings("unchecked") // The value was put under the key.
  private static void write(
      AttributeKey<?> key,
      Object value,
      Attributes there,
      @Nullable AttributesBuilder[] changed,
      AttributeWriter writer) {
    AttributeSink sink =
        new AttributeSink() {
          @Override
          public <T> void put(AttributeKey<T> writtenKey, T written) {
            if (!written.equals(value) || !writtenKey.equals(key)) {
              changed[0] = changed[0] == null ? there.toBuilder() : changed[0];
              changed[0].remove(key).put(writtenKey, written);
            }
          }
        };
    writer.writeWritten((AttributeKey<Object>) key, value, sink);
  }

  /** Returns whether a value is that of the start, or what an SDK's length limit left of it. */
  static boolean isSame(@Nullable Object start, Object now) {
    return now.equals(start)
        || (start instanceof String before && now instanceof String cut && before.startsWith(cut));
  }

  /** Returns whether a value gathered for the end is older than the one on the span. */
  boolean isNewerThan(AttributeKey<?> rendered) {
    return names.contains(rendered.getKey()) && !Tags.isKey(rendered);
  }

  /** Returns true if an attribute was written meanwhile. */
  boolean holds(AttributeKey<?> key) {
    return names.contains(key.getKey());
  }

  /** Returns the attributes of the span as they may leave. */
  Attributes all() {
    return all;
  }
}

package dev.raglan.trace;

import dev.raglan.annotation.Field;
import dev.raglan.internal.facade.StatusText;
import io.opentelemetry.api.common.AttributeKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;

/** Where the words of the facade are written to. */
public interface SpanWriter {

  void field(Field field, Object value);

  void attribute(String key, Object value);

  <T> void attribute(AttributeKey<T> key, T value);

  void input(Object value);

  void output(Object value);

  void tags(Collection<String> tags);

  void status(StatusText status);

  /**
   * @throws IllegalArgumentException if it is before the start
   */
  void endTime(Instant end);

  void duration(Duration duration);
}

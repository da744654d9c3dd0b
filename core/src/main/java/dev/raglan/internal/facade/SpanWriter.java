package dev.raglan.internal.facade;

import dev.raglan.annotation.Field;
import io.opentelemetry.api.common.AttributeKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Receives the fields of a span that has started, or is still described. */
interface SpanWriter {

  void field(Field field, Object value);

  void attribute(String key, Object value);

  <T> void attribute(AttributeKey<T> key, T value);

  void input(Object value);

  void output(Object value);

  void tags(List<String> tags);

  void status(StatusText status);

  /**
   * Sets the end.
   *
   * @throws IllegalArgumentException if it is before the start
   */
  void endTime(Instant end);

  void duration(Duration duration);
}

package dev.raglan.internal.facade;

import dev.raglan.annotation.Field;
import dev.raglan.model.Status;
import dev.raglan.trace.SpanFields;
import io.opentelemetry.api.common.AttributeKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks fields and passes them to a {@link SpanWriter}. */
abstract class AbstractSpanFields<S extends SpanFields<S>> implements SpanFields<S> {

  abstract SpanWriter writer();

  @SuppressWarnings("unchecked") // Each subclass is its own S.
  final S self() {
    return (S) this;
  }

  @Override
  public final S field(Field field, @Nullable Object value) {
    if (value != null && Checks.given("field", field) != Field.NONE) {
      writer().field(field, written(field, value));
    }
    return self();
  }

  private static Object written(Field field, Object value) {
    if (field == Field.RESPONSE_TIME && value instanceof Duration time) {
      return millis(Checks.duration("responseTime", time));
    }
    if (field == Field.STOP && value instanceof Collection<?> sequences) {
      return texts(sequences);
    }
    return value;
  }

  private static long millis(Duration duration) {
    long seconds = duration.getSeconds();
    return seconds >= Long.MAX_VALUE / 1_000 ? Long.MAX_VALUE : duration.toMillis();
  }

  private static List<String> texts(Collection<?> values) {
    List<String> texts = new ArrayList<>();
    for (Object each : values) {
      if (each instanceof String text && !text.isBlank()) {
        texts.add(text);
      }
    }
    return texts;
  }

  @Override
  public final S attribute(String key, @Nullable Object value) {
    Checks.text("the key of an attribute", key);
    if (value != null) {
      writer().attribute(key, value);
    }
    return self();
  }

  @Override
  public final <T> S attribute(AttributeKey<T> key, @Nullable T value) {
    Checks.text("the key of an attribute", Checks.given("the key of an attribute", key).getKey());
    if (value != null) {
      writer().attribute(key, value);
    }
    return self();
  }

  @Override
  public final S attributes(@Nullable Map<String, ? extends @Nullable Object> attributes) {
    if (attributes != null) {
      attributes.forEach(this::attribute);
    }
    return self();
  }

  @Override
  public final S tags(@Nullable Collection<? extends @Nullable String> tags) {
    if (tags != null) {
      writer().tags(texts(tags));
    }
    return self();
  }

  @Override
  public final S input(@Nullable Object input) {
    if (input != null) {
      writer().input(input);
    }
    return self();
  }

  @Override
  public final S output(@Nullable Object output) {
    if (output != null) {
      writer().output(output);
    }
    return self();
  }

  @Override
  public final S status(Status status) {
    writer().status(StatusText.of(Checks.given("status", status)));
    return self();
  }

  @Override
  public final S status(String status) {
    writer().status(StatusText.of(Checks.text("status", status)));
    return self();
  }

  @Override
  public final S endTime(Instant end) {
    writer().endTime(Checks.time("endTime", end));
    return self();
  }

  @Override
  public final S duration(Duration duration) {
    writer().duration(Checks.duration("duration", duration));
    return self();
  }
}

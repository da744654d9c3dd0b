package dev.raglan.internal.span;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.trace.ReadableSpan;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Attributes that are made when the first of them is asked for: of a span that is kept the worker
 * does, and of one that is dropped nobody. They are the same whenever that is. Thread-safe.
 */
public abstract class LateAttributes implements Attributes {

  /** The settings of the span that starts with these, whose limits count; null for no limits. */
  private @Nullable SpanSettings settings;

  /** The attributes; whoever loses a race makes equal ones. */
  private volatile @Nullable Attributes made;

  /** Makes the attributes, without limits. */
  protected abstract Attributes make();

  /** Returns those of a span's own, which are known before. */
  protected abstract Attributes own();

  /** Returns the attributes, or those of a span's own if others are still to be made. */
  public static Attributes known(Attributes attributes) {
    return attributes instanceof LateAttributes late && !late.areMade() ? late.own() : attributes;
  }

  /** Returns the value of an attribute of a span's own; null if it has none. */
  public static <T> @Nullable T known(ReadableSpan span, AttributeKey<T> key) {
    return span instanceof LeanSpan lean ? lean.known(key) : span.getAttribute(key);
  }

  /** Returns the memory that these keep from being freed before they are made, in bytes. */
  public abstract long estimatedBytes();

  /** Has the limits of a span count; called before others see these. */
  Attributes within(SpanSettings limiting) {
    settings = limiting;
    return this;
  }

  /** Returns true once they are made. */
  public final boolean areMade() {
    return made != null;
  }

  final Attributes all() {
    Attributes known = made;
    if (known == null) {
      SpanSettings limiting = settings;
      known = limiting == null ? make() : limiting.within(make());
      made = known;
    }
    return known;
  }

  @Override
  public final <T> @Nullable T get(AttributeKey<T> key) {
    return all().get(key);
  }

  @Override
  public final void forEach(BiConsumer<? super AttributeKey<?>, ? super Object> consumer) {
    all().forEach(consumer);
  }

  @Override
  public final int size() {
    return all().size();
  }

  @Override
  public final boolean isEmpty() {
    return all().isEmpty();
  }

  @Override
  public final Map<AttributeKey<?>, Object> asMap() {
    return all().asMap();
  }

  @Override
  public final AttributesBuilder toBuilder() {
    return all().toBuilder();
  }

  @Override
  public final boolean equals(@Nullable Object other) {
    return this == other || all().equals(other instanceof LateAttributes late ? late.all() : other);
  }

  @Override
  public final int hashCode() {
    return all().hashCode();
  }

  @Override
  public final String toString() {
    return all().toString();
  }
}

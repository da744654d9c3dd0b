package dev.raglan.internal.render;

import dev.raglan.internal.capture.Captured;
import dev.raglan.model.Extraction.Failure;
import dev.raglan.semconv.Tags;
import dev.raglan.spi.AttributeSink;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.trace.data.StatusData;
import org.jspecify.annotations.Nullable;

/**
 * The facts of a call that are not written as attributes yet: they travel with the ended span to
 * the delivery worker. Immutable, as what is captured is.
 */
public final class DeferredAttributes {

  private final Attributes constants;
  private final Attributes start;
  private final @Nullable Captured captured;
  private final Renderer renderer;
  private final @Nullable FailureWriter failures;
  private final int estimatedBytes; // not a long: there is one of these for every call

  /**
   * @param constants the attributes of every such call, which were kept back when the span started
   * @param start the attributes that the span started with
   * @param captured the captured values; null if they are on the span already
   * @param estimatedBytes the memory that the captured values keep from being freed
   */
  public DeferredAttributes(
      Attributes constants,
      Attributes start,
      @Nullable Captured captured,
      Renderer renderer,
      long estimatedBytes) {
    this(constants, start, captured, renderer, estimatedBytes, null);
  }

  /**
   * The same for a call that succeeded, unless its result tells of a failure.
   *
   * @param failures writes a failure that is found when the captured values are read; null if none
   *     counts
   */
  public DeferredAttributes(
      Attributes constants,
      Attributes start,
      @Nullable Captured captured,
      Renderer renderer,
      long estimatedBytes,
      @Nullable FailureWriter failures) {
    this.constants = constants;
    this.start = start;
    this.captured = captured;
    this.renderer = renderer;
    this.failures = failures;
    this.estimatedBytes = (int) Math.min(Integer.MAX_VALUE, estimatedBytes);
  }

  /** Returns the memory that this keeps from being freed, in bytes. */
  public long estimatedBytes() {
    return estimatedBytes;
  }

  /**
   * Renders the captured values.
   *
   * @param there the span's attributes as it ended; they are not changed
   * @return all attributes, one for each name: the last one written wins, so those that were
   *     written on the open span replace the rendered ones, these replace those of the start, and
   *     all replace the constants; tags are united
   */
  public Attributes addTo(Attributes there) {
    AttributesBuilder all = Attributes.builder();
    render(there, all);
    return all.build();
  }

  /**
   * Renders the captured values as {@link #addTo} does.
   *
   * @param all takes all attributes; it is empty so far
   * @return the status of a failure that the result tells of; null for none
   */
  public @Nullable StatusData render(Attributes there, AttributesBuilder all) {
    all.putAll(constants);
    WrittenMeanwhile meanwhile = WrittenMeanwhile.of(there, start);
    Addition addition = new Addition(constants, there, all);
    there.forEach((key, value) -> addition.addIf(isOfStart(key, value), key, value));
    there.forEach((key, value) -> addition.addIf(!isOfStart(key, value), key, value));
    if (captured == null) {
      return null;
    }
    Captured read =
        renderer.render(
            captured,
            new AttributeSink() {
              @Override
              public <T> void put(AttributeKey<T> key, T value) {
                if (!meanwhile.isNewerThan(key)) {
                  addition.put(key, value);
                }
              }
            });
    Failure told = captured.unread() == null ? null : read.extracted().output().failure();
    return told == null || failures == null ? null : failures.write(told, addition);
  }

  private boolean isOfStart(AttributeKey<?> key, Object value) {
    return WrittenMeanwhile.isSame(start.get(key), value);
  }

  /** Adds to the attributes so far: the last value of a name counts, tags are united. */
  private record Addition(Attributes constants, Attributes there, AttributesBuilder all)
      implements AttributeSink {

    @SuppressWarnings("unchecked") // The value was put under the key.
    void addIf(boolean wanted, AttributeKey<?> key, Object value) {
      if (wanted) {
        put((AttributeKey<Object>) key, value);
      }
    }

    @Override
    public <T> void put(AttributeKey<T> key, T value) {
      T withThere = Tags.written(key, there.get(key), value);
      all.put(key, Tags.written(key, constants.get(key), withThere));
    }
  }
}

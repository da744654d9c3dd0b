package dev.raglan.internal.render;

import dev.raglan.internal.capture.Captured;
import dev.raglan.internal.redact.RedactedTexts;
import dev.raglan.model.Extraction.Failure;
import dev.raglan.semconv.Tags;
import dev.raglan.spi.AttributeSink;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.trace.data.StatusData;
import org.jspecify.annotations.Nullable;

/** The facts of a call of which nothing is written yet. Immutable, as what is captured is. */
public class DeferredAttributes implements Deferred {

  // There is one of these for every call, so it has no field more than each of them needs.
  private final Attributes constants;
  private final Attributes start;
  private final Captured captured;
  private final Renderer renderer;
  private final int estimatedBytes;

  private DeferredAttributes(
      Attributes constants,
      Attributes start,
      Captured captured,
      Renderer renderer,
      long estimatedBytes) {
    this.constants = constants;
    this.start = start;
    this.captured = captured;
    this.renderer = renderer;
    this.estimatedBytes = (int) Math.min(Integer.MAX_VALUE, estimatedBytes);
  }

  /**
   * Returns those of a call.
   *
   * @param constants the attributes of every such call, which were kept back when the span started
   * @param start the attributes that the span started with, or that were kept back for it alone
   * @param estimatedBytes the memory that the captured values keep from being freed
   * @param failures writes a failure that is found when the captured values are read; null if none
   *     counts
   */
  public static DeferredAttributes of(
      Attributes constants,
      Attributes start,
      Captured captured,
      Renderer renderer,
      long estimatedBytes,
      @Nullable FailureWriter failures) {
    // What was read at the call was told when the span ended.
    return captured.unread() == null || failures == null
        ? new DeferredAttributes(constants, start, captured, renderer, estimatedBytes)
        : new OfUnread(constants, start, captured, renderer, estimatedBytes, failures);
  }

  @Override
  public final long estimatedBytes() {
    return estimatedBytes;
  }

  /**
   * Renders the captured values: the last one written of a name wins, so those that were written on
   * the open span replace the rendered ones, these replace those of the start, and all replace the
   * constants; tags are united.
   */
  @Override
  public final Rendered render(
      Attributes there, @Nullable AttributeSink beside, RedactedTexts ofBatch) {
    WrittenMeanwhile meanwhile = renderer.writtenMeanwhile(there, start);
    Addition addition = Addition.of(constants, start, meanwhile.all());
    AttributeSink rendered =
        new AttributeSink() {
          @Override
          public <T> void put(AttributeKey<T> key, T value) {
            if (!meanwhile.isNewerThan(key)) {
              addition.put(key, value);
            }
          }
        };
    Captured read = renderer.render(captured, rendered, beside, ofBatch);
    StatusData failure = failure(read, addition);
    return new Rendered(addition.all().build(), failure);
  }

  /** Writes a failure that was not told when the span ended; returns its status, null for none. */
  @Nullable StatusData failure(Captured read, AttributeSink sink) {
    return null;
  }

  /** The facts of a call whose result is not read yet. */
  private static final class OfUnread extends DeferredAttributes {

    private final FailureWriter failures;

    private OfUnread(
        Attributes constants,
        Attributes start,
        Captured captured,
        Renderer renderer,
        long estimatedBytes,
        FailureWriter failures) {
      super(constants, start, captured, renderer, estimatedBytes);
      this.failures = failures;
    }

    @Override
    @Nullable StatusData failure(Captured read, AttributeSink sink) {
      Failure told = read.extracted().output().failure();
      return told == null ? null : failures.write(told, sink);
    }
  }

  /** Adds to the attributes so far: the last value of a name counts, tags are united. */
  private record Addition(Attributes constants, Attributes there, AttributesBuilder all)
      implements AttributeSink {

    /** Returns the attributes of the span over the constants, those of its start below others. */
    static Addition of(Attributes constants, Attributes start, Attributes there) {
      Addition addition = new Addition(constants, there, constants.toBuilder());
      start.forEach((key, value) -> addition.addIf(there.get(key) == null, key, value));
      there.forEach(
          (key, value) ->
              addition.addIf(WrittenMeanwhile.isSame(start.get(key), value), key, value));
      there.forEach(
          (key, value) ->
              addition.addIf(!WrittenMeanwhile.isSame(start.get(key), value), key, value));
      return addition;
    }

    @SuppressWarnings("unchecked") // The value was put under the key.
    private void addIf(boolean wanted, AttributeKey<?> key, Object value) {
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

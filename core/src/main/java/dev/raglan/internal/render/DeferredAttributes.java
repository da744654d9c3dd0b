package dev.raglan.internal.render;

import dev.raglan.internal.capture.Captured;
import dev.raglan.internal.capture.Weigher;
import dev.raglan.model.Extraction.Failure;
import dev.raglan.semconv.Tags;
import dev.raglan.spi.AttributeSink;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.trace.data.StatusData;
import org.jspecify.annotations.Nullable;

/**
 * The facts of a call that are not written as attributes yet: they travel with the ended span to
 * the delivery worker. Immutable, as what is captured is.
 */
public abstract class DeferredAttributes {

  private DeferredAttributes() {}

  /**
   * Returns those of a call of which nothing is written.
   *
   * @param constants the attributes of every such call, which were kept back when the span started
   * @param start the attributes that the span started with
   * @param estimatedBytes the memory that the captured values keep from being freed
   */
  public static DeferredAttributes of(
      Attributes constants,
      Attributes start,
      Captured captured,
      Renderer renderer,
      long estimatedBytes) {
    return new OfCaptured(constants, start, captured, renderer, estimatedBytes);
  }

  /**
   * Returns those of a call of which nothing is written, nor a failure that its result tells of.
   *
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
    return captured.unread() == null || failures == null
        ? new OfCaptured(constants, start, captured, renderer, estimatedBytes)
        : new OfUnread(constants, start, captured, renderer, estimatedBytes, failures);
  }

  /**
   * Writes captured values on the span, which is about to end, and returns the rest.
   *
   * @param withContent true to render what is kept beside the span, too
   * @param failures writes a failure that the result tells of; null if none counts
   */
  public static DeferredAttributes written(
      Attributes constants,
      Attributes start,
      Captured captured,
      Renderer renderer,
      Span span,
      boolean withContent,
      @Nullable FailureWriter failures) {
    AttributesBuilder content = Attributes.builder();
    EndingSink ending = new EndingSink(span, start);
    Captured read = renderer.render(captured, ending, withContent ? content::put : null);
    FailureWriter.writeOn(span, read, failures);
    return new OfWritten(constants, start, content.build());
  }

  /**
   * Returns what is kept beside a span that has all attributes.
   *
   * @param weigher weighs the captured values where something reads them
   */
  public static DeferredAttributes content(Captured captured, Renderer renderer, Weigher weigher) {
    return new OfContent(captured, renderer, weigher, 0);
  }

  /** Returns the memory that this keeps from being freed, in bytes. */
  public abstract long estimatedBytes();

  /**
   * Returns what is delivered with the span.
   *
   * @param withContent true if something reads what is kept beside spans
   * @return null if the span has it all, or the rest is too heavy to wait
   */
  public @Nullable DeferredAttributes delivered(boolean withContent) {
    return this;
  }

  /**
   * The rendered attributes of a span.
   *
   * @param failure the status of a failure that the result tells of; null for none
   */
  public record Rendered(Attributes attributes, @Nullable StatusData failure) {}

  /** Returns the attributes that {@link #render} returns. */
  public final Attributes addTo(Attributes there) {
    return render(there, null).attributes();
  }

  /**
   * Renders the captured values.
   *
   * @param there the span's attributes as it ended; they are not changed
   * @param content takes what is kept beside the span; null to leave it out
   * @return all attributes, one for each name: the last one written wins, so those that were
   *     written on the open span replace the rendered ones, these replace those of the start, and
   *     all replace the constants; tags are united
   */
  public abstract Rendered render(Attributes there, @Nullable AttributeSink content);

  /** Nothing is written. */
  private static class OfCaptured extends DeferredAttributes {

    private final Attributes constants;
    private final Attributes start;
    private final Captured captured;
    private final Renderer renderer;
    private final int estimatedBytes; // not a long: there is one of these for every call

    private OfCaptured(
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

    @Override
    public long estimatedBytes() {
      return estimatedBytes;
    }

    @Override
    public Rendered render(Attributes there, @Nullable AttributeSink content) {
      WrittenMeanwhile meanwhile = WrittenMeanwhile.of(there, start);
      Addition addition = Addition.of(constants, start, there);
      AttributeSink rendered =
          new AttributeSink() {
            @Override
            public <T> void put(AttributeKey<T> key, T value) {
              if (!meanwhile.isNewerThan(key)) {
                addition.put(key, value);
              }
            }
          };
      Captured read = renderer.render(captured, rendered, content);
      StatusData failure = failure(read, addition);
      return new Rendered(addition.all().build(), failure);
    }

    /**
     * Writes a failure that was not told when the span ended; returns its status, null for none.
     */
    @Nullable StatusData failure(Captured read, AttributeSink sink) {
      return null;
    }
  }

  /** Nothing is written, nor read of the result. */
  private static final class OfUnread extends OfCaptured {

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

  /** The captured values are written; what is kept beside the span is rendered. */
  private static final class OfWritten extends DeferredAttributes {

    private final Attributes constants;
    private final Attributes start;
    private final Attributes content;

    private OfWritten(Attributes constants, Attributes start, Attributes content) {
      this.constants = constants;
      this.start = start;
      this.content = content;
    }

    @Override
    public long estimatedBytes() {
      return 0; // As little as the attributes of the span.
    }

    @Override
    public Rendered render(Attributes there, @Nullable AttributeSink sink) {
      if (sink != null) {
        content.forEach((key, value) -> put(sink, key, value));
      }
      return new Rendered(Addition.of(constants, start, there).all().build(), null);
    }

    @SuppressWarnings("unchecked") // The value was put under the key.
    private static void put(AttributeSink sink, AttributeKey<?> key, Object value) {
      sink.put((AttributeKey<Object>) key, value);
    }
  }

  /** The captured values are written; what is kept beside the span is not rendered. */
  private static final class OfContent extends DeferredAttributes {

    private final Captured captured;
    private final Renderer renderer;
    private final Weigher weigher;
    private final long estimatedBytes;

    private OfContent(Captured captured, Renderer renderer, Weigher weigher, long bytes) {
      this.captured = captured;
      this.renderer = renderer;
      this.weigher = weigher;
      this.estimatedBytes = bytes;
    }

    @Override
    public long estimatedBytes() {
      return estimatedBytes;
    }

    @Override
    public @Nullable DeferredAttributes delivered(boolean withContent) {
      if (!withContent) {
        return null;
      }
      long bytes = weigher.weigh(captured);
      return bytes > weigher.enough() ? null : new OfContent(captured, renderer, weigher, bytes);
    }

    @Override
    public Rendered render(Attributes there, @Nullable AttributeSink content) {
      if (content != null) {
        renderer.renderBeside(captured, content);
      }
      return new Rendered(there, null);
    }
  }

  /** Adds to the attributes so far: the last value of a name counts, tags are united. */
  private record Addition(Attributes constants, Attributes there, AttributesBuilder all)
      implements AttributeSink {

    /** Returns the attributes of the span over the constants, those of its start below others. */
    static Addition of(Attributes constants, Attributes start, Attributes there) {
      Addition addition = new Addition(constants, there, constants.toBuilder());
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

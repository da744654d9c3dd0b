package dev.raglan.internal.capture;

import dev.raglan.internal.json.JsonRenderer;
import dev.raglan.internal.type.RawJson;
import dev.raglan.internal.type.TypeView;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Turns a value that passes by into one that can be rendered later.
 *
 * <p>Runs on the caller's thread. An immutable value is kept as it is, which costs a look at its
 * class; a usual collection of such values is copied, and so are beans; any other value is rendered
 * at once, within its limits, because the application may change it right after the call.
 * Thread-safe; never throws.
 */
public final class ValueSnapshotter {

  private final JsonRenderer renderer;
  private final Immutability immutability;
  private final CollectionCopy copies;
  private final @Nullable BeanCopies beans;
  private final Predicate<Class<?>> vouched;
  private final Weigher weigher;

  /**
   * Creates a gatherer that renders mutable values with the given renderer, and copies no beans.
   */
  public ValueSnapshotter(JsonRenderer renderer) {
    this(renderer, type -> false, null);
  }

  /**
   * Creates a gatherer that renders mutable values with the given renderer.
   *
   * @param vouched whether instances of a class are known never to change, though it cannot be seen
   * @param isReadByShape whether values of a class are read by the names of their members, or not
   *     at all, so that a copy is read as they are; null to copy no beans
   */
  public ValueSnapshotter(
      JsonRenderer renderer,
      Predicate<Class<?>> vouched,
      @Nullable Predicate<Class<?>> isReadByShape) {
    this.renderer = renderer;
    this.vouched = vouched;
    this.immutability = new Immutability(renderer.limits().maxItems());
    this.copies = new CollectionCopy(immutability, renderer.limits().maxItems());
    this.beans =
        isReadByShape == null ? null : new BeanCopies(renderer, this::isKept, isReadByShape);
    this.weigher = Weigher.ofKept(renderer.limits().maxLength());
  }

  /** Returns the value itself if it cannot change, else a copy or its JSON as it is now. */
  public @Nullable Object hold(@Nullable Object value) {
    if (value == null || value instanceof RawJson) {
      return value;
    }
    Object copy = copy(value);
    if (copy != null) {
      return copy;
    }
    return value instanceof CharSequence text && !TypeView.of(value.getClass()).isHidden()
        ? renderer.text(text)
        : new RawJson(renderer.json(value));
  }

  /**
   * Returns the value itself if it cannot change, or a copy that cannot; null if there is neither.
   */
  @Nullable Object whole(Object value) {
    return isKept(value) ? value : copies.of(value);
  }

  /**
   * Returns the value itself if it cannot change, or a copy that cannot, which may be of beans;
   * null if there is neither.
   */
  @Nullable Object copy(Object value) {
    Object whole = whole(value);
    return whole == null && beans != null ? beans.of(value) : whole;
  }

  private boolean isKept(Object value) {
    return value instanceof String || immutability.holds(value) || vouchesFor(value.getClass());
  }

  /** Returns true if no instance of the class ever changes, though it cannot be seen. */
  boolean vouchesFor(Class<?> type) {
    return vouched.test(type);
  }

  /** Returns chunks to be kept until they are read, of which there are none yet. */
  public KeptChunks chunks() {
    return new KeptChunks(this, weigher);
  }

  /**
   * Returns a gathering of the elements of a streamed result, the first of which is about to be
   * added.
   *
   * @param keepsContent whether the elements themselves are gathered, not only their number
   * @param secondsToFirst from the start of the span to the first element; negative if not known
   */
  public StreamedElements stream(boolean keepsContent, double secondsToFirst) {
    return new StreamedElements(this, keepsContent, secondsToFirst);
  }

  /** Returns true if values under the name are hidden whatever they are. */
  public boolean hides(String name) {
    return renderer.redactsField(name);
  }

  JsonRenderer renderer() {
    return renderer;
  }
}

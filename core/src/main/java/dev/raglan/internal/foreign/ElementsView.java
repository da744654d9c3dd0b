package dev.raglan.internal.foreign;

import java.util.AbstractCollection;
import java.util.Iterator;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A collection over the elements of a value of another kind. It copies nothing. */
public final class ElementsView extends AbstractCollection<@Nullable Object> {

  private final int size;
  private final Supplier<Iterator<?>> source;

  ElementsView(int size, Supplier<Iterator<?>> source) {
    this.size = size;
    this.source = source;
  }

  /** Returns a view of elements that are found by their index. */
  static ElementsView indexed(int size, IntFunction<@Nullable Object> element) {
    return new ElementsView(size, () -> IntStream.range(0, size).mapToObj(element).iterator());
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  @SuppressWarnings("unchecked")
  public Iterator<@Nullable Object> iterator() {
    return (Iterator<@Nullable Object>) source.get();
  }
}

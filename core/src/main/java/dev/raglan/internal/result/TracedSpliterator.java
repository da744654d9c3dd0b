package dev.raglan.internal.result;

import dev.raglan.internal.invoke.ContextScope;
import dev.raglan.spi.OpenCall;
import io.opentelemetry.context.Scope;
import java.util.Comparator;
import java.util.Spliterator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Draws from a stream's source in its call's context, and ends the call when every part of the
 * source is exhausted.
 *
 * <p>It does not say its exact size, though it may know: {@code count()} would then not draw at
 * all, and nobody would learn of the end.
 */
final class TracedSpliterator<T> implements Spliterator<T> {

  private final Spliterator<T> source;
  private final OpenCall call;
  private final AtomicInteger openParts;
  private boolean exhausted;
  private @Nullable T drawn;

  private TracedSpliterator(Spliterator<T> source, OpenCall call, AtomicInteger openParts) {
    this.source = source;
    this.call = call;
    this.openParts = openParts;
  }

  static <T> TracedSpliterator<T> of(Spliterator<T> source, OpenCall call) {
    return new TracedSpliterator<>(source, call, new AtomicInteger(1));
  }

  @Override
  public boolean tryAdvance(Consumer<? super T> action) {
    if (!draw()) {
      endPart();
      return false;
    }
    T element = drawn;
    drawn = null;
    call.element(element);
    pass(element, action);
    return true;
  }

  private boolean draw() {
    Scope scope = ContextScope.enter(call);
    try {
      return source.tryAdvance(element -> drawn = element);
    } catch (Throwable thrown) {
      call.failed(thrown);
      throw thrown;
    } finally {
      ContextScope.leave(scope);
    }
  }

  /**
   * An operation after this one that throws ends the drawing, but it is not this call's failure.
   */
  @SuppressWarnings("NullAway") // An element may be null; the source's type says nothing of it.
  private void pass(@Nullable T element, Consumer<? super T> action) {
    try {
      action.accept(element);
    } catch (Throwable thrown) {
      call.canceled();
      throw thrown;
    }
  }

  private void endPart() {
    if (!exhausted) {
      exhausted = true;
      if (openParts.decrementAndGet() == 0) {
        call.completed();
      }
    }
  }

  @Override
  public @Nullable Spliterator<T> trySplit() {
    Spliterator<T> prefix = source.trySplit();
    if (prefix == null) {
      return null;
    }
    openParts.incrementAndGet();
    return new TracedSpliterator<>(prefix, call, openParts);
  }

  @Override
  public long estimateSize() {
    return source.estimateSize();
  }

  @Override
  public int characteristics() {
    return source.characteristics() & ~(SIZED | SUBSIZED);
  }

  @Override
  public Comparator<? super T> getComparator() {
    return source.getComparator();
  }
}

package dev.raglan.internal.result;

import dev.raglan.internal.safe.Safe;
import dev.raglan.spi.OpenCall;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Supplier;

/** An iterator that is drawn from in its call's context; its end ends the call. */
public sealed class TracedIterator<T> implements Iterator<T> {

  private final Iterator<T> source;
  private final OpenCall call;
  private boolean isToHaveNext;

  /** Returns the iterator, followed by the call. */
  public TracedIterator(Iterator<T> source, OpenCall call) {
    this.source = source;
    this.call = call;
  }

  /**
   * Returns an iterator of what can be iterated over more than once: each iteration is a span, the
   * first one that of the call.
   */
  @SuppressWarnings("unchecked")
  public static <T> Iterator<T> open(
      Supplier<? extends Iterator<? extends T>> source, OpenCall call) {
    Context current = Context.current();
    OpenCall own = Safe.orNull(() -> call.subscribed(call.outside(current)));
    if (own == null) {
      return (Iterator<T>) source.get();
    }
    RecordingCall.watch(own);
    Scope scope = ContextScope.enter(own);
    try {
      return new TracedIterator<>((Iterator<T>) source.get(), own);
    } catch (Throwable thrown) {
      own.failed(thrown);
      throw thrown;
    } finally {
      ContextScope.leave(scope);
    }
  }

  OpenCall call() {
    return call;
  }

  @Override
  public boolean hasNext() {
    Scope scope = ContextScope.enter(call);
    boolean hasNext;
    try {
      hasNext = source.hasNext();
    } catch (Throwable thrown) {
      call.failed(thrown);
      throw thrown;
    } finally {
      ContextScope.leave(scope);
    }
    isToHaveNext = hasNext;
    if (!hasNext) {
      call.completed();
    }
    return hasNext;
  }

  /** An element that is missing where there was to be one is a failure, and not the end. */
  @Override
  public T next() {
    boolean announced = isToHaveNext;
    isToHaveNext = false;
    Scope scope = ContextScope.enter(call);
    T next;
    try {
      next = source.next();
    } catch (NoSuchElementException missing) {
      if (announced) {
        call.failed(missing);
      } else {
        call.completed();
      }
      throw missing;
    } catch (Throwable thrown) {
      call.failed(thrown);
      throw thrown;
    } finally {
      ContextScope.leave(scope);
    }
    call.element(next);
    return next;
  }

  @Override
  public void remove() {
    source.remove();
  }

  /** An iterator that can be closed. */
  static final class Closeable<T> extends TracedIterator<T> implements java.io.Closeable {

    private final AutoCloseable closeable;

    Closeable(Iterator<T> source, AutoCloseable closeable, OpenCall call) {
      super(source, call);
      this.closeable = closeable;
    }

    @Override
    public void close() {
      try {
        closeable.close();
      } catch (Exception thrown) {
        Closeable.<RuntimeException>rethrow(thrown);
      } finally {
        call().completed();
      }
    }

    /** Throws what the source's close() throws as it is, declared or not. */
    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void rethrow(Throwable thrown) throws E {
      throw (E) thrown;
    }
  }
}

package dev.raglan.internal.result;

import dev.raglan.internal.safe.CompletionFailure;
import dev.raglan.internal.safe.Safe;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A future that completes as its source does, after the source's end was told.
 *
 * <p>The dependents of a {@link CompletableFuture} run last in, first out: a listener of ours on
 * the very future that the application has would run after everything that the application chains
 * to it. Cancelling and completing are handed to the source.
 */
@SuppressWarnings("NullAway") // A future may be completed with null; its type does not say so.
public final class TracedFuture<T> extends CompletableFuture<T> {

  /**
   * Completions within one another on a thread, of which more would come near the end of its stack.
   */
  private static final int MOST_NESTED = 64;

  /** The number of completions that a thread is in; none for most. */
  private static final ThreadLocal<@Nullable Integer> NESTED = new ThreadLocal<>();

  private final CompletableFuture<T> source;

  private TracedFuture(CompletableFuture<T> source) {
    this.source = source;
  }

  /**
   * Follows a future; one that is complete already is returned as it is.
   *
   * @param end is told of the end before anything that depends on the returned future: the value,
   *     or the exception, which is not wrapped
   */
  public static <T> CompletableFuture<T> follow(
      CompletableFuture<T> source, BiConsumer<@Nullable Object, @Nullable Throwable> end) {
    return replace(
        source,
        (value, error) -> {
          end.accept(value, error);
          return value;
        });
  }

  /**
   * Follows a future; one that is complete already is returned as it is unless its value changes.
   *
   * @param end is told of the end before anything that depends on the returned future: the value,
   *     or the exception, which is not wrapped; returns the value that the application gets
   */
  static <T> CompletableFuture<T> replace(
      CompletableFuture<T> source,
      BiFunction<@Nullable Object, @Nullable Throwable, @Nullable Object> end) {
    boolean isDone = source.isDone();
    TracedFuture<T> traced = new TracedFuture<>(source);
    var unused =
        source.whenComplete(
            (value, error) -> {
              Throwable cause = error == null ? null : CompletionFailure.causeOf(error);
              T given = given(value, cause, end);
              if (!isDone || given != value) {
                traced.settle(given, error);
              }
            });
    return isDone && !traced.isDone() ? source : traced;
  }

  @SuppressWarnings("unchecked")
  private static <T> T given(
      T value,
      @Nullable Throwable cause,
      BiFunction<@Nullable Object, @Nullable Throwable, @Nullable Object> end) {
    try {
      return (T) end.apply(value, cause);
    } catch (Throwable thrown) {
      Safe.log("ending a future", thrown);
      return value;
    }
  }

  /**
   * Completes this future, and what depends on it. The JDK completes a chain of futures in a loop;
   * a chain that leads through ours comes here again within that. A long one, such as that of a
   * method that calls itself until it has a result, goes on with a new stack.
   */
  private void settle(T value, @Nullable Throwable error) {
    Integer outer = NESTED.get();
    int nested = outer == null ? 1 : outer + 1;
    if (nested > MOST_NESTED && settleElsewhere(value, error)) {
      return;
    }
    NESTED.set(nested);
    try {
      settleHere(value, error);
    } finally {
      if (outer == null) {
        NESTED.remove();
      } else {
        NESTED.set(outer);
      }
    }
  }

  private boolean settleElsewhere(T value, @Nullable Throwable error) {
    try {
      defaultExecutor().execute(() -> settle(value, error));
      return true;
    } catch (RejectedExecutionException busy) {
      return false;
    }
  }

  private void settleHere(T value, @Nullable Throwable error) {
    if (error == null) {
      super.complete(value);
    } else {
      super.completeExceptionally(error);
    }
  }

  /** Returns a dependent of the source's kind, which may cancel more than itself. */
  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return source.newIncompleteFuture();
  }

  @Override
  public Executor defaultExecutor() {
    return source.defaultExecutor();
  }

  @Override
  public boolean complete(T value) {
    boolean completes = source.complete(value);
    settleAsSource();
    return completes;
  }

  @Override
  public boolean completeExceptionally(Throwable error) {
    boolean completes = source.completeExceptionally(error);
    settleAsSource();
    return completes;
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    boolean cancels = source.cancel(mayInterruptIfRunning);
    settleAsSource();
    return cancels;
  }

  /** Whoever tried to complete a future sees it complete, also where another thread is about to. */
  private void settleAsSource() {
    if (!isDone()) {
      var unused = source.whenComplete(this::settleHere);
    }
  }

  @Override
  public CompletableFuture<T> completeAsync(Supplier<? extends T> supplier, Executor executor) {
    var unused = source.completeAsync(supplier, executor);
    return this;
  }

  @Override
  public CompletableFuture<T> completeAsync(Supplier<? extends T> supplier) {
    return completeAsync(supplier, defaultExecutor());
  }

  @Override
  public void obtrudeValue(T value) {
    source.obtrudeValue(value);
    super.obtrudeValue(value);
  }

  @Override
  public void obtrudeException(Throwable error) {
    source.obtrudeException(error);
    super.obtrudeException(error);
  }

  @Override
  public String toString() {
    return source.toString();
  }
}

package dev.raglan.internal.result;

import dev.raglan.internal.safe.CompletionFailure;
import dev.raglan.internal.safe.Safe;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
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
    boolean isDone = source.isDone();
    TracedFuture<T> traced = new TracedFuture<>(source);
    var unused =
        source.whenComplete(
            (value, error) -> {
              Throwable cause = error == null ? null : CompletionFailure.causeOf(error);
              Safe.run("ending a future", () -> end.accept(value, cause));
              traced.settle(value, error);
            });
    return isDone ? source : traced;
  }

  private void settle(T value, @Nullable Throwable error) {
    if (error == null) {
      super.complete(value);
    } else {
      super.completeExceptionally(error);
    }
  }

  @Override
  public boolean complete(T value) {
    return source.complete(value) && (super.complete(value) || isDone());
  }

  @Override
  public boolean completeExceptionally(Throwable error) {
    return source.completeExceptionally(error) && (super.completeExceptionally(error) || isDone());
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    return source.cancel(mayInterruptIfRunning) && super.cancel(mayInterruptIfRunning);
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

package dev.raglan.internal.result;

import dev.raglan.internal.lazy.LazyTypes;
import dev.raglan.internal.safe.CompletionFailure;
import dev.raglan.spi.OpenCall;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Results that stand for work or hold it, and that no handler follows: their calls end at once. */
public final class UnfollowedResults {

  private static final Logger LOG = LoggerFactory.getLogger(UnfollowedResults.class);
  private static final int MOST_HINTS = 64;

  /** The names of the classes that a hint was given for. */
  private static final Set<String> HINTED = ConcurrentHashMap.newKeySet();

  private UnfollowedResults() {}

  /**
   * Ends a call as pending, and hints once for a class that its results are not followed; with a
   * future that is done, as that has ended.
   */
  public static void end(Class<?> declared, Object result, OpenCall call) {
    if (result instanceof Future<?> future && LazyTypes.isDone(future)) {
      endDone(future, call);
    } else if (LazyTypes.holdsWork(result.getClass())) {
      Object work = LazyTypes.carried(result);
      hint(declared, work == null ? result : work, result);
      RecordingCall.endPending(call, result);
    } else {
      hint(declared, result, result);
      call.pending();
    }
  }

  /** Hints once for the class of an element of a streamed result that is work still to be done. */
  static void found(Object element) {
    hint(element.getClass(), element, element);
  }

  /** Does not wait, whatever the future says, and leaves an interruption to the application. */
  private static void endDone(Future<?> future, OpenCall call) {
    if (Thread.currentThread().isInterrupted()) {
      call.pending();
      return;
    }
    try {
      call.completed((@Nullable Object) future.get(0, TimeUnit.NANOSECONDS));
    } catch (ExecutionException | CancellationException failed) {
      call.failed(CompletionFailure.causeOf(failed));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      call.pending();
    } catch (Throwable unknown) {
      call.pending();
    }
  }

  /** Logs, once for a class, that results of the class are not followed. */
  private static void hint(Class<?> declared, Object work, Object result) {
    if (HINTED.size() < MOST_HINTS && HINTED.add(work.getClass().getName())) {
      String holder = work == result ? "" : " in a " + result.getClass().getName();
      LOG.info(
          "Raglan does not follow results of {}{} (declared as {}): the span ends when the method"
              + " returns, with the status pending, and a later failure is not seen. Return a"
              + " CompletableFuture, a Mono, a Flux, a Flow.Publisher, a Stream or an Iterator, or"
              + " register a dev.raglan.spi.ResultHandler for this type.",
          work.getClass().getName(),
          holder,
          declared.getName());
    }
  }
}

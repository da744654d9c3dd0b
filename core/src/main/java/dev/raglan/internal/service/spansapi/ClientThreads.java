package dev.raglan.internal.service.spansapi;

import dev.raglan.client.SpansApiException;
import dev.raglan.internal.service.spansapi.SpansApiCalls.Work;
import dev.raglan.internal.transport.CallAbort;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The threads of a client, on which all its requests run: a thread that reads from a socket hears
 * no interrupt, a thread that waits for it does. Daemon threads that end when idle. Thread-safe.
 */
final class ClientThreads {

  private static final int THREADS = 16;
  private static final int WAITING = 1024;
  private static final long IDLE_SECONDS = 5;
  private static final long CLOSE_SECONDS = 5;
  private static final long CANCEL_SECONDS = 2;

  private final AtomicInteger number = new AtomicInteger();
  private final Set<Task<?>> unfinished = ConcurrentHashMap.newKeySet();
  private final ThreadPoolExecutor pool;
  private volatile boolean closed;

  ClientThreads() {
    pool =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(WAITING),
            this::thread);
    pool.allowCoreThreadTimeOut(true);
  }

  private Thread thread(Runnable body) {
    String name = "raglan-spans-client-" + number.incrementAndGet();
    Thread thread = new Thread(null, body, name, 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(ClientThreads.class.getClassLoader());
    return thread;
  }

  /** Runs the work and waits; an interrupt of the calling thread ends it. */
  <T> T call(Work<T> work) {
    Task<T> task = begin(work);
    try {
      return task.done.get();
    } catch (InterruptedException e) {
      return interrupted(task);
    } catch (ExecutionException e) {
      throw onThisThread(e.getCause());
    }
  }

  /** Ends the work and waits for its end, which says what was stored until then. */
  private static <T> T interrupted(Task<T> task) {
    task.abort.abort();
    try {
      return task.done.get(CANCEL_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException | TimeoutException e) {
      throw Failures.notAwaited();
    } catch (ExecutionException e) {
      throw onThisThread(e.getCause());
    } finally {
      Thread.currentThread().interrupt();
    }
  }

  private static RuntimeException onThisThread(@Nullable Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    RuntimeException failure =
        thrown instanceof RuntimeException known ? known : new IllegalStateException(thrown);
    // The stack of the caller says more than that of the thread that waited for the answer.
    failure.fillInStackTrace();
    return failure;
  }

  /** Runs the work without waiting. */
  <T> CompletableFuture<T> start(Work<T> work) {
    CompletableFuture<T> future = new CompletableFuture<>();
    Task<T> task;
    try {
      task = begin(work);
    } catch (SpansApiException e) {
      return CompletableFuture.failedFuture(e);
    }
    future.whenComplete((value, thrown) -> end(task));
    // Stages of the application run elsewhere than on a thread of the client.
    task.done.whenCompleteAsync(
        (value, thrown) -> {
          if (thrown == null) {
            future.complete(value);
          } else {
            future.completeExceptionally(thrown);
          }
        },
        future.defaultExecutor());
    return future;
  }

  private void end(Task<?> task) {
    if (!task.done.isDone()) {
      task.abort.abort();
      if (pool.remove(task)) {
        task.run();
      }
    }
  }

  private <T> Task<T> begin(Work<T> work) {
    if (closed) {
      throw new IllegalStateException("the client is closed");
    }
    Task<T> task = new Task<>(work);
    unfinished.add(task);
    try {
      pool.execute(task);
    } catch (RejectedExecutionException e) {
      unfinished.remove(task);
      if (closed) {
        throw new IllegalStateException("the client is closed");
      }
      throw Failures.tooMany(WAITING);
    }
    return task;
  }

  /** Ends all work, and waits for the threads to end. */
  void close() {
    closed = true;
    // Those that wait see that they are ended, and are finished by it.
    pool.shutdown();
    unfinished.forEach(task -> task.abort.abort());
    try {
      if (!pool.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        giveUp();
      }
    } catch (InterruptedException e) {
      giveUp();
      Thread.currentThread().interrupt();
    }
  }

  /** Finishes here what waits still, as no thread comes to it: its callers would wait for ever. */
  private void giveUp() {
    pool.shutdownNow().forEach(Runnable::run);
  }

  /** Work on its way. */
  private final class Task<T> implements Runnable {

    private final Work<T> work;
    private final CallAbort abort = new CallAbort();
    private final CompletableFuture<T> done = new CompletableFuture<>();

    Task(Work<T> work) {
      this.work = work;
    }

    @Override
    public void run() {
      try {
        if (abort.isAborted()) {
          done.completeExceptionally(Failures.notSent());
        } else {
          done.complete(work.run(abort));
        }
      } catch (Throwable thrown) {
        done.completeExceptionally(thrown);
      } finally {
        unfinished.remove(this);
      }
    }
  }
}

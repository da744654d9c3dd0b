package dev.raglan.internal.delivery;

import dev.raglan.internal.safe.OwnWork;
import dev.raglan.internal.safe.Safe;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A daemon thread that starts when it is first woken, and restarts if it dies before it is stopped.
 * Thread-safe.
 */
final class WorkerThread {

  private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);

  private final String name;
  private final Runnable body;
  private volatile @Nullable Thread thread;
  private volatile boolean stopped;
  private long notBefore = System.nanoTime();

  /**
   * @param body returns after {@link #stop()}
   */
  WorkerThread(String name, Runnable body) {
    this.name = name;
    this.body = body;
  }

  /**
   * Returns a daemon thread that inherits nothing from the creating thread, and all of whose work
   * is Raglan's own.
   */
  static Thread daemon(String name, Runnable body) {
    Thread thread = new OwnThread(name, body);
    thread.setDaemon(true);
    thread.setContextClassLoader(WorkerThread.class.getClassLoader());
    return thread;
  }

  /** Returns true if the current thread delivers spans: what it does itself is not traced. */
  static boolean isCurrent() {
    return Thread.currentThread() instanceof OwnThread;
  }

  private static final class OwnThread extends Thread {

    OwnThread(String name, Runnable body) {
      super(null, body, name, 0, false);
    }

    @Override
    public void run() {
      int[] ownWork = OwnWork.begin();
      try {
        super.run();
      } finally {
        OwnWork.end(ownWork);
      }
    }
  }

  boolean isRunning() {
    return thread != null;
  }

  /** Unparks the thread; starts it if it does not run. */
  void wake() {
    Thread running = thread;
    if (running == null) {
      start();
    } else {
      LockSupport.unpark(running);
    }
  }

  /** Starts the thread, at most once a second so that one that dies at once costs no core. */
  private synchronized void start() {
    long now = System.nanoTime();
    if (thread != null || stopped || now - notBefore < 0) {
      return;
    }
    notBefore = now + PAUSE;
    try {
      Thread next = daemon(name, this::run);
      next.start();
      thread = next;
    } catch (Throwable thrown) {
      Safe.log("starting a delivery thread", thrown);
    }
  }

  private void run() {
    boolean died = true;
    try {
      body.run();
      died = false;
    } catch (Throwable thrown) {
      Safe.log("a delivery thread", thrown);
    } finally {
      ended();
      if (died) {
        start();
      }
    }
  }

  private synchronized void ended() {
    thread = null;
  }

  /** Interrupts the thread and prevents a restart. */
  synchronized void stop() {
    stopped = true;
    Thread running = thread;
    if (running != null) {
      running.interrupt();
    }
  }

  boolean isStopped() {
    return stopped;
  }

  /**
   * Waits for the thread's end.
   *
   * @return true if it has ended
   */
  boolean join(long nanos) {
    Thread running = thread;
    if (running == null) {
      return true;
    }
    try {
      running.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return !running.isAlive();
  }
}

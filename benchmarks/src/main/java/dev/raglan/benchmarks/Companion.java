package dev.raglan.benchmarks;

import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * A second thread that makes the same calls at the same time.
 *
 * <p>Not JMH's {@code @Threads}: its threads have rounds of their own, and while one's is measured
 * the other would drain the queue. Here both set out together, and the round is over when both are
 * through. The thread sleeps between rounds. Before one, both spin for a while: woken on the core
 * of the other, it would have half of it, until the scheduler has seen that.
 */
@State(Scope.Benchmark)
public class Companion {

  /** Ends with the virtual machine, so that {@link CallerBytes} finds it after the last round. */
  private final Thread thread = new Thread(this::run, "companion-jmh-worker-");

  private volatile boolean wanted;
  private volatile boolean atLine;
  private volatile boolean through;
  private volatile @Nullable IntSupplier calls;
  private int result;

  /** Starts the thread. */
  @Setup
  public void open() {
    thread.setDaemon(true);
    thread.start();
  }

  /** Has it come to the line, before a round is measured. */
  @Setup(Level.Invocation)
  public void lineUp() {
    wanted = true;
    LockSupport.unpark(thread);
    while (!atLine) {
      Thread.onSpinWait();
    }
  }

  /** Makes the calls on both threads; the sum of what they return. */
  int both(IntSupplier calls) {
    through = false;
    this.calls = calls;
    int own = calls.getAsInt();
    while (!through) {
      Thread.onSpinWait();
    }
    return own + result;
  }

  private void run() {
    while (true) {
      if (wanted) {
        wanted = false;
        makeCalls();
      } else {
        LockSupport.park(this);
      }
    }
  }

  private void makeCalls() {
    atLine = true;
    IntSupplier given = calls;
    while (given == null) {
      Thread.onSpinWait();
      given = calls;
    }
    calls = null;
    atLine = false;
    try {
      result = given.getAsInt();
    } finally {
      through = true;
    }
  }
}

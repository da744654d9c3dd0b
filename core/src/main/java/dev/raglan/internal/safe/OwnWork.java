package dev.raglan.internal.safe;

import org.jspecify.annotations.Nullable;

/**
 * A marker of Raglan's own work on a thread of the application: annotated methods that Raglan
 * itself calls while it reads values or starts and ends spans are not traced.
 *
 * <p>Without it a getter that is traced would make a span whenever an argument is written out, and
 * a traced method in a sampler would never return.
 */
public final class OwnWork {

  // A JDK type, so that threads of a pool do not keep Raglan's class loader alive.
  private static final ThreadLocal<int[]> DEPTH = ThreadLocal.withInitial(() -> new int[1]);

  private OwnWork() {}

  /**
   * Begins own work unless the thread is in it already.
   *
   * @return the argument for {@link #end}; null if the thread is in own work
   */
  public static int @Nullable [] beginFirst() {
    int[] depth = DEPTH.get();
    return depth[0] > 0 ? null : begun(depth);
  }

  /**
   * Begins own work, nested if the thread is in it already.
   *
   * @return the argument for {@link #end}
   */
  public static int[] begin() {
    return begun(DEPTH.get());
  }

  private static int[] begun(int[] depth) {
    depth[0]++;
    return depth;
  }

  /**
   * Runs an action in own work; what it throws is logged. Does nothing if the thread is in own work
   * already: then Raglan itself has called what asks for the action.
   *
   * @param what names the action in the log
   */
  public static void runFirst(String what, Safe.Action action) {
    int[] depth = beginFirst();
    if (depth != null) {
      try {
        Safe.run(what, action);
      } finally {
        end(depth);
      }
    }
  }

  /** Ends own work that the same thread began; calls nothing, so that it works on a full stack. */
  public static void end(int[] depth) {
    depth[0]--;
  }
}

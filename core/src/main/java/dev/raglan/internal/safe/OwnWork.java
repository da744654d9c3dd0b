package dev.raglan.internal.safe;

import org.jspecify.annotations.Nullable;

/**
 * Raglan's own work on a thread of the application: while it looks into values or starts and ends
 * spans, whatever annotated method is called by that is no call of the application's, and is not
 * traced.
 *
 * <p>Without it a getter that is traced would make a span whenever an argument is written out, and
 * a traced method in a sampler would never return.
 */
public final class OwnWork {

  // A JDK type, so that threads of a pool do not keep Raglan's class loader alive.
  private static final ThreadLocal<int[]> DEPTH = ThreadLocal.withInitial(() -> new int[1]);

  private OwnWork() {}

  /**
   * Begins it unless the thread is at it already.
   *
   * @return what {@link #end} is given; null if the thread is at it
   */
  public static int @Nullable [] beginFirst() {
    int[] depth = DEPTH.get();
    return depth[0] > 0 ? null : begun(depth);
  }

  /**
   * Begins it, perhaps within itself.
   *
   * @return what {@link #end} is given
   */
  public static int[] begin() {
    return begun(DEPTH.get());
  }

  private static int[] begun(int[] depth) {
    depth[0]++;
    return depth;
  }

  /**
   * Ends what the same thread began; calls nothing, so that a stack that is full has room for it.
   */
  public static void end(int[] depth) {
    depth[0]--;
  }
}

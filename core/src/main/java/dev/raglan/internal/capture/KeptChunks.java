package dev.raglan.internal.capture;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The chunks of a streamed response that are still to be read: references to those that cannot
 * change, within a number of bytes. Not thread-safe: its user sees to that.
 */
public final class KeptChunks {

  /** Divisor of the weight that a call may have: half of it is for its input. */
  private static final int SHARE = 2;

  private final ValueSnapshotter snapshots;
  private final ObjectWeight weight;
  private final long enough;
  private final List<Object> chunks = new ArrayList<>();
  private @Nullable Class<?> last;
  private boolean isVouched;

  KeptChunks(ValueSnapshotter snapshots, Weigher weigher) {
    this.snapshots = snapshots;
    this.enough = weigher.enough() / SHARE;
    this.weight = weigher.sum(enough);
  }

  /**
   * Keeps a chunk, or an unmodifiable copy of it.
   *
   * @return false if it can change, or is too much together with the others
   */
  public boolean add(Object chunk) {
    Object whole = isVouched(chunk.getClass()) ? chunk : snapshots.whole(chunk);
    return whole != null && addCopy(whole);
  }

  /**
   * Keeps what never changes.
   *
   * @return false if it is too much together with the others
   */
  public boolean addCopy(Object copy) {
    boolean fits = weight.plus(copy) <= enough;
    if (fits) {
      chunks.add(copy);
    }
    return fits;
  }

  /** Chunks are of one class as a rule, which is asked about once. */
  private boolean isVouched(Class<?> type) {
    if (type != last) {
      last = type;
      isVouched = snapshots.vouchesFor(type);
    }
    return isVouched;
  }

  /** Returns the chunks, in their order. */
  public List<Object> all() {
    return chunks;
  }

  /** Returns the memory that the chunks keep from being freed, in bytes. */
  public long bytes() {
    return weight.bytes();
  }
}

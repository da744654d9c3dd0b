package dev.raglan.internal.redact;

import dev.raglan.spi.Redactor;
import java.util.Arrays;

/** Parts of a text that are to be hidden, collected in any order. Not thread-safe. */
final class HiddenRanges {

  private static final int[] NONE = {};

  private int[] starts = NONE;
  private int[] ends = NONE;
  private int size;

  boolean isEmpty() {
    return size == 0;
  }

  void add(int start, int end) {
    if (size == starts.length) {
      starts = Arrays.copyOf(starts, size * 2 + 4);
      ends = Arrays.copyOf(ends, size * 2 + 4);
    }
    starts[size] = start;
    ends[size++] = end;
  }

  /** Returns the text with each range, or several that overlap, replaced. */
  String replacedIn(String text) {
    sort();
    StringBuilder out = new StringBuilder(text.length());
    int copied = 0;
    for (int i = 0; i < size; ) {
      int start = starts[i];
      int end = ends[i++];
      while (i < size && starts[i] < end) {
        end = Math.max(end, ends[i++]);
      }
      out.append(text, copied, start).append(Redactor.REDACTED);
      copied = end;
    }
    return out.append(text, copied, text.length()).toString();
  }

  private void sort() {
    long[] pairs = new long[size];
    for (int i = 0; i < size; i++) {
      pairs[i] = (long) starts[i] << Integer.SIZE | ends[i];
    }
    Arrays.sort(pairs);
    for (int i = 0; i < size; i++) {
      starts[i] = (int) (pairs[i] >> Integer.SIZE);
      ends[i] = (int) pairs[i];
    }
  }
}

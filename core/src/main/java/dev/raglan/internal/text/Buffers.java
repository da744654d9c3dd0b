package dev.raglan.internal.text;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A few buffers that are used again. A thread that finds its slot taken makes a new one, so that
 * nothing waits and a rendering inside a rendering is safe.
 */
public final class Buffers {

  private static final int SLOTS = 16;
  private static final int MAX_KEPT = 64 * 1024;
  private static final AtomicReferenceArray<TextBuffer> FREE = new AtomicReferenceArray<>(SLOTS);

  private Buffers() {}

  public static TextBuffer take() {
    TextBuffer buffer = FREE.getAndSet(slot(), null);
    return buffer == null ? new TextBuffer() : buffer;
  }

  public static void giveBack(TextBuffer buffer) {
    if (buffer.capacity() <= MAX_KEPT) {
      buffer.clear();
      FREE.set(slot(), buffer);
    }
  }

  private static int slot() {
    return (int) Thread.currentThread().getId() & (SLOTS - 1);
  }
}

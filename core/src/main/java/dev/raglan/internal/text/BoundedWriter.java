package dev.raglan.internal.text;

import java.io.PrintWriter;
import java.io.Writer;

/** Collects text up to a length and lets go of the rest. */
public final class BoundedWriter extends Writer {

  private static final Full FULL = new Full();

  private final StringBuilder text = new StringBuilder();
  private final int maxLength;

  public BoundedWriter(int maxLength) {
    this.maxLength = maxLength;
  }

  /** Collects the stack trace as Java prints it; the printing ends with the room. */
  public void print(Throwable thrown) {
    try {
      thrown.printStackTrace(new PrintWriter(this));
    } catch (Full full) {
      // The rest would be let go of.
    }
  }

  @Override
  public void write(char[] chars, int offset, int length) {
    text.append(chars, offset, Math.min(length, maxLength - text.length()));
    if (text.length() == maxLength) {
      throw FULL;
    }
  }

  @Override
  public void write(String written, int offset, int length) {
    text.append(written, offset, offset + Math.min(length, maxLength - text.length()));
    if (text.length() == maxLength) {
      throw FULL;
    }
  }

  /** The end of the room, thrown through whatever prints. */
  private static final class Full extends RuntimeException {

    private static final long serialVersionUID = 1;

    private Full() {
      super("full", null, false, false);
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}

  @Override
  public String toString() {
    return text.toString();
  }
}

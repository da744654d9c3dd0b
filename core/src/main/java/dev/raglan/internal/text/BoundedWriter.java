package dev.raglan.internal.text;

import java.io.PrintWriter;
import java.io.Writer;

/** Collects text up to a length and lets go of the rest. */
public final class BoundedWriter extends Writer {

  private final StringBuilder text = new StringBuilder();
  private final int maxLength;

  public BoundedWriter(int maxLength) {
    this.maxLength = maxLength;
  }

  /** Collects the stack trace as Java prints it. */
  public void print(Throwable thrown) {
    thrown.printStackTrace(new PrintWriter(this));
  }

  @Override
  public void write(char[] chars, int offset, int length) {
    text.append(chars, offset, Math.min(length, maxLength - text.length()));
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

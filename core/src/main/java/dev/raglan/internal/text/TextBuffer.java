package dev.raglan.internal.text;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Text under construction that can be used again.
 *
 * <p>Rather than a {@link StringBuilder}, because that is slow to append part of a text to once it
 * has held a character beyond Latin-1, such as the ellipsis of a cut. Not thread-safe.
 */
public final class TextBuffer {

  private static final int CHUNK = 512;

  /** The parts of one that numbers of few decimals are counted in, and the most of them. */
  private static final double UNITS = 1e4;

  private static final long MOST_UNITS = 1_000_000_000L;

  private final StringBuilder number = new StringBuilder(32);
  private char[] chars = new char[CHUNK];
  private int length;

  // A text that was looked through and lies where it will be if a quote is all that comes before.
  private @Nullable String lying;
  private int lyingAt;

  public int length() {
    return length;
  }

  int capacity() {
    return chars.length;
  }

  /** Takes back what was appended after it had this length. */
  public void setLength(int newLength) {
    length = newLength;
  }

  /** Empties the buffer, for another use; it keeps no text. */
  void clear() {
    length = 0;
    lying = null;
  }

  public char last() {
    return chars[length - 1];
  }

  public TextBuffer append(char c) {
    reserve(1);
    chars[length++] = c;
    return this;
  }

  public TextBuffer append(String text) {
    return append(text, 0, text.length());
  }

  public TextBuffer append(String text, int start, int end) {
    if (text == lying && start == 0 && length == lyingAt) {
      length += end;
      return this;
    }
    reserve(end - start);
    text.getChars(start, end, chars, length);
    length += end - start;
    return this;
  }

  /** Appends of the text what needs no escape, up to the first that does; says where that is. */
  int appendPlain(String text, int start, int end) {
    int before = length;
    append(text, start, end);
    int i = before;
    while (i < length && Escapes.isPlain(chars[i])) {
      i++;
    }
    length = i;
    return start + i - before;
  }

  /** Appends a number as {@link Long#toString(long)} has it. */
  public TextBuffer append(long value) {
    number.append(value);
    return takeNumber();
  }

  /**
   * Appends a number that is finite as {@link Double#toString(double)} has it since JDK 19: with
   * the fewest digits that tell it from others.
   */
  public TextBuffer append(double value) {
    long units = Math.round(value * UNITS);
    boolean isShort = units != 0 && Math.abs(units) < MOST_UNITS && units / UNITS == value;
    return isShort && Math.abs(units) >= UNITS / 1_000
        ? appendUnits(units)
        : append(NumberOutput.toString(value, true));
  }

  /** Appends a number of few decimals, of which no other number has the same. */
  private TextBuffer appendUnits(long units) {
    if (units < 0) {
      append('-');
    }
    long rest = Math.abs(units) % (long) UNITS;
    append(Math.abs(units) / (long) UNITS).append('.');
    long unit = (long) UNITS / 10;
    do {
      append((char) ('0' + rest / unit));
      rest %= unit;
      unit /= 10;
    } while (rest > 0);
    return this;
  }

  /** Appends a number as {@link Float#toString(float)} has it. */
  public TextBuffer append(float value) {
    number.append(value);
    return takeNumber();
  }

  /**
   * Returns the {@link CharKinds} of a text, which passes through the space behind what is written.
   */
  public int kindsOf(String text) {
    long kinds = 0;
    int textLength = text.length();
    reserve(1 + Math.min(CHUNK, textLength));
    int at = length + 1;
    for (int start = 0; start < textLength; start += CHUNK) {
      int end = Math.min(start + CHUNK, textLength);
      text.getChars(start, end, chars, at);
      long part = CharKinds.of(chars, at, at + end - start, start > 0);
      kinds = CharKinds.together(kinds, part);
    }
    lying = textLength <= CHUNK ? text : null;
    lyingAt = at;
    return CharKinds.kinds(kinds);
  }

  private TextBuffer takeNumber() {
    int digits = number.length();
    reserve(digits);
    number.getChars(0, digits, chars, length);
    number.setLength(0);
    length += digits;
    return this;
  }

  private void reserve(int more) {
    if (length + more > lyingAt) {
      lying = null;
    }
    if (more > chars.length - length) {
      chars = Arrays.copyOf(chars, Math.max(chars.length * 2, length + more));
    }
  }

  @Override
  public String toString() {
    return new String(chars, 0, length);
  }
}

package dev.raglan.internal.redact;

import dev.raglan.internal.text.Cut;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Data that stands in a text in base64, such as a picture in a {@code data:} URI: its kind and its
 * size are written in its place, before the text is cut to length.
 *
 * <p>A run of base64 is looked for at every 256th character alone, so that a text without any costs
 * next to nothing. Linear in the part of the text that is written, and in its data.
 */
final class InlineData {

  /** The least length of base64 that is data by its looks. */
  private static final int LEAST = 256;

  /** The least length of base64 that is said to be data. */
  private static final int LEAST_DECLARED = 64;

  private static final String BASE64 = ";base64,";
  private static final int LONGEST_HEADER = 160;
  private static final int SAMPLE = 128;
  private static final int LEAST_DISTINCT = 24;

  private final String text;
  private final long window;
  private @Nullable StringBuilder written;
  private int copied;

  private InlineData(String text, long window) {
    this.text = text;
    this.window = window;
  }

  /**
   * The beginning of a text, with the data in it described.
   *
   * @param beginning the text up to the window at least, or all of it
   * @param length how long the whole text is then
   */
  record Described(String beginning, long length) {}

  /**
   * Describes the data in a text.
   *
   * @param window the number of characters of the result that are of interest
   * @return null if there is no data in them
   */
  static @Nullable Described described(String text, long window) {
    return text.length() < LEAST_DECLARED ? null : new InlineData(text, window).described();
  }

  private @Nullable Described described() {
    int length = text.length();
    int next = 0;
    int declared = declaredFrom(0);
    while (next < length && writtenUntil(next) <= window) {
      int probe = next + LEAST - 1;
      if (declared >= 0 && declared <= probe) {
        next = Math.max(next, replaceDeclared(declared));
        declared = declaredFrom(next);
      } else if (probe >= length) {
        break;
      } else {
        next = isData(probe) ? replaceFound(probe, next) : probe + 1;
      }
    }
    StringBuilder out = written;
    if (out == null) {
      return null;
    }
    int end = (int) Math.min(length, copied + Math.max(0, window + 2 - out.length()));
    out.append(text, copied, Cut.floor(text, end));
    return new Described(out.toString(), out.length() + (long) length - Cut.floor(text, end));
  }

  private long writtenUntil(int position) {
    return (written == null ? 0L : written.length()) + position - copied;
  }

  /** Returns the position of the data behind the next header of base64; -1 for none. */
  private int declaredFrom(int from) {
    int at = text.indexOf(BASE64, from);
    return at < 0 ? -1 : at + BASE64.length();
  }

  private int replaceDeclared(int start) {
    int end = endOf(start);
    if (end - start < LEAST_DECLARED) {
      return end;
    }
    int header = startOfHeader(start - BASE64.length());
    replace(header < 0 ? start : header, end, header < 0 ? "base64" : kind(header, start), start);
    return end;
  }

  /** Returns the start of {@code data:} before the position; -1 if there is none. */
  private int startOfHeader(int end) {
    int least = Math.max(copied, end - LONGEST_HEADER);
    for (int i = end - 5; i >= least; i--) {
      boolean isStart = text.charAt(i) == 'd' || text.charAt(i) == 'D';
      if (isStart && text.regionMatches(true, i, "data:", 0, 5)) {
        return i;
      }
      char c = text.charAt(i);
      if (c == '"' || c == '\'' || c <= ' ') {
        return -1;
      }
    }
    return -1;
  }

  private String kind(int header, int data) {
    String type = text.substring(header + 5, data - BASE64.length());
    int parameters = type.indexOf(';');
    String kind = (parameters < 0 ? type : type.substring(0, parameters)).replace("\\", "");
    return kind.isEmpty() ? "data" : kind;
  }

  /** Replaces the run around the position; returns where to go on. */
  private int replaceFound(int probe, int from) {
    int start = probe;
    while (start > from && isData(start - 1)) {
      start--;
    }
    int end = endOf(probe);
    if (end - start >= LEAST && looksEncoded(start)) {
      replace(start, end, "base64", start);
    }
    return end;
  }

  private int endOf(int from) {
    int end = from;
    while (end < text.length() && isData(end)) {
      end++;
    }
    return end;
  }

  private boolean isData(int at) {
    char c = text.charAt(at);
    return c >= 'A' && c <= 'Z'
        || c >= 'a' && c <= 'z'
        || c >= '0' && c <= '9'
        || c == '+'
        || c == '/'
        || c == '-'
        || c == '_'
        || c == '='
        || c == '\\' && at + 1 < text.length() && text.charAt(at + 1) == '/';
  }

  /** Returns true if the run mixes capitals, small letters and digits as base64 does. */
  private boolean looksEncoded(int start) {
    long low = 0;
    long high = 0;
    for (int i = start; i < start + SAMPLE; i++) {
      char c = text.charAt(i);
      if (c < 64) {
        low |= 1L << c;
      } else {
        high |= 1L << (c - 64);
      }
    }
    long capitals = high & 0x07FFFFFEL;
    long small = high & 0x07FFFFFE00000000L;
    long digits = low & 0x03FF000000000000L;
    return capitals != 0
        && small != 0
        && digits != 0
        && Long.bitCount(low) + Long.bitCount(high) >= LEAST_DISTINCT;
  }

  private void replace(int start, int end, String kind, int data) {
    StringBuilder out = written == null ? new StringBuilder() : written;
    out.append(text, copied, start);
    out.append('<').append(kind).append(", ").append(size((end - data) * 3L / 4)).append('>');
    written = out;
    copied = end;
  }

  private static String size(long bytes) {
    if (bytes < 1_000) {
      return bytes + " B";
    }
    double kilobytes = bytes / 1e3;
    return kilobytes < 1_000
        ? String.format(Locale.ROOT, "%.1f KB", kilobytes)
        : String.format(Locale.ROOT, "%.1f MB", kilobytes / 1e3);
  }
}

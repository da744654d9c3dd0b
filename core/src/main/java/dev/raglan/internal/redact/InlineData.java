package dev.raglan.internal.redact;

import dev.raglan.internal.text.CharKinds;
import dev.raglan.internal.text.Cut;
import java.util.List;
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

  /** The least length of percent-encoded data in a {@code data:} URI. */
  private static final int LEAST_ENCODED = 256;

  /** The least length of a line of data that goes on in the next one. */
  private static final int LEAST_LINE = 60;

  /** Data has digits, or a colon before it: so has its header. */
  private static final int COLON = CharKinds.of(":");

  private static final String SCHEME = "data:";
  private static final String SCHEME_ENCODED = "data%3A";
  private static final String BASE64 = ";base64,";
  private static final String BASE64_ENCODED = "%3Bbase64%2C";
  private static final List<String> LINE_FEEDS = List.of("\r", "\\r", "\n", "\\n");
  private static final int LONGEST_HEADER = 160;
  private static final int NONE = Integer.MAX_VALUE;
  private static final int SAMPLE = 128;
  private static final int LEAST_DISTINCT = 24;

  private final String text;
  private final long window;
  private int plain = -1;
  private int encoded = -1;
  private int uri = -1;
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

  /** Returns true if there may be data in a text of these kinds of characters. */
  static boolean mayBeIn(int kinds) {
    return (kinds & (CharKinds.DIGIT | COLON)) != 0;
  }

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

  /** Returns the position of the data behind the next header; -1 for none. */
  private int declaredFrom(int from) {
    if (plain <= from) {
      plain = behind(BASE64, from);
    }
    if (encoded <= from) {
      encoded = behind(BASE64_ENCODED, from);
    }
    if (uri <= from) {
      uri = percentEncodedFrom(from);
    }
    int next = Math.min(plain, Math.min(encoded, uri));
    return next == NONE ? -1 : next;
  }

  private int behind(String header, int from) {
    int at = text.indexOf(header, from);
    return at < 0 ? NONE : at + header.length();
  }

  /** Returns the position of the next data of a URI that is no base64; {@link #NONE} for none. */
  private int percentEncodedFrom(int from) {
    for (int at = text.indexOf(SCHEME, from); at >= 0; at = text.indexOf(SCHEME, at + 1)) {
      int comma = at + SCHEME.length();
      int most = Math.min(text.length(), comma + LONGEST_HEADER);
      while (comma < most && isOfHeader(text.charAt(comma))) {
        comma++;
      }
      boolean declared =
          comma < most
              && text.charAt(comma) == ','
              && text.charAt(comma - 1) != ':'
              && !text.startsWith(BASE64, comma - BASE64.length() + 1);
      if (declared) {
        return comma + 1;
      }
    }
    return NONE;
  }

  private static boolean isOfHeader(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || "/+.-;=_".indexOf(c) >= 0;
  }

  /** Returns the end of characters that a URI may have. */
  private int endOfUri(int from) {
    int end = from;
    while (end < text.length()
        && text.charAt(end) > ' '
        && text.charAt(end) < 127
        && "\"'<>`\\".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return end;
  }

  private int replaceDeclared(int start) {
    boolean isEncoded = text.startsWith(BASE64_ENCODED, start - BASE64_ENCODED.length());
    String marker = isEncoded ? BASE64_ENCODED : BASE64;
    if (!text.startsWith(marker, start - marker.length())) {
      return replaceUri(start);
    }
    int end = endOf(start);
    if (end - start < LEAST_DECLARED) {
      return end;
    }
    int header = startOfHeader(start - marker.length());
    replace(header < 0 ? start : header, end, header < 0 ? "base64" : kind(header, start), start);
    return end;
  }

  private int replaceUri(int start) {
    int end = endOfUri(start);
    if (end - start < LEAST_ENCODED) {
      return start;
    }
    int header = startOfHeader(start - 1);
    replace(header < 0 ? start : header, end, header < 0 ? "data" : kind(header, start), start);
    return end;
  }

  /** Returns the start of {@code data:} before the position; -1 if there is none. */
  private int startOfHeader(int end) {
    int least = Math.max(copied, end - LONGEST_HEADER);
    for (int i = end - 5; i >= least; i--) {
      boolean isStart = text.charAt(i) == 'd' || text.charAt(i) == 'D';
      boolean isScheme =
          text.regionMatches(true, i, SCHEME, 0, 5)
              || text.regionMatches(true, i, SCHEME_ENCODED, 0, 7);
      if (isStart && isScheme) {
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
    boolean isPlain = text.charAt(header + SCHEME.length() - 1) == ':';
    int end = header + (isPlain ? SCHEME : SCHEME_ENCODED).length();
    int start = end;
    while (end < data && ";,\"".indexOf(text.charAt(end)) < 0 && !text.startsWith("%3B", end)) {
      end++;
    }
    String kind = text.substring(start, end).replace("\\", "").replace("%2F", "/");
    return kind.isEmpty() ? "data" : kind;
  }

  /** Replaces the run around the position; returns where to go on. */
  private int replaceFound(int probe, int from) {
    int start = startOf(probe, from);
    int end = Math.max(probe, endOf(start));
    if (end - start >= LEAST && looksEncoded(start)) {
      replace(start, end, "base64", start);
    }
    return end;
  }

  private int startOf(int probe, int from) {
    int start = startOfLine(probe, from);
    while (start > from) {
      int lineEnd = beforeLineFeed(start);
      int line = lineEnd == start ? start : startOfLine(lineEnd, from);
      if (lineEnd - line < LEAST_LINE) {
        break;
      }
      start = line;
    }
    return start;
  }

  private int startOfLine(int end, int from) {
    int start = end;
    while (start > from && isData(start - 1)) {
      start--;
    }
    boolean isEscape =
        start > from
            && start < end
            && text.charAt(start - 1) == '\\'
            && (text.charAt(start) == 'n' || text.charAt(start) == 'r');
    return isEscape ? start + 1 : start;
  }

  /** Returns the position of a line feed that ends here; the given one if there is none. */
  private int beforeLineFeed(int end) {
    int at = end;
    for (int i = LINE_FEEDS.size() - 1; i >= 0; i--) {
      String each = LINE_FEEDS.get(i);
      if (at >= each.length() && text.startsWith(each, at - each.length())) {
        at -= each.length();
      }
    }
    return at;
  }

  private int endOf(int from) {
    int end = from;
    int line = from;
    while (end < text.length()) {
      if (isData(end)) {
        end++;
      } else {
        int next = end - line < LEAST_LINE ? end : afterLineFeed(end);
        if (next == end || next >= text.length() || !isData(next)) {
          break;
        }
        line = next;
        end = next;
      }
    }
    return end;
  }

  /**
   * Returns the position after a line feed, which may be escaped; the same one if none is there.
   */
  private int afterLineFeed(int at) {
    int next = at;
    for (String each : LINE_FEEDS) {
      if (text.startsWith(each, next)) {
        next += each.length();
      }
    }
    return next;
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
        || c == '\\' && at + 1 < text.length() && text.charAt(at + 1) == '/'
        || c == '%' && isEncodedData(at + 1);
  }

  /** Tells whether plus, slash, equals sign or a line feed stands there, percent-encoded. */
  private boolean isEncodedData(int at) {
    return text.startsWith("2B", at)
        || text.startsWith("2F", at)
        || text.startsWith("3D", at)
        || text.startsWith("0A", at)
        || text.startsWith("0D", at);
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

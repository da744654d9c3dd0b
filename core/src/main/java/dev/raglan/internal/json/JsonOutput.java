package dev.raglan.internal.json;

import dev.raglan.internal.redact.Excerpt;
import dev.raglan.internal.text.Cut;
import dev.raglan.internal.text.TextBuffer;
import dev.raglan.internal.type.MemberName;

/**
 * JSON text under a budget: nothing is appended that would leave too little room for closing what
 * is open. What does not fit is refused, and the caller takes back what led up to it.
 *
 * <p>An own writer rather than a Jackson generator, because the budget is of characters as written
 * and because a refused or failed value has to be taken back. Not thread-safe.
 */
final class JsonOutput {

  private static final String MORE_ITEMS = "\"…\"";
  private static final String MORE_FIELDS = "\"…\":\"…\"";

  private final TextBuffer out;
  private int limit;
  private int reserved;

  JsonOutput(TextBuffer out, int limit) {
    this.out = out;
    this.limit = limit;
  }

  /** Begins another text in the buffer, which is empty again. */
  void begin(int newLimit) {
    limit = newLimit;
    reserved = 0;
  }

  /** Writes a text that needs no escape and for which there is room. */
  void quoted(String plain) {
    out.append('"').append(plain).append('"');
  }

  /** Returns the number of characters that the next value may take; may be negative. */
  int room() {
    return limit - out.length() - reserved;
  }

  int length() {
    return out.length();
  }

  int reserved() {
    return reserved;
  }

  /** Goes back to an earlier length and reserve. */
  void rollback(int length, int reserve) {
    out.setLength(length);
    reserved = reserve;
  }

  boolean literal(String json) {
    if (json.length() > room()) {
      return false;
    }
    out.append(json);
    return true;
  }

  boolean comma() {
    out.append(',');
    return keepIfFitting(out.length() - 1);
  }

  boolean number(long number) {
    int before = out.length();
    out.append(number);
    return keepIfFitting(before);
  }

  /** Writes a number that is finite. */
  boolean number(double number) {
    int before = out.length();
    out.append(number);
    return keepIfFitting(before);
  }

  /** Writes a number that is finite. */
  boolean number(float number) {
    int before = out.length();
    out.append(number);
    return keepIfFitting(before);
  }

  /** Takes back a text that does not fit; its length is known only once it is written. */
  private boolean keepIfFitting(int before) {
    if (room() < 0) {
      out.setLength(before);
      return false;
    }
    return true;
  }

  boolean string(String text) {
    return string(Excerpt.whole(text, out.kindsOf(text)));
  }

  /** Writes as much of the text as fits, and a marker if that, or what follows it, is not all. */
  boolean string(Excerpt text) {
    int room = room() - 2;
    if (room < 1) {
      return text.total() == 0 && literal("\"\"");
    }
    if (text.leftOut() == 0 && text.fitting(room) == text.end()) {
      quote(text);
      return true;
    }
    int markerLength = Cut.markerLength(text.total(), room);
    int kept = text.fitting(room - markerLength);
    out.append('"');
    text.appendTo(out, kept);
    out.append(Cut.marker(text.total() - kept, markerLength)).append('"');
    return true;
  }

  private void quote(Excerpt text) {
    out.append('"');
    text.appendTo(out, text.end());
    out.append('"');
  }

  /** Writes a name and its colon, shortened if it is very long; refuses it if there is no room. */
  boolean key(String name) {
    int kinds = out.kindsOf(name);
    if (MemberName.isShownAsItIs(name, kinds)) {
      if (name.length() > room() - 3) {
        return false;
      }
      out.append('"').append(name).append("\":");
      return true;
    }
    Excerpt shown = MemberName.shown(name, kinds);
    if (shown.fitting(room() - 3) < shown.end()) {
      return false;
    }
    quote(shown);
    out.append(':');
    return true;
  }

  /** Opens an array or object if it can also be closed, with a marker if need be. */
  boolean open(boolean object) {
    int reserve = reserve(object);
    if (room() < 1 + reserve) {
      return false;
    }
    out.append(object ? '{' : '[');
    reserved += reserve;
    return true;
  }

  /** Closes what {@link #open} opened; {@code leftOut} items are said to be missing. */
  void close(boolean object, long leftOut) {
    reserved -= reserve(object);
    if (leftOut > 0) {
      more(object, leftOut);
    }
    out.append(object ? '}' : ']');
  }

  private void more(boolean object, long leftOut) {
    char last = out.last();
    if (last != '[' && last != '{') {
      out.append(',');
    }
    String all = object ? "\"…\":\"+" + leftOut + " more\"" : "\"…(+" + leftOut + " more)\"";
    out.append(all.length() < room() ? all : object ? MORE_FIELDS : MORE_ITEMS);
  }

  private static int reserve(boolean object) {
    return (object ? MORE_FIELDS : MORE_ITEMS).length() + 2;
  }
}

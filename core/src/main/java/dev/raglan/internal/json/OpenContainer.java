package dev.raglan.internal.json;

import dev.raglan.internal.type.MemberName;
import org.jspecify.annotations.Nullable;

/** An array or object that is being written: its commas, and how much of it is in. */
final class OpenContainer {

  private final JsonWalk walk;
  private final JsonOutput out;
  private final int maxItems;
  private int count;

  OpenContainer(JsonWalk walk) {
    this.walk = walk;
    this.out = walk.out();
    this.maxItems = walk.maxItems();
  }

  /** Is the next one, without any item so far. */
  void begin() {
    count = 0;
  }

  /** Returns the number of items so far. */
  int count() {
    return count;
  }

  /** Returns true if one more item is allowed. */
  boolean isOpen() {
    return count < maxItems;
  }

  /** Adds an element to an array; false if it did not fit or is one too many. */
  boolean item(@Nullable Object value) {
    int before = out.length();
    return beginItem() && done(walk.value(value), before);
  }

  /** Adds a member to an object; false if it did not fit or is one too many. */
  boolean field(String name, @Nullable Object value) {
    int before = out.length();
    return beginItem() && done(out.key(name) && named(name, value), before);
  }

  /** Adds a member whose name is known beforehand. */
  boolean field(MemberName name, @Nullable Object value) {
    int before = out.length();
    String key = count == 0 ? name.first() : name.next();
    return isOpen() && done(out.literal(key) && named(name.text(), value), before);
  }

  private boolean named(String name, @Nullable Object value) {
    int before = out.length();
    boolean written = walk.value(value);
    if (SplitTexts.mayBePiece(name, value, out.length() - before)) {
      walk.notePiece();
    }
    return written;
  }

  private boolean beginItem() {
    return isOpen() && (count == 0 || out.comma());
  }

  private boolean done(boolean written, int before) {
    if (written) {
      count++;
    } else {
      out.rollback(before, out.reserved());
    }
    return written;
  }
}

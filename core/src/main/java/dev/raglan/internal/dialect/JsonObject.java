package dev.raglan.internal.dialect;

import dev.raglan.spi.ContentWriter;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object that is built member by member, so that a convention's required members are never
 * cut away. Used by one thread.
 */
final class JsonObject {

  /** The most characters of an id, a name or a type, quotes included. */
  static final int LONGEST_NAME = 258;

  /** The names of members, which are constants of the conventions. */
  private static final ConcurrentMap<String, Opening> OPENINGS = new ConcurrentHashMap<>();

  private final Pieces pieces = new Pieces();
  private final ContentWriter writer;

  /**
   * Text that a member begins with.
   *
   * @param first as the first one of its object
   * @param next as any other
   */
  private record Opening(String first, String next) {

    static Opening of(String name) {
      String quoted = "\"" + name + "\":";
      return new Opening(quoted, "," + quoted);
    }
  }

  /** JSON that is being written: its pieces are joined once, when the outermost value is whole. */
  static final class Pieces {

    /** Texts, and whole values in turn, which are not copied. */
    private Object[] pieces = new Object[8];

    private int count;
    private int written;

    /** Returns the number of characters so far. */
    int written() {
      return written;
    }

    void append(String piece) {
      add(piece);
      written += piece.length();
    }

    /** Adds a value, to which nothing can be added any more. */
    void append(Pieces value) {
      add(value);
      written += value.written;
    }

    private void add(Object piece) {
      if (count == pieces.length) {
        pieces = Arrays.copyOf(pieces, 2 * count);
      }
      pieces[count++] = piece;
    }

    /** Joins the pieces without a buffer that would be copied once more. */
    String joined() {
      String[] texts = new String[texts()];
      fill(texts, 0);
      return String.join("", texts);
    }

    private int texts() {
      int texts = 0;
      for (int i = 0; i < count; i++) {
        texts += pieces[i] instanceof Pieces value ? value.texts() : 1;
      }
      return texts;
    }

    private int fill(String[] texts, int from) {
      int at = from;
      for (int i = 0; i < count; i++) {
        if (pieces[i] instanceof Pieces value) {
          at = value.fill(texts, at);
        } else {
          texts[at++] = (String) pieces[i];
        }
      }
      return at;
    }
  }

  JsonObject(ContentWriter writer) {
    this.writer = writer;
    pieces.append("{");
  }

  /** Returns the number of characters so far. */
  int written() {
    return pieces.written();
  }

  /** Returns the length of the object if it were closed now. */
  int length() {
    return written() + 1;
  }

  /** Adds a member that is JSON already. */
  JsonObject json(String name, String json) {
    begin(name);
    pieces.append(json);
    return this;
  }

  /** Adds a member that is an object, to which nothing can be added any more. */
  JsonObject json(String name, JsonObject object) {
    begin(name);
    pieces.append(object.end());
    return this;
  }

  /** Adds a member that is an array, to which nothing can be added any more. */
  JsonObject json(String name, JsonArray array) {
    begin(name);
    pieces.append(array.end());
    return this;
  }

  private void begin(String name) {
    Opening known = OPENINGS.get(name);
    Opening opening = known == null ? OPENINGS.computeIfAbsent(name, Opening::of) : known;
    pieces.append(written() == 1 ? opening.first() : opening.next());
  }

  /** Adds a member whose value is a constant of the convention, without characters to escape. */
  JsonObject constant(String name, String value) {
    begin(name);
    pieces.append("\"");
    pieces.append(value);
    pieces.append("\"");
    return this;
  }

  /** Adds an id, a name or a type, redacted and cut; nothing if it is null. */
  JsonObject name(String name, @Nullable String value) {
    return value == null ? this : json(name, writer.json(value, LONGEST_NAME));
  }

  /** Adds a flag; nothing if it is not set. */
  JsonObject flag(String name, boolean set) {
    return set ? json(name, "true") : this;
  }

  /** Adds a number; nothing if it is null. */
  JsonObject number(String name, @Nullable Number value) {
    return value == null ? this : json(name, value.toString());
  }

  /** Returns the object as JSON. */
  String close() {
    return end().joined();
  }

  /** Ends the object. */
  Pieces end() {
    pieces.append("}");
    return pieces;
  }
}

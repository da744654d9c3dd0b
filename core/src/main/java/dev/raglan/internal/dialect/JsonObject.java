package dev.raglan.internal.dialect;

import dev.raglan.spi.ContentWriter;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object that is built member by member, so that a convention's required members are never
 * cut away. Used by one thread.
 */
final class JsonObject extends JsonPieces {

  /** The most characters of an id, a name or a type, quotes included. */
  static final int LONGEST_NAME = 258;

  private final ContentWriter writer;

  JsonObject(ContentWriter writer) {
    this.writer = writer;
    append("{");
  }

  /** Returns the length of the object if it were closed now. */
  int length() {
    return written() + 1;
  }

  /** Adds a member that is JSON already. */
  JsonObject json(String name, String json) {
    begin(name);
    append(json);
    return this;
  }

  /** Adds a member that is an object, to which nothing can be added any more. */
  JsonObject json(String name, JsonObject object) {
    begin(name);
    append(object.end());
    return this;
  }

  /** Adds a member that is an array, to which nothing can be added any more. */
  JsonObject json(String name, JsonArray array) {
    begin(name);
    append(array.end());
    return this;
  }

  private void begin(String name) {
    append(written() == 1 ? "\"" : ",\"");
    append(name);
    append("\":");
  }

  /** Adds a member whose value is a constant of the convention, without characters to escape. */
  JsonObject constant(String name, String value) {
    return json(name, '"' + value + '"');
  }

  /** Adds an id, a name or a type, redacted and cut; nothing if it is null. */
  JsonObject name(String name, @Nullable String value) {
    return value == null ? this : json(name, writer.json(value, LONGEST_NAME));
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
  JsonPieces end() {
    append("}");
    return this;
  }
}

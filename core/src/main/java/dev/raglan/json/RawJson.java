package dev.raglan.json;

import java.util.Objects;

/**
 * A value that is JSON text already, rendered and redacted earlier.
 *
 * <p>The writer puts it verbatim where it stands. If it no longer fits, a string that says how many
 * characters were left out stands in its place, so that the whole stays valid. The text is not
 * checked: that is what makes it cheap.
 *
 * @param json one complete JSON value; an empty text is written as {@code null}
 */
public record RawJson(String json) {

  /** Keeps the text as it is. */
  public RawJson {
    Objects.requireNonNull(json, "json");
  }
}

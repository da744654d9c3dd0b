package dev.raglan.internal.type;

import dev.raglan.spi.Redactor;
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

  /** The text in place of a value that is {@link dev.raglan.annotation.Masked}: {@code "***"}. */
  public static final RawJson MASKED = new RawJson("\"***\"");

  /** The text in place of a value whose name is redacted: {@code "__REDACTED__"}. */
  public static final RawJson REDACTED = new RawJson('"' + Redactor.REDACTED + '"');

  /** Keeps the text as it is. */
  public RawJson {
    Objects.requireNonNull(json, "json");
  }
}

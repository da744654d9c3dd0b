package dev.raglan.internal.redact;

import dev.raglan.spi.Redactor;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hides what an application's pattern finds; gives up, and so hides all, if that takes too long.
 */
public final class PatternRedactor implements Redactor {

  private static final int LONGEST = 10_000;

  private final Pattern pattern;

  public PatternRedactor(Pattern pattern) {
    this.pattern = Objects.requireNonNull(pattern, "pattern");
  }

  /**
   * Compiles an expression. The time that takes may grow with the square of its length.
   *
   * @throws IllegalArgumentException if it is too long or not valid
   */
  public static Pattern compiled(String regex) {
    if (regex.length() > LONGEST) {
      throw new IllegalArgumentException(
          "a redaction pattern must have at most 10,000 characters but has " + regex.length());
    }
    return Pattern.compile(regex);
  }

  @Override
  public String redact(String text) {
    Matcher matcher = pattern.matcher(new MeteredText(text));
    StringBuilder out = new StringBuilder(text.length());
    int copied = 0;
    while (matcher.find()) {
      // A match of nothing, as by "x*" beside an x, hides nothing.
      if (matcher.end() > matcher.start()) {
        out.append(text, copied, matcher.start()).append(REDACTED);
        copied = matcher.end();
      }
    }
    return out.append(text, copied, text.length()).toString();
  }

  /** A text that can be looked at only so often. */
  private static final class MeteredText implements CharSequence {

    private static final int LOOKS_PER_CHAR = 200;
    private static final int LEAST_LOOKS = 100_000;

    private final String text;
    private long looksLeft;

    MeteredText(String text) {
      this.text = text;
      this.looksLeft = Math.max(LEAST_LOOKS, (long) text.length() * LOOKS_PER_CHAR);
    }

    @Override
    public char charAt(int index) {
      if (--looksLeft < 0) {
        throw new IllegalStateException("the pattern backtracks too much");
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.substring(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}

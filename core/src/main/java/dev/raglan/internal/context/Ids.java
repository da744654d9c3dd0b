package dev.raglan.internal.context;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks ids of traces, spans and calls that an application passes in. */
public final class Ids {

  private static final Pattern TRACE = Pattern.compile("(?!0{32})[0-9a-f]{32}");
  private static final Pattern SPAN = Pattern.compile("(?!0{16})[0-9a-f]{16}");
  private static final int SHOWN = 64;

  private Ids() {}

  /**
   * Returns the trace id in lower case.
   *
   * @throws IllegalArgumentException if it is not one
   */
  public static String trace(@Nullable String id) {
    return matching(TRACE, id, "a trace id must be 32 hexadecimal digits");
  }

  /**
   * Returns the span id in lower case.
   *
   * @throws IllegalArgumentException if it is not one
   */
  public static String span(@Nullable String id) {
    return matching(SPAN, id, "a span id must be 16 hexadecimal digits");
  }

  /**
   * Returns the reference id.
   *
   * @throws IllegalArgumentException if it is blank
   */
  public static String reference(@Nullable String id) {
    return given("a reference id", id);
  }

  /**
   * Returns the session id.
   *
   * @throws IllegalArgumentException if it is blank
   */
  public static String session(@Nullable String id) {
    return given("a session id", id);
  }

  private static String given(String what, @Nullable String id) {
    if (id == null || id.isBlank()) {
      throw new IllegalArgumentException(what + " must not be blank");
    }
    return id;
  }

  private static String matching(Pattern pattern, @Nullable String id, String rule) {
    String lower = id == null ? "" : id.toLowerCase(Locale.ROOT);
    if (!pattern.matcher(lower).matches()) {
      throw new IllegalArgumentException(rule + ", not all zero, but is " + shown(id));
    }
    return lower;
  }

  /** Returns the id fit for a message: short, and on one line. */
  private static String shown(@Nullable String id) {
    if (id == null) {
      return "null";
    }
    String cut = id.length() <= SHOWN ? id : id.substring(0, SHOWN) + "…";
    return "'" + cut.replaceAll("[^\\x20-\\x7e…]", "?") + "'";
  }
}

package dev.raglan.internal.otlp;

import dev.raglan.internal.text.LogLine;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The headers sent with every OTLP request, checked; their values are taken for secrets. */
public final class OtlpHeaders {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
  private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e\\t]*");

  private final Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  /**
   * Sets a header.
   *
   * @throws IllegalArgumentException if HTTP cannot carry it; names the header, never its value
   */
  public void set(String name, String value) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "OTLP header name '" + LogLine.cut(name, 40) + "' is not a valid HTTP header name");
    }
    if (!VALUE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "value of OTLP header '" + name + "' must be printable ASCII on one line");
    }
    values.put(name, value);
  }

  /** The headers, as they are now. */
  public Map<String, String> copy() {
    return Map.copyOf(values);
  }
}

package dev.raglan.internal.otlp;

import dev.raglan.internal.text.LogLine;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The headers sent with every OTLP request, checked; their values are taken for secrets. */
public final class OtlpHeaders {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
  private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e\\t]*");
  private static final Pattern CREDENTIAL =
      Pattern.compile(
          "(?i).*(authorization|api[-_.]?key|[-_.]key|^key|token|secret|password|credential|cookie"
              + "|signature).*");

  private final Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  /** Creates an empty set of headers. */
  public OtlpHeaders() {}

  /** Creates a copy. */
  public OtlpHeaders(OtlpHeaders other) {
    values.putAll(other.values);
  }

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

  /** Returns the names. */
  Set<String> names() {
    return new TreeSet<>(values.keySet());
  }

  /** Returns true if a name is one that carries a credential. */
  public boolean holdCredentials() {
    return values.keySet().stream().anyMatch(name -> CREDENTIAL.matcher(name).matches());
  }

  /** Returns names and values. */
  Map<String, String> reveal() {
    Map<String, String> revealed = new HashMap<>();
    values.forEach((name, value) -> revealed.put(name, value.strip()));
    return revealed;
  }

  @Override
  public String toString() {
    return names().toString();
  }
}

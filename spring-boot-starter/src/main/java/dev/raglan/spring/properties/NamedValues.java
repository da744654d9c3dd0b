package dev.raglan.spring.properties;

import java.util.LinkedHashMap;

/**
 * Values by name, such as parameters. The property may also be a list of pairs, which is read from
 * the environment and is not in here.
 */
public final class NamedValues extends LinkedHashMap<String, Object> {

  private static final long serialVersionUID = 1L;

  /** Creates an empty map. */
  public NamedValues() {}

  /** Returns an empty map, for a property that is a list: a failed conversion would show it. */
  public static NamedValues valueOf(String list) {
    return new NamedValues();
  }
}

package dev.raglan.spring.properties;

import dev.raglan.export.Secret;
import java.util.LinkedHashMap;

/**
 * Secret values by name, such as headers. The property may also be a list of pairs, which is read
 * from the environment and is not in here.
 */
public final class NamedSecrets extends LinkedHashMap<String, Secret> {

  private static final long serialVersionUID = 1L;

  /** Creates an empty map. */
  public NamedSecrets() {}

  /** Returns an empty map, for a property that is a list: a failed conversion would show it. */
  public static NamedSecrets valueOf(String list) {
    return new NamedSecrets();
  }
}

package dev.raglan.json;

import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A set of names in which case, hyphens and underscores do not count. Only whole names match:
 * {@code token} is not found in {@code promptTokens}.
 */
final class FieldNames {

  private final Set<String> names;
  private final int[] hashes;

  FieldNames(Collection<String> names) {
    this.names = names.stream().map(FieldNames::normalized).collect(Collectors.toUnmodifiableSet());
    this.hashes = this.names.stream().mapToInt(String::hashCode).sorted().toArray();
  }

  boolean contains(String name) {
    return Arrays.binarySearch(hashes, hash(name)) >= 0 && names.contains(normalized(name));
  }

  /** The hash of the normalized name, without making it. */
  private static int hash(String name) {
    int hash = 0;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c != '-' && c != '_') {
        hash = 31 * hash + lower(c);
      }
    }
    return hash;
  }

  private static int lower(char c) {
    return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
  }

  /** The name in lower case, without hyphens and underscores. */
  static String normalized(String name) {
    StringBuilder out = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c != '-' && c != '_') {
        out.append((char) lower(c));
      }
    }
    return out.toString();
  }
}

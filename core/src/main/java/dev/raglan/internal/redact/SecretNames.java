package dev.raglan.internal.redact;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A set of names in which case, hyphens and underscores do not count. Only whole names match:
 * {@code token} is not found in {@code promptTokens}. What stands under such a name is hidden.
 */
public final class SecretNames implements InformedRedactor {

  /** The names whose values are hidden unless others are configured. */
  public static final List<String> DEFAULT =
      List.of(
          "password",
          "passwd",
          "passphrase",
          "secret",
          "token",
          "access_token",
          "refresh_token",
          "id_token",
          "auth_token",
          "session_token",
          "authorization",
          "proxy_authorization",
          "api_key",
          "x_api_key",
          "api_token",
          "client_secret",
          "secret_key",
          "secret_access_key",
          "private_key",
          "credential",
          "credentials",
          "cookie",
          "set_cookie",
          "ssn");

  private static final int SLOTS = 512;

  private final Set<String> names;
  private final boolean[] taken = new boolean[SLOTS];

  public SecretNames(Collection<String> names) {
    this.names =
        names.stream().map(SecretNames::normalized).collect(Collectors.toUnmodifiableSet());
    this.names.forEach(name -> taken[slot(name.hashCode())] = true);
  }

  @Override
  public String redact(String text, int kinds) {
    return text;
  }

  @Override
  public boolean isForTexts() {
    return false;
  }

  @Override
  public boolean isForNames() {
    return true;
  }

  @Override
  public boolean redactsField(String name, int hash) {
    return taken[slot(hash)] && names.contains(normalized(name));
  }

  private static int slot(int hash) {
    return (hash ^ hash >>> 16) & (SLOTS - 1);
  }

  /** The hash of the normalized name, without making it. */
  public static int hash(String name) {
    int hash = 0;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (counts(c)) {
        hash = 31 * hash + lower(c);
      }
    }
    return hash;
  }

  /** Whether the character makes a difference in a name. */
  static boolean counts(char c) {
    return c != '-' && c != '_';
  }

  static int lower(char c) {
    return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
  }

  /** The name in lower case, without hyphens and underscores. */
  static String normalized(String name) {
    StringBuilder out = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (counts(c)) {
        out.append((char) lower(c));
      }
    }
    return out.toString();
  }
}

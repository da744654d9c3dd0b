package dev.raglan.internal.redact;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.MatchResult;

/** Finds HTTP Basic credentials: "Basic" and a token that decodes to {@code user:password}. */
final class BasicCredentials {

  private static final String SCHEME_AND_CREDENTIALS =
      "(?<![A-Za-z])(?:[Bb]asic|BASIC)[ \\t+]{1,4}+([A-Za-z0-9+/_-]{6,}+={0,2}+)";

  private BasicCredentials() {}

  static AnchoredPattern lowerCase() {
    return AnchoredPattern.of("asic", SCHEME_AND_CREDENTIALS)
        .leadingBy(1)
        .hiding(1, BasicCredentials::isUserInfo);
  }

  static AnchoredPattern upperCase() {
    return AnchoredPattern.of("BASIC", SCHEME_AND_CREDENTIALS)
        .hiding(1, BasicCredentials::isUserInfo);
  }

  /** Tells whether the first group of a match decodes to a user and a password. */
  static boolean isUserInfo(MatchResult match) {
    try {
      byte[] decoded = Base64.getDecoder().decode(match.group(1));
      return new String(decoded, StandardCharsets.ISO_8859_1).indexOf(':') >= 0;
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }
}

package dev.raglan.internal.redact;

import dev.raglan.spi.Redactor;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.MatchResult;
import org.jspecify.annotations.Nullable;

/** Finds HTTP Basic credentials: what follows "Basic" and decodes to {@code user:password}. */
final class BasicCredentials {

  private static final String SCHEME_AND_CREDENTIALS =
      "(?<![A-Za-z])((?:[Bb]asic|BASIC)[ \\t]{1,4}+)([A-Za-z0-9+/_-]{6,}+={0,2}+)";

  private BasicCredentials() {}

  static AnchoredPattern lowerCase() {
    return AnchoredPattern.of("asic", SCHEME_AND_CREDENTIALS)
        .leadingBy(1)
        .replacedBy(BasicCredentials::hidden);
  }

  static AnchoredPattern upperCase() {
    return AnchoredPattern.of("BASIC", SCHEME_AND_CREDENTIALS).replacedBy(BasicCredentials::hidden);
  }

  private static @Nullable String hidden(MatchResult match) {
    return isUserInfo(match.group(2)) ? match.group(1) + Redactor.REDACTED : null;
  }

  private static boolean isUserInfo(String credentials) {
    try {
      byte[] decoded = Base64.getDecoder().decode(credentials);
      return new String(decoded, StandardCharsets.ISO_8859_1).indexOf(':') >= 0;
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }
}

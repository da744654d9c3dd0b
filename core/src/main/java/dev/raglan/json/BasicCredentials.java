package dev.raglan.json;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds HTTP Basic credentials: what follows "Basic" and decodes to {@code user:password}. */
final class BasicCredentials {

  private static final Pattern BASIC =
      Pattern.compile("(?<![A-Za-z])(?:[Bb]asic|BASIC)[ \\t]{1,4}+([A-Za-z0-9+/_-]{6,}+={0,2}+)");

  private BasicCredentials() {}

  static String redact(String text) {
    if (!text.contains("asic ") && !text.contains("BASIC ")) {
      return text;
    }
    return BASIC.matcher(text).replaceAll(BasicCredentials::replacement);
  }

  private static String replacement(MatchResult match) {
    String all = match.group();
    String credentials = match.group(1);
    String kept = all.substring(0, all.length() - credentials.length());
    return Matcher.quoteReplacement(isUserInfo(credentials) ? kept + Redactor.REDACTED : all);
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

package dev.raglan.json;

import java.util.List;
import java.util.regex.Pattern;

/** The detectors of secrets in text. */
final class SecretDetectors {

  /** No secret is shorter, so shorter texts are not searched. */
  private static final int LEAST_LENGTH = 8;

  private static final AnchoredPattern EMAIL =
      AnchoredPattern.of(
          "(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}+"
              + "@[A-Za-z0-9][A-Za-z0-9-]{0,62}+(?:\\.[A-Za-z0-9-]{1,63}+){1,8}+",
          "@");

  /** Those whose anchors have an underscore, which ordinary text has not. */
  private static final List<AnchoredPattern> WITH_UNDERSCORE =
      List.of(
          key("(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{10,}+", "k_live_", "k_test_"),
          key("gh[pousr]_[A-Za-z0-9]{20,}+", "ghp_", "gho_", "ghu_", "ghs_", "ghr_"),
          key("github_pat_[A-Za-z0-9_]{20,}+", "github_pat_"),
          key("(?:hf|gsk|npm)_[A-Za-z0-9]{30,}+", "hf_", "gsk_", "npm_"));

  private static final List<AnchoredPattern> PATTERNS =
      List.of(
          AnchoredPattern.of(
              "-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY[A-Z ]{0,10}-----[^-]*+"
                  + "(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY[A-Z ]{0,10}-----)?",
              "PRIVATE KEY"),
          key("sk-(?=[A-Za-z_-]{0,200}[0-9])[A-Za-z0-9_-]{16,}+", "sk-"),
          key("(?:AKIA|ASIA)[A-Z0-9]{16}+(?![A-Za-z0-9])", "AKIA", "ASIA"),
          key("glpat-[A-Za-z0-9_-]{16,}+", "glpat-"),
          key("xox[abeprs]-[A-Za-z0-9-]{10,}+", "xox"),
          key("AIza[A-Za-z0-9_-]{30,}+", "AIza"),
          key("(?:pplx|nvapi|xai)-[A-Za-z0-9_-]{30,}+", "pplx-", "nvapi-", "xai-"),
          key("eyJ[A-Za-z0-9_-]{5,}+\\.[A-Za-z0-9_-]{5,}+(?:\\.[A-Za-z0-9_-]*+){0,3}+", "eyJ"),
          AnchoredPattern.of("(?<=://)(?:[^\\s/?#\"'<>@]{0,1024}+@){1,8}+", "://"),
          new AnchoredPattern(
              Pattern.compile(
                  "(?<![A-Za-z])([Bb]earer|BEARER)[ \\t]{1,4}+"
                      + "(?=[A-Za-z._~+/-]{0,512}[0-9=])[A-Za-z0-9._~+/=-]{8,}+"),
              List.of("earer ", "BEARER "),
              "$1 " + Redactor.REDACTED));

  private SecretDetectors() {}

  /** All detectors of secrets. */
  static List<Redactor> all() {
    return List.of(SecretDetectors::redactSecrets);
  }

  /** The detector of e-mail addresses. */
  static Redactor emails() {
    return EMAIL::redact;
  }

  private static String redactSecrets(String text) {
    if (text.length() < LEAST_LENGTH) {
      return text;
    }
    String redacted = text.indexOf('_') < 0 ? text : redact(WITH_UNDERSCORE, text);
    redacted = redact(PATTERNS, redacted);
    return CardNumbers.redact(Assignments.redact(BasicCredentials.redact(redacted)));
  }

  private static String redact(List<AnchoredPattern> patterns, String text) {
    String redacted = text;
    for (AnchoredPattern pattern : patterns) {
      redacted = pattern.redact(redacted);
    }
    return redacted;
  }

  private static AnchoredPattern key(String regex, String... anchors) {
    return AnchoredPattern.of("(?<![A-Za-z0-9])" + regex, anchors);
  }
}

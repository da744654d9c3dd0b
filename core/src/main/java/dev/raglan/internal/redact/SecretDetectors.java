package dev.raglan.internal.redact;

import dev.raglan.internal.text.CharKinds;
import dev.raglan.spi.Redactor;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The detectors of secrets in text. */
public final class SecretDetectors {

  /** No secret is shorter, so shorter texts are not searched. */
  private static final int LEAST_LENGTH = 8;

  private static final int AT = CharKinds.of("@");

  private static final Pattern EMAIL =
      Pattern.compile(
          "(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}+"
              + "@[A-Za-z0-9][A-Za-z0-9-]{0,62}+(?:\\.[A-Za-z0-9-]{1,63}+){1,8}+");

  private static final String BEARER =
      "(?<![A-Za-z])([Bb]earer|BEARER)[ \\t]{1,4}+"
          + "(?=[A-Za-z._~+/-]{0,512}[0-9=])[A-Za-z0-9._~+/=-]{8,}+";

  private static final AnchoredPatterns WITH_UNDERSCORE =
      AnchoredPatterns.around(
          '_',
          key("k_live_", "[sr]k_live_[A-Za-z0-9]{10,}+").leadingBy(1),
          key("k_test_", "[sr]k_test_[A-Za-z0-9]{10,}+").leadingBy(1),
          key("gh", "gh[pousr]_[A-Za-z0-9]{20,}+").pivotAt(3).needing(CharKinds.of("_")),
          key("github_pat_", "github_pat_[A-Za-z0-9_]{20,}+"),
          key("hf_", "hf_[A-Za-z0-9]{30,}+"),
          key("gsk_", "gsk_[A-Za-z0-9]{30,}+"),
          key("npm_", "npm_[A-Za-z0-9]{30,}+"));

  private static final AnchoredPatterns WITH_HYPHEN =
      AnchoredPatterns.around(
          '-',
          AnchoredPattern.of(
              "-----BEGIN ",
              "-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY[A-Z ]{0,10}-----[^-]*+"
                  + "(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY[A-Z ]{0,10}-----)?"),
          key("sk-", "sk-(?=[A-Za-z_-]{0,200}[0-9])[A-Za-z0-9_-]{16,}+").needing(CharKinds.DIGIT),
          key("glpat-", "glpat-[A-Za-z0-9_-]{16,}+"),
          key("xox", "xox[abeprs]-[A-Za-z0-9-]{10,}+").pivotAt(4).needing(CharKinds.of("-")),
          key("pplx-", "pplx-[A-Za-z0-9_-]{30,}+"),
          key("nvapi-", "nvapi-[A-Za-z0-9_-]{30,}+"),
          key("xai-", "xai-[A-Za-z0-9_-]{30,}+"));

  private static final AnchoredPatterns WITH_CAPITALS =
      AnchoredPatterns.of(
          key("AKIA", "AKIA[A-Z0-9]{16}+(?![A-Za-z0-9])"),
          key("ASIA", "ASIA[A-Z0-9]{16}+(?![A-Za-z0-9])"),
          key("AIza", "AIza[A-Za-z0-9_-]{30,}+"));

  private static final AnchoredPatterns OTHERS =
      AnchoredPatterns.of(
          key("eyJ", "eyJ[A-Za-z0-9_-]{5,}+\\.[A-Za-z0-9_-]{5,}+(?:\\.[A-Za-z0-9_-]*+){0,3}+"),
          AnchoredPattern.of("://", "(?<=://)(?:[^\\s/?#\"'<>@]{0,1024}+@){1,8}+")
              .leadingBy(-3)
              .needing(AT),
          bearer("earer").leadingBy(1),
          bearer("BEARER"),
          BasicCredentials.lowerCase(),
          BasicCredentials.upperCase());

  private static final AnchoredPatterns[] PATTERNS = {
    WITH_UNDERSCORE, WITH_HYPHEN, WITH_CAPITALS, OTHERS
  };

  private SecretDetectors() {}

  /** All detectors of secrets. */
  public static InformedRedactor all() {
    return SecretDetectors::redact;
  }

  /** The detector of e-mail addresses. */
  public static InformedRedactor emails() {
    return (text, kinds) ->
        CharKinds.hasAll(kinds, AT) ? EMAIL.matcher(text).replaceAll(Redactor.REDACTED) : text;
  }

  private static String redact(String text, int kinds) {
    if (text.length() < LEAST_LENGTH) {
      return text;
    }
    String redacted = text;
    int known = kinds;
    for (AnchoredPatterns patterns : PATTERNS) {
      redacted = patterns.redact(redacted, known);
      known = AnchoredPatterns.after(text, redacted, kinds);
    }
    redacted = Assignments.redact(redacted, known);
    return CardNumbers.redact(redacted, known);
  }

  private static AnchoredPattern key(String anchor, String regex) {
    return AnchoredPattern.of(anchor, "(?<![A-Za-z0-9])" + regex);
  }

  private static AnchoredPattern bearer(String anchor) {
    return AnchoredPattern.of(anchor, BEARER)
        .needing(CharKinds.DIGIT_OR_EQUALS)
        .replacedBy(SecretDetectors::withScheme);
  }

  private static String withScheme(MatchResult match) {
    return match.group(1) + " " + Redactor.REDACTED;
  }
}

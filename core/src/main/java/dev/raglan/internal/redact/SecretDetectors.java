package dev.raglan.internal.redact;

import dev.raglan.internal.text.CharKinds;
import dev.raglan.spi.Redactor;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The detectors of secrets in text.
 *
 * <p>They look through the text as it is and, if anything in it is encoded, through the decoded
 * text too: a key behind an escape, in JSON in a string or in a URL is found as it is in plain
 * text.
 */
public final class SecretDetectors {

  /** No secret is shorter, so shorter texts are not searched. */
  private static final int LEAST_LENGTH = 6;

  /** After so many rounds nothing is left that only what stands there now makes look like more. */
  private static final int MOST_ROUNDS = 4;

  private static final int AT = CharKinds.of("@");

  private static final Pattern EMAIL =
      Pattern.compile(
          "(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}+"
              + "@[A-Za-z0-9][A-Za-z0-9-]{0,62}+(?:\\.[A-Za-z0-9-]{1,63}+){1,8}+");

  private static final String BEARER =
      "(?<![A-Za-z])(?:[Bb]earer|BEARER)[ \\t+]{1,4}+"
          + "(?=[A-Za-z._~+/-]{0,512}[0-9=])([A-Za-z0-9._~+/=-]{8,}+)";

  private static final String PEM_NAME = "[A-Z0-9 +]{0,40}PRIVATE[ +]KEY[A-Z +]{0,10}-----";

  /** A key whose end was cut off; it ends where a text in quotes does. */
  private static final String PEM_WITHOUT_END =
      "[^-\"\\\\]*+(?:(?:-(?!----)|\\\\{1,15}+[nr])[^-\"\\\\]*+){0,256}+";

  private static final String IDENTIFIED =
      "(?:IDENTIFIED|identified)(?:[ +](?:WITH|with)[ +][^\\s+]{1,64}+)?+[ +](?:BY|by)[ +](?:PASSWORD[ +])?+"
          + "\\\\{0,7}+['\"]([^'\"\\\\]{1,256}+)";

  private static final AnchoredPatterns PATTERNS =
      AnchoredPatterns.of(
          key("k_live_", "[srpw]k_live_[A-Za-z0-9]{10,}+").leadingBy(1),
          key("k_test_", "[srpw]k_test_[A-Za-z0-9]{10,}+").leadingBy(1),
          key("gh", "gh[pousr]_[A-Za-z0-9_]{20,}+").needing(CharKinds.of("_")),
          key("github_pat_", "github_pat_[A-Za-z0-9_]{20,}+"),
          key("hf_", "hf_[A-Za-z0-9]{30,}+"),
          key("gsk_", "gsk_[A-Za-z0-9]{30,}+"),
          key("npm_", "npm_[A-Za-z0-9_]{30,}+"),
          key("lsv2_", "lsv2_[a-z]{2}_[A-Za-z0-9]{16,}+(?:_[A-Za-z0-9]{6,}+)?"),
          key("ls__", "ls__[A-Za-z0-9]{20,}+"),
          key("pcsk_", "pcsk_[A-Za-z0-9_]{20,}+"),
          key("r8_", "r8_[A-Za-z0-9]{30,}+"),
          key("whsec_", "whsec_[A-Za-z0-9+/]{20,}+={0,2}+"),
          key("dckr_", "dckr_[op]at_[A-Za-z0-9_-]{20,}+"),
          key("secret_", "secret_[A-Za-z0-9]{40,}+").needing(CharKinds.DIGIT),
          key("cfk_", "cfk_[A-Za-z0-9]{40,}+"),
          key("cfut_", "cfut_[A-Za-z0-9]{40,}+"),
          key("cfat_", "cfat_[A-Za-z0-9]{40,}+"),
          key("fm1", "fm1[ar]_[A-Za-z0-9+/_,-]{40,}+={0,2}+").needing(CharKinds.of("_")),
          key("fm2_", "fm2_[A-Za-z0-9+/_,-]{40,}+={0,2}+"),
          key("fo1_", "fo1_[A-Za-z0-9_-]{30,}+"),
          key("ddapp_", "ddapp_[A-Za-z0-9]{30,}+"),
          key("ddpat_", "ddpat_[A-Za-z0-9_-]{30,}+"),
          key("dop_v1_", "dop_v1_[a-f0-9]{40,}+"),
          key("doo_v1_", "doo_v1_[a-f0-9]{40,}+"),
          key("dor_v1_", "dor_v1_[a-f0-9]{40,}+"),
          key("shpat_", "shpat_[A-Za-z0-9]{30,}+"),
          key("shpca_", "shpca_[A-Za-z0-9]{30,}+"),
          key("shppa_", "shppa_[A-Za-z0-9]{30,}+"),
          key("shpss_", "shpss_[A-Za-z0-9]{30,}+"),
          key("shptka_", "shptka_[A-Za-z0-9]{30,}+"),
          key("shprka_", "shprka_[A-Za-z0-9]{30,}+"),
          key("lin_", "lin_(?:api|oauth)_[A-Za-z0-9_]{30,}+"),
          key("ops_ey", "ops_ey[A-Za-z0-9+/]{90,}+={0,2}+"),
          key("glc_", "glc_[A-Za-z0-9+/]{30,}+={0,2}+"),
          key("vcp_", "vcp_[A-Za-z0-9]{20,}+"),
          key("vci_", "vci_[A-Za-z0-9]{20,}+"),
          key("vca_", "vca_[A-Za-z0-9]{20,}+"),
          key("vcr_", "vcr_[A-Za-z0-9]{20,}+"),
          key("vck_", "vck_[A-Za-z0-9]{20,}+"),
          key("sntrys_", "sntrys_[A-Za-z0-9+/_=-]{30,}+"),
          key("glsa_", "glsa_[A-Za-z0-9_]{30,}+"),
          key("sbp_", "sbp_[a-f0-9]{30,}+"),
          key("figd_", "figd_[A-Za-z0-9_-]{30,}+"),
          key("figo_", "figo_[A-Za-z0-9_-]{30,}+"),
          key("figu_", "figu_[A-Za-z0-9_-]{30,}+"),
          key("nfp_", "nfp_[A-Za-z0-9]{30,}+"),
          key("ntn_", "ntn_[A-Za-z0-9]{30,}+"),
          key("fw_", "fw_[A-Za-z0-9]{20,}+").needing(CharKinds.DIGIT),
          key("sk_", "sk_[a-f0-9]{48}+(?![A-Za-z0-9])").needing(CharKinds.DIGIT),
          key("rzp_live_", "rzp_live_[A-Za-z0-9]{14,}+"),
          key("sqp_", "sqp_[a-f0-9]{40}+"),
          key("squ_", "squ_[a-f0-9]{40}+"),
          key("sqa_", "sqa_[a-f0-9]{40}+"),
          key("bkua_", "bkua_[a-z0-9]{40}+"),
          key("CCIPAT_", "CCIPAT_[A-Za-z0-9_]{40,}+"),
          key("CLOJARS_", "CLOJARS_[a-z0-9]{60}+"),
          key("sgp_", "sgp_[A-Za-z0-9_]{40,}+"),
          key("tfp_", "tfp_[A-Za-z0-9._=-]{40,}+"),
          key("tgp_v1_", "tgp_v1_[A-Za-z0-9_-]{30,}+"),
          key("pnu_", "pnu_[A-Za-z0-9]{36}+"),
          key("rdme_", "rdme_[a-z0-9]{70}+"),
          key("rubygems_", "rubygems_[a-f0-9]{48}+"),
          key("sb_secret_", "sb_secret_[A-Za-z0-9_-]{20,}+"),
          key("jina_", "jina_[A-Za-z0-9_-]{40,}+"),
          key("phx_", "phx_[A-Za-z0-9]{40,}+"),
          key("duffel_", "duffel_(?:test|live)_[A-Za-z0-9_-]{40,}+"),
          key("shippo_live_", "shippo_live_[a-f0-9]{40}+"),
          key("sntryu_", "sntryu_[a-f0-9]{60,}+"),
          key("api_org_", "api_org_[A-Za-z0-9]{30,}+"),
          key("e2b_", "e2b_[a-f0-9]{40}+"),
          key("_auth", "_auth[ +]?=[ +\"\\\\]{0,4}+([A-Za-z0-9+/]{8,}+={0,2}+)")
              .hiding(1, BasicCredentials::isUserInfo),
          key("re_", "re_[A-Za-z0-9]{8}_[A-Za-z0-9]{24}(?![A-Za-z0-9])").needing(CharKinds.DIGIT),
          key("vercel_blob_rw_", "vercel_blob_rw_[A-Za-z0-9_]{30,}+"),
          key("rnd_", "rnd_[A-Za-z0-9]{28,}+").needing(CharKinds.DIGIT),
          key("rpa_", "rpa_[A-Za-z0-9]{40,}+").needing(CharKinds.DIGIT),
          key("napi_", "napi_[a-z0-9]{60,}+").needing(CharKinds.DIGIT),
          key("wandb_v1_", "wandb_v1_[A-Za-z0-9_]{40,}+"),
          key("KGAT_", "KGAT_[a-f0-9]{32}+"),
          key("aio_", "aio_[A-Za-z0-9]{28}(?![A-Za-z0-9])").needing(CharKinds.DIGIT),
          key("live_", "live_[A-Za-z0-9]{30}(?![A-Za-z0-9])")
              .hiding(0, SecretDetectors::isGenerated),
          key("pscale_", "pscale_(?:tkn|pw|oauth)_[A-Za-z0-9._-]{30,}+"),
          AnchoredPattern.of(
              "-----BEGIN",
              "-----BEGIN[ +]"
                  + PEM_NAME
                  + "(?:[^-]*+(?:-(?!----)[^-]*+){0,64}+-----END[ +]"
                  + PEM_NAME
                  + "|"
                  + PEM_WITHOUT_END
                  + ")"),
          AnchoredPattern.of(
                  "SSH2",
                  "----[ +]BEGIN[ +]SSH2[ +]ENCRYPTED[ +]PRIVATE[ +]KEY[ +]----"
                      + "[^-]*+(?:-(?!---[ +]END)[^-]*+){0,64}+")
              .leadingBy("---- BEGIN ".length()),
          AnchoredPattern.of(
                  "Private-Lines:",
                  "Private-Lines:[ +]{0,2}+[0-9]{1,3}+[\\r\\n]{1,2}+([A-Za-z0-9+/=\\r\\n]{16,}+)")
              .hiding(1, match -> true),
          key("sk-", "sk-(?=[A-Za-z_-]{0,200}[0-9])[A-Za-z0-9_-]{16,}+").needing(CharKinds.DIGIT),
          key("pk-lf-", "pk-lf-[A-Za-z0-9-]{20,}+"),
          key("glpat-", "glpat-[A-Za-z0-9_-]{16,}+"),
          key("glrt-", "glrt-[A-Za-z0-9_-]{16,}+"),
          key("gldt-", "gldt-[A-Za-z0-9_-]{16,}+"),
          key("glptt-", "glptt-[A-Za-z0-9_-]{16,}+"),
          key("glft-", "glft-[A-Za-z0-9_-]{16,}+"),
          key("glimt-", "glimt-[A-Za-z0-9_-]{16,}+"),
          key("gloas-", "gloas-[A-Za-z0-9_-]{16,}+"),
          key("glagent-", "glagent-[A-Za-z0-9_-]{16,}+"),
          key("glffct-", "glffct-[A-Za-z0-9_-]{16,}+"),
          key("glcbt-", "glcbt-[A-Za-z0-9_-]{16,}+"),
          key("glsoat-", "glsoat-[A-Za-z0-9_-]{16,}+"),
          key("xox", "xox[abeoprs](?:\\.xox[bp])?-[A-Za-z0-9-]{10,}+").needing(CharKinds.of("-")),
          key("xapp-", "xapp-[A-Za-z0-9-]{20,}+"),
          key("pplx-", "pplx-[A-Za-z0-9_-]{30,}+"),
          key("nvapi-", "nvapi-[A-Za-z0-9_-]{30,}+"),
          key("tvly-", "tvly-[A-Za-z0-9-]{16,}+"),
          key("GOCSPX-", "GOCSPX-[A-Za-z0-9_-]{20,}+"),
          key("pypi-", "pypi-[A-Za-z0-9_-]{30,}+"),
          key("NRAK-", "NRAK-[A-Z0-9]{20,}+"),
          key("NRII-", "NRII-[A-Za-z0-9_-]{32}"),
          key("NRAA-", "NRAA-[a-f0-9]{27}+"),
          key("NRJS-", "NRJS-[a-f0-9]{19}+"),
          AnchoredPattern.of("NRAL", "(?<![A-Za-z0-9])[a-z0-9]{36}NRAL(?![A-Za-z0-9])")
              .leadingBy(36)
              .needing(CharKinds.DIGIT),
          key("md-", "md-[A-Za-z0-9_-]{22}(?![A-Za-z0-9_-])")
              .needing(CharKinds.DIGIT)
              .hiding(0, SecretDetectors::isGenerated),
          key("BBDC-", "BBDC-[A-Za-z0-9+/]{40,}+={0,2}+"),
          key("PMAK-", "PMAK-[a-f0-9-]{30,}+"),
          key("HRKU-", "HRKU-[A-Za-z0-9_-]{30,}+"),
          key("sq0", "sq0(?:atp|csp)-[A-Za-z0-9_-]{20,}+").needing(CharKinds.of("-")),
          key("csk-", "csk-[A-Za-z0-9]{40,}+"),
          key("pa-", "pa-[A-Za-z0-9_-]{40,}+")
              .needing(CharKinds.DIGIT)
              .hiding(0, SecretDetectors::isGenerated),
          key("key-", "key-[0-9a-f]{32}+(?![A-Za-z0-9])").needing(CharKinds.DIGIT),
          key("fc-", "fc-[0-9a-f]{32}(?![A-Za-z0-9])").needing(CharKinds.DIGIT),
          key("ak-", "ak-[A-Za-z0-9]{22}(?![A-Za-z0-9])").hiding(0, SecretDetectors::isGenerated),
          key("as-", "as-[A-Za-z0-9]{22}(?![A-Za-z0-9])").hiding(0, SecretDetectors::isGenerated),
          key("A3-", "A3-[A-Z0-9]{6}-(?:[A-Z0-9]{6}-[A-Z0-9]{5}|[A-Z0-9]{11})(?:-[A-Z0-9]{5}){3}"),
          key("bedrock-api-key-", "bedrock-api-key-[A-Za-z0-9+/]{40,}+={0,2}+"),
          key("SB-Mid-server-", "SB-Mid-server-[A-Za-z0-9_-]{20,}+"),
          key("sha256~", "sha256~[A-Za-z0-9_-]{43}"),
          key("LLM|", "LLM\\|[0-9]{10,}+\\|[A-Za-z0-9_-]{20,}+"),
          key("AQ.A", "AQ\\.A[A-Za-z0-9_-]{40,}+").needing(CharKinds.DIGIT),
          key("pul-", "pul-[a-f0-9]{40}+"),
          key("tskey-", "tskey-[a-z]{2,12}-[A-Za-z0-9-]{20,}+"),
          key("xkeysib-", "xkeysib-[a-f0-9]{60,}+-[A-Za-z0-9]{16}+"),
          key("FLWSECK", "FLWSECK(?:_TEST)?-[A-Za-z0-9]{12,}+").needing(CharKinds.of("-")),
          key("CFPAT-", "CFPAT-[A-Za-z0-9_-]{40,}+"),
          key("fio-u-", "fio-u-[A-Za-z0-9_=-]{60,}+"),
          key("v1.0-", "v1\\.0-[a-f0-9]{24}-[a-f0-9]{100,}+").needing(CharKinds.DIGIT),
          key("access-", "access-(?:sandbox|development|production)-[a-f0-9-]{36}+"),
          AnchoredPattern.of("-us", "(?<![A-Za-z0-9])[0-9a-f]{32}-us[0-9]{1,2}+(?![A-Za-z0-9])")
              .leadingBy(32)
              .needing(CharKinds.DIGIT),
          key("xai-", "xai-[A-Za-z0-9_-]{30,}+"),
          key("AKIA", "AKIA[A-Z0-9]{16}+(?![A-Za-z0-9])"),
          key("ASIA", "ASIA[A-Z0-9]{16}+(?![A-Za-z0-9])"),
          key("ABIA", "ABIA[A-Z0-9]{16}+(?![A-Za-z0-9])"),
          key("ABSK", "ABSK[A-Za-z0-9+/]{100,}+={0,2}+"),
          key("LTAI", "LTAI[A-Za-z0-9]{16,26}(?![A-Za-z0-9])").needing(CharKinds.DIGIT),
          key("AKID", "AKID[A-Za-z0-9]{32}(?![A-Za-z0-9])").needing(CharKinds.DIGIT),
          key("BSA", "BSA[A-Za-z0-9_-]{24,28}(?![A-Za-z0-9_-])")
              .hiding(0, SecretDetectors::isGenerated),
          key("AIza", "AIza[A-Za-z0-9_-]{30,}+"),
          key("ATATT3x", "ATATT3x[A-Za-z0-9_=-]{30,}+"),
          key("ATCTT3x", "ATCTT3x[A-Za-z0-9_=-]{30,}+"),
          key("ATBB", "ATBB[A-Za-z0-9]{28,}+"),
          key("AKCp", "AKCp[A-Za-z0-9]{60,}+"),
          key("SK", "SK[0-9a-f]{32}+(?![A-Za-z0-9])").needing(CharKinds.DIGIT),
          key("EAAl", "EAAl[A-Za-z0-9_-]{56,}+").needing(CharKinds.DIGIT),
          key("AQE", "(?<![+/])AQE[A-Za-z0-9+/]{60,}+={0,2}+-[A-Za-z0-9+/=-]{20,}+")
              .needing(CharKinds.DIGIT),
          key("EAAA", "EAAA[A-Za-z0-9_-]{56,}+").needing(CharKinds.DIGIT),
          key("EAA", "EAA[A-Za-z0-9]{80,}+").needing(CharKinds.DIGIT),
          key("AAAA", "AAAA[A-Za-z0-9_-]{7}:[A-Za-z0-9_-]{120,}+"),
          AnchoredPattern.of("JQQJ99", "(?<![A-Za-z0-9])[A-Za-z0-9]{52}JQQJ99[A-Za-z0-9]{20,}+")
              .leadingBy(52),
          AnchoredPattern.of(
                  "Q~", "(?<![A-Za-z0-9])[A-Za-z0-9_~.-]{3}[78]Q~[A-Za-z0-9_~.-]{31,34}+")
              .leadingBy(4)
              .needing(CharKinds.DIGIT),
          key("AAAAAAAAAAAAAAAAAAA", "A{19,24}[A-Za-z0-9%]{60,}+").needing(CharKinds.DIGIT),
          AnchoredPattern.of("SSWS ", "SSWS ([A-Za-z0-9_-]{20,}+)").hiding(1, match -> true),
          AnchoredPattern.of("IncomingWebhook/", "IncomingWebhook/([A-Za-z0-9/_-]{20,}+)")
              .hiding(1, match -> true)
              .needing(CharKinds.DIGIT),
          key(
              "eyJ",
              "(?<!eyJ[A-Za-z0-9_-]{0,60})eyJ[A-Za-z0-9_-]{5,2048}+\\.[A-Za-z0-9_-]{5,}+(?:\\.[A-Za-z0-9_-]*+){0,3}+"),
          key("eyJrIjoi", "eyJrIjoi[A-Za-z0-9+/]{60,}+={0,2}+"),
          key("mfa.", "mfa\\.[A-Za-z0-9_-]{80,}+").needing(CharKinds.DIGIT),
          botOfDiscord("MT"),
          botOfDiscord("Mj"),
          botOfDiscord("Mz"),
          botOfDiscord("ND"),
          botOfDiscord("NT"),
          botOfDiscord("Nj"),
          botOfDiscord("Nz"),
          botOfDiscord("OD"),
          botOfDiscord("OT"),
          key("ya29.", "ya29\\.[A-Za-z0-9_-]{20,}+").needing(CharKinds.DIGIT),
          key("oy2", "oy2[a-z0-9]{43}+(?![A-Za-z0-9])").needing(CharKinds.DIGIT),
          key("pat", "pat[A-Za-z0-9]{14}\\.[a-f0-9]{64}+").needing(CharKinds.DIGIT),
          key("sl.", "sl\\.[A-Za-z0-9_-]{100,}+").needing(CharKinds.DIGIT),
          key("dt0", "dt0[a-z]01\\.[A-Z0-9]{24}\\.[A-Z0-9]{64}+").needing(CharKinds.DIGIT),
          key("dp.", "dp\\.(?:pt|st|ct|sa|scim|audit)\\.[A-Za-z0-9._-]{40,}+"),
          key("1//0", "1//0[A-Za-z0-9_-]{40,}+").needing(CharKinds.DIGIT),
          key("4/0A", "4/0A[A-Za-z0-9_-]{30,}+").needing(CharKinds.DIGIT),
          AnchoredPattern.of(
                  ".atlasv1.", "(?<![A-Za-z0-9])[A-Za-z0-9]{14}\\.atlasv1\\.[A-Za-z0-9_-]{40,}+")
              .leadingBy(14),
          hash("$2", "[aby]\\$[0-9]{2}\\$[./A-Za-z0-9]{50,}+"),
          hash("$apr1", "\\$[./A-Za-z0-9]{1,16}+\\$[./A-Za-z0-9]{20,}+"),
          hash("$6", "\\$(?:rounds=[0-9]+\\$)?[./A-Za-z0-9]{1,16}+\\$[./A-Za-z0-9]{40,}+"),
          hash("$5", "\\$(?:rounds=[0-9]+\\$)?[./A-Za-z0-9]{1,16}+\\$[./A-Za-z0-9]{40,}+"),
          hash("$y", "\\$[./A-Za-z0-9]{1,8}+\\$[./A-Za-z0-9]{1,64}+\\$[./A-Za-z0-9]{40,}+"),
          hash("$argon2", "(?:id|i|d)\\$v=[0-9]+\\$[a-z0-9=,]{1,64}+\\$[A-Za-z0-9+/$]{30,}+"),
          login(),
          AnchoredPattern.of(
                  "auth",
                  "(?<![A-Za-z])auth[\"'\\\\]{1,4}+[ +]?:["
                      + " +]?[\"'\\\\]{1,4}+([A-Za-z0-9+/]{8,}+={0,2}+)")
              .needing(CharKinds.of(":"))
              .hiding(1, BasicCredentials::isUserInfo),
          passwordFile(":54", ":54[0-9]{2}:"),
          passwordFile(":6432:", ":6432:"),
          passwordFile(":*:", ":(?:\\*|[0-9]{2,5}):"),
          AnchoredPattern.of("AC", "(?<![A-Za-z0-9])AC[0-9a-f]{32}:([0-9a-f]{32})(?![A-Za-z0-9])")
              .needing(CharKinds.DIGIT)
              .hiding(1, match -> true),
          AnchoredPattern.of(
                  "content=",
                  "(?<=(?:csrf|xsrf)-?(?:token)?[\"']{0,1}"
                      + " )content=[\"']{0,1}+([^\"'\\s>]{8,256}+)")
              .hiding(1, match -> true),
          AnchoredPattern.of(
                  "form-data; name=",
                  "form-data; name=\"?([\\w.-]{1,64}+)\"?(?:\\r"
                      + "?\\n"
                      + "[^\\r"
                      + "\\n"
                      + "]{1,128}+){0,4}+\\r"
                      + "?\\n"
                      + "\\r"
                      + "?\\n"
                      + "([^\\r"
                      + "\\n"
                      + "\"]{1,4096}+)")
              .hiding(2, SecretDetectors::isNamedSecret),
          key("SG.", "SG\\.[A-Za-z0-9_-]{16,}+\\.[A-Za-z0-9_-]{16,}+"),
          key("hvs.", "hvs\\.[A-Za-z0-9_-]{20,}+"),
          key("hvr.", "hvr\\.[A-Za-z0-9_-]{20,}+"),
          key("hvb.", "hvb\\.[A-Za-z0-9_-]{20,}+"),
          key("dapi", "dapi[a-f0-9]{32}(?:-[0-9])?(?![A-Za-z0-9])").needing(CharKinds.DIGIT),
          AnchoredPattern.of(":AA", "(?<=[0-9]{8,10}):AA[A-Za-z0-9_-]{33}(?![A-Za-z0-9_-])")
              .needing(CharKinds.DIGIT),
          AnchoredPattern.of(
                  "hooks.slack.com/",
                  "hooks\\.slack\\.com/(?:services|workflows)/([A-Za-z0-9/_-]+)")
              .hiding(1, match -> true),
          AnchoredPattern.of(
                  "hooks.zapier.com/", "hooks\\.zapier\\.com/hooks/catch/([A-Za-z0-9/]+)")
              .hiding(1, match -> true),
          AnchoredPattern.of("IDENTIFIED", IDENTIFIED).hiding(1, match -> true),
          AnchoredPattern.of("by '", IDENTIFIED).leadingBy(11).hiding(1, match -> true),
          AnchoredPattern.of("by \"", IDENTIFIED).leadingBy(11).hiding(1, match -> true),
          AnchoredPattern.of("by+'", IDENTIFIED).leadingBy(11).hiding(1, match -> true),
          AnchoredPattern.of("by+\"", IDENTIFIED).leadingBy(11).hiding(1, match -> true),
          inProse("sword", 3, "[Pp]as"),
          inProse("SWORD", 3, "PAS"),
          inProse("swort", 3, "[Pp]as"),
          inProse("swd", 3, "[Pp]as"),
          inProse("sphrase", 3, "[Pp]as"),
          inProse("scode", 3, "[Pp]as"),
          inProse("nnwort", 2, "[Kk]e"),
          inProse("twoord", 4, "[Ww]ach"),
          inProse("nha", 2, "[Ss]e"),
          inProse("sse", 9, "[Mm]ot[ +]de[ +]pa"),
          inProse("PI key", 1, "A"),
          inProse("PI Key", 1, "A"),
          inProse("PI+key", 1, "A"),
          inProse("PI_KEY", 1, "A"),
          AnchoredPattern.of(
                  "PASSWORD",
                  "PASSWORD[ +]FOR[ +][^\\s=+]{1,128}+[ +]?=[ +]?(?:PASSWORD\\()?"
                      + "\\\\{0,7}+['\"]([^'\"\\\\]{1,256}+)")
              .hiding(1, match -> true),
          AnchoredPattern.of("/api/webhooks/", "/api/webhooks/([0-9]{8,}+/[A-Za-z0-9_-]{20,}+)")
              .hiding(1, match -> true),
          AnchoredPattern.of("://", "(?<=://)(?:[^\\s/?#\"'<>@]{0,1024}+@){1,8}+")
              .leadingBy(-3)
              .needing(AT),
          signature("ig=", "(?<=(?<![A-Za-z])[Ss])ig=([A-Za-z0-9%+/_=-]{20,}+)"),
          signature("ignature=", "(?<=[Ss])ignature=([A-Fa-f0-9]{32,}+)"),
          signature("ignature=", "(?<=[?&][Ss])ignature=([A-Za-z0-9%+/_~=-]{20,}+)"),
          AnchoredPattern.of(
                  "SSN",
                  "(?<![A-Za-z])SSN[ :#]{1,3}+([0-9]{3}([ -]?+)[0-9]{2}\\2[0-9]{4})(?![0-9])")
              .needing(CharKinds.DIGIT)
              .hiding(1, match -> true),
          AnchoredPattern.of("key provided: ", "key provided: ([^\\s\"']{8,256}+)")
              .hiding(1, match -> true),
          parameter("key="),
          parameter("code="),
          parameter("auth="),
          AnchoredPattern.of("AGE-SECRET-KEY-", "AGE-SECRET-KEY-(?:PQ-)?1[A-Z0-9]{40,}+"),
          AnchoredPattern.of(
                  "jdbc:oracle:",
                  "jdbc:oracle:[a-z0-9]{1,16}:[^\\s/:@\"']{1,128}/([^\\s@\"']{1,256}+)@")
              .hiding(1, match -> true),
          AnchoredPattern.of(
                  "://",
                  "://[^\\s/?#\"'<>@:]{0,256}+:(?![0-9]{1,5}+[/?#])([^\\s?#\"'<>@:]{1,256}+)@")
              .needing(AT)
              .hiding(1, match -> true),
          bearer("bearer"),
          bearer("Bearer"),
          bearer("BEARER"),
          BasicCredentials.lowerCase(),
          BasicCredentials.upperCase());

  private SecretDetectors() {}

  /** Returns all detectors of secrets. */
  public static InformedRedactor all() {
    return SecretDetectors::redact;
  }

  /** Returns the detector of e-mail addresses. */
  public static InformedRedactor emails() {
    return (text, kinds) ->
        CharKinds.hasAll(kinds, AT) ? EMAIL.matcher(text).replaceAll(Redactor.REDACTED) : text;
  }

  private static String redact(String text, int kinds) {
    String redacted = redactOnce(text, kinds);
    for (int i = 1; i < MOST_ROUNDS && redacted != null; i++) {
      String again = redactOnce(redacted, CharKinds.of(redacted));
      if (again == null || again.equals(redacted)) {
        return redacted;
      }
      redacted = again;
    }
    return redacted == null ? text : redacted;
  }

  /** Returns the text without the secrets in it; null if there are none. */
  private static @Nullable String redactOnce(String text, int kinds) {
    if (text.length() < LEAST_LENGTH) {
      return null;
    }
    HiddenRanges hidden = new HiddenRanges();
    find(new SearchedText(text, kinds, null, hidden));
    if (CharKinds.hasAll(kinds, CharKinds.ENCODED)) {
      Decoding decoding = Decoding.of(text);
      if (decoding != null) {
        String decoded = decoding.text();
        find(new SearchedText(decoded, CharKinds.of(decoded), decoding, hidden));
      }
    }
    return hidden.isEmpty() ? null : hidden.replacedIn(text);
  }

  /** Hides every secret in the text. */
  static void find(SearchedText searched) {
    PATTERNS.find(searched);
    Assignments.find(searched);
    CommandLines.find(searched);
    SecretContainers.find(searched);
    TableColumns.find(searched);
    CardNumbers.find(searched);
    BankAccounts.find(searched);
  }

  /**
   * A token of Discord: its bot's number, a time and a signature. The number is written in base64,
   * so that the first two letters are among few.
   */
  private static AnchoredPattern botOfDiscord(String anchor) {
    return key(anchor, anchor + "[A-Za-z0-9_-]{20,26}\\.[A-Za-z0-9_-]{6}\\.[A-Za-z0-9_-]{27,40}+")
        .needing(CharKinds.DIGIT);
  }

  private static AnchoredPattern key(String anchor, String regex) {
    return AnchoredPattern.of(anchor, "(?<![A-Za-z0-9])" + regex);
  }

  /** A hash of a password, as files of users have it. */
  private static AnchoredPattern hash(String anchor, String regex) {
    return AnchoredPattern.of(anchor, "\\" + anchor + regex);
  }

  /** A password behind its name, with no sign between the two: "the password x". */
  private static AnchoredPattern inProse(String anchor, int lead, String before) {
    return AnchoredPattern.of(
            anchor,
            before
                + anchor.replace("+", "\\+")
                + "[ +](?:(?:is|was|ist|war|lautet|es|est)[ +])?+"
                + "\\\\{0,7}+[\"'`]?+([^\\s\"'`,;&|)\\]}<>\\\\+\u001b]{8,256}+)")
        .leadingBy(lead)
        .needing(CharKinds.DIGIT)
        .hiding(1, SecretDetectors::isPassword);
  }

  /** A line of {@code .netrc}. */
  private static AnchoredPattern login() {
    return AnchoredPattern.of(
            "login",
            "(?<=(?:machine[\\s+]{1,8}[^\\s+]{1,128}|default)[\\s+]{1,16})"
                + "login[\\s+]{1,16}+[^\\s+]{1,128}+[\\s+]{1,16}+password[\\s+]{1,16}+"
                + "([^\\s\"'\\\\]{1,256}+)")
        .hiding(1, match -> true);
  }

  /** A line of {@code .pgpass}. */
  private static AnchoredPattern passwordFile(String anchor, String port) {
    return AnchoredPattern.of(
            anchor,
            "(?<=(?:^|[\\s\"'])[^\\s:\"']{1,64})"
                + port
                + "[^\\s:]{1,64}+:[^\\s:]{1,64}+:([^\\s:\"'\\\\]{1,256}+)(?![^\\s\"'\\\\])")
        .hiding(1, match -> true);
  }

  private static boolean isNamedSecret(MatchResult match) {
    return NameEndings.STANDARD.end(match.group(1), 0, match.group(1).length());
  }

  private static boolean isPassword(MatchResult match) {
    String value = match.group(1);
    boolean encoded = match.group().indexOf('+') >= 0 && value.indexOf('%') >= 0;
    return !encoded && new AssignedValue(0, value.length(), false).isPassword(value);
  }

  private static boolean isGenerated(MatchResult match) {
    return AssignedValue.looksGenerated(match.group(), 0, match.group().length());
  }

  private static AnchoredPattern bearer(String anchor) {
    return AnchoredPattern.of(anchor, BEARER)
        .needing(CharKinds.DIGIT_OR_EQUALS)
        .hiding(1, match -> true);
  }

  /** A parameter of a URL, whose name says less than its value. */
  private static AnchoredPattern parameter(String anchor) {
    return AnchoredPattern.of(anchor, "(?<=[?&])" + anchor + "([A-Za-z0-9_.~/-]{16,512}+)")
        .needing(CharKinds.DIGIT)
        .hiding(1, SecretDetectors::looksGenerated);
  }

  private static boolean looksGenerated(MatchResult match) {
    String value = match.group(1);
    return value.indexOf('/', 2) < 0 && AssignedValue.looksGenerated(value, 0, value.length());
  }

  private static AnchoredPattern signature(String anchor, String regex) {
    return AnchoredPattern.of(anchor, regex).hiding(1, match -> true);
  }
}

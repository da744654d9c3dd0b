package dev.raglan.internal.redact;

import dev.raglan.internal.text.CharKinds;
import dev.raglan.spi.Redactor;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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

  /** No secret of letters and digits alone is as short, unless its name stands before it. */
  private static final int LONGEST_WORD = 12;

  /** After so many rounds nothing is left that only what stands there now makes look like more. */
  private static final int MOST_ROUNDS = 4;

  private static final int AT = CharKinds.of("@");

  /** Kinds of which some characters are decoded. */
  private static final int DECODED = CharKinds.ENCODED | CharKinds.of("\u200b");

  private static final Pattern EMAIL =
      Pattern.compile(
          "(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}+"
              + "@[A-Za-z0-9][A-Za-z0-9-]{0,62}+(?:\\.[A-Za-z0-9-]{1,63}+){1,8}+");

  /** A token that is no sentence: its first word, which a plus sign ends in a URL, has a digit. */
  private static final String BEARER =
      "(?<![A-Za-z])(?:[Bb]earer|BEARER)(?:[ \\t]{1,4}+(?=[A-Za-z._~+/-]{0,512}+[0-9=])"
          + "|[ \\t+]{1,4}+(?=[A-Za-z._~/-]{0,512}+[0-9=]))([A-Za-z0-9._~+/=-]{8,}+)";

  /**
   * "Basic" and a token that decodes to {@code user:password}. It ends before the next such word,
   * so that no character is looked at for both.
   */
  private static final String BASIC =
      "(?<![A-Za-z])(?:[Bb]asic|BASIC)[ \\t+]{1,4}+"
          + "((?:[A-Za-z]|[0-9+/_-](?!(?:[Bb]asic|BASIC)\\+)){6,}+={0,2}+)";

  private static final String PEM_KEY = "PRIVATE KEY-----";
  private static final String PEM_END = "-----END";
  private static final int LONGEST_KEY = 8_192;

  /** The fewest characters of a line that is hidden. */
  private static final int LEAST_LINE = 20;

  /** The fewest of a line if the end of the key is missing; most lines have 64. */
  private static final int LEAST_OF_CUT_KEY = 60;

  private static final int LONGEST_PEM_NAME = 48;

  private static final String PEM_NAME = "[A-Z0-9 +]{0,40}PRIVATE[ +]KEY[A-Z +]{0,10}-----";

  /** A key whose end was cut off; it ends where a text in quotes does. */
  private static final String PEM_WITHOUT_END =
      "[^-\"\\\\]*+(?:(?:-(?!----)|\\\\{1,15}+[nr])[^-\"\\\\]*+){0,256}+";

  private static final String IDENTIFIED =
      "(?:IDENTIFIED|identified)(?:[ +](?:WITH|with)[ +][^\\s+]{1,64}+)?+[ +](?:BY|by)[ +](?:PASSWORD[ +])?+"
          + "\\\\{0,7}+['\"]([^'\"\\\\]{1,256}+)";

  /** The word that a password is where no sign says where it ends. */
  private static final String WORD = "([^\\s\"'`,;&|)\\]}<>\\\\+\u001b]{8,256}+)";

  /** Words that are in no seed phrase and in most sentences. */
  private static final Set<String> WORDS_OF_PROSE =
      Set.of("the", "and", "for", "with", "from", "was", "are", "has", "not");

  // One object for all patterns: a method reference of each would be a class of its own.
  private static final Predicate<MatchResult> GENERATED = SecretDetectors::isGenerated;
  private static final Predicate<MatchResult> USER_INFO = SecretDetectors::isUserInfo;
  private static final Predicate<MatchResult> PASSWORD = SecretDetectors::isPassword;
  private static final Predicate<MatchResult> NAMED_SECRET = SecretDetectors::isNamedSecret;
  private static final Predicate<MatchResult> WITH_DIGIT = SecretDetectors::hasDigit;

  static final AnchoredPatterns PATTERNS =
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
          key("shpua_", "shpua_[A-Za-z0-9]{30,}+"),
          key("shpit_", "shpit_[A-Za-z0-9]{30,}+"),
          key("lin_", "lin_(?:api|oauth|wh)_[A-Za-z0-9_]{30,}+"),
          key("ops_ey", "ops_ey[A-Za-z0-9+/]{90,}+={0,2}+"),
          key("glc_", "glc_[A-Za-z0-9+/]{30,}+={0,2}+"),
          key("vcp_", "vcp_[A-Za-z0-9]{20,}+"),
          key("vci_", "vci_[A-Za-z0-9]{20,}+"),
          key("vca_", "vca_[A-Za-z0-9]{20,}+"),
          key("vcr_", "vcr_[A-Za-z0-9]{20,}+"),
          key("vck_", "vck_[A-Za-z0-9]{20,}+"),
          key("sntrys_", "sntrys_[A-Za-z0-9+/_=-]{30,}+"),
          key("glsa_", "glsa_[A-Za-z0-9_]{30,}+"),
          key("sbp_", "sbp_(?:[a-z0-9]{2,8}_)?+[a-f0-9]{30,}+"),
          key("figd_", "figd_[A-Za-z0-9_-]{30,}+"),
          key("figo_", "figo_[A-Za-z0-9_-]{30,}+"),
          key("figu_", "figu_[A-Za-z0-9_-]{30,}+"),
          key("nfp_", "nfp_[A-Za-z0-9]{30,}+"),
          key("nfc_", "nfc_[A-Za-z0-9]{30,}+"),
          key("nfo_", "nfo_[A-Za-z0-9]{30,}+"),
          key("nfu_", "nfu_[A-Za-z0-9]{30,}+"),
          key("nfb_", "nfb_[A-Za-z0-9]{30,}+"),
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
          key("phs_", "phs_[A-Za-z0-9]{40,}+"),
          key("pha_", "pha_[A-Za-z0-9]{40,}+"),
          key("phr_", "phr_[A-Za-z0-9]{40,}+"),
          key("duffel_", "duffel_(?:test|live)_[A-Za-z0-9_-]{40,}+"),
          key("shippo_live_", "shippo_live_[a-f0-9]{40}+"),
          key("sntryu_", "sntryu_[a-f0-9]{60,}+"),
          key("api_org_", "api_org_[A-Za-z0-9]{30,}+"),
          key("e2b_", "e2b_[a-f0-9]{40}+"),
          key("_auth", "_auth[ +]?=[ +\"\\\\]{0,4}+([A-Za-z0-9+/]{8,}+={0,2}+)")
              .hiding(1, USER_INFO),
          key("re_", "re_[A-Za-z0-9]{8}_[A-Za-z0-9]{24}(?![A-Za-z0-9])").needing(CharKinds.DIGIT),
          key("vercel_blob_rw_", "vercel_blob_rw_[A-Za-z0-9_]{30,}+"),
          key("rnd_", "rnd_[A-Za-z0-9]{28,}+").needing(CharKinds.DIGIT),
          key("rpa_", "rpa_[A-Za-z0-9]{40,}+").needing(CharKinds.DIGIT),
          key("napi_", "napi_[a-z0-9]{60,}+").needing(CharKinds.DIGIT),
          key("wandb_v1_", "wandb_v1_[A-Za-z0-9_]{40,}+"),
          key("KGAT_", "KGAT_[a-f0-9]{32}+"),
          key("aio_", "aio_[A-Za-z0-9]{28}(?![A-Za-z0-9])").needing(CharKinds.DIGIT),
          key("live_", "live_[A-Za-z0-9]{30}(?![A-Za-z0-9])").hiding(0, GENERATED),
          key("pscale_", "pscale_(?:tkn|pw|oauth)_[A-Za-z0-9._-]{30,}+"),
          key("pat-", "pat-(?:na|eu|ap)[0-9]-[0-9a-f-]{36}"),
          key("hcaik_", "hcaik_[A-Za-z0-9]{20,}+"),
          key("hcxik_", "hcxik_[A-Za-z0-9]{20,}+"),
          key("xaat-", "xaat-[0-9a-f-]{36}"),
          key("xapt-", "xapt-[0-9a-f-]{36}"),
          key("llx-", "llx-[A-Za-z0-9]{40,}+").needing(CharKinds.DIGIT),
          key("sdk-", "sdk-[0-9a-f]{8}-[0-9a-f-]{27}").needing(CharKinds.DIGIT),
          key("mob-", "mob-[0-9a-f]{8}-[0-9a-f-]{27}").needing(CharKinds.DIGIT),
          key("apify_api_", "apify_api_[A-Za-z0-9]{30,}+"),
          key("bb_live_", "bb_live_[A-Za-z0-9_-]{20,}+"),
          key("os_v2_", "os_v2_(?:app|org)_[a-z0-9]{80,}+"),
          key("bce-v3/", "bce-v3/ALTAK-[A-Za-z0-9]{16,64}+/[a-f0-9]{32,}+"),
          key("A21AA", "A21AA[A-Za-z0-9_-]{80,}+"),
          key(
              "access_token$",
              "access_token\\$(?:production|sandbox)\\$[a-z0-9]{16}\\$[a-f0-9]{32}"),
          key("EZAK", "EZAK[A-Za-z0-9]{54}").needing(CharKinds.DIGIT),
          key("EZTK", "EZTK[A-Za-z0-9]{54}").needing(CharKinds.DIGIT),
          key("dbtc_", "dbtc_[A-Za-z0-9_-]{20,}+").needing(CharKinds.DIGIT),
          key("dbtu_", "dbtu_[A-Za-z0-9_-]{20,}+").needing(CharKinds.DIGIT),
          key("mdb_sa_sk_", "mdb_sa_sk_[A-Za-z0-9_-]{30,}+"),
          key("CCDB1_", "CCDB1_[A-Za-z0-9]{22}_[A-Za-z0-9]{40}"),
          key("st.", "st\\.[0-9a-f]{8}-[0-9a-f-]{27}\\.[a-f0-9]{32}\\.[a-f0-9]{32}")
              .needing(CharKinds.DIGIT),
          key("cio", "cio[A-Za-z0-9]{32}(?![A-Za-z0-9])")
              .needing(CharKinds.DIGIT)
              .hiding(0, GENERATED),
          key("cmVmdGtu", "cmVmdGtu[A-Za-z0-9+/=]{40,}+").needing(CharKinds.DIGIT),
          key("dnkey-", "dnkey-[a-z0-9=_-]{26}-[a-z0-9=_-]{52}"),
          key("lip_", "lip_[A-Za-z0-9]{20}(?![A-Za-z0-9])")
              .needing(CharKinds.DIGIT)
              .hiding(0, GENERATED),
          key("AQVN", "AQVN[A-Za-z0-9_-]{35,38}(?![A-Za-z0-9_-])")
              .needing(CharKinds.DIGIT)
              .hiding(0, GENERATED),
          key("y0_", "y0_[A-Za-z0-9_-]{50,}+").needing(CharKinds.DIGIT),
          key("t1.", "t1\\.[A-Za-z0-9_-]{20,512}+={0,2}+\\.[A-Za-z0-9_-]{86}={0,2}+")
              .needing(CharKinds.DIGIT),
          key("pat.", "pat\\.[A-Za-z0-9_-]{22}\\.[0-9a-f]{24}\\.[A-Za-z0-9]{20}")
              .needing(CharKinds.DIGIT),
          key("API-", "API-[A-Z0-9]{26,32}(?![A-Za-z0-9])")
              .needing(CharKinds.DIGIT)
              .hiding(0, GENERATED),
          key("tpuf_", "tpuf_[A-Za-z0-9]{30,}+"),
          key("ck-", "ck-[A-Za-z0-9]{40,}+").needing(CharKinds.DIGIT).hiding(0, GENERATED),
          key("m0-", "m0-[A-Za-z0-9]{40}(?![A-Za-z0-9])")
              .needing(CharKinds.DIGIT)
              .hiding(0, GENERATED),
          key("key_", "key_[a-f0-9]{128}").needing(CharKinds.DIGIT),
          key("pk_", "pk_[0-9]{5,9}+_[A-Z0-9]{32}").needing(CharKinds.DIGIT),
          key("cal_live_", "cal_live_[a-f0-9]{32}"),
          key("ATTA", "ATTA[a-f0-9]{64}[A-F0-9]{8}").needing(CharKinds.DIGIT),
          paseto(".local", "[vk][1-4]\\.local(?:-pw|-wrap)?+"),
          paseto(".public.", "v[1-4]\\.public"),
          paseto(".secret", "k[1-4]\\.secret(?:-pw|-wrap)?+"),
          key("ory_", "ory_[a-z]{2}_[A-Za-z0-9_.-]{20,}+").needing(CharKinds.DIGIT),
          key("kpat_", "kpat_[A-Za-z0-9]{30,}+"),
          key("spat_", "spat_[A-Za-z0-9]{30,}+"),
          key("sess-", "sess-[A-Za-z0-9]{40}(?![A-Za-z0-9])")
              .needing(CharKinds.DIGIT)
              .hiding(0, GENERATED),
          key("s.", "s\\.[A-Za-z0-9]{24}(?![A-Za-z0-9])")
              .needing(CharKinds.DIGIT)
              .hiding(0, GENERATED),
          key("RGAPI-", "RGAPI-[0-9a-f-]{36}"),
          key("snyk_", "snyk_[a-z]{3}\\.[a-f0-9]{8}\\.[A-Za-z0-9_.-]{20,}+")
              .needing(CharKinds.DIGIT),
          key("pdl_", "pdl_(?:live|sdbx)_apikey_[A-Za-z0-9_]{20,}+"),
          key("ctx7sk-", "ctx7sk-[0-9a-f-]{36}"),
          key("GR1348941", "GR1348941[A-Za-z0-9_-]{20}"),
          key("amzn.mws.", "amzn\\.mws\\.[0-9a-f-]{36}").needing(CharKinds.DIGIT),
          key("IGQV", "IGQV[A-Za-z0-9_-]{80,}+").needing(CharKinds.DIGIT),
          key("FPSX", "FPSX[a-f0-9]{32}").needing(CharKinds.DIGIT),
          AnchoredPattern.of(
              "-----BEGIN",
              "-----BEGIN[ +]"
                  + PEM_NAME
                  + "(?:[^-\"]*+(?:-(?!----)[^-\"]*+){0,64}+-----END[ +]"
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
              .hiding(1),
          key("sk-", "sk-(?=[A-Za-z_-]{0,128}+[0-9])[A-Za-z0-9_-]{16,}+").needing(CharKinds.DIGIT),
          key("pk-lf-", "pk-lf-[A-Za-z0-9-]{20,}+"),
          gitLab("glpat-"),
          gitLab("glrt-"),
          gitLab("glrtr-"),
          gitLab("gldt-"),
          gitLab("glptt-"),
          gitLab("glft-"),
          gitLab("glimt-"),
          gitLab("gloas-"),
          gitLab("glagent-"),
          gitLab("glffct-"),
          gitLab("glcbt-"),
          gitLab("glsoat-"),
          key("xox", "xox[abceoprs](?:\\.xox[bp])?-[A-Za-z0-9-]{10,}+").needing(CharKinds.of("-")),
          key("xoxd-", "xoxd-[A-Za-z0-9%+/_-]{20,}+={0,2}+").hiding(0, GENERATED),
          key("xwfp-", "xwfp-[A-Za-z0-9-]{20,}+"),
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
              .hiding(0, GENERATED),
          key("BBDC-", "BBDC-[A-Za-z0-9+/]{40,}+={0,2}+"),
          key("PMAK-", "PMAK-[a-f0-9-]{30,}+"),
          key("HRKU-", "HRKU-[A-Za-z0-9_-]{30,}+"),
          key("sq0", "sq0(?:atp|csp)-[A-Za-z0-9_-]{20,}+").needing(CharKinds.of("-")),
          key("csk-", "csk-[A-Za-z0-9]{40,}+"),
          key("pa-", "pa-[A-Za-z0-9_-]{40,}+").needing(CharKinds.DIGIT).hiding(0, GENERATED),
          key("key-", "key-[0-9a-f]{32}+(?![A-Za-z0-9])").needing(CharKinds.DIGIT),
          key("fc-", "fc-[0-9a-f]{32}(?![A-Za-z0-9])").needing(CharKinds.DIGIT),
          key("ak-", "ak-[A-Za-z0-9]{22}(?![A-Za-z0-9])").hiding(0, GENERATED),
          key("ak-", "ak-[0-9a-f]{8}-[0-9a-f-]{27}-[A-Za-z0-9_-]{16,}+").needing(CharKinds.DIGIT),
          key("as-", "as-[A-Za-z0-9]{22}(?![A-Za-z0-9])").hiding(0, GENERATED),
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
          key("IQoJb3JpZ2lu", "IQoJb3JpZ2lu[A-Za-z0-9+/]{60,}+={0,2}+"),
          key("FwoGZXIvYXdz", "FwoGZXIvYXdz[A-Za-z0-9+/]{60,}+={0,2}+"),
          key("ABSK", "ABSK[A-Za-z0-9+/]{100,}+={0,2}+"),
          key("LTAI", "LTAI[A-Za-z0-9]{16,26}(?![A-Za-z0-9])").needing(CharKinds.DIGIT),
          key("AKID", "AKID[A-Za-z0-9]{32}(?![A-Za-z0-9])").needing(CharKinds.DIGIT),
          key("BSA", "BSA[A-Za-z0-9_-]{24,28}(?![A-Za-z0-9_-])").hiding(0, GENERATED),
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
          AnchoredPattern.of("SSWS ", "SSWS ([A-Za-z0-9_-]{20,}+)").hiding(1),
          AnchoredPattern.of("IncomingWebhook/", "IncomingWebhook/([A-Za-z0-9/_-]{20,}+)")
              .hiding(1)
              .needing(CharKinds.DIGIT),
          key(
              "eyJ",
              "(?<!eyJ[A-Za-z0-9_-]{0,60})eyJ[A-Za-z0-9_-]{5,2048}+\\."
                  + "(?:[A-Za-z0-9_-]{5,}+(?:\\.[A-Za-z0-9_-]*+){0,3}+"
                  + "|(?:\\.[A-Za-z0-9_-]{8,}+){1,3}+)"),
          key("Fe26.2*", "Fe26\\.2\\*[A-Za-z0-9_*-]{60,}+"),
          key("gAAAAA", "gAAAAA[A-Za-z0-9_-]{70,}+={0,2}+").needing(CharKinds.DIGIT),
          key("cpk_", "cpk_[a-f0-9]{32}\\.[a-f0-9]{32}\\.[A-Za-z0-9]{30,}+")
              .needing(CharKinds.DIGIT),
          key("crsr_", "crsr_[a-f0-9]{64}").needing(CharKinds.DIGIT),
          key("luma-", "luma-[0-9a-f]{8}-[0-9a-f-]{27}(?:-[0-9a-f-]{36})?+")
              .needing(CharKinds.DIGIT),
          key("pat_", "pat_[A-Za-z0-9]{56,}+").hiding(0, GENERATED),
          key("sat_", "sat_[A-Za-z0-9]{56,}+").hiding(0, GENERATED),
          AnchoredPattern.of(
                  "otpauth-migration:",
                  "otpauth-migration://[a-z]{1,16}+\\?data=([A-Za-z0-9+/%=_-]{16,}+)")
              .hiding(1),
          inLink("/reset-password/"),
          inLink("/password-reset/"),
          inLink("/password/reset/"),
          inLink("/magic-link/"),
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
          AnchoredPattern.of("{S", "\\{SS?HA(?:256|384|512)?+\\}[A-Za-z0-9+/]{27,}+={0,2}+"),
          AnchoredPattern.of("{SMD5}", "\\{SMD5\\}[A-Za-z0-9+/]{24,}+={0,2}+"),
          AnchoredPattern.of(":::", "(?<=:)([0-9A-Fa-f]{32}):::").leadingBy(32).hiding(1),
          AnchoredPattern.of(
                  "connect.sid",
                  "connect\\.sid[\"'\\\\ =:]{1,8}+(s(?::|%3A)[A-Za-z0-9._%+/=-]{20,1024}+)")
              .hiding(1),
          hash("$argon2", "(?:id|i|d)\\$v=[0-9]+\\$[a-z0-9=,]{1,64}+\\$[A-Za-z0-9+/$]{30,}+"),
          AnchoredPattern.of("prv", "(?<![A-Za-z0-9])[xyztuv]prv[A-Za-z0-9]{100,}+").leadingBy(1),
          AnchoredPattern.of(
                  "rivate",
                  "rivate[ +_]?[Kk]ey[ +:=]{1,4}+(?:is[ +])?+\"?(?:0x)?+([0-9a-f]{64})(?![0-9A-Za-z])")
              .needing(CharKinds.DIGIT)
              .hiding(1),
          AnchoredPattern.of(
                  "oken",
                  "(?<=[Tt])oken[ +](?:is[ +])?+\\\\{0,7}+[\"'`]?+((?!0x)[A-Za-z0-9_.~-]{20,256}+)")
              .needing(CharKinds.DIGIT)
              .hiding(1, SecretDetectors::isMixed),
          AnchoredPattern.of("BEGIN OpenVPN", "BEGIN OpenVPN Static key V1-----([^-\"]{32,4096}+)")
              .hiding(1),
          behind("SETUSER", "SETUSER#[^\\s+]{1,64}+#(?:[a-z~*&@+|:-]{1,32}+#){0,8}+>"),
          behind("alias set", "alias set [^\\s]{1,64}+ [^\\s]{1,128}+ [^\\s]{1,128}+ "),
          behind("-U", "(?<=smbclient.{0,64}[ +])-U#[^\\s%+]{1,64}+%(?!25)"),
          behind("/p:", "(?<=freerdp.{0,128}[ +])/p:"),
          login(),
          AnchoredPattern.of(
                  "auth",
                  "(?<![A-Za-z])auth[\"'\\\\]{1,4}+[ +]?:["
                      + " +]?[\"'\\\\]{1,4}+([A-Za-z0-9+/]{8,}+={0,2}+)")
              .needing(CharKinds.of(":"))
              .hiding(1, USER_INFO),
          passwordFile(":54", ":54[0-9]{2}:"),
          passwordFile(":6432:", ":6432:"),
          passwordFile(":*:", ":(?:\\*|[0-9]{2,5}):"),
          AnchoredPattern.of("AC", "(?<![A-Za-z0-9])AC[0-9a-f]{32}:([0-9a-f]{32})(?![A-Za-z0-9])")
              .needing(CharKinds.DIGIT)
              .hiding(1),
          AnchoredPattern.of(
                  "content=",
                  "(?<=(?:csrf|xsrf)-?(?:token)?[\"']{0,1}"
                      + " )content=[\"']{0,1}+([^\"'\\s>]{8,256}+)")
              .hiding(1),
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
              .hiding(2, NAMED_SECRET),
          key("SG.", "SG\\.[A-Za-z0-9_-]{16,}+\\.[A-Za-z0-9_-]{16,}+"),
          key("hvs.", "hvs\\.[A-Za-z0-9_-]{20,}+"),
          key("hvr.", "hvr\\.[A-Za-z0-9_-]{20,}+"),
          key("hvb.", "hvb\\.[A-Za-z0-9_-]{20,}+"),
          key("dose", "dose[a-f0-9]{32}(?![A-Za-z0-9])").needing(CharKinds.DIGIT),
          key("dkea", "dkea[a-f0-9]{32}(?![A-Za-z0-9])").needing(CharKinds.DIGIT),
          key("dapi", "dapi[a-f0-9]{32}(?:-[0-9])?(?![A-Za-z0-9])").needing(CharKinds.DIGIT),
          AnchoredPattern.of(":AA", "(?<=[0-9]{8,10}):AA[A-Za-z0-9_-]{33}(?![A-Za-z0-9_-])")
              .needing(CharKinds.DIGIT),
          AnchoredPattern.of(
                  "hooks.slack.com/",
                  "hooks\\.slack\\.com/(?:services|workflows)/([A-Za-z0-9/_-]+)")
              .hiding(1),
          AnchoredPattern.of(
                  "hooks.zapier.com/", "hooks\\.zapier\\.com/hooks/catch/([A-Za-z0-9/]+)")
              .hiding(1),
          AnchoredPattern.of("IDENTIFIED", IDENTIFIED).hiding(1),
          AnchoredPattern.of("by '", IDENTIFIED).leadingBy(11).hiding(1),
          AnchoredPattern.of("by \"", IDENTIFIED).leadingBy(11).hiding(1),
          AnchoredPattern.of("by+'", IDENTIFIED).leadingBy(11).hiding(1),
          AnchoredPattern.of("by+\"", IDENTIFIED).leadingBy(11).hiding(1),
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
              .hiding(1),
          AnchoredPattern.of("/api/webhooks/", "/api/webhooks/([0-9]{8,}+/[A-Za-z0-9_-]{20,}+)")
              .hiding(1),
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
              .hiding(1),
          AnchoredPattern.of("key provided: ", "key provided: ([^\\s\"'\\\\]{8,256}+)").hiding(1),
          AnchoredPattern.of("IDENTIFIED", "IDENTIFIED[ +]BY[ +]([A-Za-z0-9_#$]{6,128}+)")
              .needing(CharKinds.DIGIT)
              .hiding(1, WITH_DIGIT),
          behind("SECRET", "SECRET#'(?:)"),
          AnchoredPattern.of(
                  "crypt('",
                  "crypt\\('([^'\\\\]{1,256}+)',[ +]?(?:gen_salt|'|[a-z_.]{0,64}password)")
              .hiding(1),
          AnchoredPattern.of(
                  "sp_addlogin", "sp_addlogin[ +]N?'[^'\\\\]{1,128}',[ +]?N?'([^'\\\\]{1,256}+)")
              .hiding(1),
          AnchoredPattern.of(
                  "PASSWORD", "PASSWORD[ +]FROM[ +]'[^'\\\\]{1,256}'[ +]TO[ +]'([^'\\\\]{1,256}+)")
              .hiding(1),
          AnchoredPattern.of("PASSWORD", "PASSWORD[ +]FROM[ +]'([^'\\\\]{1,256}+)").hiding(1),
          behind("AUTH", "(?<![A-Za-z_-])AUTH#(?:default#|PLAIN#|LOGIN#)?+"),
          behind("requirepass", "requirepass#"),
          behind("vault", "vault#login#(?:-[a-z-]{1,32}#){0,3}+"),
          behind("rabbitmqctl", "rabbitmqctl#(?:add_user|change_password)#[^\\s+]{1,64}+#"),
          behind("htpasswd", "htpasswd#(?:-[A-Za-z]{1,8}+#){1,3}+[^\\s+]{1,128}+#[^\\s+]{1,64}+#"),
          behind("secret set", "secret set (?:[^\\s;|]{1,64}+ ){0,8}?--(?:value|body)[ =]"),
          behind("secret+set", "secret\\+set\\+(?:[^\\s;|+]{1,64}+\\+){0,8}?--(?:value|body)[+=]"),
          behind("SecureString", "SecureString#(?:[^\\s;|+]{1,64}+#){0,8}?--value[ =+]"),
          behind("ConvertTo-SecureString", "ConvertTo-SecureString#(?:-String#)?+"),
          behind("--from-literal", "--from-literal[ =+][^\\s=]{1,128}+="),
          behind("snmp-server", "snmp-server#community#"),
          behind("enable", "enable#secret#[0-9]#"),
          behind("-b", "(?<=[ +])-b#[\"']?+[^\\s\"'=+]{1,64}+="),
          AnchoredPattern.of(
                  "config",
                  "config(?:ure)?#(?:--?[a-z-]{1,32}+#){0,3}+(?:set#)?+([^\\s=+]{3,128}+)#[\"']?+@"
                      .replace("#", "[ +]")
                      .replace("@", WORD))
              .needing(CharKinds.DIGIT)
              .hiding(2, NAMED_SECRET),
          AnchoredPattern.of(
                  "echo",
                  "echo[ +][\"']?+[^\\s:\"'+]{1,64}+:@[\"']?+[ +]?\\|[ +]?(?:sudo[ +])?+chpasswd"
                      .replace("@", WORD))
              .needing(CharKinds.of(":"))
              .hiding(1),
          userAndPassword("sqlplus"),
          userAndPassword("sqlldr"),
          userAndPassword("impdp"),
          userAndPassword("expdp"),
          arguments("asicAuth("),
          arguments("asic_auth("),
          arguments("uth=("),
          arguments("ttpBasic("),
          arguments("asicAuthentication("),
          arguments("PasswordAuthentication("),
          arguments("Credentials("),
          arguments("login("),
          arguments("Login("),
          arguments("getConnection("),
          AnchoredPattern.of(
                  "keyName",
                  "keyName@[ +]?:[ +]?@key[12]@[^}]{1,128}?value@[ +]?:[ +]?@([A-Za-z0-9+/=]{20,}+)"
                      .replace("@", "[\"'\\\\]{1,8}+"))
              .hiding(1),
          AnchoredPattern.of("<master>{", "<master>\\{([A-Za-z0-9+/=]{16,}+)\\}")
              .needing(CharKinds.DIGIT_OR_EQUALS)
              .hiding(1),
          seedPhrase("nemonic"),
          seedPhrase("phrase"),
          AnchoredPattern.of(
                  "routing_key", "routing_key[\"'\\\\ +:=]{1,16}+([a-f0-9]{32})(?![a-f0-9])")
              .needing(CharKinds.DIGIT)
              .hiding(1),
          partOfPath("hooks.slack.com/triggers/", "hooks\\.slack\\.com/triggers/([A-Za-z0-9/_-]+)"),
          partOfPath(
              "/webhooks/", "(?<=/api/v[0-9]{1,2})/webhooks/([0-9]{8,}+/[A-Za-z0-9_-]{20,}+)"),
          partOfPath("/with/key/", "/with/key/([A-Za-z0-9_-]{16,}+)"),
          partOfPath(".make.com/", "(?<=hook\\.[a-z0-9]{2,4})\\.make\\.com/([A-Za-z0-9]{20,}+)"),
          partOfPath("/bot/v2/hook/", "/bot/v2/hook/([A-Za-z0-9-]{20,}+)"),
          partOfPath("/hooks/", "/hooks/([a-z0-9]{26})(?![A-Za-z0-9-])"),
          partOfPath("/integration/", "(?<=pagerduty\\.com)/integration/([a-f0-9]{32})"),
          AnchoredPattern.of("ticket=ST-", "ticket=(ST-[A-Za-z0-9.-]{16,256}+)")
              .needing(CharKinds.DIGIT)
              .hiding(1),
          parameter("appid="),
          parameter("key="),
          parameter("code="),
          parameter("auth="),
          AnchoredPattern.of("AGE-SECRET-KEY-", "AGE-SECRET-KEY-(?:PQ-)?1[A-Z0-9]{40,}+"),
          AnchoredPattern.of(
                  "jdbc:oracle:",
                  "jdbc:oracle:[a-z0-9]{1,16}:[^\\s/:@\"']{1,128}/([^\\s@\"']{1,256}+)@")
              .hiding(1),
          AnchoredPattern.of(
                  "://",
                  "://[^\\s/?#\"'<>@:]{0,256}+:(?![0-9]{1,5}+[/?#])([^\\s?#\"'<>@:]{1,256}+)@")
              .needing(AT)
              .hiding(1),
          bearer("bearer"),
          bearer("Bearer"),
          bearer("BEARER"),
          AnchoredPattern.of("asic", BASIC).leadingBy(1).hiding(1, USER_INFO),
          AnchoredPattern.of("BASIC", BASIC).hiding(1, USER_INFO));

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

  /** Returns the literal texts at which patterns are tried. */
  static Stream<String> anchors() {
    return PATTERNS.all().stream().map(AnchoredPattern::anchor);
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
    if (text.length() < LEAST_LENGTH || isWord(text)) {
      return null;
    }
    HiddenRanges hidden = new HiddenRanges();
    find(new SearchedText(text, kinds, null, hidden));
    if ((kinds & DECODED) != 0) {
      Decoding decoding = Decoding.of(text);
      if (decoding != null) {
        String decoded = decoding.text();
        find(new SearchedText(decoded, CharKinds.of(decoded), decoding, hidden));
      }
    }
    return hidden.isEmpty() ? null : hidden.replacedIn(text);
  }

  /** Returns true for a short word or number, such as the id of a document. */
  private static boolean isWord(String text) {
    if (text.length() > LONGEST_WORD) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z')) {
        return false;
      }
    }
    return true;
  }

  /** Hides every secret in the text. */
  static void find(SearchedText searched) {
    PATTERNS.find(searched);
    findLinesOfKeys(searched);
    Assignments.find(searched);
    CommandLines.find(searched);
    SecretContainers.find(searched);
    TableColumns.find(searched);
    SqlValues.find(searched);
    CardNumbers.find(searched);
    BankAccounts.find(searched);
  }

  /** Hides the lines of a private key each of which is a text of its own, as in code and lists. */
  private static void findLinesOfKeys(SearchedText searched) {
    String text = searched.text();
    int end = 0;
    for (int at = text.indexOf(PEM_KEY); at >= 0; at = text.indexOf(PEM_KEY, end)) {
      int start = at + PEM_KEY.length();
      end = start;
      if (isBegin(text, at)) {
        int most = Math.min(text.length(), start + LONGEST_KEY);
        while (end < most && !text.startsWith(PEM_END, end)) {
          end++;
        }
        searched.passed(end - start);
        hideLines(searched, start, end, end < most ? LEAST_LINE : LEAST_OF_CUT_KEY);
      }
    }
  }

  private static boolean isBegin(String text, int key) {
    String before = text.substring(Math.max(0, key - LONGEST_PEM_NAME), key);
    return before.lastIndexOf("BEGIN") > before.lastIndexOf("END");
  }

  private static void hideLines(SearchedText searched, int start, int end, int least) {
    int line = start;
    for (int i = start; i <= end; i++) {
      if (i == end || !isOfKey(searched.charAt(i))) {
        if (i - line >= least) {
          searched.hide(line, i);
        }
        line = i + 1;
      }
    }
    searched.passed(end - start);
  }

  private static boolean isOfKey(char c) {
    return c >= 'A' && c <= 'Z'
        || c >= 'a' && c <= 'z'
        || c >= '0' && c <= '9'
        || c == '+'
        || c == '/'
        || c == '=';
  }

  /**
   * A token of Discord: its bot's number, a time and a signature. The number is written in base64,
   * so that the first two letters are among few.
   */
  private static AnchoredPattern botOfDiscord(String anchor) {
    return key(anchor, anchor + "[A-Za-z0-9_-]{20,26}\\.[A-Za-z0-9_-]{6}\\.[A-Za-z0-9_-]{27,40}+")
        .needing(CharKinds.DIGIT);
  }

  /** A token of GitLab, with the checksum of those that say where they belong. */
  private static AnchoredPattern gitLab(String anchor) {
    return key(
        anchor, anchor + "[A-Za-z0-9_-]{16,}+(?:\\.[0-9a-z]{2}(?:\\.[0-9a-z]{9}|[0-9a-z]{7}))?+");
  }

  /** A platform-agnostic security token, or a key of such tokens. */
  private static AnchoredPattern paseto(String anchor, String header) {
    return AnchoredPattern.of(
            anchor, "(?<![A-Za-z0-9])" + header + "\\.[A-Za-z0-9_-]{40,}+(?:\\.[A-Za-z0-9_-]+)?+")
        .leadingBy(2)
        .needing(CharKinds.DIGIT);
  }

  /** A token in the path of a link, with which whoever has it signs in. */
  private static AnchoredPattern inLink(String path) {
    return AnchoredPattern.of(path, path + "([A-Za-z0-9._~-]{16,512}+)")
        .needing(CharKinds.DIGIT)
        .hiding(1, SecretDetectors::looksGenerated);
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
                + "[ +\\n](?:(?:is|was|ist|war|lautet|es|est|[057])[ +])?+"
                + "\\\\{0,7}+[\"'`]?+"
                + WORD)
        .leadingBy(lead)
        .needing(CharKinds.DIGIT)
        .hiding(1, PASSWORD);
  }

  /** A password behind words of a command, where {@code #} stands for a blank. */
  private static AnchoredPattern behind(String anchor, String before) {
    return AnchoredPattern.of(anchor, before.replace("#", "[ +]") + "\\\\{0,7}+[\"'`]?+" + WORD)
        .needing(CharKinds.DIGIT)
        .hiding(1, PASSWORD);
  }

  /** The user and the password of one of Oracle's commands. */
  private static AnchoredPattern userAndPassword(String command) {
    return AnchoredPattern.of(
            command,
            command
                + "(?:[ +]-[A-Za-z]{1,8}+){0,3}+[ +][\"']?+[^\\s/\"'+]{1,64}+"
                + "/([^\\s@\"'+\\\\/]{3,128}+)(?=[@\\s\"'+\\\\]|$)")
        .needing(CharKinds.of("/"))
        .hiding(1, match -> !isNamedSecret(match));
  }

  /** A user and a password as the last arguments of a call in code. */
  private static AnchoredPattern arguments(String call) {
    return AnchoredPattern.of(
            call,
            (Pattern.quote(call)
                    + "(?:[^()\"'\\\\]{0,64},[ +]?)?+@[^\"'\\\\\\s]{1,64}+@,[ +]?@"
                    + "([^\"'\\\\\\s]{4,256}+)@")
                .replace("@", "\\\\{0,7}+[\"']"))
        .needing(CharKinds.DIGIT)
        .hiding(1, WITH_DIGIT);
  }

  /** The twelve words or more of which the key of a wallet is made. */
  private static AnchoredPattern seedPhrase(String anchor) {
    return AnchoredPattern.of(
            anchor,
            anchor + "[^a-z]{1,16}+((?:[a-z]{3,8}+[ +,]{1,2}+){11,23}+[a-z]{3,8}+)(?![a-z])")
        .needing(CharKinds.EQUALS_OR_COLON)
        .hiding(1, SecretDetectors::isSeedPhrase);
  }

  /** A part of the path of a webhook, which whoever knows it may call. */
  private static AnchoredPattern partOfPath(String anchor, String regex) {
    return AnchoredPattern.of(anchor, regex).needing(CharKinds.DIGIT).hiding(1);
  }

  private static boolean isSeedPhrase(MatchResult match) {
    return Stream.of(match.group(1).split("[ +,]+")).noneMatch(WORDS_OF_PROSE::contains);
  }

  private static boolean hasDigit(MatchResult match) {
    return match.group(1).chars().anyMatch(Character::isDigit);
  }

  /** A line of {@code .netrc}. */
  private static AnchoredPattern login() {
    return AnchoredPattern.of(
            "login",
            "(?<=(?:machine[\\s+]{1,8}[^\\s+]{1,128}|default)[\\s+]{1,16})"
                + "login[\\s+]{1,16}+[^\\s+]{1,128}+[\\s+]{1,16}+password[\\s+]{1,16}+"
                + "([^\\s\"'\\\\]{1,256}+)")
        .hiding(1);
  }

  /** A line of {@code .pgpass}. */
  private static AnchoredPattern passwordFile(String anchor, String port) {
    return AnchoredPattern.of(
            anchor,
            "(?<=(?:^|[\\s\"'])[^\\s:\"']{1,64})"
                + port
                + "[^\\s:]{1,64}+:[^\\s:]{1,64}+:([^\\s:\"'\\\\]{1,256}+)(?![^\\s\"'\\\\])")
        .hiding(1);
  }

  /** Tells whether the first group of a match decodes to a user and a password. */
  private static boolean isUserInfo(MatchResult match) {
    try {
      byte[] decoded = Base64.getDecoder().decode(match.group(1));
      return new String(decoded, StandardCharsets.ISO_8859_1).indexOf(':') >= 0;
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }

  private static boolean isNamedSecret(MatchResult match) {
    return NameEndings.STANDARD.end(match.group(1), 0, match.group(1).length());
  }

  private static boolean isPassword(MatchResult match) {
    String value = match.group(1);
    boolean encoded = match.group().indexOf('+') >= 0 && value.indexOf('%') >= 0;
    return !encoded && new AssignedValue(0, value.length(), false).isPassword(value);
  }

  /** Tells whether small letters, capitals and digits take turns in the value. */
  private static boolean isMixed(MatchResult match) {
    String value = match.group(1);
    return looksGenerated(match)
        && value.chars().anyMatch(Character::isUpperCase)
        && value.chars().anyMatch(Character::isLowerCase);
  }

  private static boolean isGenerated(MatchResult match) {
    return AssignedValue.looksGenerated(match.group(), 0, match.group().length());
  }

  private static AnchoredPattern bearer(String anchor) {
    return AnchoredPattern.of(anchor, BEARER).needing(CharKinds.DIGIT_OR_EQUALS).hiding(1);
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
    return AnchoredPattern.of(anchor, regex).hiding(1);
  }
}

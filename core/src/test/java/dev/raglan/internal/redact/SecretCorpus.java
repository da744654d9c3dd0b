package dev.raglan.internal.redact;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/** Texts with secrets in them, by kind, and texts that only look so; the same ones in every run. */
final class SecretCorpus {

  /**
   * A text with a secret.
   *
   * @param kind of the secret
   * @param text in which it stands
   * @param secret the part that must not be left
   */
  record Positive(String kind, String text, String secret) {}

  private static final int EACH = 20;
  private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final String ALNUM = LETTERS + "0123456789";
  private static final String URL_SAFE = ALNUM + "_-";
  private static final String HEX = "0123456789abcdef";
  private static final String CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  private static final String BASE64 = ALNUM + "+/";

  /** Texts around a key that nothing but its form tells. */
  private static final List<String> AROUND_KEYS =
      List.of(
          "here is my key: % thanks",
          "line one\n%\nline three",
          "use '%' for now",
          "{\"note\":\"take %\"}",
          "(%)",
          "a\t%\tb",
          "curl \"https://api.example.com/v1?x=%&y=1\"",
          "[\"%\"]",
          "`%`",
          "%");

  private final Random random = new Random(18);
  private final List<Positive> positives = new ArrayList<>();

  private SecretCorpus() {}

  static List<Positive> positives() {
    SecretCorpus corpus = new SecretCorpus();
    corpus.addKeys();
    corpus.addAssigned();
    corpus.addStructured();
    corpus.addOtherKeys();
    corpus.addWritten(WrittenSecrets.TEXTS);
    corpus.addWritten(BroughtSecrets.TEXTS);
    corpus.addFurtherKeys();
    corpus.addRecentKeys();
    corpus.addWritten(DisguisedSecrets.TEXTS);
    return corpus.positives;
  }

  private String chars(String from, int length) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < length; i++) {
      out.append(from.charAt(random.nextInt(from.length())));
    }
    return out.toString();
  }

  /** Letters and digits, at least one of each near the beginning. */
  private String mixed(String from, int length) {
    return "a7" + chars(from, length - 2);
  }

  private void addKeys() {
    Map<String, Supplier<String>> keys = new LinkedHashMap<>();
    keys.put("OpenAI", () -> "sk-proj-" + mixed(URL_SAFE, 74) + "T3BlbkFJ" + chars(ALNUM, 74));
    keys.put("Anthropic", () -> "sk-ant-api03-" + mixed(URL_SAFE, 93) + "AA");
    keys.put("OpenRouter, DeepSeek", () -> "sk-or-v1-" + chars(HEX, 64));
    keys.put("Google API key", () -> "AIza" + chars(URL_SAFE, 34) + "x");
    keys.put("Google OAuth", () -> "ya29." + mixed(URL_SAFE, 60) + "x");
    keys.put("Google client secret", () -> "GOCSPX-" + chars(URL_SAFE, 27) + "x");
    keys.put("Hugging Face", () -> "hf_" + chars(LETTERS, 34));
    keys.put("Groq", () -> "gsk_" + chars(ALNUM, 52));
    keys.put("NVIDIA", () -> "nvapi-" + chars(URL_SAFE, 63) + "x");
    keys.put("Perplexity", () -> "pplx-" + chars(ALNUM, 48));
    keys.put("xAI", () -> "xai-" + chars(ALNUM, 80));
    keys.put("LangSmith", () -> "lsv2_pt_" + chars(HEX, 32) + "_" + chars(HEX, 10));
    keys.put("Langfuse", () -> "sk-lf-" + chars(HEX, 8) + "-1234-" + chars(HEX, 12));
    keys.put("Pinecone", () -> "pcsk_" + chars(ALNUM, 6) + "_" + chars(ALNUM, 60));
    keys.put("Tavily", () -> "tvly-dev-" + chars(ALNUM, 32));
    keys.put("Replicate", () -> "r8_" + chars(ALNUM, 37));
    keys.put("GitHub", () -> "ghp_" + chars(ALNUM, 36));
    keys.put(
        "GitHub, fine-grained", () -> "github_pat_" + chars(ALNUM, 22) + "_" + chars(ALNUM, 59));
    keys.put("GitLab", () -> "glpat-" + chars(ALNUM, 20));
    keys.put("npm", () -> "npm_" + chars(ALNUM, 36));
    keys.put("PyPI", () -> "pypi-" + chars(URL_SAFE, 100) + "x");
    keys.put("Docker", () -> "dckr_pat_" + chars(ALNUM, 27));
    keys.put("Slack token", () -> "xoxb-" + digits(12) + "-" + digits(12) + "-" + chars(ALNUM, 24));
    keys.put(
        "Slack app token",
        () -> "xapp-1-A" + chars(CAPITALS, 10) + "-" + digits(13) + "-" + chars(HEX, 64));
    keys.put("SendGrid", () -> "SG." + chars(ALNUM, 22) + "." + chars(ALNUM, 43));
    keys.put("Vault", () -> "hvs." + chars(ALNUM, 90));
    keys.put("Stripe", () -> "sk_live_" + chars(ALNUM, 24));
    keys.put("Webhook secret", () -> "whsec_" + chars(ALNUM, 32));
    keys.put("AWS access key id", () -> "AKIA" + chars("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16));
    keys.put(
        "JSON Web Token",
        () -> "eyJhbGciOiJIUzI1NiJ9.eyJzdWIi" + chars(ALNUM, 40) + "." + chars(URL_SAFE, 42) + "x");
    keys.put("Databricks", () -> "dapi" + chars(HEX, 31) + "7");
    keys.put("Shopify", () -> oneOf("shpat_", "shpca_", "shppa_", "shpss_") + chars(HEX, 32));
    keys.put("Linear", () -> "lin_" + oneOf("api_", "oauth_") + chars(ALNUM, 40));
    keys.put("1Password", () -> "ops_" + base64("{\"muk\":{\"k\":\"" + chars(ALNUM, 90) + "\"}}"));
    keys.put("Notion", () -> "ntn_" + digits(11) + chars(ALNUM, 35));
    keys.put("Figma", () -> "figd_" + chars(URL_SAFE, 42) + "x");
    keys.put(
        "Grafana",
        () -> oneOf("glc_" + chars(BASE64, 80) + "==", "glsa_" + chars(ALNUM, 32) + "_" + hex8()));
    keys.put("Vercel", () -> oneOf("vcp_", "vci_", "vca_", "vcr_", "vck_") + mixed(ALNUM, 56));
    keys.put("DigitalOcean", () -> oneOf("dop_v1_", "doo_v1_", "dor_v1_") + chars(HEX, 64));
    keys.put("GitHub, other kinds", () -> oneOf("gho_", "ghu_", "ghs_", "ghr_") + chars(ALNUM, 36));
    keys.put(
        "GitLab, other kinds",
        () -> oneOf("glrt-", "gldt-", "glptt-", "glcbt-", "glsoat-") + chars(URL_SAFE, 20) + "x");
    keys.put(
        "Slack, other kinds", () -> oneOf("xoxa-2-", "xoxr-", "xoxo-", "xoxp-") + slackParts());
    keys.put("Vault, other kinds", () -> oneOf("hvb.", "hvr.") + chars(URL_SAFE, 140) + "x");
    keys.forEach(
        (kind, key) -> {
          for (int i = 0; i < EACH; i++) {
            String secret = key.get();
            String around = AROUND_KEYS.get(i % AROUND_KEYS.size());
            positives.add(new Positive(kind, around.replace("%", secret), secret));
          }
        });
  }

  private String digits(int count) {
    return chars("0123456789", count);
  }

  private String hex8() {
    return chars(HEX, 8);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private String slackParts() {
    return digits(12) + "-" + digits(12) + "-" + chars(ALNUM, 24);
  }

  private String oneOf(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private void addAssigned() {
    each(
        "password=, token=, ...",
        () -> mixed(ALNUM, 14),
        List.of(
            "password=%",
            "db.password = % # main",
            "export OPENAI_API_KEY=%",
            "DB_PASSWORD=%;USER=sa",
            "user=ann&password=%&x=1",
            "newPassword: %",
            "spring.datasource.password: %",
            "x-api-key: %",
            "client_secret=%",
            "access_token=%&expires=60",
            "passphrase = '%'",
            "apiKey => \"%\"",
            "token: %",
            "secret: %",
            "pwd=%",
            "X-Auth-Token: %",
            "openaiApiKey=\"%\"",
            "password= OPENAI_API_KEY: %",
            "PASSWORD='%'",
            "jwt=%"));
    each(
        "Secrets in JSON text",
        () -> mixed(ALNUM, 12),
        List.of(
            "{\"password\":\"%\"}",
            "{\"user\":\"ann\",\"apiKey\": \"%\"}",
            "{\"data\":{\"refresh_token\":\"%\",\"n\":1}}",
            "[{\"client_secret\":\"%\"}]",
            "{\"Authorization\":\"Bearer %\"}",
            "{\"name\":\"password\",\"value\":\"%\"}",
            "[{\"key\":\"X-Api-Key\",\"value\":\"%\"}]",
            "{\"value\":\"%\",\"name\":\"api_key\"}",
            "{\"headers\":{\"x-api-key\":\"%\"}}",
            "{'password': '%'}"));
    each(
        "Quotes and blanks in a password",
        () -> "my " + mixed(ALNUM, 8) + "\"rest" + mixed(ALNUM, 6),
        List.of(
            "{\"password\":\"~\"}",
            "{\"a\":1,\"dbPassword\": \"~\",\"b\":2}",
            "{\"secret_key\":\"~\"}"));
    each(
        "Command lines",
        () -> mixed(ALNUM, 12),
        List.of(
            "mysql --password % -h db",
            "run --api-key % --verbose",
            "tool --token \"%\"",
            "curl -H 'Authorization: Bearer %' http://x",
            "curl -H \"X-Api-Key: %\" http://x"));
    each(
        "Headers",
        () -> mixed(ALNUM, 20),
        List.of(
            "Authorization: Bearer %",
            "authorization: Token %",
            "Proxy-Authorization: Bearer %",
            "Cookie: sid=%; theme=dark",
            "Set-Cookie: session=%; Path=/",
            "Authorization: Digest username=\"ann\", response=\"%\""));
    each(
        "XML elements",
        () -> mixed(ALNUM, 12),
        List.of(
            "<password>%</password>",
            "<db><apiKey>%</apiKey></db>", "<input name=\"password\" value=\"%\"/>"));
    each(
        "Azure account key",
        () -> chars(BASE64, 86) + "==",
        List.of(
            "DefaultEndpointsProtocol=https;AccountName=a;AccountKey=%;EndpointSuffix=x",
            "Endpoint=sb://a.example/;SharedAccessKeyName=Root;SharedAccessKey=%"));
    each(
        "Signed URLs",
        () -> chars(HEX, 64),
        List.of(
            "https://a.blob.example/c?sv=2024-01-01&sig=%&sp=r",
            "https://b.s3.example/k?X-Amz-Expires=60&X-Amz-Signature=%"));
    each(
        "Slack webhook",
        () -> "T" + chars(CAPITALS, 9) + "/B" + chars(CAPITALS, 9) + "/" + chars(ALNUM, 24),
        List.of("post to https://hooks.slack.com/services/% now"));
    each(
        "AWS secret access key",
        () -> chars(BASE64, 39) + "x",
        List.of(
            "aws_secret_access_key = %", "AWS_SECRET_ACCESS_KEY=%", "\"SecretAccessKey\": \"%\""));
  }

  private void each(String kind, Supplier<String> secrets, List<String> around) {
    for (int i = 0; i < EACH; i++) {
      String secret = secrets.get();
      String template = around.get(i % around.size());
      String text = template.replace("%", secret).replace("~", secret.replace("\"", "\\\""));
      positives.add(new Positive(kind, text, secret));
    }
  }

  private void addWritten(Map<String, List<String>> all) {
    all.forEach(
        (kind, texts) -> {
          for (int i = 0; i < Math.max(EACH, texts.size()); i++) {
            String template = texts.get(i % texts.size());
            String secret = mixed(ALNUM, kind.contains("URL") ? 26 : 14);
            String hex = chars(HEX, 31) + "7";
            String user = base64("ann:" + secret);
            String text = template.replace("^", user).replace("~", hex).replace("%", secret);
            String hidden = template.contains("^") ? user : template.contains("~") ? hex : secret;
            positives.add(new Positive(kind, text, hidden));
          }
        });
  }

  /** Keys of many providers, one of each. */
  private void addOtherKeys() {
    List<String> keys =
        List.of(
            "sk-admin-" + mixed(URL_SAFE, 60),
            "sk-ant-admin01-" + mixed(URL_SAFE, 90),
            "sk-helicone-" + mixed(ALNUM, 40),
            "sk_" + chars(HEX, 47) + "7",
            "tgp_v1_" + chars(URL_SAFE, 43),
            "csk-" + chars(ALNUM, 48),
            "pa-" + "a1b2c3" + chars(URL_SAFE, 40) + "x",
            "jina_" + chars(ALNUM, 60),
            "fw_" + mixed(ALNUM, 24),
            "api_org_" + chars(LETTERS, 34),
            "e2b_" + chars(HEX, 40),
            "key-" + chars(HEX, 31) + "7",
            chars(HEX, 31) + "7-us12",
            digits(10) + ":AA" + chars(URL_SAFE, 32) + "x",
            "SK" + chars(HEX, 31) + "7",
            "NRAK-" + chars(CAPITALS, 27),
            "sntryu_" + chars(HEX, 64),
            "pat" + chars(ALNUM, 14) + "." + chars(HEX, 63) + "7",
            "AAAA" + chars(ALNUM, 7) + ":" + chars(URL_SAFE, 139) + "x",
            "a7x8Q~" + mixed(ALNUM, 33),
            chars(ALNUM, 52) + "JQQJ99" + chars(ALNUM, 26),
            "EAAA" + mixed(URL_SAFE, 59) + "x",
            "EAA" + mixed(ALNUM, 120),
            "sq0atp-" + chars(URL_SAFE, 21) + "x",
            "v1.0-" + chars(HEX, 24) + "-" + chars(HEX, 146),
            "dp.pt." + chars(ALNUM, 43),
            "dt0c01." + chars(CAPITALS, 24) + "." + chars(CAPITALS, 63) + "7",
            "tskey-auth-" + chars(ALNUM, 12) + "-" + chars(ALNUM, 20),
            "xkeysib-" + chars(HEX, 64) + "-" + chars(ALNUM, 16),
            "CFPAT-" + chars(URL_SAFE, 42) + "x",
            "rubygems_" + chars(HEX, 48),
            "oy2" + mixed("abcdefghijklmnop0123456789", 43),
            chars(ALNUM, 14) + ".atlasv1." + chars(URL_SAFE, 66) + "x",
            "ATBB" + chars(ALNUM, 32),
            "AKCp" + chars(ALNUM, 69),
            "sqp_" + chars(HEX, 40),
            "sb_secret_" + chars(URL_SAFE, 30) + "x",
            "1//0" + mixed(URL_SAFE, 100) + "x",
            "access-sandbox-" + chars(HEX, 8) + "-1234-1234-1234-" + chars(HEX, 12),
            "pul-" + chars(HEX, 40),
            "rzp_live_" + chars(ALNUM, 14),
            "bkua_" + chars(HEX, 40),
            "MTE" + chars(ALNUM, 21) + ".G" + chars(ALNUM, 5) + "." + chars(URL_SAFE, 37) + "x",
            "mfa." + mixed(URL_SAFE, 83) + "x",
            "shptka_" + chars(HEX, 32),
            "secret_" + mixed(ALNUM, 43),
            "figu_" + chars(URL_SAFE, 42) + "x",
            "cfut_" + chars(ALNUM, 40) + hex8(),
            "fm2_" + chars(BASE64, 120),
            "fo1_" + chars(URL_SAFE, 42) + "x",
            "dckr_oat_" + chars(ALNUM, 32),
            "ATCTT3xFfGN0" + chars(ALNUM, 180) + "=1A2B3C4D",
            "BBDC-" + chars(ALNUM, 44),
            "NRAA-" + chars(HEX, 27),
            "eu01xx" + chars(HEX, 29) + "7NRAL",
            "ddpat_" + chars(ALNUM, 34),
            "eyJrIjoi" + chars(ALNUM, 80) + "==",
            "EAAl" + mixed(URL_SAFE, 59) + "x",
            "AQE" + mixed(BASE64, 90) + "=-" + chars(BASE64, 40) + "=-" + chars(ALNUM, 16),
            "AGE-SECRET-KEY-1" + chars(CAPITALS, 58),
            "AGE-SECRET-KEY-PQ-1" + chars(CAPITALS, 58),
            "glagent-" + chars(URL_SAFE, 49) + "x",
            "gloas-" + chars(HEX, 64),
            "re_" + mixed(ALNUM, 8) + "_" + chars(ALNUM, 24),
            "vercel_blob_rw_" + chars(ALNUM, 16) + "_" + chars(ALNUM, 30),
            "napi_" + chars(HEX, 59) + "7",
            "rpa_" + mixed(ALNUM, 42),
            "wandb_v1_" + chars(ALNUM, 60),
            "fc-" + chars(HEX, 31) + "7",
            "A3-" + chars(CAPITALS, 6) + "-" + chars(CAPITALS, 11) + "-ASWWY-DEU5A-2S7M7",
            "ABSK" + chars(BASE64, 128),
            "LTAI5t" + mixed(ALNUM, 18),
            "AKID" + mixed(ALNUM, 32),
            "AQ.Ab8R" + mixed(URL_SAFE, 45) + "x",
            "sha256~" + chars(URL_SAFE, 42) + "x",
            "LLM|" + digits(16) + "|" + chars(ALNUM, 27),
            "SB-Mid-server-" + chars(ALNUM, 24),
            "AC" + chars(HEX, 32) + ":" + chars(HEX, 31) + "7",
            "$2b$12$" + chars(ALNUM, 53),
            "$6$" + chars(ALNUM, 16) + "$" + chars(ALNUM, 86),
            "$argon2id$v=19$m=65536,t=3,p=4$" + chars(ALNUM, 22) + "$" + chars(ALNUM, 43));
    addKeys("Keys of other providers", keys);
  }

  private void addKeys(String kind, List<String> keys) {
    for (int i = 0; i < keys.size(); i++) {
      String around = AROUND_KEYS.get(i % AROUND_KEYS.size());
      String text = around.replace("%", keys.get(i));
      String secret = keys.get(i).substring(keys.get(i).lastIndexOf(':') + 1);
      positives.add(new Positive(kind, text, secret));
    }
  }

  private String uuid() {
    return hex8() + "-7a1b-4c2d-9e3f-" + chars(HEX, 12);
  }

  /** Keys of still others, one of each. */
  private void addFurtherKeys() {
    addKeys(
        "Keys of further providers",
        List.of(
            "pat-na1-" + uuid(),
            "hcaik_01" + chars(ALNUM, 56),
            "hcxik_01" + chars(ALNUM, 56),
            "xaat-" + uuid(),
            "xapt-" + uuid(),
            "llx-" + mixed(ALNUM, 48),
            "sdk-" + uuid(),
            "mob-" + uuid(),
            "apify_api_" + chars(ALNUM, 36),
            "bb_live_" + chars(URL_SAFE, 27) + "x",
            "os_v2_app_" + chars("abcdefghijklmnopqrstuvwxyz234567", 103),
            "bce-v3/ALTAK-" + chars(ALNUM, 21) + "/" + chars(HEX, 40),
            "A21AA" + chars(URL_SAFE, 91) + "x",
            "access_token$production$" + chars("abcdefgh0123456789", 16) + "$" + chars(HEX, 32),
            "EZAK" + mixed(ALNUM, 54),
            "dbtc_" + mixed(URL_SAFE, 43) + "x",
            "mdb_sa_sk_" + chars(URL_SAFE, 39) + "x",
            "CCDB1_" + chars(ALNUM, 22) + "_" + chars(ALNUM, 40),
            "st." + uuid() + "." + chars(HEX, 32) + "." + chars(HEX, 32),
            "cio" + mixed(ALNUM, 32),
            "cmVmdGtuOjAxOj" + chars(ALNUM, 50),
            "dnkey-" + chars("abcdefgh0123456789", 26) + "-" + chars("abcdefgh0123456789", 52),
            "lip_" + mixed(ALNUM, 20),
            "AQVN" + mixed(URL_SAFE, 35) + "x",
            "y0_AgAAAA" + mixed(URL_SAFE, 49) + "x",
            "t1." + chars(URL_SAFE, 60) + "." + mixed(URL_SAFE, 85) + "x",
            "pat." + chars(URL_SAFE, 22) + "." + chars(HEX, 24) + "." + mixed(ALNUM, 20),
            "API-A7B8C9" + chars(CAPITALS, 24),
            "tpuf_" + chars(ALNUM, 32),
            "ck-" + mixed(ALNUM, 44),
            "m0-" + mixed(ALNUM, 40),
            "key_" + chars(HEX, 127) + "7",
            "pk_" + digits(8) + "_" + chars(CAPITALS, 32),
            "cal_live_" + chars(HEX, 32),
            "ATTA" + chars(HEX, 64) + "A1B2C3D4",
            "v4.local." + mixed(URL_SAFE, 90) + "x",
            "v2.public." + mixed(URL_SAFE, 90) + "x",
            "ory_at_" + mixed(URL_SAFE, 43) + "x." + mixed(URL_SAFE, 43) + "x",
            "kpat_" + chars(ALNUM, 40),
            "sess-" + mixed(ALNUM, 40),
            "s." + mixed(ALNUM, 24),
            "RGAPI-" + uuid(),
            "snyk_uat." + hex8() + "." + mixed(URL_SAFE, 60) + "x",
            "pdl_live_apikey_" + chars(ALNUM, 30),
            "ctx7sk-" + uuid(),
            "GR1348941" + chars(URL_SAFE, 19) + "x",
            "amzn.mws." + uuid(),
            "IGQV" + mixed(URL_SAFE, 120) + "x",
            "FPSX" + chars(HEX, 31) + "7"));
  }

  /** Keys of kinds that providers began to give out lately, or that few have. */
  private void addRecentKeys() {
    addKeys(
        "Keys of recent kinds",
        List.of(
            "IQoJb3JpZ2lu" + mixed(BASE64, 200) + "==",
            "FwoGZXIvYXdz" + mixed(BASE64, 200) + "=",
            "glpat-" + chars(URL_SAFE, 42) + "x.01.0w" + chars("abcdefgh0123456789", 7),
            "glrt-t1_" + chars(URL_SAFE, 26) + "x.0y" + chars("abcdefgh0123456789", 7),
            "sbp_v0_" + chars(HEX, 40),
            "lin_wh_" + chars(ALNUM, 40),
            "shpua_" + chars(HEX, 32),
            "phs_" + mixed(ALNUM, 43),
            "pha_" + mixed(ALNUM, 43),
            "nfc_" + mixed(ALNUM, 36),
            "nfo_" + mixed(ALNUM, 36),
            "xoxc-" + digits(12) + "-" + digits(12) + "-" + chars(HEX, 64),
            "xoxd-" + mixed(URL_SAFE, 80) + "x",
            "xwfp-" + digits(12) + "-" + chars(ALNUM, 24),
            "dose" + chars(HEX, 31) + "7",
            "eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0.."
                + chars(URL_SAFE, 15)
                + "x."
                + chars(URL_SAFE, 60)
                + "x."
                + chars(URL_SAFE, 21)
                + "x",
            "Fe26.2*1*" + chars(HEX, 64) + "*" + mixed(URL_SAFE, 20) + "x*" + chars(URL_SAFE, 80),
            "gAAAAABm" + mixed(URL_SAFE, 90) + "x==",
            "cpk_" + chars(HEX, 32) + "." + chars(HEX, 32) + "." + mixed(ALNUM, 32),
            "crsr_" + chars(HEX, 63) + "7",
            "luma-" + uuid() + "-" + uuid(),
            "ak-" + uuid() + "-" + mixed(ALNUM, 32),
            "pat_" + mixed(ALNUM, 64),
            "v3.local." + mixed(URL_SAFE, 90) + "x",
            "k4.secret." + mixed(URL_SAFE, 86) + "x",
            "{SSHA}" + mixed(BASE64, 38) + "=="));
  }

  private void addStructured() {
    each(
        "Basic credentials",
        () -> base64("ann:" + mixed(ALNUM, 12)),
        List.of("with Basic % in it", "Authorization: Basic %", "{\"auth\":\"Basic %\"}"));
    each(
        "User-info in URLs",
        () -> "ann:" + mixed(ALNUM, 10),
        List.of(
            "jdbc:postgresql://%@db.example/app",
            "see https://%@host.example.com/path now",
            "{\"uri\":\"mongodb://%@m.example:27017\"}"));
    each(
        "Private key",
        () -> "MI" + chars(BASE64, 62) + "\n" + chars(BASE64, 64) + "\n" + chars(BASE64, 30) + "==",
        List.of(
            "-----BEGIN RSA PRIVATE KEY-----\n%\n-----END RSA PRIVATE KEY-----",
            "-----BEGIN PRIVATE KEY-----\n%\n-----END PRIVATE KEY-----\nafter",
            "{\"pem\":\"x\"} -----BEGIN EC PRIVATE KEY-----\n%\n-----END EC PRIVATE KEY-----"));
    each(
        "Private key of a service account",
        () -> chars(BASE64, 64) + "\\n" + chars(BASE64, 40) + "==",
        List.of(
            "{\"private_key_id\":\"1\",\"private_key\":\"-----BEGIN PRIVATE KEY-----\\n%\\n"
                + "-----END PRIVATE KEY-----\\n\",\"client_email\":\"a@b.example\"}"));
    each(
        "Private key, encrypted",
        () -> chars(BASE64, 64) + "\n" + chars(BASE64, 40) + "==",
        List.of(
            "-----BEGIN ENCRYPTED PRIVATE KEY-----\n%\n-----END ENCRYPTED PRIVATE KEY-----",
            "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info:"
                + " AES-128-CBC,0123\n\n%\n-----END RSA PRIVATE KEY-----"));
    for (int i = 0; i < EACH; i++) {
      String card = card();
      String separator = List.of("", " ", "-", "\t", ".", "\u00a0").get(i % 6);
      String secret = String.join(separator, card.split("(?<=\\G.{4})"));
      positives.add(new Positive("Card number", "card " + secret + " ok", secret));
    }
    for (int i = 0; i < EACH; i++) {
      String account =
          account(i % 2 == 0 ? "DE" : "NL", i % 2 == 0 ? digits(18) : "ABNA" + digits(10));
      String secret = i % 3 == 0 ? String.join(" ", account.split("(?<=\\G.{4})")) : account;
      positives.add(new Positive("IBAN", "to " + secret + ", please", secret));
    }
  }

  private String card() {
    String digits = "4" + digits(14);
    for (int check = 0; check < 10; check++) {
      int sum = 0;
      String all = digits + check;
      for (int i = 0; i < 16; i++) {
        int digit = all.charAt(i) - '0';
        sum += i % 2 == 0 ? digit * 2 - (digit > 4 ? 9 : 0) : digit;
      }
      if (sum % 10 == 0) {
        return all;
      }
    }
    throw new AssertionError();
  }

  private static String account(String country, String number) {
    StringBuilder digits = new StringBuilder();
    (number + country + "00").chars().forEach(c -> digits.append(Character.digit(c, 36)));
    int check = 98 - new BigInteger(digits.toString()).mod(BigInteger.valueOf(97)).intValue();
    return country + (check < 10 ? "0" : "") + check + number;
  }

  /** Texts of which nothing is a secret. */
  static List<String> lookalikes() {
    SecretCorpus corpus = new SecretCorpus();
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      all.addAll(corpus.varied());
    }
    all.addAll(PROSE);
    all.addAll(WrittenSecrets.LOOKALIKES);
    all.addAll(BroughtSecrets.LOOKALIKES);
    all.addAll(DisguisedSecrets.LOOKALIKES);
    return all;
  }

  private List<String> varied() {
    return List.of(
        "prompt_tokens: " + digits(3) + ", max_tokens=" + digits(4) + ", totalTokens: 5",
        "{\"usage\":{\"prompt_tokens\":" + 1 + digits(2) + ",\"completion_tokens\":" + 2 + "}}",
        "commit " + chars(HEX, 40) + " by ann",
        "sha256:" + chars(HEX, 64),
        "id "
            + chars(HEX, 8)
            + "-"
            + chars(HEX, 4)
            + "-4"
            + chars(HEX, 3)
            + "-a"
            + chars(HEX, 3)
            + "-"
            + chars(HEX, 12),
        "traceparent: 00-" + chars(HEX, 32) + "-" + chars(HEX, 16) + "-01",
        "a timestamp 17" + digits(11) + " in milliseconds",
        "order 1" + digits(12) + " was shipped",
        "call +49 30 " + digits(7) + " at noon",
        "version 1." + digits(1) + "." + digits(2) + "-beta." + digits(1),
        "at 10." + digits(2) + ".0." + digits(2) + ":8080 and 52." + digits(6),
        "0." + digits(16) + " is the score",
        "model gpt-4o-2024-08-06 and claude-sonnet-4-2025" + "0514",
        "gs://bucket-" + chars(HEX, 6) + "/folder/file-" + digits(4) + ".json",
        "https://example.com/a@b?page=" + digits(2) + "#sec-" + digits(2),
        "mail ann." + chars("abcdef", 5) + "@example.com today",
        "{\"tool\":\"search\",\"arguments\":{\"query\":\"top " + digits(2) + " hotels\"}}",
        "nextPageToken: " + chars(LETTERS, 24),
        "chat_cmpl-" + chars(ALNUM, 24) + " and call_" + chars(ALNUM, 24),
        "data:image/png;base64," + chars(BASE64, 60),
        "arXiv:2005." + digits(5) + " cites doi:10.1000/" + digits(6),
        "colour #" + chars(HEX, 6) + " on #" + chars(HEX, 3),
        "ISBN 978-3-16-" + digits(6) + "-0",
        "/usr/lib/node_modules/@scope/pkg-" + digits(2) + "/index.js",
        "embedding [0." + digits(6) + ", -0." + digits(6) + "]");
  }

  private static final List<String> PROSE =
      List.of(
          "The quick brown fox jumps over the lazy dog.",
          "The token: it is the smallest unit of a text.",
          "The secret: salt the water.",
          "Basic JavaScript and basic understanding",
          "the bearer certificates of the company",
          "risk-based task-oriented sk-learn",
          "if (password == null) return",
          "\"password\": null, \"token\": {",
          "password: ${DB_PASSWORD}",
          "Cookie: a small text file that a site keeps",
          "def login(user: str, password: str) -> bool:",
          "interface Login { user: string; password: string; }",
          "password = request.getParameter(\"password\")",
          "api_key = os.environ[\"OPENAI_API_KEY\"]",
          "apiKey: process.env.OPENAI_API_KEY",
          "token = get_token(user)",
          "{\"type\":\"object\",\"properties\":{\"password\":{\"type\":\"string\"}}}",
          "Set OPENAI_API_KEY in your environment.",
          "Never write a password into a prompt.",
          "{\"password\":false,\"secret\":true}",
          "hf_hub_download and npm_config_registry",
          "ghp_ is how GitHub's tokens begin",
          "{\"tokens\":[\"Hello\",\"world\"]}",
          "{\"token\":\" Paris\",\"logprob\":-0.1}",
          "eos_token=\"<|endoftext|>\"",
          "stop_token: \"END OF TURN\"",
          "cost per token: 0.00001",
          "tokenizer: cl100k_base",
          "key: value, other key: other value",
          "see http://host:8080/path and key: value",
          "C:\\new\\table\\report.txt",
          "\\\\server\\share\\notes.txt",
          "100%25 of 50% is 20%20",
          "a &amp; b &lt; c",
          "He said: \"the password is weak\".",
          "sort by name=asc, value=desc",
          "{\"name\":\"colour\",\"value\":\"red\"}",
          "{\"name\":\"max_tokens\",\"value\":\"2048\"}",
          "<name>password policy</name>",
          "git rebase --author ann --pin-to-top",
          "4111 1111 1111 1112 is no card",
          "DE00 3704 0044 0532 0130 00 is no account",
          "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----",
          "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----",
          "https://hooks.example.com/services/list",
          "signature=short and sig=1",
          "the pin: a small piece of metal",
          "pinned=true and passwords=12",
          "Authorization is decided by roles.",
          "secretary=Ann, cookiecutter=yes");
}

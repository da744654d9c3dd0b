package dev.raglan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.internal.json.Json;
import dev.raglan.internal.json.JsonRenderer;
import dev.raglan.model.CaptureLimits;
import dev.raglan.spi.Redactor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

public class RedactionTest {

  private static final String DIGITS_AND_LETTERS = "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0";

  /** Texts in which the part between the guillemets must not survive. */
  public static List<String> corpus() {
    String key = DIGITS_AND_LETTERS;
    return List.of(
        "key sk-«" + key + "» end",
        "sk-proj-«" + key + "»",
        "sk-ant-api03-«" + key + "-" + key + "»",
        "OPENAI_API_KEY=«shortkey»",
        "export ANTHROPIC_API_KEY=\"«abc def»\"",
        "stripe sk_live_«" + key + "»",
        "aws AKIA«IOSFODNN7EXAMPLE»",
        "aws_secret_access_key = «wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY»",
        "ghp_«" + key + "»",
        "github_pat_«11ABCDEFG0abcdefghijkl_" + key + "»",
        "glpat-«" + key + "»",
        "xoxb-«123456789012-abcdefghijkl»",
        "AIza«SyA1234567890abcdefghijklmnopqrstuv»",
        "hf_«" + key + "»",
        "gsk_«" + key + "»",
        "eyJ«hbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P»",
        "Authorization: Bearer «abcdefgh»",
        "authorization: Basic «dXNlcjpwYXNz»",
        "curl -H 'Authorization: Bearer «" + key + "»' http://x",
        "use bearer «" + key + "»",
        "with Basic «dXNlcjpwYXNz» in it",
        "{\"Authorization\": \"Bearer «abcdefgh»\"}",
        "-----BEGIN RSA PRIVATE KEY-----\n«MIIEpAIBAAKCAQEA\nabcd»\n-----END RSA PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\n«MIIEvQIBADANBg»",
        "card 4111 1111 1111 «1111» ok",
        "card «4111111111111111»",
        "card «5500-0000-0000-0004»",
        "amex «3782 822463 10005»",
        "password=«hunter2»",
        "password: «hunter2», more",
        "PASSWORD = '«hunter two»'",
        "{\"password\":\"«hunter2»\"}",
        "{\\\"password\\\":\\\"«hunter2»\\\"}",
        "db.passwd=«hunter2»;other=1",
        "user=a&password=«hunter2»&x=1",
        "api_key: «abcdef»",
        "x-api-key: «abcdef123»",
        "apikey => '«abcdef»'",
        "client_secret=«abcdef»",
        "\"refresh_token\": \"«abcdef»\"",
        "?access_token=«abcdefg»",
        "token=«abcdefg»",
        "Cookie: «sid=abc; other=def»",
        "-H 'set-cookie: «sid=abc; path=/»'",
        "{\"Cookie\": \"«sid=abc»\"}",
        "jdbc:postgresql://«user:pass»@host/db",
        "https://«user:p@ss»@host/path",
        "https://«ghtoken»@github.com/x.git");
  }

  @Test
  void hidesEverySecretOfTheCorpus() {
    List<String> missed = new ArrayList<>();
    for (String marked : corpus()) {
      String secret = marked.substring(marked.indexOf('«') + 1, marked.indexOf('»'));
      String redacted = Redaction.standard().redact(marked.replace("«", "").replace("»", ""));
      if (redacted.contains(secret) || !redacted.contains(Redactor.REDACTED)) {
        missed.add(marked + " -> " + redacted);
      }
    }
    assertThat(missed).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The quick brown fox jumps over the lazy dog.",
        "prompt_tokens: 120, max_tokens=256, totalTokens: 5",
        "The token: it is the smallest unit of a text.",
        "The secret: salt the water.",
        "Basic JavaScript and basic understanding",
        "the bearer certificates of the company",
        "risk-based task-oriented sk-learn",
        "a timestamp 1700000000000 and an id 1234567890123456",
        "0.4111111111111111 and 41 52 63 74 85 96 12 34",
        "https://example.com/a@b?x=y#z",
        "if (password == null) return",
        "\"password\": null, \"token\": {",
        "see http://host:8080/path and key: value",
        "mail me at a@b.example",
        "password: ${DB_PASSWORD}",
        "Cookie: a small text file that a site keeps"
      })
  void leavesOrdinaryTextAlone(String text) {
    assertThat(Redaction.standard().redact(text)).isEqualTo(text);
  }

  @Test
  void keepsWhatStandsAroundASecret() {
    Redaction redaction = Redaction.standard();
    assertThat(redaction.redact("user=a&password=b&x=1"))
        .isEqualTo("user=a&password=__REDACTED__&x=1");
    assertThat(redaction.redact("{\"password\":\"p\",\"a\":1}"))
        .isEqualTo("{\"password\":\"__REDACTED__\",\"a\":1}");
    assertThat(redaction.redact("see https://u:p@host/x now"))
        .isEqualTo("see https://__REDACTED__host/x now");
    assertThat(redaction.redact("4111 1111 1111 1111 and 4111111111111111."))
        .isEqualTo("__REDACTED__ and __REDACTED__.");
  }

  @Test
  void hidesMailAddressesWhenAsked() {
    Redaction redaction = Redaction.builder().emails(true).build();
    assertThat(redaction.redact("to ann.b+c@mail.example.com, now"))
        .isEqualTo("to __REDACTED__, now");
    assertThat(redaction.redact("a @ b and @name")).isEqualTo("a @ b and @name");
  }

  @ParameterizedTest
  @CsvSource({
    "password, true",
    "passWord, true",
    "API_KEY, true",
    "apiKey, true",
    "X-Api-Key, true",
    "accessToken, true",
    "Set-Cookie, true",
    "clientSecret, true",
    "token, true",
    "prompt_tokens, false",
    "maxTokens, false",
    "totalTokens, false",
    "tokenCount, false",
    "passwords, false",
    "key, false"
  })
  void knowsNamesWhole(String name, boolean hidden) {
    assertThat(Redaction.standard().redactsField(name)).isEqualTo(hidden);
  }

  /** A bean with a secret. */
  public static final class Login {

    private final String user = "ann";
    private final String apiKey = "k-1";
    private final int promptTokens = 12;

    public String getUser() {
      return user;
    }

    public String getApiKey() {
      throw new IllegalStateException("read");
    }

    public int getPromptTokens() {
      return promptTokens;
    }
  }

  @Test
  void hidesPropertiesAndEntriesByNameWithoutReadingThem() {
    assertThat(Json.tree(Json.of(new Login())))
        .isEqualTo(Json.tree("{\"user\":\"ann\",\"apiKey\":\"__REDACTED__\",\"promptTokens\":12}"));
    Map<String, Object> headers = new LinkedHashMap<>();
    headers.put("Authorization", List.of("x"));
    headers.put("Accept", "*/*");
    assertThat(Json.of(headers))
        .isEqualTo("{\"Authorization\":\"__REDACTED__\",\"Accept\":\"*/*\"}");
    assertThat(Json.of(Map.entry("password", "x"))).isEqualTo("{\"password\":\"__REDACTED__\"}");
  }

  @Test
  void redactsStringsAndKeysAtAnyDepthAndMessages() {
    assertThat(Json.of(List.of(Map.of("a", "password=abc"))))
        .isEqualTo("[{\"a\":\"password=__REDACTED__\"}]");
    assertThat(Json.of(Map.of("sk-" + DIGITS_AND_LETTERS, 1))).isEqualTo("{\"__REDACTED__\":1}");
    assertThat(Json.of(new IllegalStateException("password=abc"))).doesNotContain("abc");
  }

  @Test
  void takesOtherNamesPatternsAndRedactors() {
    Redaction redaction =
        Redaction.builder()
            .fields(List.of("shoe-size"))
            .pattern("PAT-[0-9]+")
            .pattern(Pattern.compile("(?i)order \\$1"))
            .redactor(text -> text.replace("Ann", "A."))
            .build();
    JsonRenderer renderer = JsonRenderer.builder().redactor(redaction).build();
    assertThat(renderer.json(List.of(Map.of("shoeSize", 44), Map.of("password", 1))))
        .isEqualTo("[{\"shoeSize\":\"__REDACTED__\"},{\"password\":1}]");
    assertThat(renderer.text("Ann has PAT-123 and Order $1"))
        .isEqualTo("A. has __REDACTED__ and __REDACTED__");
  }

  @Test
  void hidesNothingIfSoAsked() {
    assertThat(Redaction.none().redact("password=abc")).isEqualTo("password=abc");
    assertThat(Redaction.none().redactsField("password")).isFalse();
  }

  @Test
  void failsClosedWhenARedactorThrowsOrReturnsNull() {
    Redactor throwing =
        text -> {
          throw new StackOverflowError();
        };
    @SuppressWarnings("NullAway")
    Redactor nothing = text -> null;
    for (Redactor bad : List.of(throwing, nothing)) {
      JsonRenderer renderer = JsonRenderer.builder().redactor(bad).build();
      assertThat(renderer.text("secret plan")).isEqualTo("__REDACTED__");
      assertThat(renderer.json(List.of("secret plan", 1))).isEqualTo("[\"__REDACTED__\",1]");
      Redaction combined = Redaction.builder().redactor(bad).build();
      assertThat(combined.redact("secret plan")).isEqualTo("__REDACTED__");
    }
    Redactor badNames =
        new Redactor() {
          @Override
          public String redact(String text) {
            return text;
          }

          @Override
          public boolean redactsField(String name) {
            throw new LinkageError();
          }
        };
    assertThat(JsonRenderer.builder().redactor(badNames).build().json(Map.of("a", 1)))
        .isEqualTo("{\"a\":\"__REDACTED__\"}");
  }

  @Test
  void hidesAllOfATextOnWhichAPatternBacktracksBeyondMeasure() {
    Redaction redaction = Redaction.builder().pattern("(a|aa)+\\1b").build();
    assertThat(redaction.redact("a".repeat(60) + "c")).isEqualTo("__REDACTED__");
    Redaction deep = Redaction.builder().pattern("(a|b)*c").build();
    assertThat(deep.redact("ab".repeat(100_000))).isEqualTo("__REDACTED__");
  }

  @Test
  void redactsBeforeItCuts() {
    JsonRenderer renderer = JsonRenderer.of(new CaptureLimits(100, 9, 9));
    String key = "sk-" + DIGITS_AND_LETTERS;
    for (int before = 0; before < 120; before++) {
      String text = "x".repeat(before) + " " + key + " " + "y".repeat(20_000);
      assertThat(renderer.text(text)).doesNotContain("sk-a1");
      assertThat(renderer.json(text)).doesNotContain("sk-a1");
    }
  }

  @Test
  void showsNoHalfSecretFromTheEndOfTheWindow() {
    JsonRenderer renderer = JsonRenderer.of(new CaptureLimits(1000, 9, 9));
    String filler = ("password=" + "p".repeat(200) + " ").repeat(50);
    for (int shift = 0; shift < 300; shift += 7) {
      String text = "z".repeat(shift) + filler;
      assertThat(renderer.text(text)).doesNotContain("ppp");
      assertThat(renderer.json(text)).doesNotContain("ppp");
    }
  }

  @Test
  void takesTimeLinearInTheText() {
    List<String> hard =
        List.of(
            "=:".repeat(100_000),
            "password".repeat(30_000),
            "token:".repeat(30_000),
            "password:{".repeat(30_000),
            "cookie:".repeat(30_000),
            "cookie: a=".repeat(30_000),
            "eyJ".repeat(80_000),
            "4".repeat(200_000),
            "411 ".repeat(50_000),
            "://".repeat(80_000),
            "://" + "a@".repeat(100_000),
            "Bearer ".repeat(30_000),
            "Basic " + "A".repeat(200_000),
            "-----BEGIN PRIVATE KEY-----".repeat(9_000),
            "sk-".repeat(80_000),
            "password='".repeat(20_000),
            "password=\\".repeat(20_000),
            "a@".repeat(100_000));
    Redaction redaction = Redaction.builder().emails(true).build();
    for (String text : hard) {
      assertThat(redaction.redact(text)).isNotNull();
    }
  }
}

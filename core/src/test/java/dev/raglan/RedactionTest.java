package dev.raglan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.internal.json.Json;
import dev.raglan.internal.json.JsonRenderer;
import dev.raglan.internal.redact.RandomTexts;
import dev.raglan.model.CaptureLimits;
import dev.raglan.spi.Redactor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
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
        "The password is base64-encoded, the API key is at least 12 characters.",
        "cost per token: 0.0001, secrets: on, passwords: 3",
        "{\"required\":[\"password\",\"address_line_1\"],\"password\":{\"type\":\"string\"}}",
        "password={password}, token=<your token>, api_key=[required]",
        "docker run -u 1000:1000 -p 8080:80 --name a1",
        "https://example.com:8080/a@b?key=uploads-2024-report-final",
        "| password | required |",
        "Use --password, which is new",
        "<td>Password</td><td>is not kept here</td>",
        "Cookie: a small text file that a site keeps"
      })
  void leavesOrdinaryTextAlone(String text) {
    assertThat(Redaction.standard().redact(text)).isEqualTo(text);
  }

  @Test
  void leavesWhatFollowsThePrivateKey() {
    String after = " of commit 3df59889ebb7bfe078d5bb8a37b0b63a96cf792d";
    assertThat(
            Redaction.standard()
                .redact("-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----" + after))
        .isEqualTo("__REDACTED__" + after);
    String header = "The header is -----BEGIN PRIVATE KEY----- in PEM.";
    assertThat(Redaction.standard().redact("\"" + header + "\"," + after)).endsWith("\"," + after);
  }

  @Test
  void hidesTheWordsOfASeedPhrase() {
    String words = "witch collapse practice feed shame open despair creek road again ice least";
    assertThat(Redaction.standard().redact("seed phrase: " + words))
        .isEqualTo("seed phrase: __REDACTED__");
    assertThat(Redaction.standard().redact("{\"mnemonic\":\"" + words + "\"}"))
        .isEqualTo("{\"mnemonic\":\"__REDACTED__\"}");
    String prose = "phrase: this long sentence has twelve short words and they are all small";
    assertThat(Redaction.standard().redact(prose)).isEqualTo(prose);
  }

  @ParameterizedTest
  @ValueSource(strings = {"490154203237518", "55000000001234", "5006381333931"})
  void leavesANumberThatNoCardHasThoughItsSumIsRight(String number) {
    String text = "number " + number;
    assertThat(Redaction.standard().redact(text)).isEqualTo(text);
  }

  /** Secrets, each {@code S3cr}, as people, tools and formats write them. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:oracle:thin:joe/S3cr@db:1521/orcl",
        "amqps://joe:S3cr/x@rabbit:5672/vhost",
        "Server=x;Uid=u;Pwd={S3cr};Encrypt=True",
        "https://host/x?a=1&key=S3crS3cr&b=2",
        "https://host/x?code=S3crS3cr&state=1",
        "https://host/x?Signature=S3crS3crS3cr%3D&Expires=1",
        "http://host/x;jsessionid=S3cr?a=1",
        "{x-api-key=[S3cr], accept=[*/*]}",
        "[[\"x-api-key\",\"S3cr\"]]",
        "('x-api-key', 'S3cr')",
        "headers.put(\"X-Api-Key\", \"S3cr\")",
        "builder.apiKey(\"S3cr\").build()",
        "[\"--password\",\"S3cr\"]",
        "[\"mysql\",\"-u\",\"root\",\"-pS3cr\"]",
        "[redis-cli, -a, S3cr]",
        "INSERT INTO users (name, password) VALUES ('joe', 'S3cr')",
        "insert into users (password, text) values\n('S3cr', 'it''s, (here)'), ('S3cr', '')",
        "SELECT 1 FROM users WHERE token IN ('S3cr', 'S3cr')",
        "UPDATE users SET password = MD5('S3cr') WHERE name = 'joe'",
        "UPDATE users SET name = ?, password = ? -- [joe, S3cr]",
        "VALUES (?, ?) for (name, password) VALUES (?, ?) Parameters: 1, 2, joe, S3cr(String)",
        "ALTER LOGIN joe WITH PASSWORD = N'S3cr'",
        "curl -u joe:S3cr https://host",
        "curl --user 'joe:S3cr' https://host",
        "keytool -storePassword S3cr",
        "DB_PASS=S3cr",
        "auth: {user: joe, pass: S3cr}",
        "Passwort: S3cr",
        "\u5bc6\u7801\uff1aS3cr",
        "my password is S3cr",
        "API Key: S3cr",
        "Incorrect API key provided: S3cr.",
        "my social security number is 078-05-1120",
        "**Password:** S3cr",
        "| password | S3cr |",
        "password\tS3cr",
        "password -> S3cr",
        "password:\n\n  S3cr",
        "password                  = S3cr",
        "password='it''s S3cr'",
        "password = \"\"\"S3cr\"\"\"",
        "\"{\"\"password\"\":\"\"S3cr\"\"}\"",
        "password: ${DB_PASS:S3cr}",
        "password=${DB_PASS:-S3cr}",
        "password={noop}S3cr",
        "password=<S3cr>",
        "\"apiKeys\":[\"abcdefgh\",\"S3cr\"]",
        "<password><![CDATA[S3cr]]></password>",
        "<entry key=\"db.password\">S3cr</entry>",
        "<key>password</key><string>S3cr</string>",
        "<tr><td>Password</td>\n<td>S3cr</td></tr>",
        "{\"ParameterKey\":\"DBPassword\",\"ParameterValue\":\"S3cr\"}",
        "AGE-SECRET-KEY-1QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7LQPZRY9X8GF2TVDW0S3JN54KHC"
      })
  void hidesASecretHoweverItIsWritten(String text) {
    String given = text.replace("S3cr", "Xk9wQ2vLmZ7r");
    for (String each : List.of(given, json(given), json(json(given)))) {
      assertThat(Redaction.standard().redact(each))
          .contains(Redactor.REDACTED)
          .doesNotContain("Xk9wQ2vLmZ7r", "078-05-1120", "QPZRY9X8");
    }
  }

  private static String json(String text) {
    return "{\"text\":\""
        + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n")
        + "\"}";
  }

  /** What stands before a key in logs, terminals, URLs and texts within texts. */
  static List<String> borders() {
    return List.of(
        " ",
        "\n",
        "\t",
        "=",
        ":",
        "\"",
        "'",
        "(",
        ",",
        "/x ",
        "\\n",
        "\\t",
        "\\r\\n",
        "\\\\n",
        "\\\\\\\\n",
        "\\u003d",
        "\\u0022",
        "\\\\u003d",
        "\\\"",
        "\\\\\\\"",
        "%20",
        "%3D",
        "%0A",
        "%22",
        "%2520",
        "&quot;",
        "&#61;",
        "&#x3d;",
        "&amp;quot;",
        "\u001b[32m",
        "\\u001b[32m",
        "\\x1b[1;31m",
        "\\033[0m",
        "%1B%5B32m",
        "+");
  }

  @ParameterizedTest
  @MethodSource("borders")
  void findsAKeyBehindAnyBorder(String border) {
    String key = DIGITS_AND_LETTERS;
    for (String secret :
        List.of(
            "sk-proj-" + key,
            "ghp_" + key,
            "AKIAIOSFODNN7EXAMPLE",
            "AIzaSyA1234567890abcdefghijklmnopqrstuv",
            "xoxb-123456789012-abcdefghijkl",
            "hf_" + key,
            "glpat-" + key,
            "Bearer " + key,
            "Basic dXNlcjpwYXNz")) {
      String credential = secret.substring(secret.indexOf(' ') + 1);
      assertThat(Redaction.standard().redact("here" + border + secret))
          .as(border + secret)
          .startsWith("here" + border)
          .doesNotContain(credential);
    }
  }

  @Test
  void leavesAKeyAloneThatIsPartOfAWord() {
    assertThat(Redaction.standard().redact("task-" + DIGITS_AND_LETTERS)).startsWith("task-a1B2");
  }

  @Test
  void hidesTheValueOfANameThatIsItselfAValue() {
    Redaction redaction = Redaction.standard();
    assertThat(redaction.redact("{\"name\":\"password\",\"value\":\"hunter2\"}"))
        .isEqualTo("{\"name\":\"password\",\"value\":\"__REDACTED__\"}");
    assertThat(
            redaction.redact("[{\"value\":\"hunter2\",\"key\":\"X-Api-Key\"},{\"value\":\"1\"}]"))
        .isEqualTo("[{\"value\":\"__REDACTED__\",\"key\":\"X-Api-Key\"},{\"value\":\"1\"}]");
    assertThat(redaction.redact("{\"name\":\"password\"},{\"value\":\"5\"}")).contains("\"5\"");
  }

  @Test
  void findsTheValueBehindAnEmptyAssignment() {
    assertThat(Redaction.standard().redact("password= OPENAI_API_KEY: abcDEF123456"))
        .isEqualTo("password= OPENAI_API_KEY: __REDACTED__");
    assertThat(Redaction.standard().redact("password=\nsecret_key=abcDEF123456"))
        .isEqualTo("password=\nsecret_key=__REDACTED__");
  }

  @Test
  void givesTheSameTextWhenItRedactsAgain() {
    Redaction redaction = Redaction.builder().emails(true).build();
    List<String> pieces = new ArrayList<>(RandomTexts.SECRETS_AND_PROSE);
    pieces.addAll(
        List.of(
            "__REDACTED__", "authorization: ", "Bearer ", "\\n", "%3D", "\\\"", "/ x", "&quot;"));
    new RandomTexts(pieces)
        .take(20_000, 8)
        .forEach(
            text -> {
              String once = redaction.redact(text);
              assertThat(redaction.redact(once)).as(text).isEqualTo(once);
            });
    assertThat(redaction.redact("authorization: __REDACTED__ / x"))
        .isEqualTo("authorization: __REDACTED__ / x");
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
  @ValueSource(
      strings = {
        "password",
        "passWord",
        "API_KEY",
        "apiKey",
        "X-Api-Key",
        "accessToken",
        "Set-Cookie",
        "clientSecret",
        "token",
        "newPassword",
        "oldPassword2",
        "confirmPassword",
        "DB_PASSWORD",
        "SPRING_DATASOURCE_PASSWORD",
        "spring.datasource.password",
        "spring.datasource.password ",
        "user[password]",
        "api.key",
        "X-Auth-Token",
        "X-Amz-Security-Token",
        "openaiApiKey",
        "OPENAI_API_KEY",
        "OPENAIAPIKEY",
        "awsSecretAccessKey",
        "bearerToken",
        "csrfToken",
        "csrftoken",
        "jwt",
        "pwd",
        "userPwd",
        "PIN",
        "cardPin",
        "cvv",
        "passwordHash",
        "password_sha256",
        "tokenValue",
        "OAuth2AccessTokenValue",
        "connectionString",
        "Ocp-Apim-Subscription-Key",
        "Proxy-Authorization",
        "privateKey",
        "passwords",
        "apiKeys",
        "accessTokens",
        "DB_PASS",
        "userPw",
        "JSESSIONID",
        "client-key-data",
        "Passwort",
        "motDePasse",
        "contrase\u00f1a",
        "\u041f\u0430\u0440\u043e\u043b\u044c",
        "\u5bc6\u7801",
        "\u30d1\u30b9\u30ef\u30fc\u30c9"
      })
  void knowsASecretsNameByItsWordsInAnySpelling(String name) {
    assertThat(Redaction.standard().redactsField(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "prompt_tokens",
        "maxTokens",
        "maxToken",
        "totalTokens",
        "tokenCount",
        "tokenizer",
        "tokenType",
        "tokens",
        "eosToken",
        "stop_token",
        "nextPageToken",
        "costPerToken",
        "pass",
        "pins",
        "bypass",
        "passwordPolicy",
        "passwordLength",
        "key",
        "keyboard",
        "primaryKey",
        "secretary",
        "shipping",
        "spin",
        "mapping",
        "laptop",
        "author",
        "content",
        "role",
        "name",
        "value",
        ""
      })
  void takesNoOtherNameForASecrets(String name) {
    assertThat(Redaction.standard().redactsField(name)).isFalse();
  }

  @Test
  void matchesNamesOfTheApplicationWhole() {
    Redaction redaction = Redaction.builder().fields(List.of("shoe-size", "password")).build();
    assertThat(redaction.redactsField("shoeSize")).isTrue();
    assertThat(redaction.redactsField("SHOE_SIZE")).isTrue();
    assertThat(redaction.redactsField("oldShoeSize")).isFalse();
    assertThat(redaction.redactsField("oldPassword")).isTrue();
    assertThat(redaction.redactsField("token")).isFalse();
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

  @ParameterizedTest
  @ValueSource(strings = {"my_token", "access_token", "db-password", "shoeSize"})
  void hidesAConfiguredNameThoughAUsualOneEndsSo(String name) {
    Redaction redaction = Redaction.builder().fields(List.of(name)).build();
    assertThat(redaction.redactsField(name)).isTrue();
    assertThat(redaction.redactsField("token")).isFalse();
    assertThat(redaction.redactsField("password")).isFalse();
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
  void hidesNothingWhereAPatternMatchesNothing() {
    assertThat(Redaction.builder().pattern("").build().redact("plain")).isEqualTo("plain");
    assertThat(Redaction.builder().pattern("7*").build().redact("a77b7"))
        .isEqualTo("a__REDACTED__b__REDACTED__");
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
}

package dev.raglan.internal.redact;

import static dev.raglan.internal.redact.SecretCorpusTest.Encoding.JSON_ONCE;
import static dev.raglan.internal.redact.SecretCorpusTest.Encoding.JSON_THRICE;
import static dev.raglan.internal.redact.SecretCorpusTest.Encoding.JSON_TWICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.raglan.Redaction;
import dev.raglan.internal.redact.SecretCorpus.Positive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Measures what the detectors find, by kind and encoding, and keeps the table of docs/privacy.md.
 *
 * <p>Run with {@code -Draglan.docs.update=true} to write the table anew.
 */
class SecretCorpusTest {

  private static final Path PAGE = Path.of("..", "docs", "privacy.md");
  private static final String BEGIN = "<!-- corpus: written by SecretCorpusTest -->\n";
  private static final String END = "<!-- end of corpus -->\n";
  private static final JsonMapper JSON = new JsonMapper();

  /** The texts of most kinds; the table names the number of others. */
  private static final long EACH = 20;

  /** So many characters of a secret in a row are a leak. */
  private static final int LEAK = 8;

  /** An encoding, which can be undone. */
  enum Encoding {
    PLAIN("plain", text -> text, text -> text),
    JSON_ONCE("JSON", SecretCorpusTest::quoted, SecretCorpusTest::unquoted),
    JSON_TWICE("JSON x2", text -> quoted(quoted(text)), text -> unquoted(unquoted(text))),
    JSON_THRICE(
        "JSON x3",
        text -> quoted(quoted(quoted(text))),
        text -> unquoted(unquoted(unquoted(text)))),
    GSON("Gson", SecretCorpusTest::quotedByGson, SecretCorpusTest::unquoted),
    URL(
        "URL",
        text -> URLEncoder.encode(text, StandardCharsets.UTF_8),
        text -> URLDecoder.decode(text, StandardCharsets.UTF_8)),
    HTML("HTML", SecretCorpusTest::escapedHtml, SecretCorpusTest::unescapedHtml),
    ANSI("ANSI colours", text -> "\u001b[32m" + text + "\u001b[0m", SecretCorpusTest::uncoloured);

    private final String title;
    private final UnaryOperator<String> encoder;
    private final UnaryOperator<String> decoder;

    Encoding(String title, UnaryOperator<String> encoder, UnaryOperator<String> decoder) {
      this.title = title;
      this.encoder = encoder;
      this.decoder = decoder;
    }
  }

  private static String quoted(String text) {
    try {
      return JSON.writeValueAsString(text);
    } catch (JsonProcessingException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static String unquoted(String text) {
    try {
      return JSON.readValue(text, String.class);
    } catch (JsonProcessingException broken) {
      throw new AssertionError("no JSON any more: " + text, broken);
    }
  }

  private static String quotedByGson(String text) {
    return quoted(text)
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026")
        .replace("=", "\\u003d")
        .replace("'", "\\u0027");
  }

  private static String escapedHtml(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  private static String uncoloured(String text) {
    return text.replace("\u001b[32m", "").replace("\u001b[0m", "");
  }

  private static String unescapedHtml(String text) {
    return text.replace("&#39;", "'")
        .replace("&quot;", "\"")
        .replace("&gt;", ">")
        .replace("&lt;", "<")
        .replace("&amp;", "&");
  }

  @Test
  void findsSecretsInEveryEncodingAndLeavesOtherTextAlone() throws IOException {
    List<Positive> positives = SecretCorpus.positives();
    List<String> lookalikes = SecretCorpus.lookalikes();
    assertThat(positives).hasSizeGreaterThanOrEqualTo(2_000);
    assertThat(lookalikes).hasSizeGreaterThanOrEqualTo(800);

    Map<Encoding, List<String>> missed = new LinkedHashMap<>();
    Map<Encoding, List<String>> mistaken = new LinkedHashMap<>();
    Map<String, Map<Encoding, Integer>> byKind = new LinkedHashMap<>();
    for (Encoding encoding : Encoding.values()) {
      missed.put(encoding, new ArrayList<>());
      mistaken.put(encoding, new ArrayList<>());
      for (Positive positive : positives) {
        String redacted = redacted(positive.text(), encoding);
        boolean found = !leaks(redacted, positive.secret());
        byKind
            .computeIfAbsent(positive.kind(), kind -> new LinkedHashMap<>())
            .merge(encoding, found ? 1 : 0, Integer::sum);
        if (!found) {
          missed.get(encoding).add(positive.text() + " -> " + redacted);
        }
      }
      for (String lookalike : lookalikes) {
        String redacted = redacted(lookalike, encoding);
        if (!redacted.equals(lookalike)) {
          mistaken.get(encoding).add(lookalike + " -> " + redacted);
        }
      }
    }

    for (Encoding encoding : Encoding.values()) {
      assertThat(missed.get(encoding))
          .as("missed in %s", encoding.title)
          .hasSizeLessThanOrEqualTo(positives.size() * 2 / 100);
      assertThat(mistaken.get(encoding))
          .as("mistaken in %s", encoding.title)
          .hasSizeLessThanOrEqualTo(lookalikes.size() / 100);
    }
    Map<String, Long> counts =
        positives.stream().collect(Collectors.groupingBy(Positive::kind, Collectors.counting()));
    assertThatPageHas(table(byKind, counts, mistaken, positives.size(), lookalikes.size()));
  }

  @Test
  void changesNothingInWhatIsRedactedAlready() {
    List<String> texts = new ArrayList<>(SecretCorpus.lookalikes());
    SecretCorpus.positives().forEach(each -> texts.add(each.text()));
    List<String> changed = new ArrayList<>();
    for (Encoding encoding : Encoding.values()) {
      for (String text : texts) {
        String once = Redaction.standard().redact(encoding.encoder.apply(text));
        String twice = Redaction.standard().redact(once);
        if (!twice.equals(once)) {
          changed.add(encoding + ": " + once + " -> " + twice);
        }
      }
    }
    assertThat(changed).isEmpty();
  }

  @Test
  void findsTheValuesThatAreBoundToManyRows() {
    String rows = String.join(", ", Collections.nCopies(50, "(?, ?)"));
    String values =
        IntStream.range(0, 50)
            .mapToObj(row -> "ann" + row + ", Xk9vT" + row + "qLm2w")
            .collect(Collectors.joining(", "));
    String text =
        "INSERT INTO users (name, password) VALUES " + rows + " | parameters: [" + values + "]";

    assertThat(Redaction.standard().redact(text)).contains("ann49").doesNotContain("Xk9vT");
  }

  /** Some have as many digits in a row as a card, with the right check digit. */
  @Test
  void leavesIdsOfTracesAndOfDocumentsAlone() {
    Redaction standard = Redaction.standard();
    Random random = new Random(42);
    for (int i = 0; i < 100_000; i++) {
      String trace = "%016x%016x".formatted(random.nextLong(), random.nextLong());
      String document = new UUID(random.nextLong(), random.nextLong()).toString();
      assertThat(standard.redact(trace)).isEqualTo(trace);
      assertThat(standard.redact(document)).isEqualTo(document);
    }
    assertThat(standard.redact("50525975-6244-3938-b2b7-709a8a01b536")).contains("3938");
    assertThat(standard.redact("the card4111111111111111")).doesNotContain("4111");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--password '",
        "contrase\u00f1a: 'a7Xk9dLm2pQ",
        "db: \"cookie: a7Xk9dLm2pQ",
        "cookie: sid=a7Xk9dLm2pQ\\n",
        "cookie: 'sid\nnext: line",
        "Authorization: Digest username=\"ann\", response=\"a7Xk9dLm2pQ",
        "Authorization: AWS4-HMAC-SHA256 Credential=a/b, Signature=a7Xk9dLm2pQ",
        "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkq",
        "-----BEGIN RSA PRIVATE KEY-----\nDEK-Info: AES-128-CBC,1A2B\n\nMIIE",
        "password=\\",
        "net use Z: \\\\srv\\share a7Xk9dLm2pQ",
        "password: ${A:{b",
        "create user ann identified by \"a7Xk9dLm2pQ"
      })
  void leavesATextInJsonWhole(String text) {
    for (Encoding encoding : List.of(JSON_ONCE, JSON_TWICE, JSON_THRICE)) {
      assertThat(redacted(text, encoding)).isNotNull();
      assertThat(redacted("{\"a\":" + quoted(text) + ",\"b\":1}", encoding)).endsWith(",\"b\":1}");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[\"password=[\",\"z\"]",
        "[\"-----BEGIN PRIVATE KEY-----\",\"MIIEvQIBADANBgkqhkiG9w0B\",\"-----END PRIVATE KEY-----\"]",
        "[\"password=${:\",\"z\"]",
        "[\"password: |\\n a7Xk9dLm2pQ\",{\"a\":\"b\\n  \"}]",
        "{\"a\":\"secrets: {\",\"b\":\"|mysql -p\\\\\"}",
        "{\"a\":\"secrets: {\",\"password\":\"'a7Xk9dLm2pQ\\\\\",\"z\":1}",
        "[\"a,password\\nb,\",\"a7Xk9dLm2pQ\\n\"]",
        "[\"| token |\\n|---|\\n| \",\"a7Xk9dLm2pQ\\n\"]"
      })
  void leavesJsonWholeAroundSecretsWithoutAnEnd(String json) {
    String text = json;
    for (int i = 0; i < 4; i++) {
      assertThatIsJson(Redaction.standard().redact(text));
      text = quoted(text);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[\"-----BEGIN PRIVATE KEY-----\\n\",\"%\\n\",\"-----END PRIVATE KEY-----\"]",
        "\"-----BEGIN RSA PRIVATE KEY-----\\n\"\n + \"%\\n\"\n + \"-----END RSA PRIVATE KEY-----\"",
        "\"-----BEGIN EC PRIVATE KEY-----\", \"%\", \"%"
      })
  void hidesTheLinesOfAPrivateKeyThatAreTextsOfTheirOwn(String text) {
    String line = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj";
    String key = text.replace("%", line);
    for (Encoding encoding : Encoding.values()) {
      assertThat(leaks(redacted(key, encoding), line)).as("%s", encoding).isFalse();
    }
  }

  private static void assertThatIsJson(String text) {
    assertThatCode(() -> JSON.readTree(text)).as(text).doesNotThrowAnyException();
  }

  private static String titled(String kind, long count) {
    return count == EACH ? kind : kind + " (of " + count + ")";
  }

  static String redacted(String text, Encoding encoding) {
    return encoding.decoder.apply(Redaction.standard().redact(encoding.encoder.apply(text)));
  }

  static boolean leaks(String redacted, String secret) {
    int length = Math.min(LEAK, secret.length());
    for (int i = 0; i + length <= secret.length(); i++) {
      if (redacted.contains(secret.substring(i, i + length))) {
        return true;
      }
    }
    return false;
  }

  private static String table(
      Map<String, Map<Encoding, Integer>> byKind,
      Map<String, Long> counts,
      Map<Encoding, List<String>> mistaken,
      int positives,
      int lookalikes) {
    StringBuilder table = new StringBuilder();
    table.append("| found, of 20 of each kind | ");
    List<Encoding> encodings = List.of(Encoding.values());
    table
        .append(encodings.stream().map(each -> each.title).collect(Collectors.joining(" | ")))
        .append(" |\n|---|")
        .append("---|".repeat(encodings.size()))
        .append('\n');
    byKind.forEach(
        (kind, found) ->
            table.append(
                row(
                    titled(kind, counts.get(kind)),
                    encodings.stream().map(each -> String.valueOf(found.get(each))).toList())));
    table.append(
        row(
            "**recall, of " + positives + "**",
            encodings.stream()
                .map(each -> byKind.values().stream().mapToInt(found -> found.get(each)).sum())
                .map(found -> "%.1f %%".formatted(100.0 * found / positives))
                .toList()));
    table.append(
        row(
            "**false positives, of " + lookalikes + "**",
            encodings.stream().map(each -> String.valueOf(mistaken.get(each).size())).toList()));
    return table.toString();
  }

  private static String row(String title, List<String> cells) {
    return "| " + title + " | " + String.join(" | ", cells) + " |\n";
  }

  private static void assertThatPageHas(String table) throws IOException {
    String page = read();
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    int end = page.indexOf(END);
    assertThat(end).as("the markers in docs/privacy.md").isGreaterThanOrEqualTo(begin);
    if (Boolean.getBoolean("raglan.docs.update")) {
      Files.writeString(PAGE, page.substring(0, begin) + table + page.substring(end));
      page = read();
      end = page.indexOf(END);
    }
    assertThat(page.substring(begin, end))
        .as("the table of docs/privacy.md; -Draglan.docs.update=true writes it")
        .isEqualTo(table);
  }

  private static String read() {
    try {
      return Files.readString(PAGE);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}

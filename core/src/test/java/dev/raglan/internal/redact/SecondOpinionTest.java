package dev.raglan.internal.redact;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.raglan.Redaction;
import dev.raglan.internal.redact.SecretCorpus.Positive;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Compares the detectors with a rule set of others, by what it found in the same corpus.
 *
 * <p>Run with {@code -Draglan.corpus.write=true} to write the corpus for {@code
 * src/secretlint/write-second-opinion.mjs}.
 */
class SecondOpinionTest {

  private static final Path CORPUS = Path.of("target", "secret-corpus.json");

  /** A secret that the other rule set found in a text of the corpus. */
  private record Found(String rule, String text, int start, int end) {

    static Found of(String line, List<String> corpus) {
      String[] fields = line.split(" ");
      return new Found(
          fields[1],
          corpus.get(Integer.parseInt(fields[0])),
          Integer.parseInt(fields[2]),
          Integer.parseInt(fields[3]));
    }

    boolean isLeftBy(Redaction redaction) {
      return redaction.redact(text).contains(text.substring(start, end).strip());
    }
  }

  @Test
  void theCorpusIsTheOneThatTheOtherRuleSetWasAskedAbout() throws Exception {
    String written = new JsonMapper().writeValueAsString(corpus());
    if (Boolean.getBoolean("raglan.corpus.write")) {
      Files.writeString(CORPUS, written);
    }

    assertThat(lines())
        .as("src/secretlint/write-second-opinion.mjs writes the opinion anew")
        .contains("# corpus " + sha256(written));
  }

  @Test
  void noSecretIsLeftThatTheOtherRuleSetFinds() throws IOException {
    List<Found> found = found();

    assertThat(found).hasSizeGreaterThan(500);
    assertThat(found).filteredOn(each -> each.isLeftBy(Redaction.standard())).isEmpty();
  }

  @Test
  void theCorpusHasASecretForEveryRuleOfTheOtherSet() throws IOException {
    assertThat(found())
        .extracting(Found::rule)
        .contains(
            "aws",
            "privatekey",
            "npm",
            "basicauth",
            "slack",
            "sendgrid",
            "shopify",
            "github",
            "gitlab",
            "grafana",
            "openai",
            "anthropic",
            "groq",
            "huggingface",
            "linear",
            "notion",
            "1password",
            "database-connection-string",
            "hashicorp-vault",
            "vercel",
            "databricks",
            "docker",
            "figma");
  }

  private static List<Found> found() throws IOException {
    List<String> corpus = corpus();
    return lines().stream()
        .filter(line -> !line.startsWith("#"))
        .map(line -> Found.of(line, corpus))
        .toList();
  }

  private static List<String> corpus() {
    List<String> texts = new ArrayList<>();
    SecretCorpus.positives().stream().map(Positive::text).forEach(texts::add);
    texts.addAll(SecretCorpus.lookalikes());
    return texts;
  }

  private static List<String> lines() throws IOException {
    try (InputStream in = SecondOpinionTest.class.getResourceAsStream("second-opinion.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  private static String sha256(String text) throws NoSuchAlgorithmException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}

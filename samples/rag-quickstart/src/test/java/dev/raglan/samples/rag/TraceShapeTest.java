package dev.raglan.samples.rag;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.raglan.trace.Raglan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What the trace file holds after a question. */
@SampleTest
class TraceShapeTest {

  private static final String QUESTION = "Why did Ishmael go to sea?";

  @TempDir private static Path directory;

  @Autowired private RagPipeline pipeline;
  @Autowired private Raglan raglan;

  @DynamicPropertySource
  static void writeTracesToTheDirectory(DynamicPropertyRegistry properties) {
    properties.add("raglan.export.file.path", () -> directory.resolve("traces.jsonl").toString());
  }

  private List<JsonNode> spansBelow(String rootName) throws IOException {
    assertThat(raglan.flush(Duration.ofSeconds(10)).complete()).isTrue();
    List<JsonNode> all = new ArrayList<>();
    for (String line : Files.readAllLines(directory.resolve("traces.jsonl"))) {
      new ObjectMapper()
          .readTree(line)
          .at("/resourceSpans")
          .forEach(resource -> resource.at("/scopeSpans/0/spans").forEach(all::add));
    }
    String traceId =
        all.stream()
            .filter(span -> span.at("/name").asText().equals(rootName))
            .reduce((first, last) -> last)
            .orElseThrow()
            .at("/traceId")
            .asText();
    return all.stream().filter(span -> span.at("/traceId").asText().equals(traceId)).toList();
  }

  private static JsonNode root(List<JsonNode> spans) {
    List<JsonNode> roots =
        spans.stream().filter(span -> span.at("/parentSpanId").asText().isEmpty()).toList();
    assertThat(roots).hasSize(1);
    return roots.get(0);
  }

  @Test
  void holdsTheWholeChainUnderOneRoot() throws Exception {
    pipeline.ask(QUESTION);
    List<JsonNode> spans = spansBelow("RagPipeline.ask");
    String rootId = root(spans).at("/spanId").asText();
    assertThat(spans)
        .extracting(span -> span.at("/name").asText())
        .containsExactlyInAnyOrder(
            "RagPipeline.ask",
            "QueryRewriter.rewrite",
            "Retriever.retrieve",
            "Reranker.rerank",
            "PromptComposer.compose",
            "ExtractiveAnswerer.answer");
    assertThat(spans)
        .filteredOn(span -> !span.at("/spanId").asText().equals(rootId))
        .allSatisfy(span -> assertThat(span.at("/parentSpanId").asText()).isEqualTo(rootId));
  }

  @Test
  void holdsTheWholeChainOfAStreamedAnswerToo() throws Exception {
    String answer = String.join("", pipeline.stream(QUESTION).collectList().block());
    List<JsonNode> spans = spansBelow("RagPipeline.stream");
    assertThat(spans).hasSize(6);
    assertThat(attribute(root(spans), "output.value")).isEqualTo(answer);
    assertThat(spans)
        .extracting(span -> span.at("/name").asText())
        .contains("Retriever.retrieve", "ExtractiveAnswerer.stream");
  }

  @Test
  void holdsTheTokensOfTheGeneration() throws Exception {
    pipeline.ask(QUESTION);
    JsonNode generation =
        spansBelow("RagPipeline.ask").stream()
            .filter(span -> span.at("/name").asText().equals("ExtractiveAnswerer.answer"))
            .findFirst()
            .orElseThrow();
    assertThat(attribute(generation, "gen_ai.request.model")).isEqualTo("raglan-extractive");
    assertThat(Integer.parseInt(attribute(generation, "gen_ai.usage.input_tokens"))).isPositive();
  }

  private static String attribute(JsonNode span, String key) {
    for (JsonNode attribute : span.at("/attributes")) {
      if (attribute.at("/key").asText().equals(key)) {
        return attribute.at("/value").elements().next().asText();
      }
    }
    return "";
  }
}

package dev.raglan.samples.rag;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.raglan.Raglan;
import dev.raglan.samples.rag.answer.Answer;
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
  @Autowired private TraceNotes notes;
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
    pipeline.ask(QUESTION, "s-1");
    List<JsonNode> spans = spansBelow("RagPipeline.ask");
    String rootId = root(spans).at("/spanId").asText();
    assertThat(spans)
        .extracting(span -> span.at("/name").asText())
        .containsExactlyInAnyOrder(
            "RagPipeline.ask",
            "QueryRewriter.rewrite",
            "Retriever.retrieve",
            "Reranker.rerank",
            "lookup_citation",
            "PromptComposer.compose",
            "ExtractiveAnswerer.answer");
    assertThat(spans)
        .filteredOn(span -> !span.at("/spanId").asText().equals(rootId))
        .allSatisfy(span -> assertThat(span.at("/parentSpanId").asText()).isEqualTo(rootId));
  }

  @Test
  void holdsTheWholeChainOfAStreamedAnswerToo() throws Exception {
    String answer = String.join("", pipeline.stream(QUESTION, "s-1").collectList().block());
    List<JsonNode> spans = spansBelow("RagPipeline.stream");
    assertThat(spans).hasSize(6);
    assertThat(attribute(root(spans), "output.value")).isEqualTo(answer);
    assertThat(spans)
        .extracting(span -> span.at("/name").asText())
        .contains("Retriever.retrieve", "ExtractiveAnswerer.stream");
  }

  @Test
  void holdsTheTokensOfTheGeneration() throws Exception {
    pipeline.ask(QUESTION, "s-1");
    JsonNode generation = named(spansBelow("RagPipeline.ask"), "ExtractiveAnswerer.answer");
    assertThat(attribute(generation, "gen_ai.request.model")).isEqualTo("raglan-extractive");
    assertThat(Integer.parseInt(attribute(generation, "gen_ai.usage.input_tokens"))).isPositive();
  }

  @Test
  void holdsSessionIngestionParametersScoresToolCallAndFeedback() throws Exception {
    pipeline.ask(QUESTION, "s-42");
    List<JsonNode> spans = spansBelow("RagPipeline.ask");
    JsonNode root = root(spans);
    assertThat(spans)
        .allSatisfy(span -> assertThat(attribute(span, "session.id")).isEqualTo("s-42"));
    assertThat(attribute(root, "raglan.pipeline.type")).isEqualTo("query");
    assertThat(attribute(root, "raglan.ingestion.trace_id"))
        .isEqualTo(root(spansBelow("Ingestion.ingest")).at("/traceId").asText());
    assertThat(attribute(root, "raglan.param.chunk_words")).isEqualTo("120");
    assertThat(
            attribute(named(spans, "Retriever.retrieve"), "retrieval.documents.0.document.score"))
        .isNotEmpty();
    assertThat(attribute(named(spans, "lookup_citation"), "tool.name"))
        .isEqualTo("lookup_citation");
    assertThat(root.at("/events/0/name").asText()).isEqualTo("gen_ai.evaluation.result");
  }

  @Test
  void holdsTheCostOfTheGeneration() throws Exception {
    pipeline.ask(QUESTION, "s-1");
    JsonNode generation = named(spansBelow("RagPipeline.ask"), "ExtractiveAnswerer.answer");
    assertThat(Double.parseDouble(attribute(generation, "llm.cost.total"))).isPositive();
  }

  @Test
  void takesFeedbackLongAfterTheTrace() throws Exception {
    Answer answer = pipeline.ask(QUESTION, "s-1");
    notes.userSays(answer.traceId(), true);
    assertThat(spansBelow("RagPipeline.ask"))
        .filteredOn(span -> span.at("/name").asText().equals("feedback"))
        .singleElement()
        .satisfies(
            span ->
                assertThat(span.at("/events/0/name").asText())
                    .isEqualTo("gen_ai.evaluation.result"));
  }

  private static JsonNode named(List<JsonNode> spans, String name) {
    return spans.stream()
        .filter(span -> span.at("/name").asText().equals(name))
        .findFirst()
        .orElseThrow();
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

package dev.raglan.seeds;

import dev.raglan.model.Chunk;
import dev.raglan.model.Document;
import dev.raglan.model.RagEventType;
import dev.raglan.model.RetrievedChunk;
import dev.raglan.trace.RagEvents;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A kind of LastMile's RAG events, how it is logged here, and what is written.
 *
 * @param type the kind
 * @param logged how it is logged
 * @param input the input as it is written
 * @param output the output as it is written
 */
record EventRow(RagEventType type, Consumer<RagEvents> logged, String input, String output) {

  static final List<RetrievedChunk> FOUND =
      List.of(RetrievedChunk.of("c1", "one", 0.9), RetrievedChunk.of("c2", "two", 0.5));
  private static final List<RetrievedChunk> RERANKED = List.of(FOUND.get(1), FOUND.get(0));
  private static final String ONE =
      "{\"id\":\"c1\",\"content\":\"one\",\"score\":0.9,\"extras\":{}}";
  private static final String TWO =
      "{\"id\":\"c2\",\"content\":\"two\",\"score\":0.5,\"extras\":{}}";

  static Stream<EventRow> all() {
    return Stream.concat(ingestion(), query());
  }

  private static Stream<EventRow> ingestion() {
    return Stream.of(
        new EventRow(
            RagEventType.CHUNKING,
            rag -> rag.chunking(Document.of("d", "n", "text"), List.of(Chunk.of("c", "te"))),
            "{\"id\":\"d\",\"name\":\"n\",\"content\":\"text\",\"extras\":{}}",
            "[{\"id\":\"c\",\"content\":\"te\"}]"),
        new EventRow(
            RagEventType.CHUNKING,
            rag -> rag.chunking("/docs/a.pdf", List.of(Chunk.of("c", "te"))),
            "/docs/a.pdf",
            "[{\"id\":\"c\",\"content\":\"te\"}]"),
        new EventRow(
            RagEventType.EMBEDDING,
            rag -> rag.embedding("text", new float[] {0.1f, 0.2f}),
            "text",
            "{\"count\":1,\"dimensions\":2}"),
        new EventRow(
            RagEventType.MULTI_EMBEDDING,
            rag -> rag.embeddings(List.of("a", "b"), List.of(List.of(0.1), List.of(0.2))),
            "[\"a\",\"b\"]",
            "{\"count\":2,\"dimensions\":1}"));
  }

  private static Stream<EventRow> query() {
    return Stream.of(
        new EventRow(RagEventType.QUERY, rag -> rag.query("q", "r", "be kind"), "q", "r"),
        new EventRow(
            RagEventType.QUERY, rag -> rag.query("q", List.of("r", "s")), "q", "[\"r\",\"s\"]"),
        new EventRow(
            RagEventType.RETRIEVAL,
            rag -> rag.retrieval("q", FOUND),
            "q",
            "[" + ONE + "," + TWO + "]"),
        new EventRow(
            RagEventType.RERANKING,
            rag -> rag.rerank(FOUND, RERANKED),
            "[" + ONE + "," + TWO + "]",
            "[" + TWO + "," + ONE + "]"),
        new EventRow(
            RagEventType.SUB_QUESTION,
            rag -> rag.queryRewrite("q", List.of("q1", "q2")),
            "q",
            "[\"q1\",\"q2\"]"),
        new EventRow(
            RagEventType.TEMPLATING, rag -> rag.template("Hi {x}", "Hi you"), "Hi {x}", "Hi you"),
        new EventRow(
            RagEventType.PROMPT_COMPOSITION,
            rag -> rag.promptComposition(List.of("a", "b"), "a b"),
            "[\"a\",\"b\"]",
            "a b"),
        new EventRow(
            RagEventType.TOOL_CALL,
            rag -> rag.toolCall("weather", Map.of("city", "Paris"), Map.of("celsius", 21)),
            "{\"tool\":\"weather\",\"args\":{\"city\":\"Paris\"}}",
            "{\"celsius\":21}"),
        new EventRow(
            RagEventType.SYNTHESIZE, rag -> rag.synthesize(List.of("a"), "b"), "[\"a\"]", "b"),
        new EventRow(RagEventType.CUSTOM, rag -> rag.custom("in", "out"), "in", "out"));
  }

  @Override
  public String toString() {
    return type.id();
  }
}

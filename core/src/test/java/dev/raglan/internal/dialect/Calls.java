package dev.raglan.internal.dialect;

import dev.raglan.annotation.Field;
import dev.raglan.internal.capture.Captured;
import dev.raglan.internal.type.RawJson;
import dev.raglan.model.Embeddings;
import dev.raglan.model.Extraction;
import dev.raglan.model.Operation;
import dev.raglan.model.RagEventType;
import dev.raglan.model.RetrievedChunk;
import dev.raglan.model.SpanType;
import dev.raglan.model.Usage;
import dev.raglan.spi.SpanDescription;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The calls that the golden files show, by name: one for each span type, and variants. */
final class Calls {

  static final String QUESTION = "What is a raglan?";
  static final String ANSWER = "A sleeve that extends to the collar.";

  private Calls() {}

  static Map<String, Captured> all() {
    Map<String, Captured> calls = new LinkedHashMap<>();
    addTypes(calls);
    Generations.addTo(calls);
    calls.put("embedding-batch", embeddingBatch());
    calls.put("reranker-bound", rerankerBound());
    calls.put("tool-bound", toolBound());
    calls.put("agent-conversation", agentConversation());
    calls.put("span-bound", spanBound());
    return calls;
  }

  private static void addTypes(Map<String, Captured> calls) {
    calls.put(
        "span",
        CallBuilder.of(SpanType.SPAN).argument("question", QUESTION).output(ANSWER).build());
    calls.put(
        "chain",
        CallBuilder.of(chain())
            .argument("question", QUESTION)
            .argument("topK", 3)
            .output(ANSWER)
            .build());
    calls.put(
        "agent", CallBuilder.of(SpanType.AGENT).argument("task", QUESTION).output(ANSWER).build());
    calls.put(
        "tool",
        CallBuilder.of(SpanType.TOOL)
            .argument("city", "Paris")
            .argument("unit", "C")
            .output(new RawJson("{\"celsius\":21}"))
            .build());
    calls.put("retriever", retriever());
    addOtherTypes(calls);
  }

  private static void addOtherTypes(Map<String, Captured> calls) {
    calls.put("reranker", reranker());
    calls.put("embedding", embedding());
    calls.put(
        "guardrail",
        CallBuilder.of(SpanType.GUARDRAIL).argument("text", QUESTION).output(true).build());
    calls.put(
        "evaluator",
        CallBuilder.of(SpanType.EVALUATOR)
            .argument("answer", ANSWER)
            .argument("expected", "A sleeve.")
            .output(0.9)
            .build());
    calls.put("prompt", prompt());
    calls.put(
        "custom",
        CallBuilder.of(
                new SpanDescription(
                    "Mail.send", SpanType.CUSTOM, "mail", null, null, null, List.of("mail", "eu")))
            .argument("to", "ops")
            .build());
  }

  private static SpanDescription chain() {
    return new SpanDescription(
        "Rag.query", SpanType.CHAIN, null, null, RagEventType.QUERY, "answer", List.of());
  }

  private static final List<RetrievedChunk> CHUNKS =
      List.of(
          new RetrievedChunk("d1", "A raglan is a sleeve.", 0.98, Map.of("page", 3)),
          RetrievedChunk.of("d2", "Lord Raglan lost an arm.", 0.75),
          RetrievedChunk.of(null, "No id.", null));

  private static Captured retriever() {
    return CallBuilder.of(SpanType.RETRIEVER)
        .argument("query", QUESTION)
        .argument("k", 3)
        .output(new RawJson("[1,2,3]"))
        .bind(Field.QUERY, QUESTION)
        .bind(Field.TOP_K, 3)
        .bind(Field.DATA_SOURCE_ID, "wiki")
        .read(Extraction.NONE, Extraction.ofDocuments(CHUNKS, 7))
        .build();
  }

  private static Captured reranker() {
    List<RetrievedChunk> reranked =
        List.of(RetrievedChunk.of("d2", "Lord Raglan lost an arm.", 0.99), CHUNKS.get(0));
    return CallBuilder.of(SpanType.RERANKER)
        .argument("chunks", new RawJson("[1,2,3]"))
        .output(new RawJson("[2,1]"))
        .read(Extraction.ofDocuments(CHUNKS, 0), Extraction.ofDocuments(reranked, 0))
        .build();
  }

  private static Captured rerankerBound() {
    return CallBuilder.of(SpanType.RERANKER)
        .bind(Field.QUERY, QUESTION)
        .bind(Field.TOP_K, "2")
        .bind(Field.RERANKING_MODEL, "rerank-v3.5")
        .bind(Field.PROVIDER, "Cohere")
        .bind(Field.DOCUMENTS, new RawJson("[1,2]"))
        .build();
  }

  private static SpanDescription embeddingStep() {
    return new SpanDescription(
        "Embedder.embed",
        SpanType.EMBEDDING,
        null,
        new SpanDescription.GenerationDescription(
            Operation.EMBEDDINGS, "openai", "text-embedding-3-small", null),
        RagEventType.EMBEDDING,
        null,
        List.of());
  }

  private static Captured embedding() {
    return CallBuilder.of(embeddingStep())
        .argument("text", QUESTION)
        .output(new RawJson("\"<1536 floats>\""))
        .read(
            Extraction.NONE,
            Extraction.of(new Embeddings(null, 1, 1536, List.of(), Usage.of(5L, null))))
        .build();
  }

  private static Captured embeddingBatch() {
    Embeddings embeddings =
        new Embeddings(
            "text-embedding-3-small-v1", 2, 2, List.of(List.of(0.1, 0.2), List.of(0.3, 0.4)), null);
    return CallBuilder.of(embeddingStep())
        .argument("texts", List.of("one", "two", "three"))
        .bind(Field.EMBEDDING_MODEL, "text-embedding-3-large")
        .bind(Field.EMBEDDING_DIMENSIONS, 2)
        .read(Extraction.NONE, Extraction.of(embeddings))
        .build();
  }

  private static Captured prompt() {
    SpanDescription step =
        new SpanDescription(
            "Prompts.fill", SpanType.PROMPT, null, null, RagEventType.TEMPLATING, null, List.of());
    return CallBuilder.of(step)
        .argument("question", QUESTION)
        .argument("context", "A raglan is a sleeve.")
        .output("Answer " + QUESTION)
        .bind(Field.PROMPT, "Answer {question} with {context}")
        .bind(Field.PROMPT_SLUG, "answer-v2")
        .build();
  }

  private static Captured toolBound() {
    return CallBuilder.of(SpanType.TOOL)
        .output("21")
        .bind(Field.TOOL_NAME, "get_weather")
        .bind(Field.TOOL_ARGUMENTS, new RawJson("{\"city\":\"Paris\"}"))
        .bind(Field.ERROR, "no such city")
        .build();
  }

  private static Captured agentConversation() {
    return CallBuilder.of(SpanType.AGENT)
        .argument("request", new RawJson("{\"turn\":2}"))
        .bind(Field.SESSION_ID, "conv-1")
        .bind(Field.SYSTEM_PROMPT, "You are a tailor.")
        .bind(Field.PROMPT, QUESTION)
        .bind(Field.RESPONSE, ANSWER)
        .bind(Field.TOOLS, new RawJson(Generations.TOOLS))
        .build();
  }

  private static Captured spanBound() {
    return CallBuilder.of(SpanType.SPAN)
        .argument("question", QUESTION)
        .bind(Field.SESSION_ID, "s-1")
        .bind(Field.CUSTOMER_USER_ID, "u-7")
        .bind(Field.TAGS, "one")
        .bind(Field.ENVIRONMENT, "test")
        .build();
  }
}

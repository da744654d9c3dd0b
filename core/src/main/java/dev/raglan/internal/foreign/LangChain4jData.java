package dev.raglan.internal.foreign;

import java.util.Map;

/** Documents and requests of LangChain4j, whose accessors are no getters. */
final class LangChain4jData {

  private static final String LIBRARY = "dev.langchain4j.";

  private LangChain4jData() {}

  static void addTo(Map<String, PlainForm.Finder> known) {
    put(known, "data.document.Document", "text", "metadata");
    put(known, "data.segment.TextSegment", "text", "metadata");
    known.put(LIBRARY + "data.document.Metadata", LangChain4jData::metadata);
    put(known, "rag.content.Content", "textSegment", "metadata");
    put(known, "rag.query.Query", "text");
    put(known, "store.embedding.EmbeddingMatch", "embeddingId", "score", "embedded");
    put(known, "store.embedding.EmbeddingSearchResult", "matches");
    put(known, "store.embedding.EmbeddingSearchRequest", "query", "maxResults", "minScore");
    put(known, "agent.tool.ToolExecutionRequest", "id", "name", "arguments");
  }

  private static PlainForm metadata(Class<?> owner, Class<?> type)
      throws ReflectiveOperationException {
    return PublicMethod.of(owner, "toMap")::call;
  }

  /** Adds a type whose members are called as the methods that return them. */
  private static void put(Map<String, PlainForm.Finder> known, String type, String... members) {
    String[] both = new String[members.length * 2];
    for (int i = 0; i < both.length; i++) {
      both[i] = members[i / 2];
    }
    known.put(LIBRARY + type, (owner, runtime) -> WebTypes.object(owner, both));
  }
}

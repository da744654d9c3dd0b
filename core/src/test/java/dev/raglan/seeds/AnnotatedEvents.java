package dev.raglan.seeds;

import dev.raglan.annotation.RagEvent;
import dev.raglan.model.RagEventType;

/** A method for each kind of RAG event. */
final class AnnotatedEvents {

  @RagEvent(RagEventType.CHUNKING)
  String chunking(String input) {
    return "out";
  }

  @RagEvent(RagEventType.EMBEDDING)
  String embedding(String input) {
    return "out";
  }

  @RagEvent(RagEventType.MULTI_EMBEDDING)
  String multiEmbedding(String input) {
    return "out";
  }

  @RagEvent(RagEventType.PROMPT_COMPOSITION)
  String promptComposition(String input) {
    return "out";
  }

  @RagEvent(RagEventType.QUERY)
  String query(String input) {
    return "out";
  }

  @RagEvent(RagEventType.RETRIEVAL)
  String retrieval(String input) {
    return "out";
  }

  @RagEvent(RagEventType.SYNTHESIZE)
  String synthesize(String input) {
    return "out";
  }

  @RagEvent(RagEventType.SUB_QUESTION)
  String subQuestion(String input) {
    return "out";
  }

  @RagEvent(RagEventType.TEMPLATING)
  String templating(String input) {
    return "out";
  }

  @RagEvent(RagEventType.TOOL_CALL)
  String toolCall(String input) {
    return "out";
  }

  @RagEvent(RagEventType.RERANKING)
  String reranking(String input) {
    return "out";
  }

  @RagEvent(RagEventType.CUSTOM)
  String custom(String input) {
    return "out";
  }

  @RagEvent(value = RagEventType.RETRIEVAL, name = "hybrid search")
  String named(String input) {
    return "out";
  }

  /** The name of the method that stands for the kind. */
  static String methodOf(RagEventType type) {
    StringBuilder name = new StringBuilder();
    for (String word : type.id().split("_")) {
      boolean first = name.length() == 0;
      name.append(first ? word.charAt(0) : Character.toUpperCase(word.charAt(0)));
      name.append(word.substring(1));
    }
    return name.toString();
  }
}

package dev.raglan.samples.rag.answer;

import dev.raglan.samples.rag.search.RetrievedDoc;
import java.util.List;
import reactor.core.publisher.Flux;

/** Answers a question from its sources. */
public interface Answerer {

  /** The model that is asked unless the caller wants another. */
  String model();

  /** The whole answer at once. */
  Answer answer(
      String model, String question, List<ChatMessage> prompt, List<RetrievedDoc> sources);

  /** The answer's text, piece by piece; nothing is asked before someone subscribes. */
  Flux<String> stream(
      String model, String question, List<ChatMessage> prompt, List<RetrievedDoc> sources);
}

package dev.raglan.samples.rag.answer;

import dev.raglan.samples.rag.corpus.Citation;
import dev.raglan.samples.rag.search.RetrievedDoc;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a question.
 *
 * @param text what is answered
 * @param model the model that answered
 * @param usage what it took
 * @param sources the chunks it was answered from, best first
 * @param citation how the best source is cited; null if there is none
 * @param traceId the trace of the answer, for feedback; null while it is being made
 */
public record Answer(
    String text,
    String model,
    Usage usage,
    List<RetrievedDoc> sources,
    @Nullable Citation citation,
    @Nullable String traceId) {

  public Answer(String text, String model, Usage usage, List<RetrievedDoc> sources) {
    this(text, model, usage, sources, null, null);
  }

  public Answer in(String trace, @Nullable Citation cited) {
    return new Answer(text, model, usage, sources, cited, trace);
  }
}

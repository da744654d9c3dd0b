package dev.raglan.samples.rag;

import dev.raglan.samples.rag.answer.Answer;
import dev.raglan.samples.rag.answer.Usage;
import dev.raglan.samples.rag.search.RetrievedDoc;
import java.util.List;

/** A question, its answer and the sources, for people to read. */
final class Transcript {

  private Transcript() {}

  static String of(String question, Answer answer) {
    StringBuilder text = new StringBuilder();
    text.append("\nQuestion: ").append(question);
    text.append("\nAnswer:   ").append(answer.text());
    text.append("\nModel:    ").append(answer.model()).append(", ").append(usage(answer.usage()));
    text.append("\nSources:");
    List<RetrievedDoc> sources = answer.sources();
    for (int i = 0; i < sources.size(); i++) {
      RetrievedDoc source = sources.get(i);
      text.append(
          "%n  [%d] %s (%s, %.2f)".formatted(i + 1, source.title(), source.id(), source.score()));
    }
    return text.append('\n').toString();
  }

  private static String usage(Usage usage) {
    String unit = usage.estimated() ? "words, as an estimate of tokens" : "tokens";
    return "%d in and %d out (%s)".formatted(usage.promptTokens(), usage.completionTokens(), unit);
  }
}

package dev.raglan.samples.plain;

import dev.raglan.annotation.Bind;
import dev.raglan.annotation.Field;
import dev.raglan.annotation.RagEvent;
import dev.raglan.annotation.Traced;
import dev.raglan.model.RagEventType;
import dev.raglan.model.SpanType;
import java.util.Comparator;
import java.util.List;

/** Answers questions from its passages. What it calls on itself is traced as well. */
final class Assistant {

  private static final int CANDIDATES = 4;
  private static final int KEPT = 2;

  private final ExtractiveModel model = new ExtractiveModel();

  @Traced(type = SpanType.CHAIN)
  String answer(@Bind(Field.USER_QUERY) String question) {
    List<Passage> passages = rerank(question, retrieve(question));
    Prompt prompt = new Prompt(question, passages);
    return model.complete(prompt.text(), ExtractiveModel.NAME).text();
  }

  /** The passages that share most words with the question. */
  @RagEvent(RagEventType.RETRIEVAL)
  private static List<Passage> retrieve(@Bind(Field.QUERY) String question) {
    return Passage.all().stream()
        .sorted(Comparator.comparing((Passage passage) -> -passage.overlapWith(question)))
        .limit(CANDIDATES)
        .toList();
  }

  /** The same, with long passages put behind short ones that say as much. */
  @RagEvent(RagEventType.RERANKING)
  private List<Passage> rerank(@Bind(Field.QUERY) String question, List<Passage> candidates) {
    return candidates.stream()
        .sorted(Comparator.comparing((Passage passage) -> -passage.densityOf(question)))
        .limit(KEPT)
        .toList();
  }
}

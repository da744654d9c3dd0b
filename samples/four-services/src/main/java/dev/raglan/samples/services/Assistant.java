package dev.raglan.samples.services;

import dev.raglan.annotation.Bind;
import dev.raglan.annotation.Field;
import dev.raglan.annotation.Traced;
import java.util.List;
import org.springframework.stereotype.Component;

/** Answers questions: one trace each. */
@Component
class Assistant {

  private final Retriever retriever;
  private final Model model;

  Assistant(Retriever retriever, Model model) {
    this.retriever = retriever;
    this.model = model;
  }

  @Traced(value = "ask", tags = "sample")
  String ask(@Bind(Field.SESSION_ID) String session, String question) {
    List<String> sources = retriever.search(question);
    return model.answer(question, "Answer from these sources: " + sources + "\n" + question);
  }
}

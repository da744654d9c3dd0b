package dev.raglan.samples.services;

import dev.raglan.annotation.Bind;
import dev.raglan.annotation.Field;
import dev.raglan.annotation.Generation;
import org.springframework.stereotype.Component;

/** Stands for a language model: it always gives the same answer. */
@Component
class Model {

  @Generation(value = "answer", provider = "openai", model = "gpt-4o-mini")
  String answer(@Bind(Field.USER_QUERY) String question, @Bind(Field.PROMPT) String prompt) {
    return "Raglan traces LLM applications on the JVM.";
  }
}

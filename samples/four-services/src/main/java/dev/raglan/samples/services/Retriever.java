package dev.raglan.samples.services;

import dev.raglan.annotation.RagEvent;
import dev.raglan.model.RagEventType;
import java.util.List;
import org.springframework.stereotype.Component;

/** Finds sources. */
@Component
class Retriever {

  @RagEvent(RagEventType.RETRIEVAL)
  List<String> search(String query) {
    return List.of("Raglan traces LLM applications on the JVM.", "A raglan is a kind of sleeve.");
  }
}

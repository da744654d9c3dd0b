package dev.raglan.contract.subject.woven;

import dev.raglan.annotation.Traced;
import dev.raglan.contract.subject.Retriever;
import java.util.List;

/** Leaves one annotation to its interface, where AspectJ does not see it. */
public final class UnseenRetriever implements Retriever {

  @Override
  public List<String> retrieve(String query, String apiKey) {
    return List.of();
  }

  @Override
  @Traced
  public String overridden() {
    return "overridden";
  }
}

package dev.raglan.contract.subject;

import dev.raglan.annotation.Traced;
import java.util.List;

/** Leaves the annotations to its interface, but for one. */
public class PlainRetriever implements Retriever {

  @Override
  public List<String> retrieve(String query, String apiKey) {
    return List.of("A raglan is a sleeve.");
  }

  @Override
  @Traced("of the class")
  public String overridden() {
    return "overridden";
  }
}

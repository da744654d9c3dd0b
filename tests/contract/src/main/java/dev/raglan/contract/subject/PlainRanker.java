package dev.raglan.contract.subject;

import java.util.List;

/** Leaves the annotation to its interface. */
public class PlainRanker implements Ranker {

  @Override
  public List<String> rank(List<String> documents) {
    return documents.stream().sorted().toList();
  }

  /** Not one of the interface's, so its annotation does not count. */
  public String name() {
    return "plain";
  }
}

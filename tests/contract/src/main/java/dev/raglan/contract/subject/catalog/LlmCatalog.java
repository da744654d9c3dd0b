package dev.raglan.contract.subject.catalog;

import dev.raglan.contract.subject.LlmCall;

/** Has an annotation of the application's own on the class. */
@LlmCall
public class LlmCatalog implements Catalog {

  @Override
  public String find(String id) {
    return id;
  }

  @Override
  public String described() {
    return "generated";
  }
}

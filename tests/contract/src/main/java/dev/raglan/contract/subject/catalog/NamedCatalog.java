package dev.raglan.contract.subject.catalog;

import dev.raglan.annotation.Traced;

/** Has a name for the whole class. */
@Traced("books")
public class NamedCatalog implements Catalog {

  @Override
  public String find(String id) {
    return id;
  }

  @Override
  public String described() {
    return "named";
  }
}

package dev.raglan.contract.subject.catalog;

import dev.raglan.annotation.Traced;

/** Traces every public method; one says more of itself. */
@Traced(tags = "catalog")
public class AnnotatedCatalog implements Catalog {

  @Override
  public String find(String id) {
    return described(id);
  }

  @Override
  @Traced("described")
  public String described() {
    return "a catalog";
  }

  /** Not public, so the type's annotation does not count. */
  String described(String id) {
    return "book " + id;
  }

  @Override
  public int hashCode() {
    return 7;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AnnotatedCatalog;
  }

  @Override
  public String toString() {
    return "a catalog";
  }
}

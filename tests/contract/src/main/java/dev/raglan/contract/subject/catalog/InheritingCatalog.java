package dev.raglan.contract.subject.catalog;

/** Has its annotation, and one of its methods, from its superclass. */
public class InheritingCatalog extends AnnotatedCatalog {

  @Override
  public String find(String id) {
    return "inherited " + id;
  }
}

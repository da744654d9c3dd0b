package dev.raglan.contract.subject.catalog;

/** Called on a class whose type is annotated. */
public interface Catalog {

  String find(String id);

  String described();
}

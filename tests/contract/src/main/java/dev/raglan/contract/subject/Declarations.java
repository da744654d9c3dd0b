package dev.raglan.contract.subject;

/** The declarations that annotations can make of a method. */
public interface Declarations {

  void derived();

  void byValue();

  void byName();

  void byBoth();

  void tool();

  void custom();

  void decorated();

  void malformed();

  void generation();

  void embeddings();

  void event();

  void eventAndTraced();

  void metaAnnotated();

  void plain();
}

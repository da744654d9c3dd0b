package dev.raglan.spring.engine;

/** An interface of which a shared library has a woven implementation. */
public interface Retriever {

  String retrieve(String question);
}

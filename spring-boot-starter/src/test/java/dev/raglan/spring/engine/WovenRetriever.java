package dev.raglan.spring.engine;

import dev.raglan.annotation.Generation;

/** A class that is woven, and no bean. */
public class WovenRetriever implements Retriever {

  @Override
  @Generation(value = "retrieve", model = "${app.model}")
  public String retrieve(String question) {
    return "answer to " + question;
  }
}

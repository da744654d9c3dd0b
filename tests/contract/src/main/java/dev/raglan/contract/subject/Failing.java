package dev.raglan.contract.subject;

import java.io.IOException;

/** Throws what it is told to. */
public interface Failing {

  String fail(Throwable thrown) throws Throwable;

  void failChecked(IOException thrown) throws IOException;
}

package dev.raglan.contract.subject;

import dev.raglan.annotation.Traced;
import java.io.IOException;

/** Throws it. */
public class TracedFailing implements Failing {

  @Override
  @Traced
  public String fail(Throwable thrown) throws Throwable {
    throw thrown;
  }

  @Override
  @Traced
  public void failChecked(IOException thrown) throws IOException {
    throw thrown;
  }
}

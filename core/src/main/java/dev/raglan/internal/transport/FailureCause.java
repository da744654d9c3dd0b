package dev.raglan.internal.transport;

import dev.raglan.internal.text.LogLine;

/**
 * The cause of a failed export, in one escaped line.
 *
 * @param summary says what failed and where, such as {@code connection refused: localhost:4318}
 * @param serverText the beginning of the server's explanation, escaped; empty if there is none
 */
public record FailureCause(String summary, String serverText) {

  private static final int MAX_SUMMARY = 200;
  private static final int MAX_SERVER_TEXT = 800;

  /** Escapes and cuts both texts. */
  public FailureCause {
    summary = LogLine.cut(summary, MAX_SUMMARY);
    serverText = LogLine.cut(serverText.strip(), MAX_SERVER_TEXT);
  }

  /** Returns a cause without a server's explanation. */
  public static FailureCause of(String summary) {
    return new FailureCause(summary, "");
  }

  /** Returns the summary, followed by the server's explanation if there is one. */
  @Override
  public String toString() {
    return serverText.isEmpty() ? summary : summary + ": " + serverText;
  }
}

package dev.raglan.internal.service.spansapi;

import java.io.Serial;

/** An answer that is not the Spans API's; the message continues "the answer ...". */
final class UnreadableAnswer extends Exception {

  @Serial private static final long serialVersionUID = 1L;

  UnreadableAnswer(String message) {
    super(message);
  }
}

package dev.raglan.internal.dialect;

import dev.raglan.model.Message;

/** The form of a message as JSON in one convention. */
@FunctionalInterface
interface MessageForm {

  /**
   * The message as a tree of maps and lists, whose texts are redacted and cut.
   *
   * @param number the message's, from 0
   * @param room the most characters that the message may take as JSON; what is longer is cut
   *     further when it is written
   */
  Object tree(Message message, int number, int room);
}

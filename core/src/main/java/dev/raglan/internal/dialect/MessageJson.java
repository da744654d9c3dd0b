package dev.raglan.internal.dialect;

import dev.raglan.model.Message;
import dev.raglan.spi.ContentWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Messages as a JSON array of bounded length.
 *
 * <p>The array may be twice as long as another value: a prompt of the full length still fits with
 * its escapes. Of a conversation that does not fit, the messages are kept in the order of {@link
 * MessageOrder}; the first of that order is cut to a quarter of the room. The others are left out
 * and counted: an array of messages has no place for a marker.
 *
 * @param text the array, always valid JSON
 * @param leftOut the number of messages that are not in it
 */
record MessageJson(String text, int leftOut) {

  /** A convention's form of a message as JSON. */
  @FunctionalInterface
  interface Form {

    /**
     * Returns the message as a JSON object, whose texts are redacted and cut, and whose parts are
     * whole or left out.
     *
     * @param number the message's, from 0
     * @param room the most characters of the object
     * @return null if there is no room for a message at all
     */
    @Nullable JsonObject json(Message message, int number, int room);
  }

  /** Room below which no further message is begun: it would be all marker. */
  private static final int LEAST_ROOM = 256;

  /** The system message and the newest are kept however few items an array may have. */
  private static final int LEAST_ITEMS = 2;

  /** Returns the messages in that form; null if there are none, or none fits. */
  static @Nullable MessageJson of(List<Message> messages, Form form, ContentWriter writer) {
    int count = messages.size();
    int room = Lengths.of(2, writer) - 2;
    int most = Math.max(LEAST_ITEMS, writer.limits().maxItems());
    @Nullable JsonObject[] written = new JsonObject[count];
    int kept = 0;
    int tried = 0;
    for (int number : MessageOrder.of(messages)) {
      if (kept == most || (tried >= LEAST_ITEMS && room <= LEAST_ROOM)) {
        break;
      }
      boolean takesQuarter = tried == 0 && count > 1;
      JsonObject json = form.json(messages.get(number), number, takesQuarter ? room / 4 : room - 1);
      tried++;
      if (json != null) {
        written[number] = json;
        kept++;
        room -= json.length() + 1;
      }
    }
    return kept == 0 ? null : new MessageJson(JsonArray.of(written), count - kept);
  }
}

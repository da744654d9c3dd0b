package dev.raglan.internal.dialect;

import dev.raglan.model.Message;
import dev.raglan.spi.ContentWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Messages as a JSON array of bounded length.
 *
 * <p>The array may be twice as long as another value: a prompt of the full length still fits with
 * its escapes. Of a conversation that does not fit, the first message, cut to a quarter of the
 * room, and the latest ones stay. Those between are left out and counted: an array of messages has
 * no place for a marker.
 *
 * @param text the array, always valid JSON
 * @param leftOut how many messages are not in it
 */
record MessageJson(String text, int leftOut) {

  /** Room below which no further message is begun: it would be all marker. */
  private static final int LEAST_ROOM = 256;

  /** The messages in that form; null if there are none. */
  static @Nullable MessageJson of(List<Message> messages, MessageForm form, ContentWriter writer) {
    int count = messages.size();
    if (count == 0) {
      return null;
    }
    int room = 2 * writer.limits().maxLength() - 2;
    String[] written = new String[count];
    written[0] = write(0, count == 1 ? room : room / 4, messages, form, writer);
    room -= written[0].length();
    int from = count;
    int most = writer.limits().maxItems() - 1;
    while (from > 1 && count - from < most && (room > LEAST_ROOM || from == count)) {
      from--;
      written[from] = write(from, room - 1, messages, form, writer);
      room -= written[from].length() + 1;
    }
    return new MessageJson(array(written, from), from - 1);
  }

  private static String write(
      int number, int room, List<Message> messages, MessageForm form, ContentWriter writer) {
    return writer.json(form.tree(messages.get(number), number, room), room);
  }

  private static String array(String[] written, int from) {
    StringBuilder array = new StringBuilder("[").append(written[0]);
    for (int i = from; i < written.length; i++) {
      array.append(',').append(written[i]);
    }
    return array.append(']').toString();
  }
}

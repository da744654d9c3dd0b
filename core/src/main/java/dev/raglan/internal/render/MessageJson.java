package dev.raglan.internal.render;

import dev.raglan.internal.json.JsonRenderer;
import dev.raglan.model.Message;
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
public record MessageJson(String text, int leftOut) {

  /** Room below which no further message is begun: it would be all marker. */
  private static final int LEAST_ROOM = 256;

  /** The messages in that form; null if there are none. */
  public static @Nullable MessageJson of(
      List<Message> messages, MessageForm form, JsonRenderer json) {
    int count = messages.size();
    if (count == 0) {
      return null;
    }
    int room = 2 * json.limits().maxLength() - 2;
    String[] written = new String[count];
    written[0] = write(0, count == 1 ? room : room / 4, messages, form, json);
    room -= written[0].length();
    int from = count;
    int most = json.limits().maxItems() - 1;
    while (from > 1 && count - from < most && (room > LEAST_ROOM || from == count)) {
      from--;
      written[from] = write(from, room - 1, messages, form, json);
      room -= written[from].length() + 1;
    }
    return new MessageJson(array(written, from), from - 1);
  }

  private static String write(
      int number, int room, List<Message> messages, MessageForm form, JsonRenderer json) {
    return json.json(form.tree(messages.get(number), number, room), room);
  }

  private static String array(String[] written, int from) {
    StringBuilder array = new StringBuilder("[").append(written[0]);
    for (int i = from; i < written.length; i++) {
      array.append(',').append(written[i]);
    }
    return array.append(']').toString();
  }
}

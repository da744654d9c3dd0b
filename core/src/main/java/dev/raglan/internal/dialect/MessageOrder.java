package dev.raglan.internal.dialect;

import dev.raglan.model.Message;
import java.util.List;
import java.util.Locale;

/**
 * The order in which messages of a conversation are kept where not all fit: the system message, or
 * else the first one, then the newest, then those before it.
 */
final class MessageOrder {

  private MessageOrder() {}

  /** Returns the messages' numbers, the most important first. */
  static int[] of(List<Message> messages) {
    int[] order = new int[messages.size()];
    int first = first(messages);
    int next = 0;
    if (order.length > 0) {
      order[next++] = first;
    }
    for (int i = order.length - 1; i >= 0; i--) {
      if (i != first) {
        order[next++] = i;
      }
    }
    return order;
  }

  private static int first(List<Message> messages) {
    for (int i = 0; i < messages.size(); i++) {
      if (isSystem(messages.get(i))) {
        return i;
      }
    }
    return 0;
  }

  /** Returns whether the message instructs the model; OpenAI calls newer ones the developer's. */
  private static boolean isSystem(Message message) {
    return switch (message.role().toLowerCase(Locale.ROOT)) {
      case "system", "developer" -> true;
      default -> false;
    };
  }
}

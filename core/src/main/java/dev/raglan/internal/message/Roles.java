package dev.raglan.internal.message;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The four roles of a conversation, and the other names that libraries give them. */
public final class Roles {

  public static final String SYSTEM = "system";
  public static final String USER = "user";
  public static final String ASSISTANT = "assistant";
  public static final String TOOL = "tool";

  private static final Map<String, String> OTHER_WORDS =
      Map.of(
          "developer", SYSTEM,
          "human", USER,
          "ai", ASSISTANT,
          "aimessagechunk", ASSISTANT, // Of LangChain
          "model", ASSISTANT,
          "bot", ASSISTANT,
          "chatbot", ASSISTANT,
          "function", TOOL,
          "tool_execution_result", TOOL,
          "ipython", TOOL);

  private static final Set<String> TYPES =
      Set.of("system", "human", "user", "ai", "aimessagechunk", "tool", "tool_execution_result");

  private Roles() {}

  /** Returns the role that the word stands for; any other word in lower case. */
  public static @Nullable String of(@Nullable String word) {
    if (word == null || word.isBlank()) {
      return null;
    }
    String lower = word.toLowerCase(Locale.ROOT);
    return OTHER_WORDS.getOrDefault(lower, lower);
  }

  /** Returns true if a message of that type is one in the role of that name. */
  static boolean isType(String type) {
    return TYPES.contains(type.toLowerCase(Locale.ROOT));
  }

  /** Returns true if the word stands for one of the four roles. */
  static boolean isKnown(@Nullable String word) {
    String role = of(word);
    return SYSTEM.equals(role) || USER.equals(role) || ASSISTANT.equals(role) || TOOL.equals(role);
  }
}

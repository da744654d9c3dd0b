package dev.raglan.internal.library.stainless;

import dev.raglan.internal.read.Presence;
import java.util.function.UnaryOperator;

/** Converts values of the providers' own libraries to the JSON that they stand for. */
public final class LibraryTrees {

  private static final UnaryOperator<Object> OPEN_AI =
      Presence.of("com.openai.core.ObjectMappers") ? OpenAiJava::tree : value -> value;
  private static final UnaryOperator<Object> ANTHROPIC =
      Presence.of("com.anthropic.core.ObjectMappers") ? AnthropicJava::tree : value -> value;

  private LibraryTrees() {}

  /** Returns a value of such a library as a tree, and any other as it is. */
  public static Object of(Object value) {
    String name = value.getClass().getName();
    if (name.startsWith("com.openai.models.")) {
      return OPEN_AI.apply(value);
    }
    return name.startsWith("com.anthropic.models.") ? ANTHROPIC.apply(value) : value;
  }
}

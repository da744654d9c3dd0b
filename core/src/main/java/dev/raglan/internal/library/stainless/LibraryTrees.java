package dev.raglan.internal.library.stainless;

import dev.raglan.internal.read.Presence;
import java.util.function.UnaryOperator;

/** Writes values of the providers' own libraries as the JSON they stand for, if they are there. */
public final class LibraryTrees {

  private static final UnaryOperator<Object> OPEN_AI =
      Presence.of("com.openai.core.ObjectMappers") ? OpenAiJava::tree : value -> value;
  private static final UnaryOperator<Object> ANTHROPIC =
      Presence.of("com.anthropic.core.ObjectMappers") ? AnthropicJava::tree : value -> value;

  private LibraryTrees() {}

  /** The value as a tree if it is of such a library, else the value itself. */
  public static Object of(Object value) {
    String name = value.getClass().getName();
    if (name.startsWith("com.openai.models.")) {
      return OPEN_AI.apply(value);
    }
    return name.startsWith("com.anthropic.models.") ? ANTHROPIC.apply(value) : value;
  }
}

package dev.raglan.internal.library.springai;

import dev.raglan.internal.framework.ReactiveContext;
import dev.raglan.internal.safe.Safe;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.model.tool.internal.ToolCallReactiveContextHolder;

/**
 * The tools of a streamed answer: Spring AI runs them on a thread of Reactor's, for which it holds
 * the subscriber's context.
 */
public final class SpringAiTools {

  private SpringAiTools() {}

  /** Returns the context of the stream that this thread runs a tool for; null if it runs none. */
  public static @Nullable Context context() {
    return Safe.orNull(() -> ReactiveContext.carriedBy(ToolCallReactiveContextHolder.getContext()));
  }

  /** Returns that stream's context of Reactor's; null if this thread runs no tool for one. */
  public static @Nullable Object subscriber() {
    return Safe.orNull(() -> ToolCallReactiveContextHolder.getContext());
  }
}

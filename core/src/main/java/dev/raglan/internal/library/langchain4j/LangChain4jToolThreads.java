package dev.raglan.internal.library.langchain4j;

import dev.raglan.internal.read.Presence;
import dev.raglan.internal.record.ThreadScopes;
import dev.raglan.internal.record.ThreadScopes.Held;
import dev.raglan.spi.OpenCall;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The threads that run tools for a token stream, each in the stream's context meanwhile: those of
 * the library's HTTP client, or of its executor, know no context. Thread-safe.
 */
final class LangChain4jToolThreads {

  /** True if the library tells of a tool before it runs; the oldest versions do not. */
  static final boolean ARE_TOLD = Presence.of("dev.langchain4j.service.tool.BeforeToolExecution");

  private final OpenCall call;
  private final Map<Thread, Held> current = new ConcurrentHashMap<>();

  LangChain4jToolThreads(OpenCall call) {
    this.call = call;
  }

  /** Makes the context current for the tool that this thread is about to run. */
  void enter() {
    leave();
    Held held = ThreadScopes.enter(call::makeCurrent);
    if (held != null) {
      current.put(Thread.currentThread(), held);
    }
  }

  /** Gives the thread its context back after its tool. */
  void leave() {
    release(current.remove(Thread.currentThread()));
  }

  /** Gives the threads their contexts back whose tools ended with an exception. */
  void leaveAll() {
    current.keySet().forEach(thread -> release(current.remove(thread)));
  }

  private static void release(@Nullable Held held) {
    if (held != null) {
      ThreadScopes.release(held);
    }
  }
}

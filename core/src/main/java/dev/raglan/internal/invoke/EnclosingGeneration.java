package dev.raglan.internal.invoke;

import dev.raglan.model.Completion;
import dev.raglan.model.Extraction;
import dev.raglan.model.Usage;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The generation of an annotated method, to which the model calls below it report their usage, so
 * that it is counted once. Thread-safe.
 */
public final class EnclosingGeneration {

  private static final ContextKey<EnclosingGeneration> KEY =
      ContextKey.named("dev.raglan.enclosing-generation");

  private long inputTokens;
  private long outputTokens;
  private @Nullable String model;
  private boolean reported;
  private boolean closed;
  private boolean counted;

  private EnclosingGeneration() {}

  /** Returns the context of a generation that begins. */
  static Context begin(Context context) {
    return context.with(KEY, new EnclosingGeneration());
  }

  /** Returns the one in the context; null for none. */
  static @Nullable EnclosingGeneration of(Context context) {
    return context.get(KEY);
  }

  /** Returns the one that encloses the work on this thread; null for none. */
  public static @Nullable EnclosingGeneration current() {
    return of(Context.current());
  }

  /**
   * Reports the usage of a model call below.
   *
   * @param answered the model that answered; null if it is not known
   * @return whether it is counted on the enclosing generation, and need not be counted elsewhere;
   *     false if that has ended without knowing of any usage
   */
  public synchronized boolean report(@Nullable String answered, Usage usage) {
    if (closed) {
      return counted;
    }
    inputTokens += orZero(usage.inputTokens());
    outputTokens += orZero(usage.outputTokens());
    model = answered == null ? model : answered;
    reported = true;
    return true;
  }

  private static long orZero(@Nullable Long count) {
    return count == null ? 0 : count;
  }

  /** Ends it; returns the extraction of the result, with the reported usage if it has none. */
  synchronized Extraction close(Extraction read) {
    Completion completion = read.completion();
    boolean known = completion != null && completion.usage() != null;
    closed = true;
    counted = known || reported;
    return known || !reported ? read : read.with(completed(completion));
  }

  private Completion completed(@Nullable Completion read) {
    Usage usage = Usage.of(inputTokens, outputTokens);
    if (read == null) {
      return new Completion(null, model, List.of(), List.of(), usage);
    }
    String answered = read.model() == null ? model : read.model();
    return new Completion(
        read.responseId(), answered, read.messages(), read.finishReasons(), usage);
  }
}

package dev.raglan.internal.safe;

import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** The failure of a {@link java.util.concurrent.CompletionStage}, as its dependents receive it. */
public final class CompletionFailure {

  private CompletionFailure() {}

  /** Returns the exception that a stage failed with, out of the wrapper that dependents get. */
  public static Throwable causeOf(Throwable received) {
    @Nullable Throwable cause = received.getCause();
    return received instanceof CompletionException && cause != null ? cause : received;
  }
}

package dev.raglan.internal.safe;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The guard around code that is not Raglan's: getters, {@code toString}, extractors, redactors,
 * result handlers.
 *
 * <p>Everything thrown is caught, Errors included: a getter's {@link StackOverflowError} or {@link
 * LinkageError} must not reach the application, which never asked for that getter to be called.
 */
public final class Safe {

  private static final ThrottledLog LOG = ThrottledLog.of(Safe.class);

  /** An action that may throw anything. */
  @FunctionalInterface
  public interface Action {

    /** Runs the action. */
    void run() throws Throwable;
  }

  /** A source of a value that may throw anything. */
  @FunctionalInterface
  public interface Source<T> {

    /** Returns the value. */
    @Nullable T get() throws Throwable;
  }

  private Safe() {}

  /**
   * Runs an action; what it throws is logged, at most once a minute for each {@code what}.
   *
   * @param what names the action in the log, as in "the end of a span"
   */
  public static void run(String what, Action action) {
    try {
      action.run();
    } catch (Throwable thrown) {
      log(what, thrown);
    }
  }

  /** Logs a failure of Raglan's, at most once a minute for each {@code what}. */
  public static void log(String what, Throwable thrown) {
    LOG.warn(what, thrown);
  }

  /** Returns the source's value, or null if it throws; logs nothing. */
  public static <T> @Nullable T orNull(Source<? extends T> source) {
    try {
      return source.get();
    } catch (Throwable thrown) {
      return null;
    }
  }

  /** Returns the source's value, or the fallback if it throws or is null; logs nothing. */
  public static <T> T orElse(Source<T> source, T fallback) {
    T value = orNull(source);
    return value == null ? fallback : value;
  }

  /** Returns the source's value, or the fallback's if it throws or is null; logs nothing. */
  public static <T> T get(Source<? extends T> source, Supplier<? extends T> fallback) {
    T value = orNull(source);
    return value == null ? fallback.get() : value;
  }
}

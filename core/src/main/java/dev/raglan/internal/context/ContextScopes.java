package dev.raglan.internal.context;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.Scope;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one place where Raglan makes a context current on a thread, and asks what is current there.
 *
 * <p>Libraries that keep a current span of their own, inside OpenTelemetry's context as Micrometer
 * Tracing does or outside of it as Brave does, do not see a context that is merely made current.
 * The composition root installs what suits the libraries of this class loader. Thread-safe.
 */
public final class ContextScopes {

  /** A library with a current span of its own. */
  @FunctionalInterface
  public interface Neighbour {

    /**
     * Makes the context current on this thread until the scope is closed. {@link Context#current()}
     * may be another context with the same entries.
     */
    Scope open(Context context);

    /**
     * Makes a context current that was captured elsewhere, beside what others carry; what they take
     * back first stays taken back.
     */
    @SuppressWarnings("MustBeClosedChecker") // Closed by the caller.
    default Scope carry(Context context) {
      return ContextStorage.get().attach(context);
    }

    /** Returns the context with the library's current span, where that is inside its span. */
    default Context parent(Context context) {
      return context;
    }

    /**
     * Returns the context of a span that has started and records, with what the library needs to
     * make it current.
     *
     * @param parent the context that the span was started in
     */
    default Context started(Context context, Span span, Context parent) {
      return context;
    }

    /**
     * Learns that a span that records is about to end.
     *
     * @param context the context of the span, as {@link #started} returned it
     * @param errorType the type of its failure; null if it did not fail
     */
    default void ending(Context context, Span span, @Nullable String errorType) {}
  }

  private static volatile Neighbour neighbour = Context::makeCurrent;
  private static volatile Supplier<@Nullable Context> held = () -> null;

  private ContextScopes() {}

  /** Installs the library for every context that Raglan makes current from now on. */
  public static void use(Neighbour chosen) {
    neighbour = Objects.requireNonNull(chosen, "neighbour");
  }

  /**
   * Installs a source of the context that a library holds for this thread without making it
   * current; it is asked where the thread has none, and never throws.
   */
  public static void useHeld(Supplier<@Nullable Context> source) {
    held = Objects.requireNonNull(source, "source");
  }

  /** Makes the context current on this thread until the scope is closed. */
  public static Scope open(Context context) {
    return neighbour.open(context);
  }

  /** Makes a context current that was captured elsewhere, beside what others carry. */
  public static Scope carry(Context context) {
    return neighbour.carry(context);
  }

  /** Returns the context to start spans in where the given one is the thread's. */
  public static Context parent(Context current) {
    Context found = current == Context.root() ? held.get() : null;
    return neighbour.parent(found == null ? current : found);
  }

  /** Returns the context of a span that has started and records. */
  public static Context started(Context context, Span span, Context parent) {
    return neighbour.started(context, span, parent);
  }

  /** Ends what belongs to a span that records and is about to end. */
  public static void ending(Context context, Span span, @Nullable String errorType) {
    neighbour.ending(context, span, errorType);
  }
}

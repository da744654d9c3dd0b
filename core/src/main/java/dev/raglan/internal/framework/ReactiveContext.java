package dev.raglan.internal.framework;

import dev.raglan.internal.context.ContextOwner;
import dev.raglan.internal.context.ContextScopes;
import dev.raglan.internal.context.RenderedContext;
import dev.raglan.internal.safe.Safe;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

/**
 * Access to the OpenTelemetry context in Reactor's context, which travels with a subscription, on
 * whatever threads its signals come. Thread-safe.
 */
public final class ReactiveContext {

  /**
   * The key under which Reactor's context holds a {@link Travelling}. A {@code ThreadLocalAccessor}
   * of the same key makes it current on the threads of operators.
   */
  public static final String KEY = "dev.raglan.opentelemetry-context";

  /** The key under which Micrometer carries an observation. */
  private static final String OBSERVATION = "micrometer.observation";

  /**
   * A context on its way.
   *
   * @param context has an entry of Raglan's
   * @param observation Micrometer's current observation when the context was taken; null for none.
   *     Where another one is current, the context is older than that and must not hide it.
   */
  public record Travelling(Context context, @Nullable Object observation) {}

  /** A library's own carrier in Reactor's context, kept in step with Raglan's. */
  public interface Carrier {

    /** Returns the subscriber's context with the call as the library's current span. */
    reactor.util.context.Context carry(reactor.util.context.Context subscriber, Context call);

    /**
     * Returns the context that the library carries for the subscriber; null if it carries none.
     *
     * @param own what Raglan carries; null for nothing
     */
    @Nullable Context contextOf(ContextView subscriber, @Nullable Context own);
  }

  private static volatile @Nullable Carrier carrier;
  private static volatile Supplier<@Nullable Object> held = () -> null;

  private ReactiveContext() {}

  /** Installs the carrier of a library that is on the class path. */
  public static void use(Carrier chosen) {
    carrier = chosen;
  }

  /**
   * Installs what knows of a subscriber for whom a thread works, though no operator of Reactor's
   * runs it.
   *
   * @param known returns the subscriber's context of Reactor's; null for nobody's
   */
  public static void useHeld(Supplier<@Nullable Object> known) {
    held = known;
  }

  /**
   * Returns Micrometer's observation that the subscriber is in for whom this thread works, if
   * something of Raglan's travels beside it; else null.
   */
  public static @Nullable Object heldObservation() {
    return held.get() instanceof ContextView subscriber && subscriber.hasKey(KEY)
        ? subscriber.getOrDefault(OBSERVATION, null)
        : null;
  }

  /** Makes a context current that travelled to this thread, beside what others carry. */
  public static Scope carry(Context context) {
    return ContextScopes.carry(context);
  }

  /** Makes the context of the subscriber current on this thread until the scope is closed. */
  @SuppressWarnings("MustBeClosedChecker") // Closed by the caller.
  public static Scope enter(ContextView subscriber) {
    return Safe.orElse(() -> ContextScopes.open(of(subscriber)), Scope.noop());
  }

  /** Returns the thread's context to travel; null if nothing of Raglan's is in it. */
  public static @Nullable Travelling capture(@Nullable Object observation) {
    Context current = Context.current();
    boolean ours = ContextOwner.of(current) != null || RenderedContext.of(current) != null;
    return ours ? new Travelling(current, observation) : null;
  }

  /**
   * Returns the context of the subscriber: what Raglan carries, unless an observation has begun
   * since; else what a library carries; else the thread's, with the span that a library has there.
   */
  public static Context of(ContextView subscriber) {
    Context carried = carriedBy(subscriber);
    return carried == null ? ContextScopes.parent(Context.current()) : carried;
  }

  /** Returns what is carried for the subscriber, by Raglan or a library; null for nothing. */
  public static @Nullable Context carriedBy(ContextView subscriber) {
    if (subscriber.isEmpty()) {
      return null;
    }
    Travelling own = travelling(subscriber.getOrDefault(KEY, null));
    if (own != null && own.observation() == subscriber.getOrDefault(OBSERVATION, null)) {
      return own.context();
    }
    Carrier library = carrier;
    Context known = own == null ? null : own.context();
    Context carried =
        library == null ? null : Safe.orNull(() -> library.contextOf(subscriber, known));
    if (carried != null) {
      return carried;
    }
    return known == null ? null : ContextScopes.parent(known);
  }

  /** An application may put a plain context there, which then counts wherever it is. */
  private static @Nullable Travelling travelling(@Nullable Object value) {
    if (value instanceof Context context) {
      return new Travelling(context, null);
    }
    return value instanceof Travelling travelling ? travelling : null;
  }

  /** Returns the subscriber's context with the context of a call in it. */
  public static reactor.util.context.Context with(
      reactor.util.context.Context subscriber, Context call) {
    Carrier library = carrier;
    reactor.util.context.Context carried =
        library == null
            ? subscriber
            : Safe.orElse(() -> library.carry(subscriber, call), subscriber);
    Object observation = carried.getOrDefault(OBSERVATION, null);
    return carried.put(KEY, new Travelling(call, observation));
  }
}

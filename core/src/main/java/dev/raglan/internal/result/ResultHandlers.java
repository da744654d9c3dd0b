package dev.raglan.internal.result;

import static dev.raglan.internal.lazy.LazyTypes.supertypes;

import dev.raglan.internal.foreign.PerClass;
import dev.raglan.internal.lazy.LazyTypes;
import dev.raglan.internal.read.Presence;
import dev.raglan.internal.safe.Safe;
import dev.raglan.spi.OpenCall;
import dev.raglan.spi.ResultHandler;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The result handlers of an engine, asked in their order: the first that handles a class follows
 * its instances. Thread-safe.
 */
public final class ResultHandlers {

  private final List<ResultHandler> handlers;
  private final PerClass<Kind> kinds = new PerClass<>(this::kind);

  private ResultHandlers(List<ResultHandler> handlers) {
    this.handlers = List.copyOf(handlers);
  }

  /**
   * A kind of result.
   *
   * @param handler follows it; null if none does
   * @param unfollowed true if it stands for work that goes on after its method has returned, though
   *     no handler follows it
   * @param following the type as which it is followed where no declared type is known; null if it
   *     cannot be
   * @param finished true if it is all there when its method returns, as most results are
   * @param container true if it is all there unless its elements are not
   */
  private record Kind(
      @Nullable ResultHandler handler,
      boolean unfollowed,
      @Nullable Class<?> following,
      boolean finished,
      boolean container) {}

  /**
   * A handler of responses that the application has yet to read, known by an interface that every
   * caller uses. They are followed also where a future brings them.
   */
  public interface OfResponses extends ResultHandler {}

  /** Returns the given handlers alone. */
  static ResultHandlers of(ResultHandler... handlers) {
    return new ResultHandlers(List.of(handlers));
  }

  /**
   * Returns the handlers that the service loader finds, then the given ones, then those for the
   * types of the JDK and of Reactive Streams.
   */
  public static ResultHandlers discovered(List<ResultHandler> libraries) {
    List<ResultHandler> all = new ArrayList<>();
    try {
      ServiceLoader.load(ResultHandler.class, ResultHandlers.class.getClassLoader())
          .forEach(all::add);
    } catch (ServiceConfigurationError | LinkageError broken) {
      Safe.log("a result handler cannot be loaded", broken);
    }
    all.addAll(libraries);
    all.add(new CompletionStageHandler());
    if (Presence.of("org.reactivestreams.Publisher")) {
      all.add(new PublisherHandler());
    }
    all.add(new FlowPublisherHandler());
    all.add(new JdkStreamHandler());
    all.add(new IteratorHandler());
    all.add(new CallableHandler());
    all.add(new LaterValueHandler());
    all.add(new OptionalHandler());
    all.add(new RecordHandler());
    return new ResultHandlers(all);
  }

  private Kind kind(Class<?> type) {
    ResultHandler handler =
        handlers.stream()
            .filter(each -> Safe.orElse(() -> each.handles(type), false))
            .findFirst()
            .orElse(null);
    Class<?> following =
        handler == null
            ? null
            : supertypes(type).stream()
                .filter(each -> fits(handler, each))
                .findFirst()
                .orElse(null);
    boolean unfollowed = LazyTypes.contains(supertypes(type));
    boolean finished = handler == null && !unfollowed && LazyTypes.areFinished(type);
    boolean container = handler == null && !unfollowed && LazyTypes.isContainer(type);
    return new Kind(handler, unfollowed, following, finished, container);
  }

  /**
   * Returns true if a method declared to return the type works when its result is subscribed to.
   */
  public boolean startsOnSubscription(Class<?> declaredType) {
    return handlers.stream().anyMatch(handler -> startsOnSubscription(handler, declaredType));
  }

  private static boolean startsOnSubscription(ResultHandler handler, Class<?> declaredType) {
    return Safe.orElse(() -> handler.startsOnSubscription(declaredType), false);
  }

  /** Returns the handler of callbacks that are declared as the type; null if no library has one. */
  public @Nullable CallbackHandler callbacks(Class<?> parameterType) {
    return handlers.stream()
        .filter(CallbackHandler.class::isInstance)
        .map(CallbackHandler.class::cast)
        .filter(each -> Safe.orElse(() -> each.takesResult(parameterType), false))
        .findFirst()
        .orElse(null);
  }

  /** Leaves a call open whose callback ends it, unless it has done so already. */
  public static void leaveOpen(OpenCall call) {
    RecordingCall.watch(call);
  }

  /**
   * Ends the call now, or has it ended when the result is complete.
   *
   * @param declaredType what the method is declared to return
   * @return what the application gets
   */
  public @Nullable Object handle(@Nullable Object result, Class<?> declaredType, OpenCall call) {
    return handle(result, declaredType, null, false, call);
  }

  /**
   * Ends the call of a method now, or has it ended when the result is complete.
   *
   * @param ofValues true if {@link LazyTypes#areValues} the elements that the method declares
   * @return what the application gets
   */
  public @Nullable Object handle(
      @Nullable Object result, Method method, boolean ofValues, OpenCall call) {
    return handle(result, method.getReturnType(), method, ofValues, call);
  }

  private @Nullable Object handle(
      @Nullable Object result,
      Class<?> declaredType,
      @Nullable Method method,
      boolean ofValues,
      OpenCall call) {
    if (result == null) {
      call.completed();
      return null;
    }
    Kind kind = kinds.get(result.getClass());
    if (kind.finished() || ofValues && kind.container()) {
      RecordingCall.completeWhole(call, result);
      return result;
    }
    ResultHandler handler = kind.handler();
    if (handler instanceof CarrierHandler carrier) {
      return handleHeld(result, carrier, method, call);
    }
    if (handler != null && fits(handler, declaredType)) {
      return handle(result, handler, call);
    }
    if (handler != null || kind.unfollowed() || isUnfollowed(LazyTypes.carried(result))) {
      UnfollowedResults.end(declaredType, result, call);
    } else {
      RecordingCall.completeWhole(call, result);
    }
    return result;
  }

  /** Ends the call with what the result holds, if that is still to come. */
  private Object handleHeld(
      Object result, CarrierHandler carrier, @Nullable Method method, OpenCall call) {
    Object held = LazyTypes.carried(result);
    Kind kind = held == null ? null : kinds.get(held.getClass());
    ResultHandler handler = kind == null ? null : kind.handler();
    boolean follows = handler != null && !(handler instanceof CarrierHandler);
    if (held != null && kind != null && handler != null && follows) {
      if (mayBeReplaced(result, held, kind, carrier, method)) {
        RecordingCall.carried(call, result, held);
        return with(result, held, carrier, handle(held, handler, call));
      }
    } else if (kind == null || !kind.unfollowed()) {
      return handle(result, carrier, call);
    }
    UnfollowedResults.end(result.getClass(), result, call);
    return result;
  }

  private static boolean mayBeReplaced(
      Object result, Object held, Kind kind, CarrierHandler carrier, @Nullable Method method) {
    if (!Safe.orElse(() -> carrier.mayBeReplaced(result, method), false)) {
      return false;
    }
    Class<?> declared = Safe.orNull(() -> carrier.heldAs(result, held, method));
    if (carrier.isWrittenOut() && (declared == null || declared == Object.class)) {
      return kind.following() != null;
    }
    ResultHandler handler = kind.handler();
    return handler != null && fits(handler, declared == null ? held.getClass() : declared);
  }

  private static Object with(Object result, Object held, CarrierHandler carrier, Object followed) {
    return followed == held ? result : Safe.orElse(() -> carrier.with(result, followed), result);
  }

  private static Object handle(Object result, ResultHandler handler, OpenCall call) {
    try {
      Object followed = handler.handle(result, call);
      RecordingCall.watch(call);
      return followed;
    } catch (Throwable thrown) {
      Safe.log("following a result", thrown);
      call.pending();
      return result;
    }
  }

  /**
   * Follows what a future or publisher brought, if that is a response that is still to be read.
   *
   * @return what the application gets; null if the call ends with what was brought
   */
  @Nullable Object followBrought(Object brought, OpenCall call) {
    ResultHandler handler = kinds.get(brought.getClass()).handler();
    if (handler instanceof OfResponses) {
      return handle(brought, handler, call);
    }
    if (handler instanceof CarrierHandler carrier
        && carrier.followsBrought()
        && isUnfollowed(LazyTypes.carried(brought))) {
      return handleHeld(brought, carrier, null, call);
    }
    return null;
  }

  private boolean isUnfollowed(@Nullable Object carried) {
    if (carried == null || LazyTypes.isDone(carried)) {
      return false;
    }
    Kind kind = kinds.get(carried.getClass());
    boolean isFollowed = kind.handler() != null && !(kind.handler() instanceof CarrierHandler);
    return isFollowed || kind.unfollowed();
  }

  /**
   * Follows a result by its own type, where no declared type is known.
   *
   * @param begun begins the call of a result whose work has begun
   * @param subscribable the call of a result whose work begins with each subscription
   * @return what the application gets
   */
  public Object follow(Object result, Supplier<? extends OpenCall> begun, OpenCall subscribable) {
    Kind kind = kinds.get(result.getClass());
    ResultHandler handler = kind.handler();
    Class<?> following = kind.following();
    if (handler == null || following == null || handler instanceof CarrierHandler) {
      Object same = handle(result, result.getClass(), begun.get());
      return same == null ? result : same;
    }
    return handle(
        result, handler, startsOnSubscription(handler, following) ? subscribable : begun.get());
  }

  private static boolean fits(ResultHandler handler, Class<?> declaredType) {
    return Safe.orElse(() -> handler.fits(declaredType), false);
  }
}

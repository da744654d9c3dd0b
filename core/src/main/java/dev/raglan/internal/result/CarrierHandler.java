package dev.raglan.internal.result;

import dev.raglan.spi.OpenCall;
import dev.raglan.spi.ResultHandler;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import org.jspecify.annotations.Nullable;

/**
 * Handler of results that hold another one, such as the body of a response. The call ends with what
 * they hold, which {@link ResultHandlers} follows as if the method had returned it.
 */
public interface CarrierHandler extends ResultHandler {

  /** Returns true if a framework writes what is held, and reads it as what it may be written as. */
  default boolean isWrittenOut() {
    return false;
  }

  /** Returns true if what is held is followed also where a future brings the carrier. */
  default boolean followsBrought() {
    return isWrittenOut();
  }

  /**
   * Returns false if another carrier cannot take the place of the given one.
   *
   * @param method the method that returned it; null if something else brought it
   */
  default boolean mayBeReplaced(Object carrier, @Nullable Method method) {
    return true;
  }

  /**
   * Returns the type as which the application may use what is held; null if none is declared.
   *
   * @param method the method that returned the carrier; null if something else brought it
   */
  default @Nullable Class<?> heldAs(Object carrier, Object held, @Nullable Method method) {
    Type declared = method == null ? null : method.getGenericReturnType();
    if (declared instanceof ParameterizedType type && type.getActualTypeArguments().length == 1) {
      Class<?> known = erased(type.getActualTypeArguments()[0]);
      return known == null ? held.getClass() : known;
    }
    return declared == null || declared instanceof Class ? null : held.getClass();
  }

  /** Returns null for a type that depends on the caller. */
  static @Nullable Class<?> erased(Type type) {
    if (type instanceof Class<?> known) {
      return known;
    }
    if (type instanceof ParameterizedType generic) {
      return erased(generic.getRawType());
    }
    return type instanceof WildcardType wildcard ? erased(wildcard.getUpperBounds()[0]) : null;
  }

  /** Returns a carrier that is as the given one, but for what it holds. */
  Object with(Object carrier, Object held);

  /** Ends the call of a carrier that holds nothing that is still to come. */
  @Override
  default Object handle(Object result, OpenCall call) {
    call.completed(result);
    return result;
  }
}

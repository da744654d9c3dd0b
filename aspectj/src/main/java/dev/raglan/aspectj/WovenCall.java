package dev.raglan.aspectj;

import dev.raglan.internal.invoke.CalledMethod;
import dev.raglan.internal.invoke.InvocationTracer;
import dev.raglan.internal.invoke.InvocationTracer.TracedCall;
import java.lang.reflect.Method;
import org.aspectj.lang.JoinPoint;
import org.aspectj.lang.reflect.MethodSignature;
import org.jspecify.annotations.Nullable;

/**
 * A call of a woven method. Public because AspectJ copies the advice that uses it into the classes
 * that it weaves.
 *
 * @param place where the call was woven
 * @param target the object whose method runs; null for a static method
 */
public record WovenCall(
    JoinPoint.StaticPart place, @Nullable Object target, @Nullable Object[] arguments)
    implements CalledMethod {

  public static final @Nullable Object[] NO_ARGUMENTS = {};

  /**
   * Begins a call.
   *
   * @return null if it is not traced
   */
  public static @Nullable TracedCall enter(
      InvocationTracer tracer,
      JoinPoint.StaticPart place,
      @Nullable Object target,
      @Nullable Object[] arguments) {
    WovenCall call = new WovenCall(place, target, arguments);
    UnseenAnnotations.report(call.targetClass());
    return tracer.enter(call);
  }

  @Override
  public Method method() {
    return ((MethodSignature) place.getSignature()).getMethod();
  }

  @Override
  public Class<?> targetClass() {
    return place.getSignature().getDeclaringType();
  }

  @Override
  public boolean proxied() {
    return false;
  }

  /**
   * Ends the call with what its method threw.
   *
   * @return never
   * @throws T what was thrown, the same instance, checked or not
   */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  public static <T extends Throwable> RuntimeException threw(TracedCall call, Throwable thrown)
      throws T {
    call.threw(thrown);
    throw (T) thrown;
  }
}

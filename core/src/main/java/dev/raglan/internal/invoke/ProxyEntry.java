package dev.raglan.internal.invoke;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import java.lang.reflect.Method;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The mark that a proxy leaves in the context of its call: the woven method that it leads to claims
 * it, once, and has no second span. A recursive call finds the mark claimed and nests.
 */
final class ProxyEntry {

  private static final ContextKey<ProxyEntry> KEY = ContextKey.named("dev.raglan.proxy-entry");

  private static final AtomicIntegerFieldUpdater<ProxyEntry> CLAIMED =
      AtomicIntegerFieldUpdater.newUpdater(ProxyEntry.class, "claimed");

  /** The type of the fields in which AspectJ keeps the places that it has woven into a class. */
  private static final String WOVEN_PLACE = "org.aspectj.lang.JoinPoint$StaticPart";

  /** Set in an image of GraalVM's, where fields that nobody asked for are not seen. */
  private static final boolean HIDES_FIELDS =
      System.getProperty("org.graalvm.nativeimage.imagecode") != null;

  private final Method method;
  private final @Nullable Object target;
  private volatile int claimed;

  private ProxyEntry(Method method, @Nullable Object target) {
    this.method = method;
    this.target = target;
  }

  /** Returns false if the method's class is not woven, so that nothing claims a mark. */
  static boolean mayBeWoven(Method method) {
    if (HIDES_FIELDS) {
      return true;
    }
    try {
      return Stream.of(method.getDeclaringClass().getDeclaredFields())
          .anyMatch(field -> field.getType().getName().equals(WOVEN_PLACE));
    } catch (LinkageError unseen) {
      return true;
    }
  }

  /** Returns the context of a call that a proxy makes. */
  static Context mark(Context context, Method method, @Nullable Object target) {
    return context.with(KEY, new ProxyEntry(method, target));
  }

  /** Claims the mark; returns true if the call is the one that a proxy has a span for. */
  static boolean claim(Context context, Method method, @Nullable Object target) {
    ProxyEntry entry = context.get(KEY);
    return entry != null
        && entry.target == target
        && entry.method.equals(method)
        && CLAIMED.compareAndSet(entry, 0, 1);
  }
}

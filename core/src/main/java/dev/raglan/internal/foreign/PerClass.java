package dev.raglan.internal.foreign;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Facts about classes, found out once for each class.
 *
 * <p>Holds no class loader that could be dropped before ours: what is known of a class from such a
 * loader hangs on the class itself. What is known of a class that lives at least as long as we do
 * hangs on us and not on the class, which would otherwise keep <em>our</em> loader alive.
 */
public final class PerClass<V> {

  private static final @Nullable ClassLoader OURS = PerClass.class.getClassLoader();

  private final Function<Class<?>, V> resolver;
  private final ConcurrentMap<Class<?>, V> lasting = new ConcurrentHashMap<>();
  private final ClassValue<V> passing =
      new ClassValue<>() {
        @Override
        protected V computeValue(Class<?> type) {
          return resolver.apply(type);
        }
      };

  public PerClass(Function<Class<?>, V> resolver) {
    this.resolver = resolver;
  }

  public V get(Class<?> type) {
    V known = lasting.get(type);
    if (known != null) {
      return known;
    }
    return outlivesUs(type) ? remember(type) : passing.get(type);
  }

  private V remember(Class<?> type) {
    V resolved = resolver.apply(type);
    V earlier = lasting.putIfAbsent(type, resolved);
    return earlier == null ? resolved : earlier;
  }

  /** Returns true if the class is of our own loader or of one that ours needs. */
  public static boolean outlivesUs(Class<?> type) {
    if (type.isHidden()) {
      return false;
    }
    ClassLoader theirs = type.getClassLoader();
    if (theirs == null) {
      return true;
    }
    for (ClassLoader loader = OURS; loader != null; loader = loader.getParent()) {
      if (loader == theirs) {
        return true;
      }
    }
    return false;
  }
}

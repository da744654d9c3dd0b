package dev.raglan.internal.foreign;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Facts about classes, found out once for each class.
 *
 * <p>Holds no class loader that could be dropped before ours: what is known of a class from such a
 * loader hangs on the class itself. What is known of a class that lives at least as long as we do
 * hangs on us and not on the class, which would otherwise keep <em>our</em> loader alive.
 *
 * <p>A call asks for about a dozen facts, so that those that hang on us are in a table of their
 * own: classes and facts lie side by side in it, and only get more.
 */
public final class PerClass<V> {

  private static final @Nullable ClassLoader OURS = PerClass.class.getClassLoader();

  private static final VarHandle ELEMENT = MethodHandles.arrayElementVarHandle(Object[].class);

  private static final int FIRST_LENGTH = 32; // A power of two, as every length.

  private final Function<Class<?>, V> resolver;

  /**
   * Each class, and the fact behind it, at the place of its hash or in the next free one. At least
   * half of the places are free. Written under the lock: the fact first, then its class.
   */
  private volatile @Nullable Object[] lasting = new Object[FIRST_LENGTH];

  private int size; // Guarded by the lock.

  private final ClassValue<V> passing =
      new ClassValue<>() {
        @Override
        protected V computeValue(Class<?> type) {
          return resolver.apply(type);
        }
      };

  /**
   * @param resolver finds the fact about a class, which is not null
   */
  public PerClass(Function<Class<?>, V> resolver) {
    this.resolver = resolver;
  }

  /** Returns the fact about the class. */
  public V get(Class<?> type) {
    V known = lasting(type);
    if (known != null) {
      return known;
    }
    return outlivesUs(type) ? remember(type) : passing.get(type);
  }

  @SuppressWarnings("unchecked") // Behind a class is what was found out about it.
  private @Nullable V lasting(Class<?> type) {
    @Nullable Object[] table = lasting;
    int at = place(type, table);
    Object there = ELEMENT.getAcquire(table, at);
    while (there != type) {
      if (there == null) {
        return null;
      }
      at = next(at, table);
      there = ELEMENT.getAcquire(table, at);
    }
    return (V) table[at + 1];
  }

  private static int place(Class<?> type, @Nullable Object[] table) {
    return type.hashCode() << 1 & table.length - 2;
  }

  private static int next(int at, @Nullable Object[] table) {
    return at + 2 & table.length - 2;
  }

  /** Resolves without the lock, as that may ask for other classes. */
  private V remember(Class<?> type) {
    V resolved = resolver.apply(type);
    synchronized (this) {
      V earlier = lasting(type);
      if (earlier != null) {
        return earlier;
      }
      if (++size > lasting.length / 4) {
        grow();
      }
      put(type, resolved, lasting);
      return resolved;
    }
  }

  private void grow() {
    @Nullable Object[] before = lasting;
    @Nullable Object[] table = new Object[before.length * 2];
    for (int at = 0; at < before.length; at += 2) {
      if (before[at] instanceof Class<?> type) {
        put(type, before[at + 1], table);
      }
    }
    lasting = table;
  }

  private static void put(Class<?> type, @Nullable Object fact, @Nullable Object[] table) {
    int at = place(type, table);
    while (table[at] != null) {
      at = next(at, table);
    }
    table[at + 1] = fact;
    ELEMENT.setRelease(table, at, type);
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
